/** Windows of a stored level as its blocks hold them: what sampling in bulk reads. */
import {
  type ChannelSpec,
  eachBlock,
  eachMasked,
  type Level,
  missingValues,
  type Window,
} from './assemble';
import { shownPlanar, shownSamples } from './colours';
import type { Band, Neighbourhood } from './neighbourhood';
import type { SampleArray } from './samples';

/**
 * The bands (of the file, each one of spec.bands) of a window that lies in the picture, as tiles would give
 * them: without data where alpha is 0, all of spec.bands are nodata, or one of the bands is not finite.
 */
export async function readBands(
  level: Level,
  { x: left, y: top, width, height }: Window,
  spec: ChannelSpec,
  bands: readonly number[],
  signal?: AbortSignal,
): Promise<Neighbourhood> {
  const window = { x: left, y: top, width, height };
  const pixels = width * height;
  const { layout } = level.blocks;
  const planar = shownPlanar(layout);
  const stride = planar ? 1 : shownSamples(layout);
  // Of interleaved samples all are kept: copying whole rows is many times faster than picking bands.
  const tested = spec.alpha === null ? spec.bands : [...spec.bands, spec.alpha];
  const wanted = planar ? tested : [0];
  const arrays = new Map<number, SampleArray>();
  await eachBlock(level.blocks, window, signal, async (column, row, place) => {
    const read = async (plane: number) => {
      const block = await level.blocks.read(column, row, plane, signal);
      const into = arrayFor(block, arrays.get(plane), pixels * stride);
      arrays.set(plane, into);
      for (let y = 0; y < place.height; y++) {
        const from = ((place.blockY + y) * place.blockWidth + place.blockX) * stride;
        const to = ((place.y + y) * width + place.x) * stride;
        into.set(block.subarray(from, from + place.width * stride), to);
      }
    };
    await Promise.all(wanted.map(read));
  });
  const bandOf = (band: number): Band => ({
    samples: arrays.get(planar ? band : 0) ?? new Float32Array(pixels * stride),
    offset: planar ? 0 : band,
  });
  const valid = new Uint8Array(pixels).fill(1);
  const all = spec.bands.map(bandOf);
  markMissing(all, missingValues(spec), stride, valid);
  if (spec.alpha !== null) markZeros(bandOf(spec.alpha), stride, valid);
  const chosen = bands.map(bandOf);
  for (const band of chosen) markInfinite(band, stride, valid);
  if (level.mask) {
    await eachMasked(level.mask, window, signal, (pixel) => {
      valid[pixel] = 0;
    });
  }
  return { left, top, width, height, bands: chosen, stride, valid };
}

/** What a block's samples are collected in: blocks that the file leaves out may be doubles, whatever the others are. */
function arrayFor(block: SampleArray, known: SampleArray | undefined, length: number): SampleArray {
  if (!known) return new (block.constructor as new (length: number) => SampleArray)(length);
  const alike = known instanceof Float64Array || known.constructor === block.constructor;
  return alike ? known : Float64Array.from(known);
}

const isFloat = (samples: SampleArray) =>
  samples instanceof Float32Array || samples instanceof Float64Array;

/** Takes the data away where no band holds any. */
function markMissing(
  bands: readonly Band[],
  missing: readonly (number | null)[],
  stride: number,
  valid: Uint8Array,
): void {
  const whole = bands.some(({ samples }, i) => missing[i] === null && !isFloat(samples));
  if (whole) return;
  const seen = new Uint8Array(valid.length);
  for (const [b, { samples, offset }] of bands.entries()) {
    const nodata = missing[b];
    for (let i = 0, at = offset; i < seen.length; i++, at += stride) {
      if (seen[i] !== 0) continue;
      const value = Math.fround(samples[at] as number);
      if (!Number.isNaN(value) && value !== nodata) seen[i] = 1;
    }
  }
  for (let i = 0; i < seen.length; i++) if (seen[i] === 0) valid[i] = 0;
}

function markZeros({ samples, offset }: Band, stride: number, valid: Uint8Array): void {
  for (let i = 0, at = offset; i < valid.length; i++, at += stride) {
    if (samples[at] === 0) valid[i] = 0;
  }
}

function markInfinite({ samples, offset }: Band, stride: number, valid: Uint8Array): void {
  if (!isFloat(samples)) return;
  for (let i = 0, at = offset; i < valid.length; i++, at += stride) {
    if (!Number.isFinite(samples[at])) valid[i] = 0;
  }
}
