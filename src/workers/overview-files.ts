/** Overviews in the origin private file system: overviews/<sha256>.tiles and overviews/<sha256>.journal. */
import { UserError } from '../domain/errors';
import type { Layout } from '../raster/directory/layout-types';
import {
  makeOverviews,
  type OverviewFiles,
  overviewBytes,
  overviewHeader,
} from '../raster/overview-making/make';
import { Overviews } from '../raster/overviews/reader';
import type { TiledImage } from '../raster/pictures/tiled-image';
import {
  type ImageSource,
  isLocal,
  type OverviewsOutcome,
  type OverviewsUse,
  type Progress,
} from '../raster/types';
import { type Helper, startHelper } from './halving-client';
import { isNotFound, removeIfThere, type SyncFile, syncFile } from './image-folder';
import { openStreamed } from './streamed-picture';

const FOLDER = 'overviews';
/** Left free for imagery and the project's own records. */
const RESERVE_BYTES = 64 * 2 ** 20;
/** Images in larger compressed pieces would need more memory than may be taken in the background. */
const MOST_BLOCK_BYTES = 128 * 2 ** 20;
/** Between two looks whether a file has been closed, and the longest that is waited for it; milliseconds. */
const CLOSING_MS = 50;
const LONGEST_CLOSING_MS = 10_000;

async function overviewsFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

const namesOf = (sha256: string) => ({ tiles: `${sha256}.tiles`, journal: `${sha256}.journal` });

/** Gives an image the overviews that were made of it, if any. */
export async function applyOverviews(image: TiledImage, sha256: string): Promise<OverviewsUse> {
  const header = overviewHeader(image);
  if (!header) return 'unneeded';
  if (!navigator.storage?.getDirectory) return 'missing';
  const folder = await overviewsFolder();
  const names = namesOf(sha256);
  try {
    const journal = await (await folder.getFileHandle(names.journal)).getFile();
    const tiles = await (await folder.getFileHandle(names.tiles)).getFile();
    const overviews = Overviews.open(await journal.text(), tiles, header);
    if (overviews) image.setOverviews(overviews);
    return overviews ? 'in use' : 'missing';
  } catch (error) {
    if (isNotFound(error)) return 'missing';
    throw error;
  }
}

/** Makes overviews, or goes on where an earlier making was interrupted. */
export async function makeOverviewsOf(
  source: ImageSource,
  sha256: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<OverviewsOutcome> {
  // Far files would have to be fetched as a whole.
  if (!isLocal(source)) return 'unneeded';
  const image = await openStreamed(source);
  const header = overviewHeader(image);
  if (!header || !navigator.storage?.getDirectory) return 'unneeded';
  if (image.base.layouts.some((layout) => bytesOfBlock(layout) > MOST_BLOCK_BYTES)) {
    return 'too large';
  }
  const folder = await overviewsFolder();
  const names = namesOf(sha256);
  const opened = await openFiles(folder, names);
  if (!opened) return 'elsewhere';
  let helper: Helper | null = null;
  try {
    const { quota, usage } = await navigator.storage.estimate();
    const needed = overviewBytes(header) - opened.tiles.getSize() + RESERVE_BYTES;
    if (quota !== undefined && needed > quota - (usage ?? 0)) return 'no room';
    helper = startHelper(source, image);
    const helpers = helper ? [helper.halve] : [];
    await makeOverviews(image, header, filesOf(opened), progress, signal, helpers);
    return 'made';
  } catch (error) {
    if (isQuota(error)) return 'no room';
    throw error;
  } finally {
    helper?.end();
    opened.tiles.close();
    opened.journal.close();
  }
}

function bytesOfBlock({ blockWidth, blockHeight, blockSamples, bits }: Layout): number {
  return blockWidth * blockHeight * blockSamples * (bits / 8);
}

type Opened = { readonly tiles: SyncFile; readonly journal: SyncFile };

/** Null where another tab has them open, which is making them just now. */
async function openFiles(
  folder: FileSystemDirectoryHandle,
  names: { readonly tiles: string; readonly journal: string },
): Promise<Opened | null> {
  const open = async (name: string) => syncFile(await folder.getFileHandle(name, { create: true }));
  let tiles: SyncFile | null = null;
  try {
    tiles = await open(names.tiles);
    return { tiles, journal: await open(names.journal) };
  } catch (error) {
    tiles?.close();
    if (isOpenElsewhere(error)) return null;
    throw error;
  }
}

function filesOf({ tiles, journal }: Opened): OverviewFiles {
  const text = new Uint8Array(journal.getSize());
  journal.read(text, { at: 0 });
  const write = (file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number) => {
    if (file.write(bytes, { at }) < bytes.length) {
      throw new DOMException('short write', 'QuotaExceededError');
    }
  };
  return {
    journal: new TextDecoder().decode(text),
    appendLine(line, at) {
      journal.truncate(at);
      write(journal, new TextEncoder().encode(line), at);
    },
    writeTiles: (bytes, at) => write(tiles, bytes, at),
    readTile(offset, length) {
      const bytes = new Uint8Array(length);
      if (tiles.read(bytes, { at: offset }) === length) return bytes;
      throw new UserError(
        'Overviews kept in the browser are damaged. Remove the frame and open it again.',
      );
    },
    flush() {
      tiles.flush();
      journal.flush();
    },
  };
}

/** Removes what was made of a file. A making that was cancelled may still have to end: that is waited for. */
export async function forgetOverviews(sha256: string): Promise<void> {
  const folder = await overviewsFolder();
  const { tiles, journal } = namesOf(sha256);
  // The journal first: tiles without one are nothing, and are written over.
  await removeOnceClosed(folder, journal);
  await removeOnceClosed(folder, tiles);
}

async function removeOnceClosed(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let waited = 0; ; waited += CLOSING_MS) {
    try {
      return await removeIfThere(folder, name);
    } catch (error) {
      if (!isOpenElsewhere(error) || waited >= LONGEST_CLOSING_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, CLOSING_MS));
    }
  }
}

/** A file that a worker, of this tab or of another, has open can neither be opened nor removed. */
function isOpenElsewhere(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NoModificationAllowedError';
}

function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
