/**
 * An edit as a plain value. A patch says which record changed from what to what; a commit is the
 * patches of one user action; the head says where in the history a project stands. The log only
 * grows: undo and redo append commits that carry the inverse patches and say which commit they answer.
 */
import { z } from 'zod';
import { Box } from './box';
import { Frame } from './frame';
import { ProjectId } from './ids';
import { ChangeEvent, Observation } from './observation';
import { BoxClass, Project, Site } from './project';
import { CargoGroup, Vessel } from './vessel';

export const RECORD_SCHEMAS = {
  projects: Project,
  sites: Site,
  classes: BoxClass,
  frames: Frame,
  boxes: Box,
  vessels: Vessel,
  groups: CargoGroup,
  observations: Observation,
  events: ChangeEvent,
} as const;
export type TableName = keyof typeof RECORD_SCHEMAS;
export const TABLES = Object.keys(RECORD_SCHEMAS) as readonly TableName[];
export type RecordOf<T extends TableName> = z.infer<(typeof RECORD_SCHEMAS)[T]>;

export type PatchOf<T extends TableName> = {
  readonly table: T;
  readonly id: RecordOf<T>['id'];
  readonly before: RecordOf<T> | null;
  readonly after: RecordOf<T> | null;
};
export type Patch = { [T in TableName]: PatchOf<T> }[TableName];

export const CommitMeta = z.object({
  projectId: ProjectId,
  /** 1, 2, 3… within the project, without gaps. */
  seq: z.number().int().positive(),
  kind: z.enum(['edit', 'undo', 'redo']),
  /** What the user did: 'Draw cargo ship 14'. */
  label: z.string(),
  author: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
  /**
   * One control that is moved on and on, by keys above all. Edits that share it and follow each other within
   * a second are one move, which undo takes back whole.
   */
  run: z.string().optional(),
  /** For undo and redo: the seq of the edit that is taken back (of a move the first) or made again. */
  target: z.number().int().nullable(),
  /** The edit or redo that undo would take back after taking back this one; 0 for none. */
  undoParent: z.number().int().nonnegative(),
  /** For undo: the undo that redo would answer after answering this one; 0 for none. */
  redoParent: z.number().int().nonnegative(),
  schemaVersion: z.number().int(),
});
export type Commit = z.infer<typeof CommitMeta> & { readonly patches: readonly Patch[] };

export type Head = {
  readonly projectId: z.infer<typeof ProjectId>;
  /** Seq of the last commit; the next must be one higher. */
  readonly seq: number;
  /** Commit that undo takes back, 0 for none; undo that redo answers, 0 for none. */
  readonly undoTop: number;
  readonly redoTop: number;
};

/** Patches made one after the other as if made at once: each record from what it first was to what it came to be. */
export function squashPatches(patches: readonly Patch[]): readonly Patch[] {
  const byRecord = new Map<string, Patch>();
  for (const patch of patches) {
    const key = `${patch.table} ${patch.id}`;
    const first = byRecord.get(key) ?? patch;
    byRecord.set(key, { ...patch, before: first.before } as Patch);
  }
  return [...byRecord.values()];
}

function invertPatch(patch: Patch): Patch {
  return { ...patch, before: patch.after, after: patch.before } as Patch;
}

export function invertPatches(patches: readonly Patch[]): readonly Patch[] {
  return patches.map(invertPatch).reverse();
}
