/** Finds changes between files by the application's own workers, for the bench to call. */
import type { Alignment } from '../../../../src/domain/model/alignment';
import { type ChangeSide, createAnalysis } from '../../../../src/workers/analysis-client';
import { createImagery } from '../../../../src/workers/imagery-client';
import type { Side } from '../aligning/page';

const imagery = createImagery();
const analysis = createAnalysis();

async function sideOf({ url, signal }: Side): Promise<ChangeSide> {
  const blob = await (await fetch(url)).blob();
  const source = { kind: 'blob', blob, name: url } as const;
  const { georef, pixelAspect, resolutionM, raster } = await imagery.inspect(source);
  const frame = { georef, pixelAspect, resolutionM, raster };
  return { picture: { key: url, source }, frame, signal };
}

/** The second frame as it is laid on the first, where that succeeds. */
async function laidOn(before: ChangeSide, after: ChangeSide): Promise<ChangeSide> {
  const args = { reference: before, moving: after, model: 'shift' } as const;
  const { placement } = await analysis.run('align', args);
  if (!placement) return after;
  const alignment: Alignment = {
    ...placement,
    referenceId: 'reference' as Alignment['referenceId'],
    method: 'automatic',
    tiePoints: [],
    author: '',
    at: '',
  };
  return { ...after, frame: { ...after.frame, alignment } };
}

async function pair(first: Side, second: Side) {
  const [before, raw] = [await sideOf(first), await sideOf(second)];
  const after = await laidOn(before, raw);
  const start = performance.now();
  const { found } = await analysis.run('changes', { before, after });
  const ms = performance.now() - start;
  const laid = after === raw ? 'as georeferenced' : 'aligned';
  return { found, ms, laid, rowM: before.frame.resolutionM ?? 1 };
}

function speed(side: number, runs: number, water: boolean): Promise<number[]> {
  const worker = new Worker(new URL('./speed.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', reject);
    worker.postMessage({ side, runs, water });
  });
}

const api = { pair, speed };
export type ChangingPage = typeof api;

Object.assign(window, { changing: api });
