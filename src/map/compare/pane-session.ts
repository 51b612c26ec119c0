/** The session as one pane sees it: its own frame is the current one, all else is shared. */
import type { FrameId } from '../../domain/model/ids';
import type { Session, SessionState } from '../../store/session';

type Listener = (state: SessionState, before: SessionState) => void;

export class PaneSession implements Session {
  private readonly listeners = new Set<Listener>();
  /** What the listeners were told of last. */
  private told: SessionState;
  private known: { readonly base: SessionState; readonly own: SessionState } | null = null;
  private readonly stop: () => void;
  readonly setState: Session['setState'];

  constructor(
    private readonly base: Session,
    private frameId: FrameId,
  ) {
    this.setState = base.setState;
    this.told = this.getState();
    this.stop = base.subscribe(() => this.tell());
  }

  /** Makes another frame the pane's own. */
  show(frameId: FrameId): void {
    if (frameId === this.frameId) return;
    this.frameId = frameId;
    this.known = null;
    this.tell();
  }

  getState(): SessionState {
    const base = this.base.getState();
    if (this.known?.base !== base) {
      this.known = { base, own: { ...base, frameId: this.frameId } };
    }
    return this.known.own;
  }

  getInitialState(): SessionState {
    return this.base.getInitialState();
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.stop();
    this.listeners.clear();
  }

  private tell(): void {
    const before = this.told;
    const after = this.getState();
    if (after === before) return;
    this.told = after;
    for (const listener of this.listeners) listener(after, before);
  }
}
