/** A round glass at the pointer that shows the picture's own pixels, several times as large. */

import { fromPlane } from '../domain/geometry/plane';
import { colourer, neighboursOf, type PlacedPixel } from '../domain/imaging/display';
import { levelPixels } from '../domain/imaging/level-pixels';
import type { Stretch } from '../domain/model/stretch';
import type { RasterLevel, RasterTile } from '../raster/types';
import { type ScreenXY, screenToPlane, type ViewTransform } from './view-transform';

/** Diameter in CSS pixels, and how many times larger than the map it shows the picture. */
const SIZE = 180;
const FACTOR = 6;

/** What the glass looks at: decoded tiles of the picture on the map. */
export type MagnifiedPicture = {
  readonly levels: readonly RasterLevel[];
  /** See FrameRaster.storedLevels. */
  readonly storedLevels: number;
  /** The file's band of each channel of a tile. */
  readonly bands: readonly number[];
  readonly aspect: number;
  readonly stretch: Stretch;
  /** A tile that is there already, else null: it is then read, and the glass is drawn again. */
  readonly tile: (level: number, column: number, row: number) => RasterTile | null;
};

export type MagnifierHost = {
  readonly picture: () => MagnifiedPicture | null;
  readonly view: () => ViewTransform | null;
};

export class Magnifier {
  private readonly canvas = document.createElement('canvas');
  private readonly stop = new AbortController();
  private pointer: ScreenXY | null = null;
  private on = false;
  private request = 0;

  constructor(
    private readonly viewport: HTMLElement,
    private readonly host: MagnifierHost,
  ) {
    const { canvas } = this;
    canvas.className = 'qm-magnifier';
    canvas.width = SIZE;
    canvas.height = SIZE;
    canvas.setAttribute('aria-hidden', 'true');
    const { signal } = this.stop;
    viewport.addEventListener('pointermove', (event) => this.move(event), { signal });
    viewport.addEventListener('pointerleave', () => this.leave(), { signal });
  }

  show(on: boolean): void {
    this.on = on;
    this.redraw();
  }

  /** Draws again with the next screen frame: the view, the stretch or the tiles have changed. */
  redraw(): void {
    if (this.request === 0) this.request = requestAnimationFrame(() => this.draw());
  }

  dispose(): void {
    this.stop.abort();
    cancelAnimationFrame(this.request);
    this.canvas.remove();
  }

  private move(event: PointerEvent): void {
    const { left, top } = this.viewport.getBoundingClientRect();
    this.pointer = [event.clientX - left, event.clientY - top];
    if (this.on) this.redraw();
  }

  private leave(): void {
    this.pointer = null;
    this.redraw();
  }

  private draw(): void {
    this.request = 0;
    const { canvas, pointer } = this;
    const view = this.host.view();
    const picture = this.host.picture();
    const shown = this.on && pointer !== null && view !== null && picture !== null;
    if (!shown) {
      canvas.remove();
      return;
    }
    if (!canvas.isConnected) this.viewport.append(canvas);
    canvas.style.transform = `translate(${pointer[0] - SIZE / 2}px, ${pointer[1] - SIZE / 2}px)`;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.putImageData(paint(picture, view, pointer), 0, 0);
  }
}

/** The coarsest level whose pixels the glass would not have to make larger than they are. */
function levelFor(levels: readonly RasterLevel[], resolution: number): number {
  const height = levels[0]?.height ?? 1;
  let best = 0;
  for (const [i, level] of levels.entries()) if (height / level.height <= resolution) best = i;
  return best;
}

function paint(picture: MagnifiedPicture, view: ViewTransform, at: ScreenXY): ImageData {
  const image = new ImageData(SIZE, SIZE);
  const index = levelFor(picture.levels, view.resolution / FACTOR);
  const level = picture.levels[index];
  if (!level) return image;
  const colourAt = painter(picture, index, level);
  const [across, down] = levelPixels(picture, index);
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  let colour = UNKNOWN;
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const screen: ScreenXY = [
        at[0] + (x + 0.5 - SIZE / 2) / FACTOR,
        at[1] + (y + 0.5 - SIZE / 2) / FACTOR,
      ];
      const [px, py] = fromPlane(screenToPlane(view, screen), picture.aspect);
      const [column, row] = [Math.floor(px / across), Math.floor(py / down)];
      if (column !== lastX || row !== lastY) {
        colour = colourAt(column, row);
        [lastX, lastY] = [column, row];
      }
      image.data.set(colour, (y * SIZE + x) * 4);
    }
  }
  return image;
}

/** Red, green, blue, alpha; black beyond the picture, transparent where its tile is not there yet. */
type Painted = readonly [number, number, number, number];

const EMPTY: Painted = [0, 0, 0, 255];
const UNKNOWN: Painted = [0, 0, 0, 0];

/** A function from a level's pixel to its colour. */
function painter(
  picture: MagnifiedPicture,
  index: number,
  level: RasterLevel,
): (x: number, y: number) => Painted {
  const { stretch, bands } = picture;
  const colourOf = colourer(stretch, bands);
  const known = (x: number, y: number) => {
    const pixel = pixelOf(picture, index, level, x, y);
    return pixel === 'unread' ? null : pixel;
  };
  return (x, y) => {
    const pixel = pixelOf(picture, index, level, x, y);
    if (pixel === 'unread') return UNKNOWN;
    if (pixel === null) return EMPTY;
    const around = stretch.sharpen > 0 ? neighboursOf(known, x, y) : [];
    return [...colourOf(pixel, around), 255];
  };
}

/** null where there is no data. */
function pixelOf(
  picture: MagnifiedPicture,
  index: number,
  { width, height, tileSize: size }: RasterLevel,
  x: number,
  y: number,
): PlacedPixel | null | 'unread' {
  if (x < 0 || y < 0 || x >= width || y >= height) return null;
  const tile = picture.tile(index, Math.floor(x / size), Math.floor(y / size));
  if (!tile) return 'unread';
  const { data, channels } = tile;
  const at = ((y % size) * tile.width + (x % size)) * channels;
  return data[at + channels - 1] ? { data, at } : null;
}
