/**
 * Boxes as they are stored: some dozens in one row, a page. The browser takes 0.1 ms to write a row, which for
 * 100,000 boxes by themselves came to ten seconds; a page costs little more than one box. Pages go by the
 * boxes' numbers, which never change, so that a box is found without an index.
 */
import type { Box } from '../domain/model/box';
import type { PatchOf } from '../domain/model/commit';
import type { BoxId, ProjectId } from '../domain/model/ids';

export type BoxPage = {
  readonly projectId: ProjectId;
  readonly page: number;
  /** How many boxes it holds: an index tells it without reading them. */
  readonly count: number;
  /** By number. */
  readonly boxes: readonly Box[];
};

/** An edit of one box writes its page whole, about 700 bytes for each box of it. */
const BOXES_PER_PAGE = 32;

const pageOf = ({ number }: Box) => Math.floor(number / BOXES_PER_PAGE);

/** What becomes of boxes of a page; null for those that are there no more. */
export type PageChange = ReadonlyMap<BoxId, Box | null>;

/** What patches change, by page. */
export function pageChanges(patches: readonly PatchOf<'boxes'>[]): ReadonlyMap<number, PageChange> {
  const changes = new Map<number, Map<BoxId, Box | null>>();
  const note = (box: Box, becomes: Box | null) => {
    const change = changes.get(pageOf(box)) ?? new Map<BoxId, Box | null>();
    changes.set(pageOf(box), change.set(box.id, becomes));
  };
  for (const { before, after } of patches) {
    if (before) note(before, null);
    if (after) note(after, after);
  }
  return changes;
}

/** A page as it is after a change; without boxes where none is left. */
export function changedPage(
  { projectId, page }: Pick<BoxPage, 'projectId' | 'page'>,
  change: PageChange,
  known: BoxPage | undefined,
): BoxPage {
  const untouched = known?.boxes.filter(({ id }) => !change.has(id)) ?? [];
  const written = [...change.values()].filter((box) => box !== null);
  const boxes = [...untouched, ...written].sort((a, b) => a.number - b.number);
  return { projectId, page, count: boxes.length, boxes };
}

/** All boxes of a project as pages, for databases in which each had a row of its own. */
export function pagesOf(projectId: ProjectId, boxes: readonly Box[]): readonly BoxPage[] {
  const patches = boxes.map((box): PatchOf<'boxes'> => {
    return { table: 'boxes', id: box.id, before: null, after: box };
  });
  return Array.from(pageChanges(patches), ([page, change]) =>
    changedPage({ projectId, page }, change, undefined),
  );
}
