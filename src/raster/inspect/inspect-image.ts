/** Everything that can be told of an image of one file or of several without the user. */
import { bandsTitle } from '../../domain/acquisition/band-files';
import { isRadarFrame } from '../../domain/acquisition/sensor';
import { UserError } from '../../domain/errors';
import { bandText } from '../../domain/imaging/band-text';
import { liftingGamma, middleBetween } from '../../domain/imaging/default-stretch';
import type { Stretch } from '../../domain/model/frame';
import type { OpenImage } from '../pictures/image';
import { MosaicPicture } from '../pictures/mosaic';
import { Picture } from '../pictures/picture';
import { type StackPart, StackPicture } from '../pictures/stack';
import type { Inspection } from '../types';
import { inspectPicture, placeOf } from './inspect';
import { joinValues, type PictureSample, samplePicture } from './sample-picture';

const nameOf = ({ picture }: StackPart) => picture.file.source.name;

/**
 * Everything that can be told of an image without the user.
 * @param taken gives the sample of an image of one file that others take; null where it is still to be taken
 */
export function inspectImage(
  image: OpenImage,
  signal?: AbortSignal,
  taken?: () => Promise<PictureSample | null>,
): Promise<Inspection> {
  if (image instanceof Picture) {
    const sampled = async () => (await taken?.()) ?? samplePicture(image, signal);
    return inspectPicture(image, signal, sampled);
  }
  return image instanceof StackPicture ? inspectStack(image, signal) : inspectMosaic(image, signal);
}

async function inspectStack(stack: StackPicture, signal?: AbortSignal): Promise<Inspection> {
  const parts: Inspection[] = [];
  const samples = new Map<Picture, PictureSample>();
  for (const { picture } of stack.parts) {
    const sample = await samplePicture(picture, signal);
    samples.set(picture, sample);
    parts.push(await inspectPicture(picture, signal, async () => sample));
  }
  const finest = parts[stack.parts.indexOf(stack.finest)] ?? parts[0];
  if (!finest) throw new UserError(`“${stack.name}” holds no picture.`);
  const bands = stack.parts.flatMap(({ picture }, i) =>
    picture.bands.map((band) => ({ part: parts[i] ?? finest, band })),
  );
  const limit = (key: 'lo' | 'hi') =>
    stack.natural.map((index) => bands[index]?.part.stretch[key][0] ?? 0);
  const [lo, hi] = [limit('lo'), limit('hi')];
  const used = bands.map(({ part }) => part.raster.bitsUsed ?? 0);
  return {
    ...finest,
    title: bandsTitle(stack.parts.map(nameOf)),
    raster: {
      ...finest.raster,
      bands: bands.length,
      sampleType: stack.sampleType,
      bitsUsed: Math.max(...used) || null,
      bandNames: [...stack.bandNames],
      alphaBand: null,
      nodata: bands.map(({ part, band }) => part.raster.nodata[band] ?? null),
      ...(parts.some(({ raster }) => raster.scaling) && {
        scaling: bands.map(({ part, band }) => part.raster.scaling?.[band] ?? null),
      }),
    },
    stretch: {
      ...finest.stretch,
      bands: stack.natural,
      lo,
      hi,
      gamma: gammaOf(stack, finest, samples, { lo, hi }),
    },
    levels: stack.levels,
    remarks: [...coarserRemark(stack), ...new Set(parts.flatMap(({ remarks }) => remarks))],
  };
}

/** As of one file with these bands: by the middles of all that are shown. */
function gammaOf(
  stack: StackPicture,
  finest: Inspection,
  samples: ReadonlyMap<Picture, PictureSample>,
  { lo, hi }: Pick<Stretch, 'lo' | 'hi'>,
): number {
  if (finest.stretch.method !== 'percentile' || isRadarFrame(finest)) return finest.stretch.gamma;
  return liftingGamma(
    stack.natural.map((band, i) => {
      const { picture, channel } = stack.origin(band);
      return middleBetween(samples.get(picture)?.values[channel] ?? [], lo[i] ?? 0, hi[i] ?? 1);
    }),
  );
}

function coarserRemark({ coarser, finest }: StackPicture): string[] {
  if (coarser.length === 0) return [];
  const [are, their] = coarser.length === 1 ? ['is', 'its'] : ['are', 'their'];
  return [
    `${coarser.map(bandText).join(', ')} ${are} coarser than ${bandText(finest.label)}: ${their} pixels are repeated on the finest band’s grid (nearest neighbour).`,
  ];
}

/** As its first tile says, with statistics and remarks of all. */
async function inspectMosaic(mosaic: MosaicPicture, signal?: AbortSignal): Promise<Inspection> {
  const [{ picture: first, georef }] = mosaic.parts;
  const inspection = await inspectPicture(first, signal, () => sampleImage(mosaic, signal));
  const { transform, base } = mosaic;
  const { width, height } = base;
  const remarks = [
    ...inspection.remarks,
    ...mosaic.parts.slice(1).flatMap(({ picture }) => picture.file.remarks),
  ];
  return {
    ...inspection,
    title: mosaic.name,
    raster: {
      ...inspection.raster,
      width,
      height,
      // A tile's own name may count tiles where it seems to name a band.
      bandNames: [...mosaic.bandNames],
      overviews: mosaic.storedOverviews,
    },
    ...placeOf({ ...georef, transform }, { width, height }, remarks),
    levels: mosaic.levels,
    remarks: [...new Set(remarks)],
  };
}

/** A sample of the values of each band that the image's tiles carry. */
export async function sampleImage(image: OpenImage, signal?: AbortSignal): Promise<PictureSample> {
  if (image instanceof Picture) return samplePicture(image, signal);
  const samples = new Map<Picture, PictureSample>();
  for (const { picture } of image.parts) samples.set(picture, await samplePicture(picture, signal));
  const sum = (key: 'failed' | 'windows') =>
    [...samples.values()].reduce((total, sample) => total + sample[key], 0);
  const values = image.bands.map((band, channel) => {
    if (image instanceof MosaicPicture) {
      return joinValues([...samples.values()].flatMap((sample) => sample.values[channel] ?? []));
    }
    const origin = image.origin(band);
    return samples.get(origin.picture)?.values[origin.channel] ?? new Float32Array(0);
  });
  const largest = Math.max(0, ...[...samples.values()].map((sample) => sample.largest));
  return { values, largest, failed: sum('failed'), windows: sum('windows') };
}
