/** What a box shows as flat columns of a feature; and back. */
import type { Box } from '../domain/model/box';
import type { GroupId, VesselId } from '../domain/model/ids';
import type { CargoGroup, Vessel } from '../domain/model/vessel';
import type { FlatValue } from './flat-attributes';

type Named = {
  readonly vessels: ReadonlyMap<VesselId, Vessel>;
  readonly groups: ReadonlyMap<GroupId, CargoGroup>;
};

/** Names are told for readers; a box is read back from the ids and what was said with the link. */
export function linkColumns({ link, groupId }: Box, { vessels, groups }: Named) {
  return {
    vessel_id: link?.vesselId ?? null,
    vessel_name: (link && vessels.get(link.vesselId)?.name) ?? null,
    link_likelihood: link?.likelihood ?? null,
    link_rationale: link?.rationale ?? null,
    linked_by: link?.author ?? null,
    linked_at: link?.at ?? null,
    group_id: groupId ?? null,
    group_name: (groupId && groups.get(groupId)?.name) ?? null,
  } satisfies Record<string, FlatValue>;
}

/** Unchecked values of a box, to be parsed by its schema; files of version 1 have no such columns. */
export function linkOf(columns: Readonly<Record<string, unknown>>): object {
  const { vessel_id, group_id } = columns;
  const link = {
    vesselId: vessel_id,
    likelihood: columns.link_likelihood,
    rationale: columns.link_rationale,
    author: columns.linked_by,
    at: columns.linked_at,
  };
  return { ...(isGiven(vessel_id) && { link }), ...(isGiven(group_id) && { groupId: group_id }) };
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}
