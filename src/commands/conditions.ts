/** When a command is possible: true, or the sentence that says why not. */
import type { Services } from './types';

export function hasProject({ workspace }: Services): true | string {
  return workspace.getState().current !== null || 'Open a project first.';
}

/** True when the open project can be edited in this tab. */
export function canEdit({ workspace }: Services): true | string {
  const { current } = workspace.getState();
  if (!current) return 'Open a project first.';
  return current.document.lockedReason ?? true;
}

/** Whether boxes are in view: what is done to them is to be seen. */
export function seesMap({ session }: Services): true | string {
  const { screen } = session.getState();
  return screen === 'annotate' || screen === 'compare' || 'Open Annotate or Compare first.';
}

/** True when what the map shows can be edited in this tab. */
export function canEditOnMap(services: Services): true | string {
  const possible = canEdit(services);
  return possible === true ? seesMap(services) : possible;
}

export function hasFrame({ session }: Services): true | string {
  return session.getState().frameId !== null || 'Open a frame first.';
}

export function hasSelection({ session }: Services): true | string {
  return session.getState().selection.length > 0 || 'Select a box first.';
}
