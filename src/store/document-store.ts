/**
 * The one owner of a project's records. An edit changes memory at once and is then written, in
 * order, one IndexedDB transaction each: records, commit and head together (see commit-writer).
 */
import { Tables } from '../domain/edits/apply';
import { framesNamed } from '../domain/edits/frames-named';
import type { DocumentView, Edit, EditContext } from '../domain/edits/types';
import { UserError } from '../domain/errors';
import type { Box } from '../domain/model/box';
import {
  type Commit,
  type Head,
  invertPatches,
  type Patch,
  type RecordOf,
  squashPatches,
  type TableName,
} from '../domain/model/commit';
import type { FrameId, GroupId, ProjectId, VesselId } from '../domain/model/ids';
import { SCHEMA_VERSION } from '../domain/model/project';
import {
  firstCommit,
  nextHead,
  PATCHES_PER_ROW,
  readCommit,
  readMove,
  readProject,
  readSince,
} from './commit-log';
import { CommitWriter, type SaveState } from './commit-writer';
import type { QuaymarkDb } from './db';
import { layDown, type TakenUp, takeUp } from './pending-journal';

/** What changed, told to every listener after memory has changed. */
export type DocumentChange = {
  readonly patches: readonly Patch[];
  /** 'local': made in this tab; 'remote': read from another tab's commits. */
  readonly origin: 'local' | 'remote';
  readonly kind: Commit['kind'];
  readonly label: string;
  /** See Edit; known of what was made in this tab alone. */
  readonly foreign: boolean;
};

const RECENT_COMMITS = 500;

/** Called with every commit when it is safely stored. */
type Stored = (commit: Commit) => void;

export class DocumentStore implements DocumentView {
  readonly projectId: ProjectId;
  /** Goes up with every change; a cheap snapshot for subscribers. */
  revision = 0;
  private head: Head;
  private readonly tables: Tables;
  private readonly recent = new Map<number, Commit>();
  private readonly listeners = new Set<(change: DocumentChange) => void>();
  private undoLabelText: string | null = null;
  private redoLabelText: string | null = null;
  /** Frames that are shown while their file is still being stored; they are in no commit yet. */
  private readonly provisional = new Map<FrameId, RecordOf<'frames'>>();
  private working: Promise<unknown> = Promise.resolve();
  private steps = 0;
  /** Edits that have come in since the project was opened. */
  private edits = 0;
  private writable = false;

  private constructor(
    private readonly db: QuaymarkDb,
    tables: Tables,
    head: Head,
    private readonly writer: CommitWriter,
    /** What became of edits that the last page could not store before it went away. */
    readonly takenUp: TakenUp,
  ) {
    this.projectId = tables.projectId;
    this.tables = tables;
    this.head = head;
  }

  /** Reads a project. Rejects with a UserError when it is not there or was made by a newer version. */
  static async open(db: QuaymarkDb, projectId: ProjectId, stored?: Stored): Promise<DocumentStore> {
    const takenUp = await takeUp(db, projectId);
    const tables = new Tables(projectId);
    const head = await readProject(db, tables);
    const store = new DocumentStore(db, tables, head, new CommitWriter(db, stored), takenUp);
    await store.readLabels();
    return store;
  }

  /**
   * A new project, which is written as every edit is: it is there at once, and says itself where it cannot be
   * stored. It can be edited, since no other tab knows of it yet.
   * @param after what the writing waits for
   */
  static create(
    db: QuaymarkDb,
    projectId: ProjectId,
    edit: Edit,
    context: EditContext,
    { stored, after }: { readonly stored?: Stored; readonly after?: Promise<void> } = {},
  ): DocumentStore {
    const store = DocumentStore.unstored(db, projectId, edit, new CommitWriter(db, stored, after));
    const { commit, head } = firstCommit(projectId, edit, context);
    store.head = head;
    store.writable = true;
    store.writer.enqueue(commit, head);
    return store;
  }

  /** A project in memory alone, which nothing can be written to. */
  static unstored(
    db: QuaymarkDb,
    projectId: ProjectId,
    { patches }: Edit,
    writer = new CommitWriter(db),
  ): DocumentStore {
    const tables = new Tables(projectId);
    tables.apply(patches);
    const head = { projectId, seq: 0, undoTop: 0, redoTop: 0 };
    return new DocumentStore(db, tables, head, writer, { lost: [], setAside: null });
  }

