/**
 * Writes the offline table of coordinate systems (src/raster/data/epsg.txt) from the EPSG register as PROJ
 * holds it: what is computed, and how each datum is tied to WGS 84 without grids.
 *
 *   node src/scripts/make-epsg-table.mjs [proj.db]     (needs sqlite3 and projinfo; the result is committed)
 */
import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const DATABASE = process.argv[2] ?? '/usr/share/proj/proj.db';
const OUT = new URL('../raster/data/epsg.txt', import.meta.url);
const AT_ONCE = 4;
/** Rotations and scales of shifts are within this of nothing: a datum that is WGS 84 for maps. */
const NOTHING = 1e-12;

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

/** @returns {Promise<string[]>} code, base, name and definition of each horizontal system */
async function systems() {
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
      const definition = await definitionOf(code);
      if (definition) lines[at] = [code, base, name, definition].join('\t');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return lines.filter((line) => line !== '');
}

const SHIFTS = `
  select h.source_crs_code, h.target_crs_code, h.method_code, h.accuracy,
    e.west_lon, e.south_lat, e.east_lon, e.north_lat,
    h.tx * t.conv_factor, h.ty * t.conv_factor, h.tz * t.conv_factor,
    coalesce(h.rx * r.conv_factor, 0), coalesce(h.ry * r.conv_factor, 0), coalesce(h.rz * r.conv_factor, 0),
    coalesce(h.scale_difference * s.conv_factor, 0),
    coalesce(h.px, 0), coalesce(h.py, 0), coalesce(h.pz, 0)
  from helmert_transformation_table h
  join unit_of_measure t on t.auth_name = h.translation_uom_auth_name and t.code = h.translation_uom_code
  left join unit_of_measure r on r.auth_name = h.rotation_uom_auth_name and r.code = h.rotation_uom_code
  left join unit_of_measure s
    on s.auth_name = h.scale_difference_uom_auth_name and s.code = h.scale_difference_uom_code
  join usage u on u.object_table_name = 'helmert_transformation'
    and u.object_auth_name = h.auth_name and u.object_code = h.code
  join extent e on e.auth_name = u.extent_auth_name and e.code = u.extent_code
  where h.auth_name = 'EPSG' and h.deprecated = 0 and h.epoch is null and h.accuracy is not null
    and h.source_crs_auth_name = 'EPSG' and h.target_crs_auth_name = 'EPSG'
    and h.name not like '%offshore%' and h.method_code in (9603, 9606, 9607, 9636, 1063)`;

const ARC_SECOND = Math.PI / 648_000;

/**
 * One shift to the target as the seven parameters of a position vector transformation; that of Molodensky and
 * Badekas turns about a point p, which is the same as a further translation (IOGP 373-7-2, 4.3.3.1).
 * @param {string[]} row
 */
function shiftOf(row) {
  const [source = '', target = '', method = '', ...rest] = row;
  const numbers = rest.map(Number);
  const [accuracy = 0, west = 0, south = 0, east = 0, north = 0, ...parameters] = numbers;
  const [tx = 0, ty = 0, tz = 0, x = 0, y = 0, z = 0, scale = 0, px = 0, py = 0, pz = 0] =
    parameters;
  const sign = method === '9607' || method === '9636' ? -1 : 1;
  const [rx, ry, rz] = [sign * x, sign * y, sign * z];
  const k = 1 + scale;
  const moved = [
    tx + px - k * (px - rz * py + ry * pz),
    ty + py - k * (rz * px + py - rx * pz),
    tz + pz - k * (-ry * px + rx * py + pz),
  ];
  const turned = [rx, ry, rz].map((angle) => angle / ARC_SECOND);
  const nothing = [...moved, rx, ry, rz, scale].every((value) => Math.abs(value) < NOTHING);
  const area = [west, south, east, north];
  return { source, target, accuracy, area, nothing, values: [...moved, ...turned, scale * 1e6] };
}

/** Datum, accuracy in metres, area and seven parameters; by way of datums that are WGS 84 for maps too. */
function shifts() {
  const all = query(SHIFTS).map(shiftOf);
  const direct = all.filter(({ target }) => target === '4326');
  const same = new Map(
    direct.filter(({ nothing }) => nothing).map(({ source, accuracy }) => [source, accuracy]),
  );
  const through = all.flatMap((shift) => {
    const further = same.get(shift.target);
    if (further === undefined || shift.source === '4326') return [];
    return [{ ...shift, accuracy: shift.accuracy + further }];
  });
  const short = (/** @type {number} */ value) => String(Number(value.toFixed(7)));
  return [...direct, ...through].map(({ source, accuracy, area, values }) =>
    [source, accuracy, ...area, ...values.map(short)].join('\t'),
  );
}

const version = query("select value from metadata where key = 'EPSG.VERSION'")[0]?.[0];
const defined = await systems();
const tied = shifts();
writeFileSync(
  OUT,
  [`# EPSG ${version}, as PROJ gives it`, ...defined, '# datums', ...tied, ''].join('\n'),
);
console.log(`${defined.length} systems, ${tied.length} datum shifts`);
