/** Opens a TIFF: its main picture, the overviews and masks that belong to it, and its metadata. */
import { UserError } from '../../domain/errors';
import { readLayout } from '../blocks/layout';
import type { ByteSource } from '../bytes/byte-source';
import { type Directory, readDirectories } from '../directory/directory';
import { type MetadataItem, parseGdalMetadata, parseNodataTag } from '../directory/gdal-metadata';
import type { Layout } from '../directory/layout-types';
import { TAG } from '../directory/tags';
import { type Beside, NOTHING_BESIDE } from '../place/beside';

/** One resolution and its mask, with the file that each is in: another one for external overviews. */
export type FileLevel = {
  readonly layout: Layout;
  readonly source: ByteSource;
  readonly mask: { readonly layout: Layout; readonly source: ByteSource } | null;
};

export type TiffFile = {
  readonly source: ByteSource;
  readonly main: Directory;
  /** Finest first; the first is the picture itself. */
  readonly levels: readonly FileLevel[];
  readonly items: readonly MetadataItem[];
  /** Of stored bands: that of the file for all, or what lies beside it says for single ones. */
  readonly nodataOf: (band: number) => number | null;
  readonly beside: Beside;
  readonly remarks: readonly string[];
};

const REDUCED = 1;
const MASK = 4;

/**
 * @param beside what lies beside the file and belongs to it
 * Rejects with a UserError that names the file where it cannot be opened.
 */
export async function openTiff(
  source: ByteSource,
  beside: Beside = NOTHING_BESIDE,
): Promise<TiffFile> {
  const { directories, remarks: found } = await readDirectories(source);
  const remarks = [...source.remarks, ...beside.remarks, ...found];
  const kinds = await kindsOf(directories);
  const mainIndex = Math.max(
    0,
    kinds.findIndex((kind) => (kind & (REDUCED | MASK)) === 0),
  );
  const main = directories[mainIndex];
  if (!main) throw new UserError(`“${source.name}” holds no picture.`);
  const layout = await readLayout(main, source.name);
  const parts: Parts = { overviews: [], masks: [] };
  let pages = 0;
  for (const [i, dir] of directories.entries()) {
    const kind = kinds[i] ?? 0;
    if (i === mainIndex) continue;
    if ((kind & (REDUCED | MASK)) === 0) pages++;
    else if (!(await addPart(parts, dir, source, layout, (kind & MASK) !== 0))) {
      remarks.push('A reduced copy of the picture in the file is damaged and is not used.');
    }
  }
  if (pages > 0) {
    remarks.push(`The file holds ${pages + 1} pictures; the first is opened.`);
  }
  remarks.push(...(await addBeside(parts, beside, layout)));
  const nodata = parseNodataTag((await main.text(TAG.GdalNodata)) ?? '');
  const metadata = await main.text(TAG.GdalMetadata);
  const items = metadata ? parseGdalMetadata(metadata) : [];
  return {
    source,
    main,
    levels: levelsOf(layout, source, parts),
    items: [...items, ...(beside.pam?.items ?? [])],
    nodataOf: (band) => beside.pam?.nodata.get(band) ?? nodata,
    beside,
    remarks,
  };
}

type Part = { readonly layout: Layout; readonly source: ByteSource };
type Parts = { readonly overviews: Part[]; readonly masks: Part[] };

function kindsOf(directories: readonly Directory[]): Promise<number[]> {
  return Promise.all(directories.map(async (dir) => (await dir.number(TAG.NewSubfileType)) ?? 0));
}

/** Adds an overview or a mask; an overview of another kind of picture is passed over. False: damaged. */
async function addPart(
  parts: Parts,
  dir: Directory,
  source: ByteSource,
  main: Layout,
  isMask: boolean,
): Promise<boolean> {
  const layout = await readPart(dir, source.name);
  if (!layout) return false;
  if (isMask) parts.masks.push({ layout, source });
  else if (fits(layout, main)) parts.overviews.push({ layout, source });
  return true;
}

/** The pictures of an .ovr file are overviews and their masks, those of an .msk file masks. */
async function addBeside(parts: Parts, beside: Beside, main: Layout): Promise<string[]> {
  const remarks: string[] = [];
  for (const source of [beside.overviews, beside.mask]) {
    if (!source) continue;
    const before = parts.overviews.length + parts.masks.length;
    try {
      const { directories } = await readDirectories(source);
      const kinds = await kindsOf(directories);
      for (const [i, dir] of directories.entries()) {
        const isMask = source === beside.mask || ((kinds[i] ?? 0) & MASK) !== 0;
        await addPart(parts, dir, source, main, isMask);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
    if (parts.overviews.length + parts.masks.length === before) {
      remarks.push(`The file beside the picture, ${source.name}, does not fit it and is not used.`);
    }
  }
  return remarks;
}

function levelsOf(main: Layout, source: ByteSource, { overviews, masks }: Parts): FileLevel[] {
  const sorted = [...overviews].sort((a, b) => b.layout.width - a.layout.width);
  const maskOf = ({ width, height }: Layout) =>
    masks.find(({ layout: m }) => m.width === width && m.height === height && m.samples === 1) ??
    null;
  return (
    [{ layout: main, source }, ...sorted]
      .map((level) => ({ ...level, mask: maskOf(level.layout) }))
      // Without its mask an overview would show pixels where the picture has none.
      .filter(({ mask }, i, all) => i === 0 || (mask !== null) === (all[0]?.mask !== null))
      // Overviews beside a file that has its own are the same once more; its own come first.
      .filter(({ layout }, i, all) => layout.width !== all[i - 1]?.layout.width)
  );
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
