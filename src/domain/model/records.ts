/** All records of a project, or of a part of one, as plain lists. */
import type { Box } from './box';
import type { Frame } from './frame';
import type { ChangeEvent, Observation } from './observation';
import type { BoxClass, Project, Site } from './project';
import type { CargoGroup, Vessel } from './vessel';

export type ProjectRecords = {
  readonly project: Project;
  readonly sites: readonly Site[];
  readonly classes: readonly BoxClass[];
  readonly frames: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly vessels: readonly Vessel[];
  readonly groups: readonly CargoGroup[];
  readonly observations: readonly Observation[];
  readonly events: readonly ChangeEvent[];
};
