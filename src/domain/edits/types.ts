/** What pure edits read and give. */

import type { Box } from '../model/box';
import type { Patch, RecordOf, TableName } from '../model/commit';
import type { FrameId, GroupId, ProjectId, VesselId } from '../model/ids';

/** Read access to the records of one project. */
export interface DocumentView {
  readonly projectId: ProjectId;
  get<T extends TableName>(table: T, id: RecordOf<T>['id']): RecordOf<T> | undefined;
  all<T extends TableName>(table: T): Iterable<RecordOf<T>>;
  /** Boxes by number; each list is the same array as long as none of its boxes changed. */
  boxesOf(frameId: FrameId): readonly Box[];
  boxesOfVessel(vesselId: VesselId): readonly Box[];
  boxesOfGroup(groupId: GroupId): readonly Box[];
}

/** What an edit needs from outside, handed in so that edits stay pure. */
export type EditContext = {
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly author: string;
};

/** A user's action as a plain value, not yet applied. An edit without patches does nothing. */
export type Edit = {
  /** As the undo menu names it: 'Draw cargo ship 14'. */
  readonly label: string;
  readonly patches: readonly Patch[];
  /** The control that is moved, where several such edits may be one move; see CommitMeta. */
  readonly run?: string;
  /** Brings what others, or the program, have drawn and linked: whoever works here is not asked to sign it. */
  readonly foreign?: boolean;
};
