/**
 * A stored level at half its size straight out of its blocks, each decoded once into memory that is used again:
 * putting windows of it together first takes several times as long.
 */
import type { Scratch } from '../bytes/scratch';
import type { Layout } from '../directory/layout-types';
import {
  type ChannelSpec,
  holdsDataAll,
  type PixelArray,
  type StoredLevel,
  type Window,
} from './assemble';
import type { Block, BlockReader } from './blocks';
import type { Combine } from './box-mean';
import { paletteWords, shownPlanar, shownSamples } from './colours';
import {
  clearAlpha,
  type DataTest,
  dataTest,
  halveMarked,
  markData,
  type Row,
} from './halving-data';

/** Strips across a window's edges are decoded for both sides: at most this part of its rows. */
const SPLIT = 8;

/**
 * Two by two pixels of a window made one, out of those that hold data; means are rounded where they are bytes. Null
 * where a mask, or bands that are stored apart, say what holds data, or where blocks do not hold pixels two by two:
 * the window has to be put together then.
 * @param window inside of the level, its corner at even numbers
 */
export async function halvedBlocks(
  { blocks, mask }: StoredLevel,
  window: Window,
  spec: ChannelSpec,
  combine: Combine,
  signal?: AbortSignal,
): Promise<PixelArray | null> {
  const { layout } = blocks;
  if (mask || !meets(layout, window)) return null;
  const { blockWidth, blockHeight } = layout;
  const [right, bottom] = [window.x + window.width, window.y + window.height];
  const planar = shownPlanar(layout);
  const planes = planar ? spec.bands : [0];
  if (isPlainPalette(layout, spec)) return halvedPalette(blocks, window, layout.palette, signal);
  const halver = new Halver(window, spec, combine, planar ? 1 : shownSamples(layout));
  for (const [place, plane] of planes.entries()) {
    const channels = planar ? [{ channel: place, offset: 0 }] : halver.interleaved;
    for (let row = Math.floor(window.y / blockHeight); row * blockHeight < bottom; row++) {
      for (let column = window.x / blockWidth; column * blockWidth < right; column++) {
        const scratch = halver.scratches[row % 2];
        const samples = await blocks.readOnce(column, row, plane, signal, scratch);
        if (!halver.takes(samples, !planar)) return null;
        halver.put(samples, layout, column, row, channels);
      }
    }
  }
  return halver.out;
}

type WithPalette = Layout & { readonly palette: NonNullable<Layout['palette']> };

/** Whether pixels are indices of a palette and nothing else, all of which hold data. */
function isPlainPalette(
  layout: Layout,
  { bands, alpha, nodata, floating }: ChannelSpec,
): layout is WithPalette {
  const natural = bands.length === 3 && bands.every((band, i) => band === i);
  const whole = alpha === null && nodata.some((value) => value === null);
  return layout.palette !== null && layout.samples === 1 && natural && whole && !floating;
}

/** As halvedBlocks(): one pixel of four is kept, so that the colours of that one alone are looked up. */
async function halvedPalette(
  blocks: BlockReader,
  window: Window,
  palette: WithPalette['palette'],
  signal?: AbortSignal,
): Promise<PixelArray> {
  const { blockWidth, blockHeight } = blocks.layout;
  const [right, bottom] = [window.x + window.width, window.y + window.height];
  const colours = paletteWords(palette);
  const width = Math.ceil(window.width / 2);
  const words = new Uint32Array(width * Math.ceil(window.height / 2));
  const scratch: Scratch = {};
  for (let row = Math.floor(window.y / blockHeight); row * blockHeight < bottom; row++) {
    for (let column = window.x / blockWidth; column * blockWidth < right; column++) {
      const indices = await blocks.readIndices(column, row, signal, scratch);
      const [left, top] = [column * blockWidth, row * blockHeight];
      const across = Math.min(right - left, blockWidth);
      const first = Math.max(window.y, top);
      for (let y = first + (first % 2); y < Math.min(bottom, top + blockHeight); y += 2) {
        const from = (y - top) * blockWidth;
        let to = ((y - window.y) / 2) * width + (left - window.x) / 2;
        for (let x = 0; x < across; x += 2)
          words[to++] = colours[indices[from + x] as number] as number;
      }
    }
  }
  return new Uint8Array(words.buffer);
}

