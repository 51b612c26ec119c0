/** From decoded samples to what is uploaded to the graphics card: only what is shown, and alpha. */
import type { Stretch } from '../../domain/model/frame';
import type { RasterTile } from '../../raster/types';

/** Decibel of what is darker than this amplitude is not told apart; keeps the logarithm finite. */
const LEAST_AMPLITUDE = 1e-10;

/** Amplitude as decibels. */
export function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, LEAST_AMPLITUDE));
}

export type DisplaySelection = Pick<Stretch, 'bands' | 'decibel'>;

/** Channels of a display tile: the shown bands and alpha. */
export function displayChannels(selection: DisplaySelection): 2 | 4 {
  return selection.bands.length === 1 ? 2 : 4;
}

/**
 * The shown bands of a tile, interleaved, and its alpha as the last channel. Samples without data are
 * 0 in every channel, so that smoothing between pixels can be undone exactly by dividing by alpha.
 * Uint8Array for 8-bit tiles unless decibels are asked for, else Float32Array. A new array.
 * @param carried the file's band of each channel of the tile (FrameRaster.bands)
 */
export function displayTile(
  tile: RasterTile,
  selection: DisplaySelection,
  carried: readonly number[],
): Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  const { data, channels } = tile;
  const pixels = tile.width * tile.height;
  // A band that the tiles do not carry is shown as the first one, rather than as nothing.
  const shown = selection.bands.map((band) => Math.max(0, carried.indexOf(band)));
  const count = shown.length + 1;
  const bytes = data instanceof Uint8Array && !selection.decibel;
  const out = bytes ? new Uint8Array(pixels * count) : new Float32Array(pixels * count);
  const opaque = bytes ? 255 : 1;
  for (const [slot, band] of shown.entries()) {
    copyBand(data, channels, band, out, count, slot, selection.decibel);
  }
  for (let i = 0; i < pixels; i += 1) {
    if (data[i * channels + channels - 1]) out[i * count + count - 1] = opaque;
    else for (let slot = 0; slot < count; slot += 1) out[i * count + slot] = 0;
  }
  return out;
}

function copyBand(
  data: RasterTile['data'],
  channels: number,
  band: number,
  out: Uint8Array | Float32Array,
  count: number,
  slot: number,
  decibel: boolean,
): void {
  let to = slot;
  if (!decibel) {
    for (let from = band; from < data.length; from += channels) {
      out[to] = data[from] as number;
      to += count;
    }
    return;
  }
  for (let from = band; from < data.length; from += channels) {
    out[to] = decibels(data[from] as number);
    to += count;
  }
}
