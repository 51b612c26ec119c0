/** Opens what a frame is made of: one file with what lies beside it, or one file for each band. */
import { bandsTitle, readBandName } from '../domain/acquisition/band-files';
import { UserError } from '../domain/errors';
import type { Georef } from '../domain/model/frame';
import type { RemoteHead } from './byte-source';
import { readPlacement } from './georeference';
import { inspectPicture } from './inspect';
import { sampleTypeOf } from './layout';
import { openPicture, Picture, type RasterCaches } from './picture';
import { type PictureSample, samplePicture } from './sample-picture';
import { openSource } from './sources';
import { type StackPart, StackPicture } from './stack';
import type { ImageSource, Inspection, SingleSource, StackSource } from './types';

export type OpenImage = Picture | StackPicture;

/** Rejects with a UserError that names the file and says why it cannot be opened. */
export async function openImage(
  source: ImageSource,
  caches: RasterCaches,
  /** What was learnt of a far file before. */
  head?: RemoteHead,
): Promise<OpenImage> {
  if (source.kind === 'stack') return openStack(source, caches);
  return openSingle(source, caches, head);
}

async function openSingle(
  source: SingleSource,
  caches: RasterCaches,
  head?: RemoteHead,
): Promise<Picture> {
  return openPicture(await openSource(source, head), caches, source.beside, source.bands);
}

async function openStack(
  { name, parts, bands }: StackSource,
  caches: RasterCaches,
): Promise<StackPicture> {
  const opened: StackPart[] = [];
  for (const source of parts) {
    const picture = await openSingle(source, caches);
    const { georef } = await readPlacement(picture.file.main, picture.file.beside);
    opened.push({ picture, label: readBandName(source.name)?.label ?? source.name, georef });
  }
  const [first, ...others] = opened;
  if (!first) throw new UserError(`“${name}” holds no picture: it has no bands.`);
  for (const other of others) requireSameGround(first, other);
  const types = opened.map(({ picture }) => sampleTypeOf(picture.layout));
  return new StackPicture(name, [first, ...others], types, bands);
}

const nameOf = ({ picture }: StackPart) => picture.file.source.name;

/** Bands of one picture are in one coordinate system and cover the same ground. */
function requireSameGround(first: StackPart, other: StackPart): void {
  const apart = (why: string) =>
    new UserError(
      `“${nameOf(first)}” and “${nameOf(other)}” are not bands of one picture: ${why}. Open them as separate frames.`,
    );
  if ((first.georef === null) !== (other.georef === null)) {
    throw apart('only one of them says where on the earth it lies');
  }
  if (!first.georef || !other.georef) {
    const ratio = ({ picture: { layout } }: StackPart) => layout.width / layout.height;
    if (Math.abs(ratio(first) / ratio(other) - 1) > 0.01) throw apart('their shapes differ');
    return;
  }
  if (first.georef.proj4 !== other.georef.proj4) throw apart('their coordinate systems differ');
  if (!overlap(first, other, first.georef, other.georef)) {
    throw apart('they do not cover the same ground');
  }
}

/** Whether the middle of each lies in the other. */
function overlap(a: StackPart, b: StackPart, inA: Georef, inB: Georef): boolean {
  return holds(b, inB, middleOf(a, inA)) && holds(a, inA, middleOf(b, inB));
}

function middleOf({ picture: { layout } }: StackPart, { transform }: Georef) {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const [x, y] = [layout.width / 2, layout.height / 2];
  return [x0 + x * xCol + y * xRow, y0 + x * yCol + y * yRow] as const;
}

function holds(
  { picture: { layout } }: StackPart,
  { transform }: Georef,
  point: readonly [number, number],
) {
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  const determinant = xCol * yRow - xRow * yCol;
  const [dx, dy] = [point[0] - x0, point[1] - y0];
  const x = (dx * yRow - dy * xRow) / determinant;
  const y = (dy * xCol - dx * yCol) / determinant;
  return x >= 0 && y >= 0 && x <= layout.width && y <= layout.height;
}

/** Everything that can be told of an image without the user. */
export function inspectImage(image: OpenImage, signal?: AbortSignal): Promise<Inspection> {
  return image instanceof Picture ? inspectPicture(image, signal) : inspectStack(image, signal);
}

async function inspectStack(stack: StackPicture, signal?: AbortSignal): Promise<Inspection> {
  const parts: Inspection[] = [];
  for (const { picture } of stack.parts) parts.push(await inspectPicture(picture, signal));
  const finest = parts[stack.parts.indexOf(stack.finest)] ?? parts[0];
  if (!finest) throw new UserError(`“${stack.name}” holds no picture.`);
  const bands = stack.parts.flatMap(({ picture }, i) =>
    picture.bands.map((band) => ({ part: parts[i] ?? finest, band })),
  );
  const limit = (key: 'lo' | 'hi') =>
    stack.natural.map((index) => bands[index]?.part.stretch[key][0] ?? 0);
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
    stretch: { ...finest.stretch, bands: stack.natural, lo: limit('lo'), hi: limit('hi') },
    levels: stack.levels,
    remarks: [...coarserRemark(stack), ...new Set(parts.flatMap(({ remarks }) => remarks))],
  };
}

function coarserRemark({ coarser, finest }: StackPicture): string[] {
  if (coarser.length === 0) return [];
  const [are, their] = coarser.length === 1 ? ['is', 'its'] : ['are', 'their'];
  return [
    `${coarser.join(', ')} ${are} coarser than ${finest.label}: ${their} pixels are repeated on the finest band’s grid (nearest neighbour).`,
  ];
}

/** A sample of the values of each band that the image's tiles carry. */
export async function sampleImage(image: OpenImage, signal?: AbortSignal): Promise<PictureSample> {
  if (image instanceof Picture) return samplePicture(image, signal);
  const samples = new Map<Picture, PictureSample>();
  for (const { picture } of image.parts) samples.set(picture, await samplePicture(picture, signal));
  const sum = (key: 'failed' | 'windows') =>
    [...samples.values()].reduce((total, sample) => total + sample[key], 0);
  const values = image.bands.map((band) => {
    const { picture, channel } = image.origin(band);
    return samples.get(picture)?.values[channel] ?? new Float64Array(0);
  });
  const largest = Math.max(0, ...[...samples.values()].map((sample) => sample.largest));
  return { values, largest, failed: sum('failed'), windows: sum('windows') };
}
