/**
 * Coordinate systems of the EPSG register, offline, and how their datums are tied to WGS 84. The table
 * (data/epsg.txt) is loaded when the first picture needs it. Of several shifts of a datum the most exact one
 * is taken whose area holds the place, as PROJ does where it has no grids (pj_get_suggested_operation).
 */
import type { LonLat } from '../domain/model/units';

/** [west, south, east, north], degrees; west > east across 180°. */
type Area = readonly [number, number, number, number];

export type DatumShift = {
  /** Metres, as the register gives it. */
  readonly accuracy: number;
  readonly area: Area;
  /** As +towgs84 has them: metres, arc seconds (position vector), parts per million. */
  readonly parameters: readonly number[];
};

export type EpsgSystem = {
  readonly name: string;
  readonly proj4: string;
  /** Code of the geographic system that it is based on, or its own. */
  readonly base: number;
};

type Table = {
  readonly systems: ReadonlyMap<number, EpsgSystem>;
  readonly shifts: ReadonlyMap<number, readonly DatumShift[]>;
};

function parse(text: string): Table {
  const systems = new Map<number, EpsgSystem>();
  const shifts = new Map<number, DatumShift[]>();
  const [defined = '', tied = ''] = text.split('# datums\n');
  for (const line of defined.split('\n')) {
    const [code, base, name, proj4] = line.split('\t');
    if (name && proj4) systems.set(Number(code), { name, proj4, base: Number(base) });
  }
  for (const line of tied.split('\n')) {
    const [base = 0, accuracy = 0, west = 0, south = 0, east = 0, north = 0, ...parameters] = line
      .split('\t')
      .map(Number);
    if (parameters.length !== 7) continue;
    const area: Area = [west, south, east, north];
    shifts.set(base, [...(shifts.get(base) ?? []), { accuracy, area, parameters }]);
  }
  return { systems, shifts };
}

let table: Promise<Table> | null = null;

function load(): Promise<Table> {
  table ??= import('./data/epsg.txt?raw').then(({ default: text }) => parse(text));
  return table;
}

/** The system of a code, without a shift of its datum; null where proj4 has no words for it. */
export async function epsgSystem(code: number): Promise<EpsgSystem | null> {
  return (await load()).systems.get(code) ?? null;
}

function holds([west, south, east, north]: Area, [lon, lat]: LonLat): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

function extent([west, south, east, north]: Area): number {
  return ((east - west + 360) % 360) * (north - south);
}

/**
 * How the datum of a geographic system is tied to WGS 84 at a place; where none is given, or no shift is
 * meant for it, the one of the widest area. null where the register has none.
 */
export async function shiftAt(base: number, place: LonLat | null): Promise<DatumShift | null> {
  const all = (await load()).shifts.get(base) ?? [];
  const here = place ? all.filter(({ area }) => holds(area, place)) : [];
  if (here.length > 0) {
    return here.reduce((best, next) => (next.accuracy < best.accuracy ? next : best));
  }
  return all.reduce<DatumShift | null>(
    (widest, next) => (widest && extent(widest.area) >= extent(next.area) ? widest : next),
    null,
  );
}
