/**
 * Coordinate systems of the EPSG register, offline, and how each is tied to WGS 84. The table (data/epsg.txt) is
 * loaded when the first picture needs it.
 */
import type { LonLat } from '../../domain/model/units';
import { type Area, type DatumShift, holds } from './datum-choice';

/** Metres within which something is known in an area. */
type Reach = { readonly accuracy: number; readonly area: Area };

export type EpsgSystem = {
  readonly name: string;
  readonly proj4: string;
  /** Code of the geographic system that it is based on, or its own. */
  readonly base: number;
  /** Degrees in a unit of its coordinates, of geographic systems. */
  readonly toDegrees: number;
  /** What may tie it to WGS 84, in PROJ's order. */
  readonly shifts: readonly DatumShift[];
};

type Table = {
  readonly systems: ReadonlyMap<number, EpsgSystem>;
  /** Where grids would tie datums to WGS 84. */
  readonly grids: ReadonlyMap<number, readonly Reach[]>;
  /** ESRI's names of geographic systems. */
  readonly names: ReadonlyMap<string, number>;
};

function parse(text: string): Table {
  const [defined = '', rest = ''] = text.split('# ways\n');
  const [tied = '', further = ''] = rest.split('# grids\n');
  const [gridded = '', named = ''] = further.split('# names\n');
  const ways = tied.trimEnd().split('\n').map(shiftOf);
  const systems = new Map<number, EpsgSystem>();
  for (const line of defined.split('\n')) {
    const [code, base, name, proj4, numbers = '', toDegrees = 1] = line.split('\t');
    if (!name || !proj4) continue;
    const shifts = numbers.split(' ').flatMap((number) => ways[Number(number || -1)] ?? []);
    const system = { name, proj4, base: Number(base), toDegrees: Number(toDegrees), shifts };
    systems.set(Number(code), system);
  }
  const names = new Map<string, number>();
  for (const line of named.split('\n')) {
    const [code, name] = line.split('\t');
    if (name) names.set(name, Number(code));
  }
  return { systems, grids: gridsOf(gridded), names };
}

const KIND = /^(sea|ballpark|pm=)/;
const PARAMETERS_AT = 5;

/** Accuracy, area, seven parameters, none, or '?' where they are none of that kind, and what it is. */
function shiftOf(line: string): DatumShift {
  const words = line.split('\t');
  const [accuracy = -1, west = 0, south = 0, east = 0, north = 0] = words.map(Number);
  const parameters = words.slice(PARAMETERS_AT).filter((word) => !KIND.test(word));
  const meridian = words.find((word) => word.startsWith('pm='))?.slice(3);
  return {
    accuracy,
    area: [west, south, east, north],
    parameters: parameters[0] === '?' ? null : parameters.map(Number),
    meridian: meridian === undefined ? null : Number(meridian),
    offshore: words.includes('sea'),
    ballpark: words.includes('ballpark'),
  };
}

/** Lines of code, accuracy and area. */
function gridsOf(lines: string): Map<number, Reach[]> {
  const found = new Map<number, Reach[]>();
  for (const line of lines.split('\n')) {
    const [base = 0, accuracy = 0, west = 0, south = 0, east = 0, north = 0] = line
      .split('\t')
      .map(Number);
    if (line === '') continue;
    const reach: Reach = { accuracy, area: [west, south, east, north] };
    found.set(base, [...(found.get(base) ?? []), reach]);
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

/** Metres within which the register's grids, which are not part of this program, tie a datum at a place. */
export async function gridAccuracyAt(base: number, place: LonLat): Promise<number | null> {
  const there = ((await load()).grids.get(base) ?? []).filter(({ area }) => holds(area, place));
  return there.length > 0 ? Math.min(...there.map(({ accuracy }) => accuracy)) : null;
}
