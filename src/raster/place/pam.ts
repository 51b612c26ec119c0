/** GDAL's .aux.xml beside a picture (its "persistent auxiliary metadata", PAM), as far as it is used. */
import type { ControlPoint, Transform } from '../../domain/model/frame';
import { decodeEntities, type MetadataItem, parseNodata } from '../directory/gdal-metadata';

export type Pam = {
  /** WKT of the coordinate system of `transform`, or of the control points. */
  readonly wkt: string | null;
  readonly transform: Transform | null;
  readonly gcps: readonly ControlPoint[];
  readonly items: readonly MetadataItem[];
  /** Whether it holds rational polynomials. */
  readonly rpc: boolean;
  /** Of the bands that have one, by their 0-based numbers. */
  readonly nodata: ReadonlyMap<number, number>;
};

const MAX_CHARACTERS = 2 ** 22;
/** Elements of a band, and the roles that the TIFF tag gives to the same. */
const SCALING = [
  ['Scale', 'scale'],
  ['Offset', 'offset'],
] as const;

/** null where the text is no such file. */
export function parsePam(xml: string): Pam | null {
  const text = xml.slice(0, MAX_CHARACTERS);
  if (!/<PAMDataset\b/.test(text)) return null;
  const { found: bands, rest: whole } = elements(text, 'PAMRasterBand');
  const [list] = elements(whole, 'GCPList').found;
  const listWkt = list && attribute(list.attributes, 'Projection');
  const bandItems = bands.flatMap(({ attributes, body }) => {
    const sample = Number(attribute(attributes, 'band')) - 1;
    const description = content(body, 'Description');
    const named: MetadataItem[] = description
      ? [{ name: 'DESCRIPTION', value: description, sample, role: 'description' }]
      : [];
    const scaling = SCALING.flatMap(([element, role]): MetadataItem[] => {
      const value = content(body, element);
      return value === '' ? [] : [{ name: element.toUpperCase(), value, sample, role }];
    });
    return [...named, ...scaling, ...itemsOf(body, sample)];
  });
  return {
    wkt: content(whole, 'SRS') || listWkt || null,
    transform: parseTransform(content(whole, 'GeoTransform')),
    gcps: list ? gcpsOf(list.body) : [],
    items: [...itemsOf(whole, null), ...bandItems],
    rpc: /<Metadata\b[^<>]*\bdomain\s*=\s*"RPC"/.test(whole),
    nodata: new Map(
      bands.flatMap(({ attributes, body }) => {
        const value = parseNodata(content(body, 'NoDataValue'));
        const band = Number(attribute(attributes, 'band')) - 1;
        return value === null ? [] : [[band, value] as const];
      }),
    ),
  };
}

type Element = { readonly attributes: string; readonly body: string };

/** The elements of a name, which hold others and not themselves, and the text without them. */
function elements(
  xml: string,
  name: string,
): { readonly found: readonly Element[]; readonly rest: string } {
  const found: Element[] = [];
  const rest: string[] = [];
  const opening = new RegExp(`<${name}\\b([^<>]*)>`, 'g');
  const closing = `</${name}>`;
  let at = 0;
  for (let start = opening.exec(xml); start; start = opening.exec(xml)) {
    const [whole, attributes = ''] = start;
    const from = start.index + whole.length;
    const empty = attributes.endsWith('/');
    const to = empty ? from : xml.indexOf(closing, from);
    // What is never closed is no element, nor is any after it: looking on would take for ever.
    if (to < 0) break;
    found.push({ attributes, body: xml.slice(from, to) });
    rest.push(xml.slice(at, start.index));
    at = empty ? to : to + closing.length;
    opening.lastIndex = at;
  }
  return { found, rest: rest.join('') + xml.slice(at) };
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`).exec(attributes);
  return decodeEntities(found?.[1] ?? '');
}

/** The text of the first element of a name; empty where there is none. */
function content(xml: string, name: string): string {
  const found = new RegExp(`<${name}\\b[^<>]*>([^<]*)</${name}>`).exec(xml);
  return decodeEntities(found?.[1] ?? '').trim();
}

function parseTransform(text: string): Transform | null {
  const numbers = text.split(',').map(Number);
  const [x0 = 0, xCol = 0, xRow = 0, y0 = 0, yCol = 0, yRow = 0] = numbers;
  if (numbers.length !== 6 || !numbers.every(Number.isFinite)) return null;
  return xCol * yRow - xRow * yCol === 0 ? null : [x0, xCol, xRow, y0, yCol, yRow];
}

function gcpsOf(xml: string): ControlPoint[] {
  return [...xml.matchAll(/<GCP\b([^<>]*)>/g)].flatMap(([, attributes = '']) => {
    const [column, row, x, y] = ['Pixel', 'Line', 'X', 'Y'].map((name) => {
      const text = attribute(attributes, name);
      return text === '' ? Number.NaN : Number(text);
    }) as [number, number, number, number];
    const point: ControlPoint = { pixel: [column, row], map: [x, y] };
    return [column, row, x, y].every(Number.isFinite) ? [point] : [];
  });
}

/** Items of all domains that hold plain pairs; XML kept as one text has none. */
function itemsOf(xml: string, sample: number | null): MetadataItem[] {
  return [...xml.matchAll(/<MDI\b([^<>]*)>([^<]*)<\/MDI>/g)].flatMap(
    ([, attributes = '', value = '']) => {
      const name = attribute(attributes, 'key');
      return name ? [{ name, value: decodeEntities(value).trim(), sample, role: '' }] : [];
    },
  );
}
