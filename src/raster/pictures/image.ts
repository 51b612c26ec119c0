/** Opens what a frame is made of: one file with what lies beside it, or one file for each band or tile. */
import { readBandName } from '../../domain/acquisition/band-files';
import { UserError } from '../../domain/errors';
import { latticeOffset } from '../../domain/geo/pixel-lattice';
import type { Georef } from '../../domain/model/frame';
import { sampleTypeOf } from '../blocks/layout';
import type { ByteSource } from '../bytes/byte-source';
import { readPlacement } from '../place/georeference';
import { openSource } from '../remote/sources';
import type { FileSource, ImageSource, SeveralSource, SingleSource } from '../types';
import { type MosaicPart, MosaicPicture } from './mosaic';
import { openPicture, type Picture } from './picture';
import { type StackPart, StackPicture } from './stack';
import type { RasterCaches } from './tiled-image';

export type OpenImage = Picture | StackPicture | MosaicPicture;

/** From a file to its bytes. */
export type OpenBytes = (source: FileSource) => Promise<ByteSource>;

/** Rejects with a UserError that names the file and says why it cannot be opened. */
export async function openImage(
  source: ImageSource,
  caches: RasterCaches,
  openBytes: OpenBytes = (file) => openSource(file),
): Promise<OpenImage> {
  const open = async (file: SingleSource) =>
    openPicture(await openBytes(file), caches, file.beside, file.bands);
  if (!('parts' in source)) return open(source);
  return source.kind === 'stack'
    ? openStack(source, caches, open)
    : openMosaic(source, caches, open);
}

type OpenPart = (source: SingleSource) => Promise<Picture>;

async function openStack(
  { name, parts, bands }: SeveralSource,
  caches: RasterCaches,
  open: OpenPart,
): Promise<StackPicture> {
  const opened: StackPart[] = [];
  for (const source of parts) {
    const picture = await open(source);
    const { georef } = await readPlacement(picture.file.main, picture.file.beside);
    opened.push({ picture, label: readBandName(source.name)?.label ?? source.name, georef });
  }
  const [first, ...others] = opened;
  if (!first) throw new UserError(`“${name}” holds no picture: it has no bands.`);
  for (const other of others) requireSameGround(first, other);
  const types = opened.map(({ picture }) => sampleTypeOf(picture.layout));
  return new StackPicture(name, [first, ...others], types, caches, bands);
}

async function openMosaic(
  { name, parts, bands }: SeveralSource,
  caches: RasterCaches,
  open: OpenPart,
): Promise<MosaicPicture> {
  const laid: MosaicPart[] = [];
  for (const source of parts) {
    const picture = await open(bands ? { ...source, bands } : source);
    const { georef } = await readPlacement(picture.file.main, picture.file.beside);
    const [first] = laid;
    const offset = georef && latticeOffset((first?.georef ?? georef).transform, georef.transform);
    if (!offset || (first && !isLike(first, picture, georef))) {
      throw new UserError(
        `“${source.name}” is no tile of “${name}”: it has other bands, another coordinate system or other pixels than the tiles before it. Open the files as separate frames.`,
      );
    }
    laid.push({ picture, georef, offset });
  }
  const [first, ...others] = laid;
  if (!first) throw new UserError(`“${name}” holds no picture: it has no tiles.`);
  return new MosaicPicture(name, [first, ...others], sampleTypeOf(first.picture.layout), caches);
}

function isLike({ picture: first, georef }: MosaicPart, picture: Picture, place: Georef): boolean {
  return (
    georef.proj4 === place.proj4 &&
    sampleTypeOf(first.layout) === sampleTypeOf(picture.layout) &&
    first.layout.alpha === picture.layout.alpha &&
    String(first.bandNames) === String(picture.bandNames)
  );
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
