/**
 * How PROJ ties the datums of the EPSG register to WGS 84: its own list of operations for each geographic
 * system, in its own order, asked of projinfo.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * `pipeline` is empty where PROJ has no notation for an operation; `ballpark`: longitude and latitude as they are.
 * @typedef {{ accuracy: number, area: readonly number[], offshore: boolean, ballpark: boolean, pipeline: string }} Operation
 */

/**
 * Runs with PROJ's register and nothing beside it, so that it finds no grids whatever the machine has.
 * @template T
 * @param {string} database proj.db
 * @param {(environment: NodeJS.ProcessEnv) => Promise<T>} work
 */
export async function withoutGrids(database, work) {
  const folder = mkdtempSync(join(tmpdir(), 'proj-'));
  try {
    copyFileSync(database, join(folder, 'proj.db'));
    return await work({ ...process.env, PROJ_DATA: folder, PROJ_LIB: folder, PROJ_NETWORK: 'OFF' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The operations from a system to WGS 84, in PROJ's order.
 * @param {string} code
 * @param {'discard_missing' | 'none'} grids whether those that need a grid are left out
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Operation[]>}
 */
export async function operationsOf(code, grids, env) {
  const { stdout } = await promisify(execFile)(
    'projinfo',
    [
      ...['-s', `EPSG:${code}`, '-t', 'EPSG:4326', '--spatial-test', 'intersects'],
      ...['--grid-check', grids, '-o', 'PROJ,PROJJSON', '--single-line'],
    ],
    { env, maxBuffer: 2 ** 26 },
  ).catch(() => ({ stdout: '' }));
  return stdout.split(/^Operation No\. \d+:$/m).flatMap((text) => {
    const pipeline = /^PROJ string:\n(.*)$/m.exec(text)?.[1] ?? '';
    const json = /^PROJJSON:\n(\{.*)$/m.exec(text)?.[1];
    if (!json) return [];
    // Of several steps together the accuracy stands in the summary alone.
    const accuracy = /, ([\d.]+) m, /.exec(text)?.[1];
    const { area: within = '', bbox, name = '' } = JSON.parse(json);
    const area = bbox
      ? [bbox.west_longitude, bbox.south_latitude, bbox.east_longitude, bbox.north_latitude]
      : [-180, -90, 180, 90];
    // PROJ passes over what is meant for the sea where anything else is meant for the place too.
    const offshore = within.includes('- offshore');
    const ballpark = name.includes('Ballpark');
    return [{ accuracy: Number(accuracy ?? -1), area, offshore, ballpark, pipeline }];
  });
}

/** Steps that only turn axes, units and heights about. */
const PASSED_OVER = /^(pipeline|axisswap|unitconvert|push|pop|cart|noop|longlat)$/;

/**
 * Degrees east of Greenwich from which a pipeline takes longitudes to count; null where it does not say, or by
 * the name of a place alone, which the definition has too.
 * @param {string} pipeline
 * @returns {string | null}
 */
export function meridianOf(pipeline) {
  const undone = pipeline.split(/\+step\s*/).find((step) => /^\+inv \+proj=longlat\b/.test(step));
  return /\+pm=([-+.\d]+)/.exec(undone ?? '')?.[1] ?? null;
}

/** What is done backwards, and is not the system's own projection. */
const NO_PROJECTION = /^(geogoffset|defmodel|deformation|\w*gridshift)$/;

/** @typedef {readonly [scale: number, rx: number, ry: number, rz: number, x: number, y: number, z: number]} Similarity */

/** @type {Similarity} */
const UNMOVED = [1, 0, 0, 0, 0, 0, 0];

/**
 * The seven parameters of +towgs84 that a pipeline comes to, none where longitude and latitude stay; null where
 * it is more than shifts of that kind. Of two that turn after one another, the product of the turns is left
 * out where it is no turn itself: some tenths of a millimetre.
 * @param {string} pipeline
 * @returns {number[] | null}
 */
export function parametersOf(pipeline) {
  let all = UNMOVED;
  let shifts = 0;
  if (pipeline === '') return null;
  for (const step of pipeline.split(/\+step\s*/)) {
    const name = /\+proj=(\w+)/.exec(step)?.[1] ?? '';
    if (PASSED_OVER.test(name)) continue;
    if (name === 'helmert' || name === 'molobadekas') {
      all = after(all, oneShift(step));
      shifts += 1;
    } else if (!/\+inv\b/.test(step) || NO_PROJECTION.test(name)) return null;
  }
  if (shifts === 0 && !/\+proj=cart\b/.test(pipeline)) return [];
  const [scale, rx, ry, rz, ...moved] = all;
  return [...moved, ...[rx, ry, rz].map((turn) => turn / ARC_SECOND), (scale - 1) * 1e6];
}

const ARC_SECOND = Math.PI / 648_000;

/**
 * One step as a position vector transformation, the translation last; that of Molodensky and Badekas turns about
 * a point p, which is the same as a further translation (IOGP 373-7-2, 4.3.3.1).
 * @param {string} step
 * @returns {Similarity}
 */
function oneShift(step) {
  const value = (/** @type {string} */ key) =>
    Number(new RegExp(`\\+${key}=([-+.\\deE]+)`).exec(step)?.[1] ?? 0);
  const sign = /convention=coordinate_frame/.test(step) ? -1 : 1;
  const turn = (/** @type {string} */ key) => sign * value(key) * ARC_SECOND;
  /** @type {Similarity} */
  const turned = [1 + value('s') * 1e-6, turn('rx'), turn('ry'), turn('rz'), 0, 0, 0];
  const point = /** @type {const} */ ([value('px'), value('py'), value('pz')]);
  const moved = place(turned, point);
  const [x, y, z] = /** @type {const} */ (['x', 'y', 'z']).map(
    (axis, i) => value(axis) + (point[i] ?? 0) - (moved[i] ?? 0),
  );
  /** @type {Similarity} */
  const whole = [turned[0], turned[1], turned[2], turned[3], x ?? 0, y ?? 0, z ?? 0];
  return /\+inv\b/.test(step) ? inverse(whole) : whole;
}

/**
 * Where a point comes to, by small turns as PROJ and +towgs84 have them.
 * @param {Similarity} by
 * @param {readonly [number, number, number]} point
 * @returns {[number, number, number]}
 */
function place([k, rx, ry, rz, x, y, z], [px, py, pz]) {
  return [
    x + k * (px - rz * py + ry * pz),
    y + k * (rz * px + py - rx * pz),
    z + k * (-ry * px + rx * py + pz),
  ];
}

/**
 * Done backwards as PROJ does it, by the turns' negatives.
 * @param {Similarity} by
 * @returns {Similarity}
 */
function inverse([k, rx, ry, rz, x, y, z]) {
  const [bx, by, bz] = place([1 / k, -rx, -ry, -rz, 0, 0, 0], [x, y, z]);
  return [1 / k, -rx, -ry, -rz, -bx, -by, -bz];
}

/**
 * Two after one another: of the product of their matrices the scale and the turn are kept.
 * @param {Similarity} first
 * @param {Similarity} second
 * @returns {Similarity}
 */
function after(first, second) {
  const [k, ax, ay, az, x, y, z] = first;
  const [m, bx, by, bz] = second;
  const [px, py, pz] = place(second, [x, y, z]);
  const scale = k * m * (1 - (2 / 3) * (ax * bx + ay * by + az * bz));
  const part = (k * m) / scale;
  return [
    scale,
    part * (ax + bx + (by * az - bz * ay) / 2),
    part * (ay + by + (bz * ax - bx * az) / 2),
    part * (az + bz + (bx * ay - by * ax) / 2),
    px,
    py,
    pz,
  ];
}