function meets({ tiled, blockWidth, blockHeight }: Layout, { x, y, height }: Window): boolean {
  if (!tiled) return y % blockHeight === 0 || blockHeight * SPLIT <= height;
  const even = blockWidth % 2 === 0 && blockHeight % 2 === 0;
  return even && x % blockWidth === 0 && y % blockHeight === 0;
}

/** Which sample of a pixel goes into which channel. */
type Channel = { readonly channel: number; readonly offset: number };

class Halver {
  readonly out: PixelArray;
  readonly interleaved: readonly Channel[];
  /** A strip's last row may have to wait for the next strip: each is decoded into the other's place. */
  readonly scratches: readonly [Scratch, Scratch] = [{}, {}];
  private readonly channels: number;
  private readonly outWidth: number;
  private readonly test: DataTest;
  /** Which pixels of the two rows under work hold data. */
  private readonly flags: readonly [Uint8Array, Uint8Array];
  private waiting: Row | null = null;

  constructor(
    private readonly window: Window,
    private readonly spec: ChannelSpec,
    private readonly combine: Combine,
    /** Samples from pixel to pixel of a block. */
    private readonly stride: number,
  ) {
    const { bands, floating } = spec;
    this.channels = bands.length + 1;
    this.outWidth = Math.ceil(window.width / 2);
    this.interleaved = bands.map((offset, channel) => ({ channel, offset }));
    this.test = dataTest(spec);
    this.flags = [new Uint8Array(window.width), new Uint8Array(window.width)];
    const length = this.outWidth * Math.ceil(window.height / 2) * this.channels;
    this.out = floating ? new Float32Array(length) : new Uint8Array(length);
    for (let at = bands.length; at < length; at += this.channels) this.out[at] = floating ? 1 : 255;
  }

  /**
   * Whether samples are of the kind that is asked for, and say by themselves what holds data. Doubles would have to
   * be rounded first, as windows are.
   * @param together whether a block holds all bands of its pixels
   */
  takes(samples: Block, together: boolean): boolean {
    const alike = this.spec.floating || samples instanceof Uint8Array;
    const told = together && !(samples instanceof Float64Array);
    return alike && (told || (this.combine === 'mean' && holdsDataAll(samples, this.spec)));
  }

  /** Halves what the window holds of a block; blocks of a column come from top to bottom. */
  put(
    samples: Block,
    { blockWidth, blockHeight }: Layout,
    column: number,
    row: number,
    channels: readonly Channel[],
  ): void {
    const { window, stride } = this;
    const left = column * blockWidth - window.x;
    const width = Math.min(window.width - left, blockWidth);
    const bottom = window.y + window.height;
    const end = Math.min(bottom, (row + 1) * blockHeight);
    const rowAt = (y: number): Row => ({
      samples,
      at: (y - row * blockHeight) * blockWidth * stride,
    });
    let y = Math.max(window.y, row * blockHeight);
    const pair = (upper: Row, lower: Row, top: number) => {
      const to = ((top - window.y) / 2) * this.outWidth + left / 2;
      this.halve(upper, lower, to, width, channels);
    };
    if (this.waiting) pair(this.waiting, rowAt(y), y++ - 1);
    this.waiting = null;
    for (; y + 1 < end; y += 2) pair(rowAt(y), rowAt(y + 1), y);
    if (y >= end) return;
    if (end === bottom) pair(rowAt(y), rowAt(y), y);
    else this.waiting = rowAt(y);
  }

