/**
 * Frames that were on the map. Their layers stay on it, unseen, until the next picture is whole, and so
 * keep the graphics context: making another takes longer than drawing a picture.
 */
import type OlMap from 'ol/Map';
import type { ShownFrame } from './shown-frame';

export class RetiredFrames {
  private readonly frames = new Set<ShownFrame>();

  constructor(private readonly map: OlMap) {}

  add(frame: ShownFrame): void {
    frame.retire();
    this.frames.add(frame);
  }

  /** Lets all go once the next picture is whole, since taking layers off the map draws it again. */
  letGo(): void {
    const leaving = [...this.frames];
    if (leaving.length === 0) return;
    this.map.once('rendercomplete', () => this.disposeOf(leaving));
    this.map.render();
  }

  dispose(): void {
    this.disposeOf([...this.frames]);
  }

  private disposeOf(frames: readonly ShownFrame[]): void {
    for (const frame of frames) {
      frame.dispose();
      this.frames.delete(frame);
    }
  }
}
