/** The worker that reads imagery: opens files by itself and answers the jobs of the protocol. */
import { isAbort, sentenceOf, UserError } from '../domain/errors';
import { channelStatistics } from '../domain/imaging/statistics';
import { readStoredRows } from '../raster/blocks/stored';
import type { RemoteHead } from '../raster/bytes/byte-source';
import { bytesOf, sha256Of } from '../raster/bytes/hash';
import { outlinePicture } from '../raster/inspect/inspect';
import { inspectImage, sampleImage } from '../raster/inspect/inspect-image';
import { renderTiles } from '../raster/inspect/render';
import { isSampledByTiles, type SampledTiles, sampleTiles } from '../raster/inspect/sample-picture';
import { type OpenImage, openImage } from '../raster/pictures/image';
import { makeCaches, Picture } from '../raster/pictures/picture';
import { crsOfText } from '../raster/place/crs';
import { openSource } from '../raster/remote/sources';
import type { FileSource, Progress, RasterTile } from '../raster/types';
import { holdFiles, unhurried } from './file-hold';
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
import { applyOverviews, forgetOverviews, makeOverviewsOf } from './overview-files';
import { sendShare, takeShares } from './sample-shares';

/** Tiles that are under work at once: enough to overlap reading with decoding. */
const TILES_AT_ONCE = 4;
const ALIVE_MS = 2000;

const caches = makeCaches();
const pictures = new Map<number, Promise<OpenImage>>();
/** What other workers learnt of far files, by picture. */
const heads = new Map<number, RemoteHead>();
const running = new Map<number, AbortController>();

function pictureOf({ id, source, overviews }: PictureRef): Promise<OpenImage> {
  const known = pictures.get(id);
  if (known) return known;
  const openBytes = (file: FileSource) => openSource(file, heads.get(id));
  const picture = openImage(source, caches, openBytes).then(async (image) => {
    if (overviews) await applyOverviews(image, overviews);
    return image;
  });
  pictures.set(id, picture);
  picture.then(undefined, () => pictures.delete(id));
  return picture;
}

type Handlers = {
  [N in JobName]: (
    args: ImageryJobs[N]['args'],
    signal: AbortSignal,
    progress: Progress,
  ) => Promise<ImageryJobs[N]['result']>;
};

const handlers: Handlers = {
  inspect: async ({ picture, shares }, signal) =>
    inspectImage(await pictureOf(picture), signal, shares && (() => takeShares(shares, signal))),
  sample: async ({ picture: ref, places, to }, signal) => {
    const picture = await pictureOf(ref);
    if (!(picture instanceof Picture)) {
      throw new UserError('Tiles are sampled of single files only.');
    }
    const { sample, tiles } = await sampleTiles(picture, places, signal);
    sendShare(to, sample);
    return { tiles };
  },
  outline: async ({ picture: ref }) => {
    const picture = await pictureOf(ref);
    if (picture instanceof Picture) return outlinePicture(picture);
    throw new UserError('Outlines are read of single files only.');
  },
  hash: ({ source }, signal, progress) =>
    sha256Of(unhurried(source, bytesOf(source, progress, signal))),
  keep: ({ source }, signal, progress) => keepImage(source, progress, signal),
  kept: ({ sha256 }) => keptImage(sha256),
  crs: ({ text, place }) => crsOfText(text, place),
  forget: async ({ sha256 }) => {
    await forgetImage(sha256);
    await forgetOverviews(sha256);
    return null;
  },
  paint: ({ plan, tiles, paint }) => {
    const { width, height, data } = renderTiles(plan, tiles, paint);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
    return canvas.convertToBlob({ type: 'image/png' });
  },
  open: async ({ picture: ref }) => {
    const image = await pictureOf(ref);
    const { levels, stored, units, channels, bands, floating } = image;
    const single = image instanceof Picture;
    return {
      ...{ levels, storedLevels: stored.length, units, channels, bands, floating },
      sampledByTiles: single && isSampledByTiles(image),
      head: single ? image.head : null,
    };
  },
  tile: async ({ picture: ref, level, column, row }, signal) => {
    const picture = await pictureOf(ref);
    // Far tiles wait for the network, not for each other.
    if (ref.source.kind === 'url') return picture.readTile(level, column, row, signal);
    return inTurn(signal, () => picture.readTile(level, column, row, signal));
  },
  statistics: async ({ picture: ref, choice }, signal) => {
    const picture = await pictureOf(ref);
    const { values } = await sampleImage(picture, signal);
    const places = choice.bands.map((band) => Math.max(0, picture.bands.indexOf(band)));
    return channelStatistics(
      choice,
      places.map((place) => values[place] ?? []),
    );
  },
  overviews: ({ source, sha256 }, signal, progress) =>
    makeOverviewsOf(source, sha256, progress, signal),
  improve: async ({ picture: ref, sha256 }) => applyOverviews(await pictureOf(ref), sha256),
  stored: async ({ picture: ref, band, first, count }) => {
    const picture = await pictureOf(ref);
    if (picture instanceof Picture) return readStoredRows(picture.mainReader, band, first, count);
    throw new UserError('Stored samples are read of single files only.');
  },
  samples: async ({ picture: ref, pixel }, signal) =>
    (await pictureOf(ref)).samplesAt(pixel, signal),
};

function expect(ref: PictureRef): void {
  // Who asks for a tile is told what is wrong.
  pictureOf(ref).then(undefined, () => undefined);
}

function close(id: number): void {
  const picture = pictures.get(id);
  pictures.delete(id);
  heads.delete(id);
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

/** The pixels of tiles are handed over, not copied. */
function transferOf(result: unknown): Transferable[] {
  const { data, tiles } = (result ?? {}) as Partial<RasterTile & SampledTiles>;
  const arrays = [data, ...(tiles ?? []).map((tile) => tile?.data)];
  return arrays.flatMap((one) => (ArrayBuffer.isView(one) ? [one.buffer as ArrayBuffer] : []));
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'job') void run(data);
  else if (data.kind === 'cancel') running.get(data.job)?.abort();
  else if (data.kind === 'expect') expect(data.picture);
  else if (data.kind === 'close') close(data.id);
  else if (data.kind === 'head') heads.set(data.id, data.head);
  else if (data.kind === 'hold') holdFiles(data.held);
  else post({ kind: 'alive' });
});

setInterval(() => {
  if (running.size > 0) post({ kind: 'alive' });
}, ALIVE_MS);
