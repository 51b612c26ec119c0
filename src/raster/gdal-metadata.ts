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