  /** @param to the first pixel in the output */
  private halve(
    upper: Row,
    lower: Row,
    to: number,
    width: number,
    channels: readonly Channel[],
  ): void {
    const { out, stride } = this;
    if (!this.holdsDataAll(upper, lower)) {
      this.halveHeld(upper, lower, to, width, channels);
      return;
    }
    if (this.combine === 'nearest') {
      this.takeFirst(upper, to, width);
      return;
    }
    const [red, green, blue] = channels;
    if (out instanceof Uint8Array && red && green && blue && channels.length === 3) {
      const offsets = [red.offset, green.offset, blue.offset] as const;
      halveColours(upper, lower, stride, offsets, wordsFrom(out, to), width);
      return;
    }
    for (const { channel, offset } of channels) {
      const place = { at: to * this.channels + channel, step: this.channels };
      halveBand(upper, lower, stride, offset, out, place, width);
    }
  }

  /** Of two by two pixels that all hold data the first. */
  private takeFirst({ samples, at }: Row, to: number, width: number): void {
    const { out, stride, interleaved, channels } = this;
    for (let x = 0, into = to * channels; x < width; x += 2, into += channels) {
      const from = at + x * stride;
      for (const { channel, offset } of interleaved)
        out[into + channel] = samples[from + offset] as number;
    }
  }

  private holdsDataAll({ samples }: Row, lower: Row): boolean {
    const { spec } = this;
    const same = lower.samples === samples;
    return holdsDataAll(samples, spec) && (same || holdsDataAll(lower.samples, spec));
  }

  /** As halve(), of the pixels that hold data. */
  private halveHeld(
    upper: Row,
    lower: Row,
    to: number,
    width: number,
    channels: readonly Channel[],
  ): void {
    const { out, stride, test, combine } = this;
    const [a, b] = this.flags;
    markData(upper, stride, test, a, width);
    markData(lower, stride, test, b, width);
    const marked = [
      { row: upper, flags: a },
      { row: lower, flags: b },
    ] as const;
    const step = this.channels;
    for (const { channel, offset } of channels) {
      const place = { at: to * step + channel, step };
      halveMarked(...marked, { stride, offset, width }, combine, out, place);
    }
    clearAlpha(a, b, width, out, { at: to * step + step - 1, step });
  }
}

function wordsFrom({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>, pixel: number) {
  return new Uint32Array(buffer, byteOffset + pixel * 4, length / 4 - pixel);
}

/** Three bands of bytes and full alpha, each pixel as one number: one store takes the time of four. */
function halveColours(
  { samples: a, at: aFrom }: Row,
  { samples: b, at: bFrom }: Row,
  stride: number,
  [red, green, blue]: readonly [number, number, number],
  words: Uint32Array,
  width: number,
): void {
  const mean = (left: number, right: number, lowerLeft: number, lowerRight: number) =>
    ((a[left] as number) +
      (a[right] as number) +
      (b[lowerLeft] as number) +
      (b[lowerRight] as number) +
      2) >>
    2;
  for (let x = 0, to = 0; x < width; x += 2, to++) {
    const aLeft = aFrom + x * stride;
    const bLeft = bFrom + x * stride;
    // The last of an odd number of columns counts twice.
    const next = x + 1 < width ? stride : 0;
    const [aRight, bRight] = [aLeft + next, bLeft + next];
    words[to] =
      mean(aLeft + red, aRight + red, bLeft + red, bRight + red) |
      (mean(aLeft + green, aRight + green, bLeft + green, bRight + green) << 8) |
      (mean(aLeft + blue, aRight + blue, bLeft + blue, bRight + blue) << 16) |
      0xff000000;
  }
}

function halveBand(
  { samples: a, at: aFrom }: Row,
  { samples: b, at: bFrom }: Row,
  stride: number,
  offset: number,
  out: PixelArray,
  { at, step }: { readonly at: number; readonly step: number },
  width: number,
): void {
  const rounding = out instanceof Uint8Array ? 0.5 : 0;
  let to = at;
  for (let x = 0; x < width; x += 2, to += step) {
    const aLeft = aFrom + x * stride + offset;
    const bLeft = bFrom + x * stride + offset;
    const next = x + 1 < width ? stride : 0;
    const sum =
      (a[aLeft] as number) +
      (a[aLeft + next] as number) +
      (b[bLeft] as number) +
      (b[bLeft + next] as number);
    out[to] = sum / 4 + rounding;
  }
}
