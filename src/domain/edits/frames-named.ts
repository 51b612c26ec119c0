/** Which frames a change is about. */
import type { Patch } from '../model/commit';
import type { FrameId } from '../model/ids';

/** The frames that a record is, or lies on, as it is after a patch. */
export function framesNamed({ table, after }: Patch): readonly FrameId[] {
  if (!after) return [];
  switch (table) {
    case 'frames':
      return after.alignment ? [after.id, after.alignment.referenceId] : [after.id];
    case 'boxes':
    case 'observations':
      return [after.frameId];
    case 'events':
      return [after.beforeId, after.afterId];
    case 'sites':
      return after.referenceFrameId ? [after.referenceFrameId] : [];
    default:
      return [];
  }
}
