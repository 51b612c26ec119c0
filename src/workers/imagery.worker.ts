/** The worker that reads imagery: opens files by itself and answers the jobs of the protocol. */
import { isAbort, sentenceOf, UserError } from '../domain/errors';
import { bytesOf, sha256Of } from '../raster/hash';
import { inspectPicture } from '../raster/inspect';
import { makeCaches, openPicture, type Picture } from '../raster/picture';
import { renderTiles } from '../raster/render';
import { openSource } from '../raster/sources';
import type { ImageSource, Progress } from '../raster/types';
import type {
  FromWorker,
  ImageryJobs,
  JobError,
  JobName,
  JobRequest,
  PictureRef,
  ToWorker,
} from './imagery-protocol';
import { forgetImage, keepImage, keptImage } from './kept-images';

/** Tiles that are under work at once: enough to overlap reading with decoding. */
const TILES_AT_ONCE = 4;
const ALIVE_MS = 2000;

const caches = makeCaches();
const pictures = new Map<number, Promise<Picture>>();
const running = new Map<number, AbortController>();

function pictureOf({ id, source }: PictureRef): Promise<Picture> {
  const known = pictures.get(id);
  if (known) return known;
  const picture = open(source);
  pictures.set(id, picture);
  picture.then(undefined, () => pictures.delete(id));
  return picture;
}

async function open(source: ImageSource): Promise<Picture> {
  return openPicture(await openSource(source), caches);
}

type Handlers = {
  [N in JobName]: (
    args: ImageryJobs[N]['args'],
    signal: AbortSignal,
    progress: Progress,
  ) => Promise<ImageryJobs[N]['result']>;
};

const handlers: Handlers = {
  inspect: async ({ picture }, signal) => inspectPicture(await pictureOf(picture), signal),
  hash: ({ source }, signal, progress) => sha256Of(bytesOf(source, progress, signal)),
  keep: ({ source }, signal, progress) => keepImage(source, progress, signal),
  kept: ({ sha256 }) => keptImage(sha256),
  forget: async ({ sha256 }) => {
    await forgetImage(sha256);
    return null;
  },
  paint: ({ plan, tiles, paint }) => {
    const { width, height, data } = renderTiles(plan, tiles, paint);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
    return canvas.convertToBlob({ type: 'image/png' });
  },
  open: async ({ picture: ref }) => {
    const { levels, units, bands, floating } = await pictureOf(ref);
    return { levels, units, channels: bands.length + 1, bands, floating };
  },
  tile: async ({ picture: ref, level, column, row }, signal) => {
    const picture = await pictureOf(ref);
    return inTurn(signal, () => picture.readTile(level, column, row, signal));
  },
  samples: async ({ picture: ref, pixel }) => (await pictureOf(ref)).samplesAt(pixel),
};

function close(id: number): void {
  const picture = pictures.get(id);
  pictures.delete(id);
  // A picture that never opened has nothing to free; who asked for it has been told.
  picture?.then(
    (opened) => opened.close(),
    () => undefined,
  );
}

let active = 0;
const queue: (() => void)[] = [];

/** Runs at most a few tiles at once, in the order they were asked for; aborted ones never begin. */
async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (active >= TILES_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  active++;
  try {
    signal.throwIfAborted();
    return await work();
  } finally {
    active--;
    queue.shift()?.();
  }
}

function post(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

function errorOf(error: unknown): JobError {
  if (isAbort(error)) return { type: 'abort', message: 'The operation was aborted.' };
  return { type: error instanceof UserError ? 'user' : 'fault', message: sentenceOf(error) };
}

async function run(request: JobRequest): Promise<void> {
  const { job, name, args } = request;
  const controller = new AbortController();
  running.set(job, controller);
  const progress: Progress = (done, total) => post({ kind: 'progress', job, done, total });
  try {
    const handle = handlers[name] as (
      args: unknown,
      signal: AbortSignal,
      progress: Progress,
    ) => Promise<unknown>;
    const result = await handle(args, controller.signal, progress);
    post({ kind: 'done', job, result }, transferOf(result));
  } catch (error) {
    post({ kind: 'failed', job, error: errorOf(error) });
  } finally {
    running.delete(job);
  }
}

/** The pixels of a tile are handed over, not copied. */
function transferOf(result: unknown): Transferable[] {
  const data = (result as { data?: unknown } | null)?.data;
  return ArrayBuffer.isView(data) ? [data.buffer as ArrayBuffer] : [];
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'job') void run(data);
  else if (data.kind === 'cancel') running.get(data.job)?.abort();
  else if (data.kind === 'close') close(data.id);
  else post({ kind: 'alive' });
});

setInterval(() => {
  if (running.size > 0) post({ kind: 'alive' });
}, ALIVE_MS);
