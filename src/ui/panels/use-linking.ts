/** What the inspector does to say which vessel or group boxes show. */
import { notifyError } from '../../commands/notify';
import { commitEdit, type MadeEdit } from '../../commands/vessels/vessel-commands';
import { assignBoxes, createGroup, unassignBoxes } from '../../domain/edits/group-edits';
import type { EditContext } from '../../domain/edits/types';
import {
  type LinkGrounds,
  linkBoxes,
  linkToNewVessel,
  unlinkBoxes,
} from '../../domain/edits/vessel-edits';
import type { Box } from '../../domain/model/box';
import type { GroupId, VesselId } from '../../domain/model/ids';
import type { DocumentStore } from '../../store/document-store';
import { useServices } from '../context';

/** Commits an edit and gives it back; a refusal becomes a notice and gives null. */
export function useCommit() {
  const services = useServices();
  return <T extends MadeEdit>(
    make: (document: DocumentStore, context: EditContext) => T,
  ): T | null => {
    try {
      return commitEdit(services, make);
    } catch (error) {
      notifyError(services.session, error);
      return null;
    }
  };
}

/** The same where only whether it was made is asked. */
export function useEdit() {
  const commit = useCommit();
  return (make: (document: DocumentStore, context: EditContext) => MadeEdit): boolean =>
    commit(make) !== null;
}

export function useLinking(boxes: readonly Box[]) {
  const edit = useEdit();
  const boxIds = boxes.map(({ id }) => id);
  return {
    link: (vesselId: VesselId, grounds: LinkGrounds = {}) =>
      edit((document, context) => linkBoxes(document, context, { boxIds, vesselId, ...grounds })),
    linkNew: (name: string) =>
      edit((document, context) => linkToNewVessel(document, context, { boxIds, name }).edit),
    unlink: () => edit((document, context) => unlinkBoxes(document, context, { boxIds })),
    assign: (groupId: GroupId) =>
      edit((document, context) => assignBoxes(document, context, { boxIds, groupId })),
    assignNew: (name: string) =>
      edit((document, context) => createGroup(document, context, { boxIds, name }).edit),
    unassign: () => edit((document, context) => unassignBoxes(document, context, { boxIds })),
  };
}

export type Linking = ReturnType<typeof useLinking>;
