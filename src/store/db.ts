/** The browser's database: record tables, the commit log, and what belongs to this machine only. */
import Dexie, { type EntityTable, type Table } from 'dexie';
import type { ChannelStatistics } from '../domain/imaging/statistics';
import type { Box } from '../domain/model/box';
import type { Commit, Head, Patch } from '../domain/model/commit';
import type { Frame } from '../domain/model/frame';
import type { ProjectId } from '../domain/model/ids';
import type { ChangeEvent, Observation } from '../domain/model/observation';
import type { BoxClass, Project, Site } from '../domain/model/project';
import type { CargoGroup, Vessel } from '../domain/model/vessel';
import { type BoxPage, pagesOf } from './box-pages';

/** Where this machine keeps an image file: a handle to the user's own file. */
export type StoredHandle = {
  readonly sha256: string;
  readonly handle: FileSystemFileHandle;
  /**
   * File.lastModified of the file when its bytes were last hashed. Earlier versions kept none: then that of a file
   * as long as its frame's and written before the frame was made, which is not hashed.
   */
  readonly modified?: number;
};

export type StoredThumbnail = {
  readonly sha256: string;
  readonly blob: Blob;
  /** How the frame was displayed when it was made; another display makes another. */
  readonly look?: string;
};

/** Statistics of what a choice of bands of a file shows, found once. */
export type StoredStatistics = {
  /** The files' hashes, the choice, and the way in which they were found. */
  readonly key: string;
  readonly sha256: string;
  readonly channels: readonly ChannelStatistics[];
};

/**
 * A commit as stored: the patches of a large one lie in rows of their own, since a single value of
 * a hundred megabytes is more than browsers take well.
 */
export type StoredCommit = Commit & { readonly extraRows: number };
export type StoredPatches = {
  readonly projectId: ProjectId;
  readonly seq: number;
  readonly row: number;
  readonly patches: readonly Patch[];
};

/** What is restored after a reload but is no edit: where the user was looking. */
export type StoredView = { readonly projectId: ProjectId; readonly state: unknown };

export class QuaymarkDb extends Dexie {
  declare readonly projects: EntityTable<Project, 'id'>;
  declare readonly sites: EntityTable<Site, 'id'>;
  declare readonly classes: EntityTable<BoxClass, 'id'>;
  declare readonly frames: EntityTable<Frame, 'id'>;
  declare readonly boxPages: Table<BoxPage, [ProjectId, number]>;
  declare readonly vessels: EntityTable<Vessel, 'id'>;
  declare readonly groups: EntityTable<CargoGroup, 'id'>;
  declare readonly observations: EntityTable<Observation, 'id'>;
  declare readonly events: EntityTable<ChangeEvent, 'id'>;
  declare readonly commits: Table<StoredCommit, [string, number]>;
  declare readonly patches: Table<StoredPatches, [string, number, number]>;
  declare readonly heads: EntityTable<Head, 'projectId'>;
  declare readonly handles: EntityTable<StoredHandle, 'sha256'>;
  declare readonly thumbnails: EntityTable<StoredThumbnail, 'sha256'>;
  declare readonly statistics: EntityTable<StoredStatistics, 'key'>;
  declare readonly views: EntityTable<StoredView, 'projectId'>;

  /** @param name tests use names of their own, so that databases do not meet */
  constructor(name = 'quaymark') {
    // Chromium's default calls a transaction complete before it reaches the disk; "saved" must mean saved.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      projects: 'id',
      sites: 'id, projectId',
      classes: 'id, projectId',
      frames: 'id, projectId',
      boxes: 'id, projectId',
      commits: '[projectId+seq]',
      patches: '[projectId+seq+row]',
      heads: 'projectId',
      handles: 'sha256',
      thumbnails: 'sha256',
      views: 'projectId',
    });
    this.version(2).stores({
      vessels: 'id, projectId',
      groups: 'id, projectId',
      observations: 'id, projectId',
      events: 'id, projectId',
    });
    this.version(3).stores({ statistics: 'key, sha256' });
    this.version(4)
      .stores({ boxPages: '[projectId+page], [projectId+count]', boxes: null })
      .upgrade(async (upgrade) => {
        const projects = await upgrade.table<Project, ProjectId>('projects').toArray();
        // One project after the other: the boxes of all may be more than memory takes.
        for (const { id } of projects) {
          const boxes = await upgrade.table<Box>('boxes').where({ projectId: id }).toArray();
          await upgrade.table('boxPages').bulkPut(pagesOf(id, boxes));
        }
      });
  }
}

const OPENING = ['OpenFailedError', 'DatabaseClosedError', 'MissingAPIError', 'SecurityError'];

/** The sentence for a database that cannot be used at all, or null where the error is another. */
export function noDatabaseSentence(error: unknown): string | null {
  if (!(error instanceof Error) || !OPENING.includes(error.name)) return null;
  // Dexie's errors of opening have what was the matter within them.
  const cause: unknown = 'inner' in error ? error.inner : null;
  if (cause instanceof Error && cause.name === 'QuotaExceededError') {
    return 'There is no room to open what is stored here: an earlier version kept it in another form, and it has to be written anew once. Nothing is lost. Free some disk space and reload.';
  }
  return 'This browser does not let Quaymark store anything, so no project can be opened or kept. Private windows and strict privacy settings do that: use a normal window, or allow this site to store data, and reload.';
}
