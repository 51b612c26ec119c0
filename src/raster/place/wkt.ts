/** Coordinate systems written as WKT (OGC 01-009 and OGC 18-010r7, and ESRI's dialect in .prj files). */

/** What can be told of a WKT text without computing with it. */
export type WktFacts = {
  /** The horizontal system alone, without its vertical part. */
  readonly horizontal: string;
  readonly name: string;
  readonly epsg: number | null;
  readonly projected: boolean;
};

const HORIZONTAL = /\b(PROJCS|PROJCRS|PROJECTEDCRS|GEOGCS|GEOGCRS|GEODCRS|GEODETICCRS)\s*\[/i;

/** null where the text holds no projected or geographic system. */
export function readWkt(text: string): WktFacts | null {
  const start = HORIZONTAL.exec(text);
  const keyword = start?.[1]?.toUpperCase();
  if (!start || !keyword) return null;
  const horizontal = balanced(text.slice(start.index));
  if (!horizontal) return null;
  const name = /\[\s*"([^"]*)"/.exec(horizontal)?.[1] ?? '';
  return {
    horizontal,
    name: name.replaceAll('_', ' '),
    epsg: ownCode(horizontal) ?? esriCode(name),
    projected: keyword.startsWith('PROJ'),
  };
}

/** From a keyword to the bracket that closes it; null where there is none. Quoted text is passed over. */
function balanced(text: string): string | null {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '[') depth++;
    else if (sign === ']' && --depth === 0) return text.slice(0, at + 1);
  }
  return null;
}

/** The code of the system itself, which stands last in it, and not of one of its parts. */
function ownCode(horizontal: string): number | null {
  const found = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]$/i.exec(horizontal);
  return found ? Number(found[1]) : null;
}

/** ESRI's names of the common systems, which come without codes. */
function esriCode(name: string): number | null {
  if (name === 'GCS_WGS_1984') return 4326;
  if (name === 'WGS_1984_Web_Mercator_Auxiliary_Sphere') return 3857;
  const [, zone, side] = /^WGS_1984_UTM_Zone_(\d{1,2})([NS])$/.exec(name) ?? [];
  return zone ? (side === 'S' ? 32700 : 32600) + Number(zone) : null;
}