  get project(): RecordOf<'projects'> {
    const project = this.tables.get('projects', this.projectId);
    if (!project) throw new Error('The project record is missing.');
    return project;
  }

  get<T extends TableName>(table: T, id: RecordOf<T>['id']): RecordOf<T> | undefined {
    const known = this.tables.get(table, id);
    if (known || table !== 'frames') return known;
    return this.provisional.get(id as FrameId) as RecordOf<T> | undefined;
  }

  /** Shows a frame before its file is hashed and kept. It has no boxes and is not in `all`. */
  setProvisional(frame: RecordOf<'frames'>): void {
    this.provisional.set(frame.id, frame);
    this.touch();
  }

  clearProvisional(frameId: FrameId): void {
    if (this.provisional.delete(frameId)) this.touch();
  }

  /** Forgets a provisional frame just before the commit that records it, which tells the listeners. */
  settleProvisional(frameId: FrameId): void {
    this.provisional.delete(frameId);
  }

  provisionalFrames(): readonly RecordOf<'frames'>[] {
    return [...this.provisional.values()];
  }

  all<T extends TableName>(table: T): Iterable<RecordOf<T>> {
    return this.tables.all(table);
  }

  boxesOf(frameId: FrameId): readonly Box[] {
    return this.tables.boxesOf(frameId);
  }

  boxesOfVessel(vesselId: VesselId): readonly Box[] {
    return this.tables.boxesOfVessel(vesselId);
  }

  boxesOfGroup(groupId: GroupId): readonly Box[] {
    return this.tables.boxesOfGroup(groupId);
  }

  count(table: TableName): number {
    return this.tables.size(table);
  }

  snapshot(): ReturnType<Tables['snapshot']> {
    return this.tables.snapshot();
  }

