/** Finds changes between files by the application's own workers, for the bench to call. */
import type { ChangeFrame } from '../../../../src/domain/change/types';
import type { Alignment } from '../../../../src/domain/model/alignment';
import { commonGrid } from '../../../../src/domain/registration/common-grid';
import { type ChangeSide, createAnalysis } from '../../../../src/workers/analysis-client';
import { createImagery } from '../../../../src/workers/imagery-client';
import { plainDifference } from '../../support/change-grade';
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
  const aspects = [before.frame.pixelAspect, after.frame.pixelAspect] as const;
  const rowM = before.frame.resolutionM ?? 1;
  return { found, ms, laid, rowM, aspects, grid: await onOneGrid(before, after) };
}

/** Both dates on one grid: as pictures of 8 bits, and what the plain difference of pixels makes of them. */
async function onOneGrid(before: ChangeSide, after: ChangeSide) {
  const grid = commonGrid(before.frame, after.frame);
  if (!grid) throw new Error('The frames show no ground in common.');
  const { width, height, reference, moving } = grid;
  const sampled = async ({ picture, signal }: ChangeSide, transform: typeof reference) => {
    const args = { picture, grid: { width, height, transform } };
    const { planes, valid } = await analysis.run('samplePicture', args);
    return { width, height, bands: planes, valid, metresPerPixel: grid.pixelM, kind: signal };
  };
  const frames = [await sampled(before, reference), await sampled(after, moving)] as const;
  const [first, second] = frames.map(meanOf) as [ChangeFrame, ChangeFrame];
  const plain = plainDifference(first, second).map(({ box }) => ({ box }));
  const { pixelM } = grid;
  return { width, height, pixelM, reference, moving, plain, pictures: frames.map(bytesOf) };
}

/** The mean of the bands where no data is taken as it stands: what a difference of pixels is made of. */
function meanOf(frame: ChangeFrame): ChangeFrame {
  const { bands } = frame;
  const mean = new Float32Array(frame.valid.length);
  for (const band of bands) {
    for (let i = 0; i < mean.length; i += 1) {
      mean[i] = (mean[i] as number) + (band[i] as number) / bands.length;
    }
  }
  return { ...frame, bands: [mean] };
}

/** Red, green and blue, plane by plane, stretched over all but the darkest and brightest, in base 64. */
function bytesOf({ bands, valid }: ChangeFrame): string {
  const out = new Uint8Array(3 * valid.length);
  for (let k = 0; k < 3; k += 1) {
    const band = bands[Math.min(k, bands.length - 1)] as Float32Array;
    const sorted = band.filter((_, i) => valid[i] === 1 && i % 97 === 0).sort();
    const [low, high] = [0.01, 0.99].map((share) => sorted[Math.floor(share * sorted.length)]);
    const range = Math.max(1e-9, (high ?? 1) - (low ?? 0));
    band.forEach((value, i) => {
      const share = Math.min(1, Math.max(0, (value - (low ?? 0)) / range));
      out[k * valid.length + i] = 255 * Math.sqrt(share);
    });
  }
  const parts: string[] = [];
  for (let at = 0; at < out.length; at += 8190) {
    parts.push(btoa(String.fromCharCode(...out.subarray(at, at + 8190))));
  }
  return parts.join('');
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
