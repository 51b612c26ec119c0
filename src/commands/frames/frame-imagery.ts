/** From a frame's record to its pixels: finds the file on this machine and opens it. */

import { besideRole } from '../../domain/acquisition/band-files';
import { UserError } from '../../domain/errors';
import { bandsToShow, tileBands } from '../../domain/imaging/tile-bands';
import type { Patch } from '../../domain/model/commit';
import { type Frame, filesKey, isPicture } from '../../domain/model/frame';
import { type FrameId, Sha256 } from '../../domain/model/ids';
import type {
  BesideFile,
  FileSource,
  FrameRaster,
  ImageSource,
  SingleSource,
} from '../../raster/types';
import type { QuaymarkDb } from '../../store/db';
import { handleOf } from '../../store/file-handles';
import { openDocument } from '../open-document';
import type { Services } from '../types';
import { withBeside } from './gather-files';
import { provideOverviews } from './overviews';
import { type RecordedFile, requireSameBytes } from './same-bytes';

/** Stands for the hash of a file that is still being stored. */
export const NOT_HASHED = Sha256.parse('0'.repeat(64));

const THUMBNAIL_SIZE = 320;
/** Bytes that are read and hashed in a moment. */
const LARGE = 32 * 2 ** 20;
/** Pixels whose coverage and small picture are made in a moment, however well they are packed. */
const MANY_PIXELS = 4096 * 4096;
/** Pictures that stay open besides the current one; each holds a decoder's state and blocks. */
const OPEN_RASTERS = 6;

/** Frames whose file is still being stored, with where their bytes come from meanwhile. */
const provisionalSources = new Map<FrameId, ImageSource>();
/** By frame and, of those with many bands, by the bands that tiles carry. */
const opened = new WeakMap<Services, Map<string, Promise<FrameRaster>>>();
/** The files with which frames were opened: others beside the image make it another picture. */
const openedFiles = new Map<FrameId, string>();
/** By frame, file and look; they go with the project that shows them. */
const thumbnails = new WeakMap<object, Map<string, Promise<Blob>>>();

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
  const { name, size, kept, url, parts = [] } = frame.file;
  if (kept === 'url' && url !== null) {
    return withParts(services, frame, { kind: 'url', url, name, size });
  }
  const pictures = parts.filter(isPicture);
  const [first] = pictures;
  if (!first) return withParts(services, frame, await locate(services, frame, frame.file));
  const found: SingleSource[] = [];
  for (const picture of pictures) {
    found.push(await withParts(services, frame, await locate(services, frame, picture)));
  }
  return { kind: first.role === 'tile' ? 'mosaic' : 'stack', name, parts: found };
}

/**
 * A file of a frame that this machine keeps: its copy, or what a handle leads to; null where there is neither. Rejects
 * with a UserError where the handle may not be read, or its file was moved or has other bytes by now.
 */
export async function findFile(
  services: Services,
  frame: Frame,
  recorded: RecordedFile,
): Promise<FileSource | null> {
  const { name, sha256 } = recorded;
  const copy = await services.imagery.kept(sha256);
  if (copy) return { kind: 'blob', blob: copy, name };
  const handle = await handleOf(services.db, sha256);
  if (!handle) return null;
  const file = await fileOf(handle, name);
  await requireSameBytes(services, file, recorded, frame);
  return { kind: 'blob', blob: file, name };
}

async function locate(
  services: Services,
  frame: Frame,
  recorded: RecordedFile,
): Promise<FileSource> {
  const found = await findFile(services, frame, recorded);
  if (found) return found;
  throw new UserError(
    `The imagery of "${frame.title}" is not on this machine. Re-link it by choosing the file ${recorded.name} again, or drop it here, with those of other frames if you like.`,
  );
}

/**
 * An image with the files beside it. A frame keeps what those said of it in its record, so that one that
 * is gone costs speed at most; only a mask decides on pixels, and without it the frame does not open.
 */
async function withParts(
  services: Services,
  frame: Frame,
  image: FileSource,
): Promise<SingleSource> {
  const beside: BesideFile[] = [];
  for (const part of frame.file.parts ?? []) {
    const role = besideRole(image.name, part.name);
    if (isPicture(part) || role === null) continue;
    try {
      const file = await findFile(services, frame, part);
      if (file) beside.push({ role, file });
    } catch (error) {
      if (part.role === 'mask' || !(error instanceof UserError)) throw error;
    }
  }
  return withBeside(image, beside);
}

/** Only Chromium has handles with permissions; elsewhere a file of the private file system needs none. */
async function mayRead(handle: FileSystemFileHandle): Promise<boolean> {
  if (!('queryPermission' in handle)) return true;
  const state = await (handle as PermissionHandle).queryPermission({ mode: 'read' });
  return state === 'granted';
}

