/** Puts windows of a picture together from blocks: interleaved shown bands and one alpha channel. */
import type { Layout } from '../directory/layout-types';
import type { BlockReader } from './blocks';
import { shownPlanar, shownSamples } from './colours';
import type { SampleArray } from './samples';

/** A part of a level in its pixels; it may reach beyond the picture, where alpha is 0. */
export type Window = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type PixelArray =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>;

/** What gives the blocks of a layout. */
export type Blocks = Pick<BlockReader, 'layout' | 'read' | 'readOnce'>;

/** One resolution of a picture with its validity mask, if it has one. */
export type Level<B extends Blocks = Blocks> = { readonly blocks: B; readonly mask: B | null };

/** A resolution that the file stores. */
export type StoredLevel = Level<BlockReader>;

/** What goes into the channels. */
export type ChannelSpec = {
  /** Stored bands in the order of the channels, alpha left out. */
  readonly bands: readonly number[];
  readonly alpha: number | null;
  /** Per channel; NaN counts as no data in floating-point files without being named. */
  readonly nodata: readonly (number | null)[];
  /** Floats, or else bytes. */
  readonly floating: boolean;
  /** Of floating ones: whole numbers of 16 bits, which take half the room as they are. */
  readonly words: boolean;
};

/**
 * The shown bands and alpha of a window, width × height × (bands + 1), rows from top to bottom.
 * @param reuse an array that an earlier call gave and nobody needs any more: new memory costs more than filling it
 */
export async function readWindow(
  level: Level,
  window: Window,
  spec: ChannelSpec,
  signal?: AbortSignal,
  reuse?: PixelArray,
): Promise<PixelArray> {
  const channels = spec.bands.length + 1;
  const size = window.width * window.height * channels;
  const out = reuse?.length === size ? reuse.fill(0) : pixelsOf(spec, size);
  const planar = shownPlanar(level.blocks.layout);
  const stride = planar ? 1 : shownSamples(level.blocks.layout);
  const wanted = spec.alpha === null ? spec.bands : [...spec.bands, spec.alpha];
  const opaque = spec.floating ? 1 : 255;
  await eachBlock(level.blocks, window, signal, async (column, row, place) => {
    if (planar) {
      await Promise.all(
        wanted.map(async (band, channel) => {
          const block = await level.blocks.read(column, row, band, signal);
          copyChannel(block, stride, 0, place, out, window.width, channels, channel);
        }),
      );
    } else {
      const block = await level.blocks.read(column, row, 0, signal);
      if (holdsDataAll(block, spec) && copyPixels(block, stride, spec, place, out, window.width)) {
        return;
      }
      wanted.forEach((band, channel) => {
        copyChannel(block, stride, band, place, out, window.width, channels, channel);
      });
    }
    setAlpha(out, place, window.width, channels, spec, opaque);
  });
  if (level.mask) await applyMask(level.mask, window, out, channels, signal);
  return out;
}

/**
 * As readWindow(), of blocks that are hardly needed again: what is one whole Deflate block is decoded into the end of
 * the window's own memory, and its pixels are moved apart there, from the first on. The first touch of memory of
 * its own would take longer than that.
 */
export async function readPassing(
  level: Level,
  window: Window,
  spec: ChannelSpec,
  signal?: AbortSignal,
): Promise<PixelArray> {
  const { blocks, mask } = level;
  if (mask || !isOneBlock(blocks.layout, window, spec)) {
    return readWindow(level, window, spec, signal);
  }
  const { x, y, width, height } = window;
  const bands = spec.bands.length;
  const out = pixelsOf(spec, width * height * (bands + 1));
  const end = new Uint8Array(out.buffer, width * height * out.BYTES_PER_ELEMENT);
  const block = await blocks.readOnce(x / width, y / height, 0, signal, { bytes: end });
  const place = { blockX: 0, blockY: 0, blockWidth: width, x: 0, y: 0, width, height };
  const simple = holdsDataAll(block, spec) && copyPixels(block, bands, spec, place, out, width);
  return simple ? out : readWindow(level, window, spec, signal, out);
}

