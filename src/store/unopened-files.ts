/**
 * The names of files that were still being opened when the page went away, in local storage, which is
 * written at once. Browsers let the page alone read on what was dropped on it, so that the next one can only
 * say which files they were.
 */
import { z } from 'zod';
import type { ProjectId } from '../domain/model/ids';

const Names = z.array(z.string());

const keyOf = (projectId: ProjectId) => `quaymark:unopened:${projectId}`;

/** Takes the place of what was laid down before. */
export function layDownUnopened(projectId: ProjectId, names: readonly string[]): void {
  if (typeof localStorage === 'undefined') return;
  try {
    if (names.length === 0) localStorage.removeItem(keyOf(projectId));
    else localStorage.setItem(keyOf(projectId), JSON.stringify(names));
  } catch (error) {
    // No room or no storage at all, and nobody is there any more to be told.
    console.warn(error);
  }
}

/** What an earlier page laid down, once. */
export function takeUnopened(projectId: ProjectId): readonly string[] {
  if (typeof localStorage === 'undefined') return [];
  const text = localStorage.getItem(keyOf(projectId));
  localStorage.removeItem(keyOf(projectId));
  if (text === null) return [];
  try {
    return Names.parse(JSON.parse(text));
  } catch (error) {
    // Something else has written there; a project opens all the same.
    console.warn(error);
    return [];
  }
}
