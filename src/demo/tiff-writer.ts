/**
 * Writes tiled GeoTIFFs with internal overviews, little-endian, directories first and the smallest
 * picture's data first, as cloud-optimised readers like it. TIFF 6.0; GeoTIFF 1.1 (OGC 19-008).
 */
import { type Compression, type Image, pyramid, tilesOf } from './tiff-tiles';

export type MetadataItem = {
  readonly name: string;
  readonly value: string;
  /** For an item of one band, counted from 0. */
  readonly sample?: number;
  readonly domain?: string;
  readonly role?: string;
};

export type TiffSpec = {
  readonly image: Image;
  readonly tileSize: number;
  readonly compression: Compression;
  readonly epsg: number;
  /** GDAL's geotransform of a north-up picture, pixel-edge coordinates. */
  readonly geotransform: readonly [number, number, number, number, number, number];
  readonly nodata: number | null;
  readonly metadata: readonly MetadataItem[];
  /** TIFF's own DateTime, 'YYYY:MM:DD HH:MM:SS', or null. */
  readonly dateTime: string | null;
};

const SHORT = 3;
const LONG = 4;
const DOUBLE = 12;
const ASCII = 2;

type Entry = { readonly tag: number; readonly type: number; readonly values: readonly number[] };

const short = (tag: number, ...values: number[]): Entry => ({ tag, type: SHORT, values });
const long = (tag: number, ...values: number[]): Entry => ({ tag, type: LONG, values });
const double = (tag: number, ...values: number[]): Entry => ({ tag, type: DOUBLE, values });
const ascii = (tag: number, text: string): Entry => ({
  tag,
  type: ASCII,
  values: [...new TextEncoder().encode(text), 0],
});

const BYTES: Record<number, number> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };
const bytesOf = (entry: Entry) => (BYTES[entry.type] ?? 1) * entry.values.length;

const escapeXml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

function gdalMetadata(items: readonly MetadataItem[]): string {
  const lines = items.map((item) => {
    const attributes = [
      `name="${escapeXml(item.name)}"`,
      ...(item.sample === undefined ? [] : [`sample="${item.sample}"`]),
      ...(item.role === undefined ? [] : [`role="${item.role}"`]),
      ...(item.domain === undefined ? [] : [`domain="${item.domain}"`]),
    ];
    return `  <Item ${attributes.join(' ')}>${escapeXml(item.value)}</Item>\n`;
  });
  return `<GDALMetadata>\n${lines.join('')}</GDALMetadata>\n`;
}

function geoEntries(spec: TiffSpec): Entry[] {
  const [x0, dx, , y0, , dy] = spec.geotransform;
  const keys =
    spec.epsg === 4326
      ? [1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326, 2054, 0, 1, 9102]
      : [1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, spec.epsg, 3076, 0, 1, 9001];
  return [
    double(33550, dx, -dy, 0),
    double(33922, 0, 0, 0, x0, y0, 0),
    short(34735, 1, 1, 0, keys.length / 4, ...keys),
  ];
}

const COMPRESSION_CODE = { none: 1, deflate: 8, jpeg: 7 } as const;

/** The entries that say how samples are stored; the same for the picture and its overviews. */
function storageEntries(image: Image, spec: TiffSpec, tiles: readonly Uint8Array[]): Entry[] {
  const kind = spec.compression.kind;
  const bits = image.data.BYTES_PER_ELEMENT * 8;
  const rgb = image.bands === 3;
  const each = (value: number) => Array<number>(image.bands).fill(value);
  return [
    long(256, image.width),
    long(257, image.height),
    short(258, ...each(bits)),
    short(259, COMPRESSION_CODE[kind]),
    short(262, kind === 'jpeg' ? 6 : rgb ? 2 : 1),
    short(277, image.bands),
    short(284, 1),
    ...(kind === 'deflate' ? [short(317, 2)] : []),
    short(322, spec.tileSize),
    short(323, spec.tileSize),
    long(324, ...tiles.map(() => 0)),
    long(325, ...tiles.map((tile) => tile.length)),
    ...(!rgb && image.bands > 1 ? [short(338, ...each(0).slice(1))] : []),
    short(339, ...each(1)),
    ...(kind === 'jpeg' ? [short(530, 2, 2)] : []),
    ...(spec.nodata === null ? [] : [ascii(42113, String(spec.nodata))]),
  ];
}

