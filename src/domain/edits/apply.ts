/** The records of one project in memory, and the one way in which they change: by patches. */
import type { Box } from '../model/box';
import { type Patch, type RecordOf, TABLES, type TableName } from '../model/commit';
import { completeFrame, type Frame } from '../model/frame';
import type { FrameId, GroupId, ProjectId, VesselId } from '../model/ids';
import { BoxesBy } from './boxes-by';
import type { DocumentView } from './types';

type Rows = { [T in TableName]: Map<string, RecordOf<T>> };

function emptyRows(): Rows {
  return {
    projects: new Map(),
    sites: new Map(),
    classes: new Map(),
    frames: new Map(),
    boxes: new Map(),
    vessels: new Map(),
    groups: new Map(),
    observations: new Map(),
    events: new Map(),
  };
}

/**
 * Mutable tables with indices of boxes by frame, vessel and group. Records themselves are never mutated: a patch
 * replaces the whole record, so that references can be compared.
 */
export class Tables implements DocumentView {
  private readonly rows = emptyRows();
  private readonly byFrame = new BoxesBy<FrameId>((box) => box.frameId);
  private readonly byVessel = new BoxesBy<VesselId>((box) => box.link?.vesselId);
  private readonly byGroup = new BoxesBy<GroupId>((box) => box.groupId);

  constructor(readonly projectId: ProjectId) {}

  get<T extends TableName>(table: T, id: RecordOf<T>['id']): RecordOf<T> | undefined {
    return this.rows[table].get(id);
  }

  all<T extends TableName>(table: T): Iterable<RecordOf<T>> {
    return this.rows[table].values();
  }

  size(table: TableName): number {
    return this.rows[table].size;
  }

  boxesOf(frameId: FrameId): readonly Box[] {
    return this.byFrame.of(frameId);
  }

  boxesOfVessel(vesselId: VesselId): readonly Box[] {
    return this.byVessel.of(vesselId);
  }

  boxesOfGroup(groupId: GroupId): readonly Box[] {
    return this.byGroup.of(groupId);
  }

  put<T extends TableName>(table: T, record: RecordOf<T>): void {
    if (table === 'boxes') this.indexBox(this.rows.boxes.get(record.id), record as Box);
    const kept = table === 'frames' ? completeFrame(record as Frame) : record;
    (this.rows[table] as Map<string, RecordOf<TableName>>).set(record.id, kept);
  }

  remove<T extends TableName>(table: T, id: RecordOf<T>['id']): void {
    if (table === 'boxes') this.indexBox(this.rows.boxes.get(id), undefined);
    this.rows[table].delete(id);
  }

  apply(patches: readonly Patch[]): void {
    for (const patch of patches) {
      if (patch.after) this.put(patch.table, patch.after);
      else this.remove(patch.table, patch.id);
    }
  }

  /** Everything as plain arrays in a fixed order, for comparing and for export. */
  snapshot(): { [T in TableName]: RecordOf<T>[] } {
    const entries = TABLES.map((table) => [
      table,
      [...this.rows[table].values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ]);
    return Object.fromEntries(entries) as { [T in TableName]: RecordOf<T>[] };
  }

  private indexBox(before: Box | undefined, after: Box | undefined): void {
    this.byFrame.replace(before, after);
    this.byVessel.replace(before, after);
    this.byGroup.replace(before, after);
  }
}
