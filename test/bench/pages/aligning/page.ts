/** Lays files on each other by the application's own workers, for the bench to call. */
import type { Model } from '../../../../src/domain/registration/fusion';
import { routed } from '../../../../src/domain/registration/network';
import { createAnalysis } from '../../../../src/workers/analysis-client';
import { createImagery } from '../../../../src/workers/imagery-client';

const imagery = createImagery();
const analysis = createAnalysis();

export type Side = { readonly url: string; readonly signal: 'optical' | 'radar' };

async function frameOf({ url, signal }: Side) {
  const blob = await (await fetch(url)).blob();
  const source = { kind: 'blob', blob, name: url } as const;
  const { georef, pixelAspect, resolutionM, raster, stretch } = await imagery.inspect(source);
  const frame = { georef, pixelAspect, resolutionM, raster };
  const key = url.slice(url.lastIndexOf('/') + 1);
  return { picture: { key, source }, frame, signal, bands: stretch.bands };
}

async function pair(reference: Side, moving: Side, model: Model) {
  const args = { reference: await frameOf(reference), moving: await frameOf(moving), model };
  const start = performance.now();
  const { result, placement, grid } = await analysis.run('align', args);
  const ms = performance.now() - start;
  const transform = result.kind === 'aligned' ? result.transform : null;
  const ce90 = result.kind === 'aligned' ? result.ce90 : null;
  const reason = result.kind === 'refused' ? result.reason : null;
  return {
    transform,
    ce90,
    reason,
    grid,
    ms,
    placement: placement && { ...placement, checks: [] },
  };
}

/** As the program lays a frame on its site's reference: over other frames where that is more certain. */
async function way(frame: Side, onto: Side, others: readonly Side[]) {
  const made = async (side: Side) => {
    const whole = await frameOf(side);
    return { ...whole.frame, side: whole };
  };
  type Made = Awaited<ReturnType<typeof made>>;
  const measure = (moving: Made, reference: Made) =>
    analysis.run('align', { reference: reference.side, moving: moving.side, model: 'shift' });
  const bridges = await Promise.all(others.map(made));
  const found = await routed(await made(frame), await made(onto), bridges, measure);
  const via = found.kind === 'laid' ? (found.way.bridge?.frame.side.picture.key ?? null) : null;
  const loop = found.kind === 'laid' || found.kind === 'open' ? found.loop : null;
  return {
    kind: found.kind,
    via,
    loop: loop && { gap: loop.gap, allowed: loop.allowed },
    placement: found.kind === 'laid' ? { ...found.way.placement, checks: [] } : null,
  };
}

function speed(side: number, runs: number): Promise<{ times: number[]; windows: number }> {
  const worker = new Worker(new URL('./speed.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', reject);
    worker.postMessage({ side, runs });
  });
}

const api = { pair, way, speed };
export type AligningPage = typeof api;

Object.assign(window, { aligning: api });
