/**
 * How PROJ ties the datums of the EPSG register to WGS 84: its own list of operations for each geographic
 * system, in its own order, asked of projinfo.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** @typedef {{ accuracy: number, area: readonly number[], offshore: boolean, pipeline: string }} Operation */

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
 * The operations from a geographic system to WGS 84, in PROJ's order.
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
      ...['--grid-check', grids, '-o', 'PROJ,PROJJSON', '--single-line', '--hide-ballpark'],
    ],
    { env, maxBuffer: 2 ** 26 },
  ).catch(() => ({ stdout: '' }));
  return stdout.split(/^Operation No\. \d+:$/m).flatMap((text) => {
    const pipeline = /^PROJ string:\n(.*)$/m.exec(text)?.[1];
    const json = /^PROJJSON:\n(\{.*)$/m.exec(text)?.[1];
    if (!pipeline || !json) return [];
    const { accuracy, area: name = '', bbox } = JSON.parse(json);
    const area = bbox
      ? [bbox.west_longitude, bbox.south_latitude, bbox.east_longitude, bbox.north_latitude]
      : [-180, -90, 180, 90];
    // PROJ passes over what is meant for the sea where anything else is meant for the place too.
    const offshore = name.includes('- offshore');
    return [{ accuracy: Number(accuracy ?? -1), area, offshore, pipeline }];
  });
}

/** Steps that only turn axes, units and heights about. */
const PASSED_OVER = /^(axisswap|unitconvert|push|pop|cart|noop|longlat)$/;

/**
 * The seven parameters of +towgs84 that a pipeline comes to; null where it is more than shifts of that kind.
 * Of two after one another the turns are added, which is exact to some millimetres.
 * @param {string} pipeline
 */
export function parametersOf(pipeline) {
  let all = [0, 0, 0, 0, 0, 0, 0];
  for (const step of pipeline.split(/\+step\s*/)) {
    const name = /\+proj=(\w+)/.exec(step)?.[1] ?? '';
    if (name === 'pipeline' || PASSED_OVER.test(name)) continue;
    if (name !== 'helmert' && name !== 'molobadekas') return null;
    all = joined(all, oneShift(step));
  }
  return all;
}

const ARC_SECOND = Math.PI / 648_000;

/**
 * One step as a position vector transformation; that of Molodensky and Badekas turns about a point p, which is
 * the same as a further translation (IOGP 373-7-2, 4.3.3.1). Done backwards, its negative is taken.
 * @param {string} step
 */
function oneShift(step) {
  const value = (/** @type {string} */ key) =>
    Number(new RegExp(`\\+${key}=([-+.\\deE]+)`).exec(step)?.[1] ?? 0);
  const sign = /convention=coordinate_frame/.test(step) ? -1 : 1;
  const turn = [sign * value('rx'), sign * value('ry'), sign * value('rz')];
  const [rx = 0, ry = 0, rz = 0] = turn.map((angle) => angle * ARC_SECOND);
  const [px, py, pz] = [value('px'), value('py'), value('pz')];
  const k = 1 + value('s') * 1e-6;
  const moved = [
    value('x') + px - k * (px - rz * py + ry * pz),
    value('y') + py - k * (rz * px + py - rx * pz),
    value('z') + pz - k * (-ry * px + rx * py + pz),
  ];
  const whole = [...moved, ...turn, value('s')];
  return /\+inv\b/.test(step) ? whole.map((number) => -number) : whole;
}

/**
 * @param {readonly number[]} first
 * @param {readonly number[]} second
 */
function joined(first, second) {
  return first.map((value, i) => value + (second[i] ?? 0));
}
