/**
 * `npm run check:places [-- --every N] [proj.db]`: brings four places of each system of the EPSG register that
 * is not withdrawn, or of every Nth, to WGS 84, by the application and by PROJ without grids, and tells how far
 * they lie apart. Needs PROJ's cs2cs and sqlite3, and PROJ of the register's edition that the table was made
 * from. All of them take some minutes, most of which are cs2cs starting.
 */
import './lib/check-node.mjs';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withoutGrids } from './lib/datum-shifts.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { runMain } from './lib/main.mjs';
import { ROOT } from './lib/paths.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' } },
});
const DATABASE = positionals[0] ?? '/usr/share/proj/proj.db';
const EVERY = Number(values.every);

/** @typedef {import('../../test/check/places').RegisteredSystem} RegisteredSystem */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} packages those that bring it
 */
function run(program, args, packages) {
  try {
    const options = /** @type {const} */ ({ encoding: 'utf8', maxBuffer: 2 ** 26, stdio: 'pipe' });
    return execFileSync(program, args, options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new Error(
      `${program} is not installed, and places are compared with PROJ's: install it (on Debian and Ubuntu: apt install ${packages}) and start again.`,
      { cause: error },
    );
  }
}

/**
 * GDAL gives the easting or the longitude first wherever the register has it second (PROJ's
 * proj_normalize_for_visualization): north before east, and at the poles "northing" before "easting".
 */
const NORTH_FIRST = `(lower(a.orientation) = 'north' and lower(b.orientation) = 'east')
  or (a.name = 'Northing' and b.name = 'Easting' and a.orientation like '% along %')`;

/** @param {string} table @param {string} [further] */
const systemsOf = (table, further = '') => `
  select c.code, e.west_lon, e.south_lat, e.east_lon, e.north_lat, ${NORTH_FIRST}, c.name
  from ${table} c
  join usage u on u.object_table_name = '${table}' and u.object_auth_name = c.auth_name and u.object_code = c.code
  join extent e on e.auth_name = u.extent_auth_name and e.code = u.extent_code
  join axis a on a.coordinate_system_auth_name = c.coordinate_system_auth_name
    and a.coordinate_system_code = c.coordinate_system_code and a.coordinate_system_order = 1
  join axis b on b.coordinate_system_auth_name = c.coordinate_system_auth_name
    and b.coordinate_system_code = c.coordinate_system_code and b.coordinate_system_order = 2
  where c.auth_name = 'EPSG' and c.deprecated = 0 ${further} group by c.code order by cast(c.code as integer)`;

/** @returns {RegisteredSystem[]} */
function registered() {
  if (!existsSync(DATABASE)) {
    throw new Error(
      `PROJ's register is not at ${DATABASE}: say where proj.db lies (npm run check:places -- /path/to/proj.db).`,
    );
  }
  const queries = [
    systemsOf('projected_crs'),
    systemsOf('geodetic_crs', "and c.type = 'geographic 2D'"),
  ];
  return queries.flatMap((sql) =>
    run('sqlite3', ['-readonly', '-separator', '\t', DATABASE, sql], 'sqlite3')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [code = 0, west = 0, south = 0, east = 0, north = 0, northFirst = 0] = line
          .split('\t')
          .map(Number);
        const name = line.split('\t').at(-1) ?? '';
        return { code, name, area: [west, south, east, north], northFirst: northFirst === 1 };
      }),
  );
}

await runMain(async () => {
  run('cs2cs', ['EPSG:4326', 'EPSG:4326', '/dev/null'], 'proj-bin');
  if (!(Number.isInteger(EVERY) && EVERY > 0)) {
    throw new Error(`--every takes a whole number from 1, not ${values.every}.`);
  }
  const systems = registered().filter((_, i) => i % EVERY === 0);
  await ensureInstalled();
  const { runnerImport } = await import('vite');
  /** @type {{module: typeof import('../../test/check/places')}} */
  const { module } = await runnerImport(join(ROOT, 'test/check/places.ts'), {
    configFile: false,
    // Node sees of mgrs only a bundle without named exports.
    environments: { inline: { resolve: { noExternal: ['mgrs'], mainFields: ['module'] } } },
  });
  const checked = await withoutGrids(DATABASE, (env) => module.checkPlaces(systems, env));
  console.log(module.placesReport(checked));
});
