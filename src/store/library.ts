/** The projects that this browser holds: listing, making and deleting them whole. */
import type { Edit } from '../domain/edits/types';
import type { Commit } from '../domain/model/commit';
import type { Frame } from '../domain/model/frame';
import type { ProjectId } from '../domain/model/ids';
import { firstCommit, ROW_TABLES, recordTables, type WriteWatch, writeCommit } from './commit-log';
import type { QuaymarkDb } from './db';
import { forgetHandles } from './file-handles';
import { countBoxes, deleteBoxes } from './stored-boxes';

/** Pictures on a project's card. */
const MOST_PICTURES = 3;

export type ProjectSummary = {
  readonly id: ProjectId;
  readonly name: string;
  readonly synthetic: boolean;
  readonly sites: number;
  readonly frames: number;
  readonly boxes: number;
  /** ISO 8601 UTC of the last edit. */
  readonly updatedAt: string;
  /** Bytes of the imagery it refers to. */
  readonly bytes: number;
  /** Hashes of up to three files that a small picture is stored of, those of the newest frames first. */
  readonly thumbnails: readonly string[];
};

/** All projects, the last edited first. */
export async function listProjects(db: QuaymarkDb): Promise<ProjectSummary[]> {
  const projects = await db.projects.toArray();
  const summaries = await Promise.all(
    projects.map(async (project) => {
      const own = { projectId: project.id };
      const frames = await db.frames.where(own).toArray();
      frames.sort((a, b) => ((a.acquired?.value ?? '') < (b.acquired?.value ?? '') ? 1 : -1));
      const head = await db.heads.get(project.id);
      const last = head ? await db.commits.get([project.id, head.seq]) : undefined;
      return {
        id: project.id,
        name: project.name,
        synthetic: project.synthetic,
        sites: await db.sites.where(own).count(),
        frames: frames.length,
        boxes: await countBoxes(db, project.id),
        updatedAt: last?.at ?? project.updatedAt,
        bytes: frames.reduce((sum, frame) => sum + frame.file.size, 0),
        thumbnails: await newestPictured(db, frames),
      };
    }),
  );
  return summaries.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
}

/** A name for a project that nobody has named yet, told apart from those of its kind: 'Untitled project 2'. */
export async function untitledName(db: QuaymarkDb): Promise<string> {
  const taken = (await db.projects.toArray()).map(({ name }) => name);
  return freeName('Untitled project', new Set(taken));
}

/** The name itself, or with the first number from 2 on that makes it another than those that are taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`;
  return free;
}

/** A small picture is made when a frame is first shown on the film strip: not every frame has one. */
async function newestPictured(db: QuaymarkDb, newestFirst: readonly Frame[]): Promise<string[]> {
  const hashes = [...new Set(newestFirst.map(({ file }) => file.sha256))];
  const stored = new Set(await db.thumbnails.where(':id').anyOf(hashes).primaryKeys());
  return hashes.filter((hash) => stored.has(hash)).slice(0, MOST_PICTURES);
}

/**
 * Stores a new project. Its first commit holds all its records and cannot be undone: there is
 * nothing before it. Rejects with the signal's reason, and nothing is stored, when that is aborted.
 */
export async function createProject(
  db: QuaymarkDb,
  projectId: ProjectId,
  edit: Edit,
  context: { readonly now: string; readonly author: string },
  watch: WriteWatch = {},
): Promise<void> {
  const { commit, head } = firstCommit(projectId, edit, context);
  await writeCommit(db, commit, head, watch);
}

/**
 * Whether anything that an edit would add is here already, in whatever project: it would be taken from there.
 * Boxes are not asked for, since each project keeps its own apart.
 */
export async function isKept(db: QuaymarkDb, { patches }: Edit): Promise<boolean> {
  for (const name of ROW_TABLES) {
    const ids = patches.flatMap(({ table, id }) => (table === name ? [id as string] : []));
    if (ids.length > 0 && (await db.table(name).where(':id').anyOf(ids).count()) > 0) return true;
  }
  return false;
}

/** Which of these ids a record has already, in whatever project. */
export async function idsKept(
  db: QuaymarkDb,
  ids: Partial<Record<(typeof ROW_TABLES)[number], readonly string[]>>,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const [name, wanted] of Object.entries(ids)) {
    const found = await db.table(name).where(':id').anyOf(wanted).primaryKeys();
    for (const id of found) kept.add(id as string);
  }
  return kept;
}

/**
 * Deletes a project with its records and history. Gives the hashes of files that no other project has, or
 * would have again after an undo.
 */
export async function deleteProject(db: QuaymarkDb, projectId: ProjectId): Promise<string[]> {
  const tables = [...recordTables(db), db.commits, db.patches, db.heads, db.views];
  return db.transaction('rw', [...tables, db.handles, db.thumbnails, db.statistics], async () => {
    const { own, others } = await filesKnown(db, projectId);
    await db.projects.delete(projectId);
    for (const name of ROW_TABLES) {
      if (name !== 'projects') await db.table(name).where({ projectId }).delete();
    }
    await deleteBoxes(db, projectId);
    const range = [[projectId], [projectId, []]] as const;
    await db.commits
      .where('[projectId+seq]')
      .between(...range)
      .delete();
    await db.patches
      .where('[projectId+seq+row]')
      .between(...range)
      .delete();
    await db.heads.delete(projectId);
    await db.views.delete(projectId);
    const orphans = [...own].filter((hash) => !others.has(hash));
    await forgetHandles(db, orphans);
    await db.thumbnails.bulkDelete(orphans);
    await db.statistics.where('sha256').anyOf(orphans).delete();
    return orphans;
  });
}

/** Hashes of the files of a project's and of all other frames, those that are in the history alone included. */
async function filesKnown(db: QuaymarkDb, projectId: ProjectId) {
  const [own, others] = [new Set<string>(), new Set<string>()];
  const note = (frame: Frame | null) => {
    const known = frame?.projectId === projectId ? own : others;
    for (const hash of frame ? hashesOf(frame) : []) known.add(hash);
  };
  const look = ({ patches }: Pick<Commit, 'patches'>) => {
    for (const patch of patches) {
      if (patch.table !== 'frames') continue;
      note(patch.before);
      note(patch.after);
    }
  };
  await db.frames.each(note);
  await db.commits.each(look);
  await db.patches.each(look);
  return { own, others };
}

/** Hashes of all files that a frame is made of. */
function hashesOf({ file }: Frame): string[] {
  return [file.sha256, ...(file.parts ?? []).map(({ sha256 }) => sha256)];
}
