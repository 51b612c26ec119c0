/** Files that are being opened, so that none is lost without a word when the page goes away meanwhile. */
import type { ProjectId } from '../../domain/model/ids';
import { layDownUnopened, takeUnopened } from '../../store/unopened-files';
import { notify } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';

type Left = () => readonly string[];

const opening = new WeakMap<Services, Set<Left>>();
/** The project whose next opening is to name them. */
const noted = new WeakMap<Services, ProjectId>();

/** Does work that opens files one after the other; `left` names those that are not opened yet. */
export async function whileOpening<T>(
  services: Services,
  left: Left,
  work: () => Promise<T>,
): Promise<T> {
  const all = opening.get(services) ?? new Set();
  opening.set(services, all);
  all.add(left);
  noteUnopened(services);
  try {
    return await work();
  } finally {
    all.delete(left);
    noteUnopened(services);
  }
}

/**
 * What is left changes, or the page goes away: the next one that opens this project is to say what was not
 * opened. A page that crashes is not asked any more, hence the first.
 */
export function noteUnopened(services: Services): void {
  const projectId = openDocument(services)?.projectId ?? noted.get(services);
  if (!projectId) return;
  const names = [...(opening.get(services) ?? [])].flatMap((left) => left());
  const before = noted.get(services);
  // Leaving a project ends what was being opened in it: of that nothing is to be said.
  if (before && before !== projectId) layDownUnopened(before, []);
  noted.set(services, projectId);
  layDownUnopened(projectId, names);
}

/** Says which files the page before was still opening. */
export function tellUnopened({ session }: Services, projectId: ProjectId): void {
  const names = takeUnopened(projectId);
  const [only] = names;
  if (only === undefined) return;
  const rest = 'when the page was left: open';
  if (names.length === 1) {
    notify(session, 'warn', `“${only}” was still being read ${rest} it again.`);
    return;
  }
  notify(session, 'warn', `${names.length} files were still being read ${rest} them again.`, names);
}
