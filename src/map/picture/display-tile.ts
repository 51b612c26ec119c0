/** From decoded samples to what is uploaded to the graphics card: only what is shown, and alpha. */
import { decibels } from '../../domain/imaging/display';
import type { ChannelChoice } from '../../domain/model/stretch';
import type { RasterTile } from '../../raster/types';
import { halfTile } from './half-tile';

/** Bytes, floats, or half floats. */
export type DisplayTile =
  | Uint8Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | DataView<ArrayBuffer>;

/**
 * Channels of the display tiles of a file whose tiles carry so many bands, alpha included. Always the
 * same for one file, so that no choice of bands needs other textures or another shader.
 */
export function displayChannels(carriedBands: number): 2 | 4 {
  return carriedBands === 1 ? 2 : 4;
}

/**
 * The shown bands of a tile, interleaved, and its alpha as the last channel; channels between hold 0.
 * Samples without data are 0 in every channel, so that smoothing between pixels can be undone exactly by
 * dividing by alpha. Bytes of 8-bit tiles unless decibels are asked for, else floats, or half floats where
 * those too hold all samples exactly. Not to be changed: it may be the tile's own array.
 * @param carried the file's band of each channel of the tile (FrameRaster.bands)
 * @param passing whether it is done with before the next call: see halfTile
 */
export function displayTile(
  tile: RasterTile,
  choice: ChannelChoice,
  carried: readonly number[],
  passing = false,
): DisplayTile {
  const { data, channels } = tile;
  const pixels = tile.width * tile.height;
  const decibel = choice.decibel && choice.bands.length !== 2;
  const count = displayChannels(carried.length);
  // A band that the tiles do not carry is shown as the first one, rather than as nothing.
  const shown = choice.bands.map((band) => Math.max(0, carried.indexOf(band)));
  const bytes = data instanceof Uint8Array && !decibel;
  if (bytes && channels === 4 && String(shown) === '0,1,2') return withoutEmpty(data);
  const colours = shown.length === 3 && count === 4 && !decibel;
  const halves = colours && data instanceof Uint16Array && halfTile(data, channels, shown, passing);
  if (halves) return halves;
  const out = bytes ? new Uint8Array(pixels * count) : new Float32Array(pixels * count);
  const opaque = bytes ? 255 : 1;
  if (colours) {
    copyColours(data, channels, shown, out, opaque);
    return out;
  }
  for (const [slot, band] of shown.slice(0, count - 1).entries()) {
    copyBand(data, channels, band, out, count, slot, decibel);
  }
  for (let i = 1; i <= pixels; i += 1) {
    if (data[i * channels - 1]) out[i * count - 1] = opaque;
  }
  return out;
}

/** Red, green, blue and alpha as they are, four bytes at a time; 0 where alpha is. No copy where it never is. */
function withoutEmpty(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  let full = 0;
  while (full < pixels.length && data[full * 4 + 3]) full += 1;
  if (full === pixels.length) return data;
  const out = new Uint32Array(pixels.length);
  out.set(pixels.subarray(0, full));
  for (let i = full; i < pixels.length; i += 1) {
    if (data[i * 4 + 3]) out[i] = pixels[i] as number;
  }
  return new Uint8Array(out.buffer);
}

/** Three bands and alpha in one go, which is faster than one after the other; 0 where alpha is. */
function copyColours(
  data: RasterTile['data'],
  channels: number,
  [red = 0, green = 0, blue = 0]: readonly number[],
  out: Uint8Array | Float32Array,
  opaque: number,
): void {
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    if (data[from + channels - 1] === 0) continue;
    out[to] = data[from + red] as number;
    out[to + 1] = data[from + green] as number;
    out[to + 2] = data[from + blue] as number;
    out[to + 3] = opaque;
  }
}

/** One band of the pixels that hold data. */
function copyBand(
  data: RasterTile['data'],
  channels: number,
  band: number,
  out: Uint8Array | Float32Array,
  count: number,
  slot: number,
  decibel: boolean,
): void {
  for (let from = 0, to = slot; from < data.length; from += channels, to += count) {
    if (data[from + channels - 1] === 0) continue;
    const value = data[from + band] as number;
    out[to] = decibel ? decibels(value) : value;
  }
}
