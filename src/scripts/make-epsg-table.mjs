/**
 * Writes the offline table of coordinate systems (src/raster/place/data/epsg.txt) from the EPSG register as PROJ
 * holds it: what is computed, and how each datum is tied to WGS 84 without grids.
 *
 *   node src/scripts/make-epsg-table.mjs [proj.db]     (needs sqlite3 and projinfo; the result is committed)
 */
import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { operationsOf, parametersOf, withoutGrids } from './lib/datum-shifts.mjs';

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
 * Code, base, name and definition of each horizontal system, and degrees in its unit where those are others.
 * One that was withdrawn for a single other one, mostly because of a mistake, is defined as that, as in GDAL.
 * @returns {Promise<string[]>}
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
  /** @type {string[]} */
  const lines = Array.from({ length: rows.length }, () => '');
  let next = 0;
  const work = async () => {
    while (next < rows.length) {
      const at = next++;
      const [code = '', base = '', name = ''] = rows[at] ?? [];
      const definition = await definitionOf(replaced.get(code) ?? code);
      const unit = grads.has(code) ? [GRAD] : [];
      if (definition) lines[at] = [code, base, name, definition, ...unit].join('\t');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return lines.filter((line) => line !== '');
}

const short = (/** @type {number} */ value) => String(Number(value.toFixed(7)));

/**
 * Of each geographic system: what ties it to WGS 84 without grids, and where a grid would do so better.
 * @param {NodeJS.ProcessEnv} env
 */
async function shifts(env) {
  const codes = query(
    "select code from geodetic_crs where auth_name = 'EPSG' and type = 'geographic 2D' and code <> '4326' order by cast(code as integer)",
  );
  /** @type {string[]} */
  const tied = [];
  /** @type {string[]} */
  const gridded = [];
  for (const [code = ''] of codes) {
    const without = await operationsOf(code, 'discard_missing', env);
    const seen = new Set();
    for (const { accuracy, area, offshore, pipeline } of without) {
      const parameters = parametersOf(pipeline)?.map(short);
      if (!parameters) continue;
      tied.push([code, accuracy, ...area, ...parameters, ...(offshore ? ['sea'] : [])].join('\t'));
    }
    for (const { accuracy, area, pipeline } of await operationsOf(code, 'none', env)) {
      const line = [code, accuracy, ...area].join('\t');
      if (!/\+grids=/.test(pipeline) || accuracy < 0 || seen.has(line)) continue;
      seen.add(line);
      gridded.push(line);
    }
  }
  return { tied, gridded };
}

/** ESRI's names of geographic systems, which stand in .prj files without codes. */
function names() {
  return query(
    "select a.code, a.alt_name from alias_name a join geodetic_crs g on g.auth_name = a.auth_name and g.code = a.code where a.table_name = 'geodetic_crs' and a.source = 'ESRI' and a.auth_name = 'EPSG' and g.type = 'geographic 2D' order by cast(a.code as integer)",
  ).map((row) => row.join('\t'));
}

const version = query("select value from metadata where key = 'EPSG.VERSION'")[0]?.[0];
const defined = await systems();
const { tied, gridded } = await withoutGrids(DATABASE, shifts);
const head = `# EPSG ${version}, as PROJ gives it`;
writeFileSync(
  OUT,
  [head, ...defined, '# datums', ...tied, '# grids', ...gridded, '# names', ...names(), ''].join(
    '\n',
  ),
);
console.log(`${defined.length} systems, ${tied.length} datum shifts, ${gridded.length} by grids`);
