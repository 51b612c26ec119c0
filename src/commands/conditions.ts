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

export function hasFrame({ session }: Services): true | string {
  return session.getState().frameId !== null || 'Open a frame first.';
}

export function hasSelection({ session }: Services): true | string {
  return session.getState().selection.length > 0 || 'Select a box first.';
}
