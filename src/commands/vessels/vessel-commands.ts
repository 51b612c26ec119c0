/** Screens, and what is done to the vessels that boxes show. */
import { createGroup, unassignBoxes } from '../../domain/edits/group-edits';
import type { Edit, EditContext } from '../../domain/edits/types';
import { createVessel, linkToNewVessel, unlinkBoxes } from '../../domain/edits/vessel-edits';
import { isHull } from '../../domain/model/project';
import type { DocumentStore } from '../../store/document-store';
import type { ScreenName } from '../../store/session';
import { editContext, openDocument, selectedBoxes } from '../box-access';
import { canEdit, canEditOnMap, hasProject, hasSelection } from '../conditions';
import { reachField } from '../reach-field';
import type { Command, Services } from '../types';

function screen(name: ScreenName, label: string, keys: string[], icon: string): Command {
  return {
    id: `screen.${name}`,
    label,
    group: 'View',
    icon,
    keys,
    inFields: 'with-alt',
    enabled: hasProject,
    checked: ({ session }) => session.getState().screen === name,
    run: ({ session }) => session.setState({ screen: name }),
  };
}

/** An edit, or one with what a caller shows once it is made. */
export type MadeEdit = Edit | { readonly edit: Edit };

/** Commits what `make` gives, and gives it back; null without a project. For edits that are asked for in panels. */
export function commitEdit<T extends MadeEdit>(
  services: Services,
  make: (document: DocumentStore, context: EditContext) => T,
): T | null {
  const document = openDocument(services);
  if (!document) return null;
  const made: T = make(document, editContext(document));
  document.commit('edit' in made ? made.edit : made);
  return made;
}

function canLink(services: Services): true | string {
  const possible = canEditOnMap(services);
  return possible === true ? hasSelection(services) : possible;
}

/** Whether the inspector has a field that says whom, or which group, the selected boxes show. */
function canFollow(services: Services): true | string {
  const possible = canLink(services);
  if (possible !== true) return possible;
  const boxes = selectedBoxes(services);
  if (boxes.some(({ link, groupId }) => link || groupId)) return true;
  const [first, ...others] = boxes.map(({ classId }) => classId);
  const boxClass = first && openDocument(services)?.get('classes', first);
  const one = others.every((id) => id === first);
  const followed = boxClass && (isHull(boxClass) || boxClass.category === 'cargo');
  return (one && followed) || 'Boxes of one class, ships or containers, can be followed.';
}

export const VESSEL_COMMANDS: readonly Command[] = [
  screen('annotate', 'Annotate', ['Alt+1'], 'scan'),
  screen('vessels', 'Vessels', ['Alt+3'], 'ship'),
  screen('log', 'Log', ['Alt+4'], 'history'),
  {
    id: 'vessels.new',
    label: 'Add a vessel',
    group: 'Vessels',
    icon: 'plus',
    keys: [],
    enabled: canEdit,
    run: (services) => {
      const made = commitEdit(services, (document, context) => createVessel(document, context, {}));
      if (!made) return;
      services.session.setState({ vesselId: made.vesselId, groupId: null, screen: 'vessels' });
      // React shows the new vessel, to be named, in a microtask that is queued before this one.
      queueMicrotask(() => reachField(services, 'focusName'));
    },
  },
  {
    id: 'vessels.link',
    label: 'Link the selected boxes to a vessel or group',
    group: 'Vessels',
    icon: 'link',
    keys: ['u'],
    keywords: 'sighting identity hull containers stack',
    enabled: canFollow,
    run: (services) => {
      const { panels, session } = services;
      if (!panels.focusFollowed) {
        session.setState((state) => ({ panels: { ...state.panels, inspector: true } }));
      }
      reachField(services, 'focusFollowed');
    },
  },
  {
    id: 'vessels.link-new',
    label: 'Link the selected boxes to a new vessel',
    group: 'Vessels',
    icon: 'ship',
    keys: ['Shift+U'],
    enabled: canLink,
    run: (services) => {
      const boxIds = selectedBoxes(services).map(({ id }) => id);
      commitEdit(
        services,
        (document, context) => linkToNewVessel(document, context, { boxIds }).edit,
      );
    },
  },
  {
    id: 'vessels.unlink',
    label: 'Unlink the selected boxes',
    group: 'Vessels',
    icon: 'unlink',
    keys: [],
    enabled: canLink,
    run: (services) => {
      const boxIds = selectedBoxes(services).map(({ id }) => id);
      commitEdit(services, (document, context) => unlinkBoxes(document, context, { boxIds }));
    },
  },
  {
    id: 'vessels.pair',
    label: 'Pair the ships of two dates',
    group: 'Vessels',
    icon: 'merge',
    keys: ['Shift+V'],
    keywords: 'assignment match identity link before after',
    enabled: hasProject,
    run: ({ session }) => session.setState({ dialog: 'pair-ships' }),
  },
  {
    id: 'view.chips',
    label: 'Show this place on every date',
    group: 'View',
    icon: 'grid-2x2',
    keys: ['y'],
    keywords: 'chips cut out series before after',
    enabled: hasSelection,
    run: ({ session }) => session.setState({ dialog: 'chips' }),
  },
  {
    id: 'groups.new',
    label: 'Put the selected boxes into a new group',
    group: 'Vessels',
    icon: 'boxes',
    keys: [],
    keywords: 'containers cargo stack',
    enabled: canLink,
    run: (services) => {
      const boxIds = selectedBoxes(services).map(({ id }) => id);
      commitEdit(services, (document, context) => createGroup(document, context, { boxIds }).edit);
    },
  },
  {
    id: 'groups.leave',
    label: 'Take the selected boxes out of their group',
    group: 'Vessels',
    keys: [],
    enabled: canLink,
    run: (services) => {
      const boxIds = selectedBoxes(services).map(({ id }) => id);
      commitEdit(services, (document, context) => unassignBoxes(document, context, { boxIds }));
    },
  },
];