/** Whether a file is kept by a handle that the browser wants to be asked about before it is read. */
export async function needsLeave(db: QuaymarkDb, sha256: string): Promise<boolean> {
  const handle = await handleOf(db, sha256);
  return handle !== null && !(await mayRead(handle));
}

async function fileOf(handle: FileSystemFileHandle, name: string): Promise<File> {
  if (!(await mayRead(handle))) {
    throw new UserError(
      `The browser asks again before it reads ${name}. Choose "Re-link" and allow it; "Allow on every visit", where it is offered, ends the asking.`,
    );
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

/** What came of asking for leave: another click where the last one was too long ago for the browser. */
export type Leave = 'granted' | 'refused' | 'another_click';

/** Asks for leave to read a stored handle, which browsers allow only in answer to a click or key. */
export async function askPermission(db: QuaymarkDb, sha256: string): Promise<Leave> {
  const handle = await handleOf(db, sha256);
  if (!handle || !('requestPermission' in handle)) return 'refused';
  try {
    const state = await (handle as PermissionHandle).requestPermission({ mode: 'read' });
    return state === 'granted' ? 'granted' : 'refused';
  } catch (error) {
    if (error instanceof DOMException && error.name === 'SecurityError') return 'another_click';
    throw error;
  }
}

/** The bands that tiles have to carry beyond the usual ones to show some; null where those will do. */
function unusualBands({ raster }: Frame, shown: readonly number[]): readonly number[] | null {
  const bands = bandsToShow(raster, shown);
  return String(bands) === String(tileBands(raster)) ? null : bands;
}

/** As sourceOf, such that what is read of it carries these bands of the frame. */
export async function sourceShowing(
  services: Services,
  frame: Frame,
  shown: readonly number[],
): Promise<ImageSource> {
  const source = await sourceOf(services, frame);
  const bands = unusualBands(frame, shown);
  return bands ? { ...source, bands } : source;
}

/**
 * Opens a frame's picture with tiles that carry what is shown of it; the same promise as long as it stays
 * open. A picture that was opened while its file was being stored stays open after: the bytes are the
 * same.
 */
export function openFrameRaster(
  services: Services,
  frame: Frame,
  shown: readonly number[] = frame.stretch.bands,
): Promise<FrameRaster> {
  const cache = opened.get(services) ?? new Map<string, Promise<FrameRaster>>();
  opened.set(services, cache);
  if (!provisionalSources.has(frame.id)) {
    const files = filesKey(frame.file);
    const before = openedFiles.get(frame.id) ?? files;
    openedFiles.set(frame.id, files);
    if (before !== files) closeFrameRaster(services, frame.id);
  }
  const bands = unusualBands(frame, shown);
  const key = bands ? `${frame.id}/${bands}` : frame.id;
  const raster = cache.get(key) ?? openRaster(services, frame, shown);
  // Taken out and put back, so that the map's order is the order of last use.
  cache.delete(key);
  cache.set(key, raster);
  raster.catch(() => {
    // Meanwhile the frame may have been opened anew.
    if (cache.get(key) === raster) cache.delete(key);
  });
  for (const old of [...cache.keys()].slice(0, Math.max(0, cache.size - OPEN_RASTERS))) {
    closeRaster(cache, old);
  }
  return raster;
}

/** Whether a frame's picture is open, or being opened. */
export function isOpened(services: Services, frameId: FrameId): boolean {
  const keys = [...(opened.get(services)?.keys() ?? [])];
  return keys.some((key) => key === frameId || key.startsWith(`${frameId}/`));
}

async function openRaster(
  services: Services,
  frame: Frame,
  shown: readonly number[],
): Promise<FrameRaster> {
  const stored = !provisionalSources.has(frame.id);
  const source = await sourceShowing(services, frame, shown);
  const raster = await services.imagery.open(source);
  // Overviews are made of the usual bands.
  if (stored && !source.bands) provideOverviews(services, frame, raster, source);
  return raster;
}

/** The file of a frame that may be on screen already has been stored: its hash is known from now on. */
export async function frameStored(services: Services, frame: Frame): Promise<void> {
  keepThumbnail(services, frame);
  const raster = await opened.get(services)?.get(frame.id);
  if (raster) provideOverviews(services, frame, raster, await sourceOf(services, frame));
}

/** Gives back what a frame's open pictures hold, so that the next use opens the file anew. */
export function closeFrameRaster(services: Services, frameId: FrameId): void {
  const cache = opened.get(services);
  if (!cache) return;
  for (const key of [...cache.keys()]) {
    if (key === frameId || key.startsWith(`${frameId}/`)) closeRaster(cache, key);
  }
}

/** Gives back what the open pictures of all frames hold: nobody is to look at them any more. */
export function closeAllRasters(services: Services): void {
  const cache = opened.get(services);
  for (const key of [...(cache?.keys() ?? [])]) if (cache) closeRaster(cache, key);
}

/** Gives back what the pictures of frames hold that a change has taken out of the project. */
export function closeRemoved(services: Services, patches: readonly Patch[]): void {
  for (const { table, id, after } of patches) {
    if (table === 'frames' && !after) closeFrameRaster(services, id);
  }
}

function closeRaster(cache: Map<string, Promise<FrameRaster>>, key: string): void {
  const known = cache.get(key);
  cache.delete(key);
  known?.then(
    (raster) => raster.close(),
    () => undefined,
  );
}

/** The frame's small picture, made once and kept in the database; the same object for the same look. */
export function thumbnailOf(services: Services, frame: Frame): Promise<Blob> {
  const cache = thumbnailsOf(services);
  const key = thumbnailKey(frame);
  const known = cache.get(key);
  if (known) return known;
  const made = makeThumbnail(services, frame);
  cache.set(key, made);
  made.then(
    () => {
      // A look is left with every move of a display control.
      for (const other of cache.keys()) {
        if (other === key) return;
        if (other.startsWith(`${frame.id}:`)) cache.delete(other);
      }
    },
    () => cache.delete(key),
  );
  return made;
}

function thumbnailsOf(services: Services): Map<string, Promise<Blob>> {
  const holder = openDocument(services) ?? services;
  const cache = thumbnails.get(holder) ?? new Map<string, Promise<Blob>>();
  thumbnails.set(holder, cache);
  return cache;
}

const thumbnailKey = (frame: Frame) => `${frame.id}:${frame.file.sha256}:${lookOf(frame)}`;

/** What was made while the file was being stored holds for the stored file: the bytes are the same. */
function keepThumbnail(services: Services, frame: Frame): void {
  const cache = thumbnailsOf(services);
  const { sha256 } = frame.file;
  const made = cache.get(
    thumbnailKey({ ...frame, file: { ...frame.file, parts: [], sha256: NOT_HASHED } }),
  );
  if (!made) return;
  const kept = made.then(
    async (blob) => {
      await services.db.thumbnails.put({ sha256, blob, look: lookOf(frame) });
      return blob;
    },
    () => makeThumbnail(services, frame),
  );
  const key = thumbnailKey(frame);
  cache.set(key, kept);
  kept.catch(() => cache.delete(key));
}

/** What the small picture depends on besides the image. */
function lookOf({ stretch, file }: Frame): string {
  const beside = filesKey(file).slice(file.sha256.length);
  return JSON.stringify(stretch) + beside;
}

/** Whether work with all of a frame's pixels would be felt by who looks at it. */
export function isLarge({ file, raster }: Frame): boolean {
  return file.size > LARGE || raster.width * raster.height > MANY_PIXELS;
}

async function makeThumbnail(services: Services, frame: Frame): Promise<Blob> {
  if (provisionalSources.has(frame.id)) {
    // Asked for before anything else is waited for: that source goes as soon as its file has been stored.
    const source = await sourceShowing(services, frame, frame.stretch.bands);
    return paintThumbnail(services, frame, source);
  }
  const look = lookOf(frame);
  const { sha256 } = frame.file;
  const stored = await services.db.thumbnails.get(sha256);
  if (stored?.look === look) return stored.blob;
  let source: ImageSource;
  try {
    source = await sourceShowing(services, frame, frame.stretch.bands);
  } catch (error) {
    // Of a file that is away, an older look is better than none.
    if (stored && error instanceof UserError) return stored.blob;
    throw error;
  }
  const blob = await paintThumbnail(services, frame, source);
  await services.db.thumbnails.put({ sha256, blob, look });
  return blob;
}

async function paintThumbnail(
  { imagery, session }: Services,
  frame: Frame,
  source: ImageSource,
): Promise<Blob> {
  // The picture on the map comes first.
  const expected = provisionalSources.has(frame.id) && session.getState().frameId === frame.id;
  await imagery.settled({ expected, closer: expected && isLarge(frame) });
  return imagery.thumbnail(source, frame.stretch, THUMBNAIL_SIZE);
}

/** The stored small picture of a file, or null; for lists of projects that are not open. */
export async function storedThumbnail(db: QuaymarkDb, sha256: string): Promise<Blob | null> {
  return (await db.thumbnails.get(sha256))?.blob ?? null;
}
