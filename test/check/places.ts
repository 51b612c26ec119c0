/** Holds the table of coordinate systems against PROJ: places of the map to longitude and latitude. */
import { execFile } from 'node:child_process';
import { distanceM } from '../../src/domain/geo/geodesy';
import { projectionOf } from '../../src/domain/geo/projection';
import type { LonLat, MapXY } from '../../src/domain/model/units';
import { crsOfEpsg, isUsable, type LooseCrs, tieDatum } from '../../src/raster/place/crs';
import { epsgSystem } from '../../src/raster/place/epsg-table';

// The table loads itself when it is first asked, which is too late once this module has been imported.
await epsgSystem(4326);

/** A system of the register and what its area of use is, degrees; west > east across 180°. */
export type RegisteredSystem = {
  readonly code: number;
  readonly name: string;
  readonly area: readonly [west: number, south: number, east: number, north: number];
  /** Whether its first axis is the second one of GDAL's order (northing or latitude first). */
  readonly northFirst: boolean;
};

export type Disagreement = {
  readonly code: number;
  readonly name: string;
  /** Metres on the ground at the worst of its places; Infinity where only one of the two knows the place. */
  readonly worstM: number;
};

export type PlacesChecked = {
  readonly systems: number;
  readonly places: number;
  /** All those that the table has, the worst first. */
  readonly distances: readonly Disagreement[];
  /** Of the register, but not in the table. */
  readonly unlisted: number;
};

const PARTS = [0.3, 0.7];
const AT_ONCE = 4;

/** Four places of an area, a third of the way in from its corners. */
function placesOf([west, south, east, north]: RegisteredSystem['area']): LonLat[] {
  const width = (east - west + 360) % 360 || 360;
  return PARTS.flatMap((across) =>
    PARTS.map((up): LonLat => {
      const lon = west + across * width;
      return [lon > 180 ? lon - 360 : lon, south + up * (north - south)];
    }),
  );
}

/** What cs2cs says of places of a map, asked in the order of the register's axes; of angles it takes degrees alone. */
function askProj(
  { code, northFirst }: RegisteredSystem,
  places: readonly MapXY[],
  env: NodeJS.ProcessEnv,
): Promise<(LonLat | null)[]> {
  const input = places.map(([x, y]) => (northFirst ? `${y} ${x}` : `${x} ${y}`)).join('\n');
  return new Promise((resolve, reject) => {
    const asked = ['-f', '%.12f', `EPSG:${code}`, 'EPSG:4326'];
    const child = execFile('cs2cs', asked, { env }, (error, stdout) => {
      if (error) return reject(error);
      const lines = stdout.trimEnd().split('\n');
      resolve(
        lines.map((line) => {
          const [lat = Number.NaN, lon = Number.NaN] = line.split(/\s+/).map(Number);
          return Number.isFinite(lat) && Number.isFinite(lon) ? [lon, lat] : null;
        }),
      );
    });
    child.stdin?.end(`${input}\n`);
  });
}

/** As a picture of that system is tied: at the place itself. */
async function ourPlace(crs: LooseCrs, [x, y]: MapXY): Promise<LonLat | null> {
  const map: MapXY = [x * crs.toDegrees, y * crs.toDegrees];
  const { crs: tied } = await tieDatum(crs, map);
  return projectionOf(tied.proj4).toLonLat(map);
}

function apart(a: LonLat | null, b: LonLat | null): number {
  if (!a && !b) return 0;
  return a && b ? distanceM(a, b) : Infinity;
}

async function checkSystem(
  system: RegisteredSystem,
  crs: LooseCrs,
  env: NodeJS.ProcessEnv,
): Promise<Disagreement> {
  const { code, name } = system;
  const bare = projectionOf(crs.proj4.replace(/\s*\+towgs84=\S+/, ''));
  const maps = placesOf(system.area).map((place) => bare.fromLonLat(place));
  const found = maps.flatMap((map): MapXY[] => (map ? [map] : []));
  if (found.length < maps.length) return { code, name, worstM: Infinity };
  const truth = await askProj(system, found, env);
  const ours = await Promise.all(
    found.map(([x, y]) => ourPlace(crs, [x / crs.toDegrees, y / crs.toDegrees])),
  );
  const distances = ours.map((place, i) => apart(place, truth[i] ?? null));
  return { code, name, worstM: Math.max(...distances) };
}

/**
 * Four places in the area of use of each system, brought onto its map by ours and back to WGS 84 by both.
 * @param env with which PROJ finds its register and no grids
 */
export async function checkPlaces(
  systems: readonly RegisteredSystem[],
  env: NodeJS.ProcessEnv,
): Promise<PlacesChecked> {
  const distances: Disagreement[] = [];
  let unlisted = 0;
  let next = 0;
  const work = async () => {
    while (next < systems.length) {
      const system = systems[next++];
      if (!system) return;
      const listed = await epsgSystem(system.code);
      if (!listed) {
        unlisted += 1;
        continue;
      }
      const crs = isUsable(listed.proj4) ? await crsOfEpsg(system.code) : null;
      const { code, name } = system;
      distances.push(crs ? await checkSystem(system, crs, env) : { code, name, worstM: Infinity });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  distances.sort((a, b) => b.worstM - a.worstM || a.code - b.code);
  return {
    systems: distances.length,
    places: distances.length * PARTS.length ** 2,
    distances,
    unlisted,
  };
}

const HALF_MILLIMETRE = 5e-4;
const THREE_CENTIMETRES = 0.03;

/** Counts, and by name those that differ by more than half a millimetre. */
export function placesReport({ systems, places, distances, unlisted }: PlacesChecked): string {
  const within = (limit: number) => distances.filter(({ worstM }) => worstM <= limit).length;
  const told = distances
    .filter(({ worstM }) => worstM > HALF_MILLIMETRE)
    .map(({ code, name, worstM }) => {
      const metres = Number.isFinite(worstM) ? `${worstM.toPrecision(3)} m` : 'not computed';
      return `${metres.padStart(14)}  EPSG:${code} ${name}`;
    });
  const knownTo = distances.find(({ worstM }) => worstM <= HALF_MILLIMETRE)?.worstM ?? 0;
  return [
    ...told,
    '',
    `${systems} systems at ${places} places; ${unlisted} more that PROJ's notation has no words for`,
    `${String(within(HALF_MILLIMETRE)).padStart(6)} agree within half a millimetre (${(knownTo * 1000).toPrecision(2)} mm at most)`,
    `${String(within(THREE_CENTIMETRES)).padStart(6)} agree within 3 cm`,
  ].join('\n');
}
