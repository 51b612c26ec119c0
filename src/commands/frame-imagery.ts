/** From a frame's record to its pixels: finds the file on this machine and opens it. */
import { UserError } from '../domain/errors';
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import type { FrameRaster, ImageSource } from '../raster/types';
import type { QuaymarkDb } from '../store/db';
import type { Services } from './types';

const THUMBNAIL_SIZE = 320;
/** Pictures that stay open besides the current one; each holds a decoder's state and blocks. */
const OPEN_RASTERS = 6;

/** Frames whose file is still being stored, with where their bytes come from meanwhile. */
const provisionalSources = new Map<FrameId, ImageSource>();
const opened = new WeakMap<Services, Map<FrameId, Promise<FrameRaster>>>();
const thumbnails = new WeakMap<Services, Map<string, Promise<string>>>();

export function setProvisionalSource(frameId: FrameId, source: ImageSource | null): void {
  if (source) provisionalSources.set(frameId, source);
  else provisionalSources.delete(frameId);
}

/**
 * Where the bytes of a frame are. Rejects with a UserError that says why they cannot be reached and
 * what to do; the frame's boxes and measures stay usable all the same.
 */
export async function sourceOf(services: Services, frame: Frame): Promise<ImageSource> {
  const provisional = provisionalSources.get(frame.id);
  if (provisional) return provisional;
  const { name, kept, url, sha256 } = frame.file;
  if (kept === 'url' && url !== null) return { kind: 'url', url, name };
  const copy = await services.imagery.kept(sha256);
  if (copy) return { kind: 'blob', blob: copy, name };
  const stored = await services.db.handles.get(sha256);
  if (stored) return { kind: 'blob', blob: await fileOf(stored.handle, name), name };
  throw new UserError(
    `The imagery of "${frame.title}" is not on this machine. Re-link it by choosing the file ${name} again.`,
  );
}

async function fileOf(handle: FileSystemFileHandle, name: string): Promise<File> {
  // Only Chromium has handles with permissions; elsewhere a file of the private file system needs none.
  if ('queryPermission' in handle) {
    const state = await (handle as PermissionHandle).queryPermission({ mode: 'read' });
    if (state !== 'granted') {
      throw new UserError(
        `The browser asks again before it reads ${name}. Choose "Re-link" and allow it.`,
      );
    }
  }
  try {
    return await handle.getFile();
  } catch (cause) {
    throw new UserError(
      `The file ${name} was moved, renamed or deleted. Re-link the frame by choosing the file again.`,
      { cause },
    );
  }
}

/** The part of the File System Access API that TypeScript's DOM library does not describe. */
export type PermissionHandle = FileSystemFileHandle & {
  queryPermission(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission(options: { mode: 'read' }): Promise<PermissionState>;
};

/** Asks for leave to read a stored handle, which browsers allow only in answer to a click or key. */
export async function askPermission(db: QuaymarkDb, sha256: string): Promise<boolean> {
  const stored = await db.handles.get(sha256);
  if (!stored || !('requestPermission' in stored.handle)) return false;
  const state = await (stored.handle as PermissionHandle).requestPermission({ mode: 'read' });
  return state === 'granted';
}

/**
 * Opens a frame's picture; the same promise as long as it stays open. A picture that was opened
 * while its file was being stored stays open after: the bytes are the same.
 */
export function openFrameRaster(services: Services, frame: Frame): Promise<FrameRaster> {
  const cache = opened.get(services) ?? new Map<FrameId, Promise<FrameRaster>>();
  opened.set(services, cache);
  const raster =
    cache.get(frame.id) ??
    sourceOf(services, frame).then((source) => services.imagery.open(source));
  // Taken out and put back, so that the map's order is the order of last use.
  cache.delete(frame.id);
  cache.set(frame.id, raster);
  raster.catch(() => cache.delete(frame.id));
  for (const id of [...cache.keys()].slice(0, Math.max(0, cache.size - OPEN_RASTERS))) {
    closeFrameRaster(services, id);
  }
  return raster;
}

/** Gives back what an open picture holds, so that the next use opens the file anew. */
export function closeFrameRaster(services: Services, frameId: FrameId): void {
  const cache = opened.get(services);
  const known = cache?.get(frameId);
  if (!known) return;
  cache?.delete(frameId);
  known.then(
    (raster) => raster.close(),
    () => undefined,
  );
}

/** An object URL of the frame's small picture, made once and kept in the database. */
export function thumbnailUrl(services: Services, frame: Frame): Promise<string> {
  const cache = thumbnails.get(services) ?? new Map<string, Promise<string>>();
  thumbnails.set(services, cache);
  const key = `${frame.id}:${frame.file.sha256}`;
  const known = cache.get(key);
  if (known) return known;
  const url = makeThumbnail(services, frame).then((blob) => URL.createObjectURL(blob));
  cache.set(key, url);
  url.catch(() => cache.delete(key));
  return url;
}

async function makeThumbnail(services: Services, frame: Frame): Promise<Blob> {
  const stored = await services.db.thumbnails.get(frame.file.sha256);
  if (stored && !provisionalSources.has(frame.id)) return stored.blob;
  const source = await sourceOf(services, frame);
  const blob = await services.imagery.thumbnail(source, frame.stretch, THUMBNAIL_SIZE);
  if (!provisionalSources.has(frame.id)) {
    await services.db.thumbnails.put({ sha256: frame.file.sha256, blob });
  }
  return blob;
}

/** The stored small picture of a file, or null; for lists of projects that are not open. */
export async function storedThumbnail(db: QuaymarkDb, sha256: string): Promise<Blob | null> {
  return (await db.thumbnails.get(sha256))?.blob ?? null;
}
