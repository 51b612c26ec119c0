/** Very many very small boxes: 4 px dots written straight into the canvas's pixels. */

/** '#rrggbb' as the little-endian RGBA of canvas pixels. */
function packedColour(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255];
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

const HALO = 0xb3000000;
const DOT_PX = 4;

/**
 * Collects dots and lays them on a canvas in one go; to be painted before everything else, since the
 * canvas's pixels are replaced.
 */
export class DotPainter {
  private image: ImageData | null = null;

  /**
   * @param points x, y pairs in CSS pixels for each colour ('#rrggbb').
   * Halos are written first, so that no dot is darkened by its neighbour's.
   */
  paint(
    context: CanvasRenderingContext2D,
    points: ReadonlyMap<string, readonly number[]>,
    ratio: number,
  ): void {
    const { width, height } = context.canvas;
    if (width === 0 || height === 0) return;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = context.createImageData(width, height);
    }
    const pixels = new Uint32Array(this.image.data.buffer);
    pixels.fill(0);
    const dot = Math.round(DOT_PX * ratio);
    const edge = Math.max(1, Math.round(ratio));
    for (const list of points.values()) {
      stamp(pixels, width, height, list, ratio, dot + 2 * edge, HALO);
    }
    for (const [colour, list] of points) {
      stamp(pixels, width, height, list, ratio, dot, packedColour(colour));
    }
    context.putImageData(this.image, 0, 0);
  }
}

/** Squares of `size` device pixels with their corners cut, which at this size is a round dot. */
function stamp(
  pixels: Uint32Array,
  width: number,
  height: number,
  list: readonly number[],
  ratio: number,
  size: number,
  colour: number,
): void {
  const cut = Math.max(1, Math.round(size / 5));
  for (let i = 0; i + 1 < list.length; i += 2) {
    const left = Math.round((list[i] as number) * ratio - size / 2);
    const top = Math.round((list[i + 1] as number) * ratio - size / 2);
    if (left < 0 || top < 0 || left + size > width || top + size > height) continue;
    for (let row = 0; row < size; row += 1) {
      const inset = Math.max(0, cut - row, cut - (size - 1 - row));
      const start = (top + row) * width + left + inset;
      pixels.fill(colour, start, start + size - 2 * inset);
    }
  }
}