  subscribe(listener: (change: DocumentChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get saveState(): SaveState {
    return this.writer.state;
  }

  subscribeSaveState(listener: () => void): () => void {
    return this.writer.subscribe(listener);
  }

  /** Null when editing is possible, else the sentence that says why not. */
  get lockedReason(): string | null {
    if (this.writer.state.status === 'failed') return this.writer.state.message;
    if (!this.writable) return 'This project is open for editing in another tab.';
    return null;
  }

  /** Whether the project itself is stored, with or without its last edits. */
  get isOnRecord(): boolean {
    return this.writer.waiting[0]?.commit.seq !== 1;
  }

  get isWritable(): boolean {
    return this.writable;
  }

  /** Whether this tab may write: it holds the project's lock. */
  setWritable(writable: boolean): void {
    this.writable = writable;
    this.touch();
  }

  /** Applies an edit and starts to write it. Throws a UserError where editing is not possible. */
  commit(edit: Edit): void {
    if (edit.patches.length === 0) return;
    this.refuseProvisional(edit);
    this.append(edit, 'edit', null);
  }

  get undoLabel(): string | null {
    return this.undoLabelText;
  }

  get redoLabel(): string | null {
    return this.redoLabelText;
  }

  /**
   * Takes back the newest edit that stands, or the move that it is the end of. Gives its label, or null when there is none, or when another
   * edit has been made while it was looked up.
   */
  undo(): Promise<string | null> {
    const { edits } = this;
    return this.serially(async () => {
      const target = await this.readTop('undoTop', edits);
      const move = target && (await readMove(target, (seq) => this.readCommit(seq)));
      const [first] = move ?? [];
      if (!target || !move || !first || this.edits !== edits) return null;
      const patches = squashPatches(move.flatMap((commit) => commit.patches));
      this.append({ label: target.label, patches: invertPatches(patches) }, 'undo', first);
      await this.readLabels();
      return target.label;
    });
  }

  /** Makes the newest undone edit again. Gives its label, or null when there is none. */
  redo(): Promise<string | null> {
    const { edits } = this;
    return this.serially(async () => {
      const undone = await this.readTop('redoTop', edits);
      if (!undone) return null;
      const { label, patches } = undone;
      this.append({ label, patches: invertPatches(patches) }, 'redo', undone);
      await this.readLabels();
      return undone.label;
    });
  }

  /** Resolves when all that was committed so far is written, rejects when writing has failed. */
  async flushed(): Promise<void> {
    await this.working;
    await this.writer.flushed();
  }

  /**
   * Keeps what is still being written safe from the page's going away. False when it is too much, or the project
   * itself is not stored, which nobody would find again: then the user should be asked to wait.
   */
  keepWaiting(): boolean {
    return this.isOnRecord && layDown(this.projectId, this.writer.waiting);
  }

  /** Whether an undo or redo is being looked up, so that the labels are not settled yet. */
  get historyBusy(): boolean {
    return this.steps > 0;
  }

  /** Tries again to write what is waiting, after a failure. */
  retry(): Promise<void> {
    return this.writer.retry();
  }

  /** Reads and applies what another tab has committed since. */
  catchUp(): Promise<void> {
    return this.serially(async () => {
      const { commits, head } = await readSince(this.db, this.projectId, this.head.seq);
      if (!head || commits.length === 0) return;
      this.head = head;
      for (const commit of commits) this.publish(commit, 'remote');
      await this.readLabels();
    });
  }

  private append(
    { label, patches, run, foreign = false }: Edit,
    kind: Commit['kind'],
    answered: Commit | null,
  ): void {
    const reason = this.lockedReason;
    if (reason) throw new UserError(reason);
    const commit: Commit = {
      projectId: this.projectId,
      seq: this.head.seq + 1,
      kind,
      label,
      author: this.project.author,
      at: new Date().toISOString(),
      target: answered?.seq ?? null,
      undoParent: kind === 'undo' ? 0 : this.head.undoTop,
      redoParent: kind === 'undo' ? this.head.redoTop : 0,
      schemaVersion: SCHEMA_VERSION,
      ...(run !== undefined && { run }),
      patches,
    };
    this.head = nextHead(commit, answered);
    this.remember(commit);
    this.setLabelsAfter(commit);
    this.writer.enqueue(commit, this.head);
    this.publish(commit, 'local', foreign);
  }

  private publish(commit: Commit, origin: DocumentChange['origin'], foreign = false): void {
    this.tables.apply(commit.patches);
    this.revision += 1;
    if (commit.kind === 'edit') this.edits += 1;
    const { patches, kind, label } = commit;
    const change = { patches, origin, kind, label, foreign };
    for (const listener of this.listeners) listener(change);
  }

  private remember(commit: Commit): void {
    if (commit.patches.length <= PATCHES_PER_ROW) this.recent.set(commit.seq, commit);
    this.recent.delete(commit.seq - RECENT_COMMITS);
  }

  private setLabelsAfter(commit: Commit): void {
    if (commit.kind !== 'edit') return;
    this.undoLabelText = commit.label;
    this.redoLabelText = null;
  }

  private async readLabels(): Promise<void> {
    const { undoTop, redoTop } = this.head;
    const undoLabel = undoTop === 0 ? null : (await this.readCommit(undoTop)).label;
    const redoLabel = redoTop === 0 ? null : (await this.readCommit(redoTop)).label;
    // An edit made while the log was being read has set its own labels already.
    if (undoTop !== this.head.undoTop || redoTop !== this.head.redoTop) return;
    this.undoLabelText = undoLabel;
    this.redoLabelText = redoLabel;
    this.touch();
  }

  /** Makes subscribers look again although no record has changed. */
  private touch(): void {
    this.revision += 1;
    this.writer.touch();
  }

  private refuseProvisional(edit: Edit): void {
    if (this.provisional.size === 0) return;
    if (edit.patches.flatMap(framesNamed).some((id) => this.provisional.has(id))) {
      throw new UserError('This picture is still being stored. Wait until it is, then change it.');
    }
  }

  /**
   * What undo or redo would answer; null where there is none, or where an edit has come in since they were
   * asked for, which stands on what they would change.
   * @param edits made when they were asked for
   */
  private async readTop(which: 'undoTop' | 'redoTop', edits: number): Promise<Commit | null> {
    const seq = this.head[which];
    const commit = seq === 0 ? null : await this.readCommit(seq);
    return this.edits === edits ? commit : null;
  }

  private async readCommit(seq: number): Promise<Commit> {
    const recent = this.recent.get(seq);
    if (recent) return recent;
    await this.writer.flushed();
    return readCommit(this.db, this.projectId, seq);
  }

  private serially<T>(work: () => Promise<T>): Promise<T> {
    this.steps += 1;
    const result = this.working.then(work, work).finally(() => {
      this.steps -= 1;
      this.touch();
    });
    this.working = Promise.allSettled([result]);
    return result;
  }
}
