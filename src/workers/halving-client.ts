/** A second processor for the making of overviews: a worker of the worker that makes them. */
import { wrap } from 'comlink';
import type { Halve } from '../raster/overview-making/dealing';
import { halved } from '../raster/overview-making/make';
import type { TiledImage } from '../raster/pictures/tiled-image';
import type { ImageSource } from '../raster/types';
import type { Halving } from './halving.worker';

/** A window takes a second or so, and may have to wait for another. */
const PATIENCE_MS = 60_000;

export type Helper = { readonly halve: Halve; readonly end: () => void };

/** Null where there is no second processor, or the browser has no workers of workers. */
export function startHelper(source: ImageSource, image: TiledImage): Helper | null {
  if (typeof Worker === 'undefined' || navigator.hardwareConcurrency < 2) return null;
  const worker = new Worker(new URL('./halving.worker.ts', import.meta.url), {
    type: 'module',
    name: 'halving',
  });
  const remote = wrap<Halving>(worker);
  const broken = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', () => reject(new Error('The helper has ended.')));
  });
  const opened = remote.open(source);
  let useless = false;
  for (const failing of [broken, opened]) {
    failing.catch(() => {
      useless = true;
    });
  }
  return {
    end: () => worker.terminate(),
    async halve(window, signal) {
      if (useless) return halved(image, window, signal);
      try {
        const asked = opened.then(() => remote.halve(window));
        return await inTime(Promise.race([asked, broken]), signal);
      } catch (error) {
        signal?.throwIfAborted();
        // What is wrong with the image itself is found here too, and said as it is usually said.
        useless = true;
        console.debug(error);
        return halved(image, window, signal);
      }
    },
  };
}

/** Rejects with the signal's reason as soon as it is aborted. */
async function inTime<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = () => {};
  const given = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The helper does not answer.')), PATIENCE_MS);
    stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
