/**
 * Coordinate systems of the EPSG register, offline, and how their datums are tied to WGS 84. The table
 * (data/epsg.txt) is loaded when the first picture needs it. Its shifts stand in PROJ's order; of those whose
 * area holds the place the most exact is taken, the first of several, and one for the sea only where it is the
 * first, as PROJ does (pj_get_suggested_operation in 4D_api.cpp).
 */
import type { LonLat } from '../../domain/model/units';

/** [west, south, east, north], degrees; west > east across 180°. */
type Area = readonly [number, number, number, number];

/** Metres, as the register gives it; negative where it does not. */
type Reach = { readonly accuracy: number; readonly area: Area; readonly offshore: boolean };

export type DatumShift = Reach & {
  /** As +towgs84 has them: metres, arc seconds (position vector), parts per million. */
  readonly parameters: readonly number[];
};

export type EpsgSystem = {
  readonly name: string;
  readonly proj4: string;
  /** Code of the geographic system that it is based on, or its own. */
  readonly base: number;
  /** Degrees in a unit of its coordinates, of geographic systems. */
  readonly toDegrees: number;
};

type Table = {
  readonly systems: ReadonlyMap<number, EpsgSystem>;
  readonly shifts: ReadonlyMap<number, readonly DatumShift[]>;
  /** Where grids would tie datums to WGS 84. */
  readonly grids: ReadonlyMap<number, readonly Reach[]>;
  /** ESRI's names of geographic systems. */
  readonly names: ReadonlyMap<string, number>;
};

function parse(text: string): Table {
  const systems = new Map<number, EpsgSystem>();
  const [defined = '', rest = ''] = text.split('# datums\n');
  const [tied = '', further = ''] = rest.split('# grids\n');
  const [gridded = '', named = ''] = further.split('# names\n');
  for (const line of defined.split('\n')) {
    const [code, base, name, proj4, toDegrees = 1] = line.split('\t');
    if (!name || !proj4) continue;
    const system = { name, proj4, base: Number(base), toDegrees: Number(toDegrees) };
    systems.set(Number(code), system);
  }
  const names = new Map<string, number>();
  for (const line of named.split('\n')) {
    const [code, name] = line.split('\t');
    if (name) names.set(name, Number(code));
  }
  return { systems, shifts: byBase(tied), grids: byBase(gridded), names };
}

const PARAMETERS_AT = 6;
const PARAMETERS = 7;

/** Lines of code, accuracy, area, parameters and whether they are for the sea, by their codes. */
function byBase(lines: string): Map<number, DatumShift[]> {
  const found = new Map<number, DatumShift[]>();
  for (const line of lines.split('\n')) {
    const words = line.split('\t');
    const [base = 0, accuracy = 0, west = 0, south = 0, east = 0, north = 0] = words.map(Number);
    if (words.length < PARAMETERS_AT) continue;
    const parameters = words.slice(PARAMETERS_AT, PARAMETERS_AT + PARAMETERS).map(Number);
    const offshore = words.at(-1) === 'sea';
    const shift = { accuracy, area: [west, south, east, north] as const, parameters, offshore };
    const others = found.get(base);
    if (others) others.push(shift);
    else found.set(base, [shift]);
  }
  return found;
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

/** The code of a geographic system by ESRI's name or the register's own; null where it has neither. */
export async function systemOfName(name: string): Promise<number | null> {
  const { names, systems } = await load();
  const known = names.get(name);
  if (known !== undefined) return known;
  let found: number | null = null;
  // Of several of one name the later ones stand for withdrawn ones.
  for (const [code, system] of systems) {
    if (system.name === name && system.base === code) found = code;
  }
  return found;
}

function holds([west, south, east, north]: Area, [lon, lat]: LonLat): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

function extent([west, south, east, north]: Area): number {
  return ((east - west + 360) % 360) * (north - south);
}

/** The most exact one that is meant for a place, the first of several; null where none is. */
function bestAt<T extends Reach>(all: readonly T[], place: LonLat): T | null {
  let best: T | null = null;
  for (const next of all) {
    if (!holds(next.area, place)) continue;
    const better = best && next.accuracy >= 0 && next.accuracy < best.accuracy && !next.offshore;
    if (!best || better) best = next;
  }
  return best;
}

/**
 * How the datum of a geographic system is tied to WGS 84 at a place; where none is given, by what is meant for
 * the widest area. null where the register has nothing for the place.
 */
export async function shiftAt(base: number, place: LonLat | null): Promise<DatumShift | null> {
  const all = (await load()).shifts.get(base) ?? [];
  if (place) return bestAt(all, place);
  return all.reduce<DatumShift | null>(
    (widest, next) => (widest && extent(widest.area) >= extent(next.area) ? widest : next),
    null,
  );
}

/** Metres within which the register's grids, which are not part of this program, tie a datum at a place. */
export async function gridAccuracyAt(base: number, place: LonLat): Promise<number | null> {
  return bestAt((await load()).grids.get(base) ?? [], place)?.accuracy ?? null;
}
