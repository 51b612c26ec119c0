/** Opens a TIFF: its main picture, the overviews and masks that belong to it, and its metadata. */
import { UserError } from '../domain/errors';
import type { ByteSource } from './byte-source';
import { type Directory, readDirectories } from './directory';
import { type MetadataItem, parseGdalMetadata } from './gdal-metadata';
import { readLayout } from './layout';
import type { Layout } from './layout-types';
import { TAG } from './tags';

export type TiffFile = {
  readonly source: ByteSource;
  readonly main: Directory;
  /** Finest first; the first is the picture itself. */
  readonly levels: readonly { readonly layout: Layout; readonly mask: Layout | null }[];
  readonly items: readonly MetadataItem[];
  /** As the file says it, the same for all bands. */
  readonly nodata: number | null;
  readonly remarks: readonly string[];
};

const REDUCED = 1;
const MASK = 4;

/** Rejects with a UserError that names the file where it cannot be opened. */
export async function openTiff(source: ByteSource): Promise<TiffFile> {
  const { directories, remarks: found } = await readDirectories(source);
  const remarks = [...source.remarks, ...found];
  const kinds = await Promise.all(
    directories.map(async (dir) => (await dir.number(TAG.NewSubfileType)) ?? 0),
  );
  const mainIndex = Math.max(
    0,
    kinds.findIndex((kind) => (kind & (REDUCED | MASK)) === 0),
  );
  const main = directories[mainIndex];
  if (!main) throw new UserError(`“${source.name}” holds no picture.`);
  const layout = await readLayout(main, source.name);
  const overviews: Layout[] = [];
  const masks: Layout[] = [];
  let pages = 0;
  for (const [i, dir] of directories.entries()) {
    const kind = kinds[i] ?? 0;
    if (i === mainIndex) continue;
    if ((kind & (REDUCED | MASK)) === 0) {
      pages++;
      continue;
    }
    const part = await readPart(dir, source.name);
    if (!part)
      remarks.push('A reduced copy of the picture in the file is damaged and is not used.');
    else if (kind & MASK) masks.push(part);
    else if (fits(part, layout)) overviews.push(part);
  }
  if (pages > 0) {
    remarks.push(`The file holds ${pages + 1} pictures; the first is opened.`);
  }
  overviews.sort((a, b) => b.width - a.width);
  const maskOf = ({ width, height }: Layout) =>
    masks.find((m) => m.width === width && m.height === height && m.samples === 1) ?? null;
  const levels = [layout, ...overviews]
    .map((level) => ({ layout: level, mask: maskOf(level) }))
    // Without its mask an overview would show pixels where the picture has none.
    .filter(({ mask }, i, all) => i === 0 || (mask !== null) === (all[0]?.mask !== null));
  const metadata = await main.text(TAG.GdalMetadata);
  return {
    source,
    main,
    levels,
    items: metadata ? parseGdalMetadata(metadata) : [],
    nodata: parseNodata(await main.text(TAG.GdalNodata)),
    remarks,
  };
}

async function readPart(dir: Directory, name: string): Promise<Layout | null> {
  try {
    return await readLayout(dir, name);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** An overview is used if it holds the same bands of the same type in the same shape, smaller. */
function fits(part: Layout, main: Layout): boolean {
  const scale = main.width / part.width;
  return (
    part.width < main.width &&
    part.samples === main.samples &&
    part.bits === main.bits &&
    part.format === main.format &&
    (part.palette === null) === (main.palette === null) &&
    Math.abs(part.height - main.height / scale) <= Math.max(1, 1 / scale + 1)
  );
}

function parseNodata(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  if (/^[-+]?nan/i.test(trimmed)) return Number.NaN;
  if (/^[-+]?inf/i.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  const value = Number(trimmed);
  return Number.isNaN(value) ? null : value;
}
