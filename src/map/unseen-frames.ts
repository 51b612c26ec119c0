/**
 * Frames whose layers are on the map, unseen: the last few that were shown, and those that are likely to be
 * shown next. Who steps to one finds shaders compiled and tiles on the graphics card. All stay until the next
 * picture is whole, and so keep the graphics context, which takes longer to make than a picture to draw.
 */
import type OlMap from 'ol/Map';
import type { Box } from '../domain/model/box';
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import type { FrameRaster } from '../raster/types';
import type { ShownFrame } from './shown-frame';

/** The dates to either side of the one on screen, and one more. */
const KEPT = 3;

export class UnseenFrames {
  /** In the order in which they left the screen, or were made ready for it. */
  private readonly kept = new Map<FrameId, ShownFrame>();
  private readonly leaving = new Set<ShownFrame>();

  constructor(
    private readonly map: OlMap,
    private readonly make: (frame: Frame, boxes: readonly Box[]) => ShownFrame,
  ) {}

  /** @param next the frame that takes its place; the same one, opened anew, has no use for the old layers */
  add(shown: ShownFrame, next: FrameId): void {
    shown.retire();
    if (shown.frame.id === next) this.leaving.add(shown);
    else this.keep(shown);
  }

  /** The frame for the screen: as it was left or made ready, where it can be shown with its layers; else anew. */
  toShow(frame: Frame, boxes: readonly Box[]): ShownFrame {
    const known = this.kept.get(frame.id);
    this.kept.delete(frame.id);
    if (known?.resume(frame, boxes)) return known;
    if (known) this.leaving.add(known);
    return this.make(frame, boxes);
  }

  /** Gives a frame its layers before it is shown. */
  prepare(frame: Frame, raster: FrameRaster): ShownFrame {
    const known = this.kept.get(frame.id);
    const usable = known && !known.needsReopening(frame);
    if (known && !usable) this.leaving.add(known);
    // Its boxes are looked up when it is shown.
    const shown = usable ? known : this.make(frame, []);
    shown.prepare(frame, raster);
    this.keep(shown);
    this.disposeOf([...this.leaving]);
    return shown;
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

  private keep(shown: ShownFrame): void {
    // Taken out and put back, so that the order is that of last use.
    this.kept.delete(shown.frame.id);
    this.kept.set(shown.frame.id, shown);
    for (const [oldest, frame] of [...this.kept].slice(0, -KEPT)) {
      this.kept.delete(oldest);
      this.leaving.add(frame);
    }
  }

  private disposeOf(frames: readonly ShownFrame[]): void {
    for (const frame of frames) {
      frame.dispose();
      this.leaving.delete(frame);
    }
  }
}
