/** A round glass at the pointer that shows the picture's own pixels, several times as large. */

import { fromPlane } from '../domain/geometry/plane';
import { colourer } from '../domain/imaging/display';
import type { Stretch } from '../domain/model/stretch';
import type { RasterLevel, RasterTile } from '../raster/types';
import { type ScreenXY, screenToPlane, type ViewTransform } from './view-transform';

/** Diameter in CSS pixels, and how many times larger than the map it shows the picture. */
const SIZE = 180;
const FACTOR = 6;

/** What the glass looks at: decoded tiles of the picture on the map. */
export type MagnifiedPicture = {
  readonly levels: readonly RasterLevel[];
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
  const [full] = picture.levels;
  const level = picture.levels[index];
  if (!full || !level) return image;
  const colourOf = colourer(picture.stretch, picture.bands);
  const [sx, sy] = [level.width / full.width, level.height / full.height];
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  let colour: readonly [number, number, number, number] = [0, 0, 0, 0];
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const screen: ScreenXY = [
        at[0] + (x + 0.5 - SIZE / 2) / FACTOR,
        at[1] + (y + 0.5 - SIZE / 2) / FACTOR,
      ];
      const [px, py] = fromPlane(screenToPlane(view, screen), picture.aspect);
      const [column, row] = [Math.floor(px * sx), Math.floor(py * sy)];
      if (column !== lastX || row !== lastY) {
        colour = pixelColour(picture, index, level, column, row, colourOf);
        [lastX, lastY] = [column, row];
      }
      image.data.set(colour, (y * SIZE + x) * 4);
    }
  }
  return image;
}

/** Red, green, blue, alpha; black beyond the picture, transparent where its tile is not there yet. */
function pixelColour(
  picture: MagnifiedPicture,
  index: number,
  level: RasterLevel,
  x: number,
  y: number,
  colourOf: ReturnType<typeof colourer>,
): readonly [number, number, number, number] {
  if (x < 0 || y < 0 || x >= level.width || y >= level.height) return [0, 0, 0, 255];
  const size = level.tileSize;
  const tile = picture.tile(index, Math.floor(x / size), Math.floor(y / size));
  if (!tile) return [0, 0, 0, 0];
  const at = ((y % size) * tile.width + (x % size)) * tile.channels;
  if (!tile.data[at + tile.channels - 1]) return [0, 0, 0, 255];
  return [...colourOf(tile.data, at), 255];
}
