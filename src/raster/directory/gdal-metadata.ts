/** Reads GDAL's metadata tag (42112), a small XML text, without an XML parser (workers have none). */

export type MetadataItem = {
  readonly name: string;
  readonly value: string;
  /** Band, 0-based, or null for the whole picture. */
  readonly sample: number | null;
  readonly role: string;
};

const MAX_CHARACTERS = 2 ** 22;

/** The items of the tag's text; text that is no such XML has none. */
export function parseGdalMetadata(xml: string): readonly MetadataItem[] {
  const items: MetadataItem[] = [];
  for (const [, attributes = '', value = ''] of xml
    .slice(0, MAX_CHARACTERS)
    .matchAll(/<Item\b([^<>]*)>([^<]*)<\/Item>/g)) {
    const attribute = (key: string) =>
      decodeEntities(new RegExp(`\\b${key}\\s*=\\s*"([^"]*)"`).exec(attributes)?.[1] ?? '');
    const name = attribute('name');
    if (!name) continue;
    const sample = attribute('sample');
    items.push({
      name,
      value: decodeEntities(value).trim(),
      sample: /^\d+$/.test(sample) ? Number(sample) : null,
      role: attribute('role').toLowerCase(),
    });
  }
  return items;
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** Undoes the escapes of XML text and attributes. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, dec, hex, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = dec ? Number(dec) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** What Microsoft's C library wrote for what is no number; GDAL reads these, and of others the number before the sign. */
const NOT_A_NUMBER = /^(?:[-+]?nan|[-+]?1\.#[qs]nan|-1\.#ind)/i;
const INFINITE = /^[-+]?(?:inf|1\.#inf)/i;
const NUMBER = /^[-+]?(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/i;

/**
 * A nodata value as GDAL reads it (CPLAtof), NaN and infinities included: the number that the text begins with,
 * whatever follows, and 0 where it begins with none. null of an empty text.
 */
export function parseNodata(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const negative = trimmed.startsWith('-');
  if (NOT_A_NUMBER.test(trimmed)) return Number.NaN;
  if (INFINITE.test(trimmed)) return negative ? -Infinity : Infinity;
  const size = Number(NUMBER.exec(trimmed)?.[0].replace(/^[-+]/, '') ?? 0);
  return negative && size !== 0 ? -size : size;
}

/** Of TIFF's own tag, where GDAL takes a comma before any point for the point (CPLAtofM). */
export function parseNodataTag(text: string): number | null {
  return parseNodata(text.replace(/^([^.,]*),/, '$1.'));
}

export type Scaling = { readonly scale: number; readonly offset: number };

/**
 * By which a band's stored values become physical ones, value · scale + offset (GDAL's RasterBand model);
 * null where that changes nothing.
 */
export function scalingOf(items: readonly MetadataItem[], band: number): Scaling | null {
  const said = (role: string, rest: number) => {
    const text = items.find((item) => item.sample === band && item.role === role)?.value;
    const value = Number(text || rest);
    return Number.isFinite(value) ? value : rest;
  };
  const [scale, offset] = [said('scale', 1), said('offset', 0)];
  return scale === 1 && offset === 0 ? null : { scale, offset };
}
