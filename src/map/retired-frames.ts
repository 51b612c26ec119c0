/**
 * Frames that were on the map. The last few keep their layers on it, unseen: who steps back finds shaders
 * compiled and tiles on the graphics card. All stay until the next picture is whole, and so keep the
 * graphics context, which takes longer to make than a picture to draw.
 */
import type OlMap from 'ol/Map';
import type { Box } from '../domain/model/box';
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import type { ShownFrame } from './shown-frame';

/** The dates to either side of the one on screen, and one more. */
const KEPT = 3;

export class RetiredFrames {
  /** In the order in which they left. */
  private readonly kept = new Map<FrameId, ShownFrame>();
  private readonly leaving = new Set<ShownFrame>();

  constructor(private readonly map: OlMap) {}

  /** @param next the frame that takes its place; the same one, opened anew, has no use for the old layers */
  add(shown: ShownFrame, next: FrameId): void {
    const { id } = shown.frame;
    shown.retire();
    if (id === next) this.leaving.add(shown);
    else this.kept.set(id, shown);
    for (const [oldest, frame] of [...this.kept].slice(0, -KEPT)) {
      this.kept.delete(oldest);
      this.leaving.add(frame);
    }
  }

  /** The frame as it was left, where it still has its layers and can be shown with them; else null. */
  resume(frame: Frame, boxes: readonly Box[]): ShownFrame | null {
    const shown = this.kept.get(frame.id);
    if (!shown) return null;
    this.kept.delete(frame.id);
    if (shown.resume(frame, boxes)) return shown;
    this.leaving.add(shown);
    return null;
  }

  /** Lets go what is not kept once the next picture is whole: taking layers off the map draws it again. */
  letGo(): void {
    const leaving = [...this.leaving];
    if (leaving.length === 0) return;
    this.map.once('rendercomplete', () => this.disposeOf(leaving));
    this.map.render();
  }

  dispose(): void {
    this.disposeOf([...this.leaving, ...this.kept.values()]);
    this.kept.clear();
  }

  private disposeOf(frames: readonly ShownFrame[]): void {
    for (const frame of frames) {
      frame.dispose();
      this.leaving.delete(frame);
    }
  }
}