/** Whether a window is one whole block of just the three or four bands that are shown, in samples of its own type. */
function isOneBlock(layout: Layout, { x, y, width, height }: Window, spec: ChannelSpec): boolean {
  const { blockWidth, blockHeight, bits, codec, conversion } = layout;
  if (width !== blockWidth || height !== blockHeight || x % width || y % height) return false;
  if (x < 0 || y < 0 || x + width > layout.width || y + height > layout.height) return false;
  const type = spec.floating ? spec.words && bits === 16 : bits === 8;
  const { bands } = spec;
  const all = bands.length === layout.samples && bands.every((band, i) => band === i);
  const simple = opaqueOf(spec) && (bands.length === 3 || bands.length === 4);
  return type && all && simple && !shownPlanar(layout) && !conversion && codec.fills === true;
}

function pixelsOf({ floating, words }: ChannelSpec, size: number): PixelArray {
  if (!floating) return new Uint8Array(size);
  return words ? new Uint16Array(size) : new Float32Array(size);
}

/** Where the part of a block that lies in a window is, in the block and in the window. */
export type Place = {
  readonly blockX: number;
  readonly blockY: number;
  readonly blockWidth: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Visits the blocks of a window, all at once. */
export async function eachBlock(
  { layout }: Blocks,
  window: Window,
  signal: AbortSignal | undefined,
  visit: (column: number, row: number, place: Place) => Promise<void>,
): Promise<void> {
  const { blockWidth, blockHeight, width, height } = layout;
  const left = Math.max(0, window.x);
  const top = Math.max(0, window.y);
  const right = Math.min(width, window.x + window.width);
  const bottom = Math.min(height, window.y + window.height);
  const visits: Promise<void>[] = [];
  for (let row = Math.floor(top / blockHeight); row * blockHeight < bottom; row++) {
    for (let column = Math.floor(left / blockWidth); column * blockWidth < right; column++) {
      const x0 = Math.max(left, column * blockWidth);
      const y0 = Math.max(top, row * blockHeight);
      const place = {
        blockX: x0 - column * blockWidth,
        blockY: y0 - row * blockHeight,
        blockWidth,
        x: x0 - window.x,
        y: y0 - window.y,
        width: Math.min(right, (column + 1) * blockWidth) - x0,
        height: Math.min(bottom, (row + 1) * blockHeight) - y0,
      };
      signal?.throwIfAborted();
      visits.push(visit(column, row, place));
    }
  }
  await Promise.all(visits);
}

/** Whether no sample can say that there is no data: where one band has no nodata value, any pixel holds some. */
export function holdsDataAll(block: SampleArray, spec: ChannelSpec): boolean {
  return !(block instanceof Float32Array || block instanceof Float64Array) && opaqueOf(spec);
}

/** Whether whole numbers cannot say that there is no data. */
function opaqueOf({ alpha, nodata }: ChannelSpec): boolean {
  return alpha === null && nodata.some((value) => value === null || Number.isNaN(value));
}

/**
 * Three or four bands and full alpha in one go, which is several times faster than one after the other. False
 * where there are more or fewer.
 */
function copyPixels(
  block: SampleArray,
  stride: number,
  { bands, floating }: ChannelSpec,
  place: Place,
  out: PixelArray,
  outWidth: number,
): boolean {
  const [a = 0, b = 0, c = 0, d] = bands;
  if (bands.length < 3 || bands.length > 4) return false;
  if (d === undefined && block instanceof Uint8Array && out instanceof Uint8Array) {
    copyWords(block, stride, [a, b, c], place, out, outWidth);
    return true;
  }
  const channels = bands.length + 1;
  const opaque = floating ? 1 : 255;
  for (let y = 0; y < place.height; y++) {
    let from = ((place.blockY + y) * place.blockWidth + place.blockX) * stride;
    let to = ((place.y + y) * outWidth + place.x) * channels;
    const end = to + place.width * channels;
    for (; to < end; to += channels, from += stride) {
      out[to] = block[from + a] as number;
      out[to + 1] = block[from + b] as number;
      out[to + 2] = block[from + c] as number;
      if (d !== undefined) out[to + 3] = block[from + d] as number;
      out[to + channels - 1] = opaque;
    }
  }
  return true;
}

/** Three bands of bytes and full alpha, each pixel as one number: one store takes the time of four. */
function copyWords(
  block: Uint8Array,
  stride: number,
  [a, b, c]: readonly [number, number, number],
  place: Place,
  out: Uint8Array<ArrayBuffer>,
  outWidth: number,
): void {
  const words = new Uint32Array(out.buffer, out.byteOffset, out.length / 4);
  for (let y = 0; y < place.height; y++) {
    let from = ((place.blockY + y) * place.blockWidth + place.blockX) * stride;
    let to = (place.y + y) * outWidth + place.x;
    const end = to + place.width;
    for (; to < end; to++, from += stride) {
      const red = block[from + a] as number;
      const green = block[from + b] as number;
      const blue = block[from + c] as number;
      words[to] = red | (green << 8) | (blue << 16) | 0xff000000;
    }
  }
}

function copyChannel(
  block: SampleArray,
  stride: number,
  band: number,
  place: Place,
  out: PixelArray,
  outWidth: number,
  channels: number,
  channel: number,
): void {
  for (let y = 0; y < place.height; y++) {
    let from = ((place.blockY + y) * place.blockWidth + place.blockX) * stride + band;
    let to = ((place.y + y) * outWidth + place.x) * channels + channel;
    for (let x = 0; x < place.width; x++) {
      out[to] = block[from] as number;
      from += stride;
      to += channels;
    }
  }
}

/** The values of a pixel without data, per channel and as channels hold them; null for none (and for NaN). */
export function missingValues({ nodata }: ChannelSpec): (number | null)[] {
  return nodata.map((n) => (n === null || Number.isNaN(n) ? null : Math.fround(n)));
}

/** A pixel is without data where its alpha sample is 0 or all of its bands are nodata. */
function setAlpha(
  out: PixelArray,
  place: Place,
  outWidth: number,
  channels: number,
  spec: ChannelSpec,
  opaque: number,
): void {
  const last = channels - 1;
  const nodata = missingValues(spec);
  const plain = !spec.floating && nodata.some((n) => n === null);
  for (let y = 0; y < place.height; y++) {
    let at = ((place.y + y) * outWidth + place.x) * channels;
    for (let x = 0; x < place.width; x++, at += channels) {
      let valid = spec.alpha === null || out[at + last] !== 0;
      if (valid && !plain) {
        valid = false;
        for (let c = 0; c < last && !valid; c++) {
          const value = out[at + c] as number;
          valid = !Number.isNaN(value) && value !== nodata[c];
        }
      }
      out[at + last] = valid ? opaque : 0;
    }
  }
}

async function applyMask(
  mask: Blocks,
  window: Window,
  out: PixelArray,
  channels: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  await eachMasked(mask, window, signal, (pixel) => {
    out[pixel * channels + channels - 1] = 0;
  });
}

/** Tells each pixel of a window, counted along its rows, where a mask is 0. */
export async function eachMasked(
  mask: Blocks,
  window: Window,
  signal: AbortSignal | undefined,
  hide: (pixel: number) => void,
): Promise<void> {
  await eachBlock(mask, window, signal, async (column, row, place) => {
    const block = await mask.read(column, row, 0, signal);
    for (let y = 0; y < place.height; y++) {
      const from = (place.blockY + y) * place.blockWidth + place.blockX;
      const to = (place.y + y) * window.width + place.x;
      for (let x = 0; x < place.width; x++) if (block[from + x] === 0) hide(to + x);
    }
  });
}
