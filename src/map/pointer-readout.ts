/** Keeps the read-out of the pointer: at most one change per screen frame, samples when they arrive. */
import { isAbort } from '../domain/errors';
import type { LonLat, PixelXY } from '../domain/model/units';
import type { FrameRaster } from '../raster/types';
import type { Readout } from '../store/session';

type ReadoutState = ReturnType<Readout['getState']>;

export type ReadoutFrame = {
  readonly raster: FrameRaster | null;
  readonly lonLatAt: (pixel: PixelXY) => LonLat | null;
};

export class PointerReadout {
  private request = 0;
  private reading: AbortController | null = null;
  private pixel: PixelXY | null = null;
  /** The picture whose samples are shown or on their way; null where none could be asked. */
  private source: FrameRaster | null = null;

  constructor(
    private readonly readout: Readout,
    private readonly frame: () => ReadoutFrame | null,
    /** Called with samples that could not be read; not with those given up for newer ones. */
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The last pixel that the pointer was over. */
  get last(): PixelXY | null {
    return this.pixel;
  }

  move(pixel: PixelXY): void {
    this.pixel = pixel;
    if (this.request === 0) this.request = requestAnimationFrame(() => this.show());
  }

  /** A picture has come under a pointer that may be at rest. */
  pictureCame(): void {
    if (this.pixel && this.readout.getState().pointer) this.move(this.pixel);
  }

  /** What the view says of scale and north; nobody is told where nothing has changed. */
  viewed(view: Pick<ReadoutState, 'resolution' | 'north' | 'metersPerPixel'>): void {
    const known = this.readout.getState();
    if (
      known.resolution !== view.resolution ||
      known.north !== view.north ||
      known.metersPerPixel !== view.metersPerPixel
    ) {
      this.readout.setState(view);
    }
  }

  /** The pointer has left the map; the last pixel is remembered. */
  leave(): void {
    this.stop();
    this.readout.setState({ pointer: null });
  }

  /** Another frame: pixels of the one before mean nothing here. */
  reset(): void {
    this.pixel = null;
    this.leave();
  }

  private stop(): void {
    cancelAnimationFrame(this.request);
    this.request = 0;
    this.reading?.abort();
    this.reading = null;
    this.source = null;
  }

  private show(): void {
    this.request = 0;
    const frame = this.frame();
    const { pixel } = this;
    if (!frame || !pixel) return;
    const lonLat = frame.lonLatAt(pixel);
    const before = this.readout.getState().pointer;
    const same = before && samePixel(before.pixel, pixel) && this.source === frame.raster;
    this.readout.setState({ pointer: { pixel, lonLat, samples: same ? before.samples : null } });
    if (!same) this.read(frame.raster, pixel);
  }

  private read(raster: FrameRaster | null, pixel: PixelXY): void {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    this.source = raster;
    raster?.samplesAt(pixel, reading.signal).then(
      (samples) => {
        const { pointer } = this.readout.getState();
        if (reading.signal.aborted || !pointer) return;
        this.readout.setState({ pointer: { ...pointer, samples } });
      },
      (error: unknown) => {
        if (!isAbort(error) && !reading.signal.aborted) this.onError(error);
      },
    );
  }
}

function samePixel(a: PixelXY, b: PixelXY): boolean {
  return Math.floor(a[0]) === Math.floor(b[0]) && Math.floor(a[1]) === Math.floor(b[1]);
}
