/**
 * Writes the offline table of coordinate systems (src/raster/place/data/epsg.txt) from the EPSG register as PROJ
 * holds it: what is computed, and how PROJ ties each system to WGS 84 without grids.
 *
 *   node src/scripts/make-epsg-table.mjs [proj.db]     (needs sqlite3 and projinfo; the result is committed)
 */
import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { meridianOf, operationsOf, parametersOf, withoutGrids } from './lib/datum-shifts.mjs';

const DATABASE = process.argv[2] ?? '/usr/share/proj/proj.db';
const OUT = new URL('../raster/place/data/epsg.txt', import.meta.url);
const AT_ONCE = 4;

/** @param {string} sql @returns {string[][]} */
function query(sql) {
  const text = execFileSync('sqlite3', ['-readonly', '-separator', '\t', DATABASE, sql], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

/** PROJ's names of datums stand for shifts of its own; the ellipsoid alone is wanted. */
const ELLIPSOIDS = /** @type {Record<string, string>} */ ({
  NAD83: 'GRS80',
  NAD27: 'clrk66',
  potsdam: 'bessel',
  hermannskogel: 'bessel',
  ire65: 'mod_airy',
  nzgd49: 'intl',
  OSGB36: 'airy',
  carthage: 'clrk80ign',
  GGRS87: 'GRS80',
});

/** @param {string} code @returns {Promise<string | null>} */
async function definitionOf(code) {
  try {
    const { stdout } = await promisify(execFile)('projinfo', [
      ...['-k', 'crs', '-o', 'PROJ', '-q', '--single-line'],
      `EPSG:${code}`,
    ]);
    const definition = stdout.trim().split('\n').at(-1) ?? '';
    if (!definition.startsWith('+proj=')) return null;
    return (
      definition
        .replace(/ \+type=crs/, '')
        .replace(/ \+no_defs/, '')
        // proj4 does not know links: 66 hundredths of an international foot.
        .replace('+units=link', '+to_meter=0.201168')
        .replace(/\+datum=(\w+)/, (whole, datum) =>
          ELLIPSOIDS[datum] ? `+ellps=${ELLIPSOIDS[datum]}` : whole,
        )
    );
  } catch {
    // projinfo fails for systems that PROJ's old notation cannot say.
    return null;
  }
}

/** Degrees in a grad, the only other unit of the register's geographic systems. */
const GRAD = '0.9';

/**
 * @typedef {{ code: string, like: string, base: string, name: string, definition: string, unit: string }} System
 * `like`: the code by which it is defined; `unit`: degrees in its unit where those are others, else empty.
 */

/**
 * Runs over all of them, a few at once, and keeps their order.
 * @template T, R
 * @param {readonly T[]} all
 * @param {(one: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
async function overAll(all, work) {
  /** @type {R[]} */
  const out = [];
  let next = 0;
  const run = async () => {
    while (next < all.length) {
      const at = next++;
      out[at] = await work(/** @type {T} */ (all[at]));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  return out;
}

/**
 * The horizontal systems that proj4's notation can say. One that was withdrawn for a single other one, mostly
 * because of a mistake, is defined as that, as in GDAL.
 * @returns {Promise<System[]>}
 */
async function systems() {
  const grads = new Set(
    query(
      "select distinct g.code from geodetic_crs g join axis a on a.coordinate_system_auth_name = g.coordinate_system_auth_name and a.coordinate_system_code = g.coordinate_system_code where g.auth_name = 'EPSG' and a.uom_code in (9105, 9106)",
    ).map(([code]) => code),
  );
  const replaced = new Map(
    query(
      "select deprecated_code, min(replacement_code) from deprecation where table_name in ('projected_crs', 'geodetic_crs') and deprecated_auth_name = 'EPSG' and replacement_auth_name = 'EPSG' group by table_name, deprecated_code having count(*) = 1",
    ).map(([code = '', other = '']) => [code, other]),
  );
  const rows = [
    ...query(
      "select code, geodetic_crs_code, name from projected_crs where auth_name = 'EPSG' and geodetic_crs_auth_name = 'EPSG' order by cast(code as integer)",
    ),
    ...query(
      "select code, code, name from geodetic_crs where auth_name = 'EPSG' and type = 'geographic 2D' order by cast(code as integer)",
    ),
  ];
  const all = await overAll(rows, async ([code = '', base = '', name = '']) => {
    const like = replaced.get(code) ?? code;
    const definition = (await definitionOf(like)) ?? '';
    return { code, like, base, name, definition, unit: grads.has(code) ? GRAD : '' };
  });
  return all.filter(({ definition }) => definition !== '');
}

const short = (/** @type {number} */ value) => String(Number(value.toFixed(7)));

/** What PROJ does to coordinates that count south and then west, which its notation of two systems leaves out. */
const SOUTH_WEST = /^\+proj=pipeline \+step \+inv \+proj=axisswap \+order=-2,-1 /;

/**
 * The operations from each system to WGS 84, in PROJ's order, as numbers of lines that are kept once.
 * @param {readonly System[]} all
 * @param {NodeJS.ProcessEnv} env
 */
async function ways(all, env) {
  /** @type {Map<string, number>} */
  const kept = new Map();
  const lists = await overAll(all, async ({ like }) => operationsOf(like, 'discard_missing', env));
  const numbers = lists.map((list, i) =>
    list.map(({ accuracy, area, offshore, ballpark, pipeline }) => {
      const parameters = parametersOf(pipeline)?.map(short) ?? ['?'];
      // Of some the longitudes are turned on the way by other angles than in their definitions.
      const pm = meridianOf(pipeline);
      const other = pm !== null && !all[i]?.definition.includes(`+pm=${pm}`);
      const kind = [offshore ? 'sea' : '', ballpark ? 'ballpark' : '', other ? `pm=${pm}` : ''];
      const line = [accuracy, ...area, ...parameters, ...kind.filter(Boolean)].join('\t');
      const number = kept.get(line) ?? kept.size;
      kept.set(line, number);
      return number;
    }),
  );
  const southward = lists.map((list) => SOUTH_WEST.test(list[0]?.pipeline ?? ''));
  return { numbers, southward, lines: [...kept.keys()] };
}

/**
 * Where grids would tie geographic systems to WGS 84, and how well.
 * @param {NodeJS.ProcessEnv} env
 */
async function gridded(env) {
  const codes = query(
    "select code from geodetic_crs where auth_name = 'EPSG' and type = 'geographic 2D' and code <> '4326' order by cast(code as integer)",
  );
  const lists = await overAll(codes, async ([code = '']) => {
    const lines = new Set();
    for (const { accuracy, area, pipeline } of await operationsOf(code, 'none', env)) {
      if (/\+grids=/.test(pipeline) && accuracy >= 0)
        lines.add([code, accuracy, ...area].join('\t'));
    }
    return [...lines];
  });
  return lists.flat();
}

/** ESRI's names of geographic systems, which stand in .prj files without codes. */
function names() {
  return query(
    "select a.code, a.alt_name from alias_name a join geodetic_crs g on g.auth_name = a.auth_name and g.code = a.code where a.table_name = 'geodetic_crs' and a.source = 'ESRI' and a.auth_name = 'EPSG' and g.type = 'geographic 2D' order by cast(a.code as integer)",
  ).map((row) => row.join('\t'));
}

const version = query("select value from metadata where key = 'EPSG.VERSION'")[0]?.[0];
const defined = await systems();
const { numbers, southward, lines, grids } = await withoutGrids(DATABASE, async (env) => ({
  ...(await ways(defined, env)),
  grids: await gridded(env),
}));
const rows = defined.map(({ code, base, name, definition, unit }, i) => {
  const axis = southward[i] && !definition.includes('+axis=') ? ' +axis=swu' : '';
  const own = [code, base, name, definition + axis, numbers[i]?.join(' ') ?? ''];
  return [...own, ...(unit ? [unit] : [])].join('\t');
});
const head = `# EPSG ${version}, as PROJ gives it`;
const sections = [rows, ['# ways', ...lines], ['# grids', ...grids], ['# names', ...names()]];
writeFileSync(OUT, [head, ...sections.flat(), ''].join('\n'));
console.log(`${rows.length} systems, ${lines.length} ways to WGS 84, ${grids.length} by grids`);