function directories(spec: TiffSpec, levels: readonly Image[], tiles: readonly Uint8Array[][]) {
  return levels.map((image, i) => {
    const entries = storageEntries(image, spec, tiles[i] ?? []);
    if (i > 0) entries.push(long(254, 1));
    else {
      entries.push(...geoEntries(spec), ascii(42112, gdalMetadata(spec.metadata)));
      if (spec.dateTime !== null) entries.push(ascii(306, spec.dateTime));
    }
    return entries.sort((a, b) => a.tag - b.tag);
  });
}

const even = (n: number) => n + (n & 1);
const directorySize = (entries: readonly Entry[]) =>
  entries.reduce(
    (size, entry) => size + 12 + (bytesOf(entry) > 4 ? even(bytesOf(entry)) : 0),
    2 + 4,
  );

function writeValues(view: DataView, at: number, entry: Entry) {
  let offset = at;
  for (const value of entry.values) {
    if (entry.type === ASCII) view.setUint8(offset, value);
    else if (entry.type === SHORT) view.setUint16(offset, value, true);
    else if (entry.type === LONG) view.setUint32(offset, value, true);
    else view.setFloat64(offset, value, true);
    offset += BYTES[entry.type] ?? 1;
  }
}

function writeDirectory(view: DataView, start: number, entries: readonly Entry[], next: number) {
  view.setUint16(start, entries.length, true);
  let extra = start + 2 + entries.length * 12 + 4;
  entries.forEach((entry, i) => {
    const offset = start + 2 + i * 12;
    view.setUint16(offset, entry.tag, true);
    view.setUint16(offset + 2, entry.type, true);
    view.setUint32(offset + 4, entry.values.length, true);
    if (bytesOf(entry) <= 4) writeValues(view, offset + 8, entry);
    else {
      view.setUint32(offset + 8, extra, true);
      writeValues(view, extra, entry);
      extra += even(bytesOf(entry));
    }
  });
  view.setUint32(start + 2 + entries.length * 12, next, true);
}

/** Where each level's tiles go: smallest level first, each tile on an even byte. */
function place(tiles: readonly (readonly Uint8Array[])[], start: number) {
  let offset = start;
  const offsets: number[][] = tiles.map(() => []);
  for (let level = tiles.length - 1; level >= 0; level--) {
    for (const tile of tiles[level] ?? []) {
      offsets[level]?.push(offset);
      offset = even(offset + tile.length);
    }
  }
  return { offsets, size: offset };
}

/** The bytes of the whole file. Its size must stay below 4 GiB (classic TIFF). */
export function writeTiff(spec: TiffSpec): Uint8Array<ArrayBuffer> {
  const levels = pyramid(spec.image, spec.tileSize, spec.nodata);
  const tiles = levels.map((image) => [...tilesOf(image, spec.tileSize, spec.compression)]);
  const ifds = directories(spec, levels, tiles);
  const starts: number[] = [];
  let end = 8;
  for (const entries of ifds) {
    starts.push(end);
    end += directorySize(entries);
  }
  const { offsets, size } = place(tiles, end);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  ifds.forEach((entries, i) => {
    const placed = entries.map((entry) =>
      entry.tag === 324 ? { ...entry, values: offsets[i] ?? [] } : entry,
    );
    writeDirectory(view, starts[i] ?? 0, placed, starts[i + 1] ?? 0);
  });
  tiles.forEach((level, i) => {
    level.forEach((tile, k) => {
      out.set(tile, offsets[i]?.[k] ?? 0);
    });
  });
  return out;
}
