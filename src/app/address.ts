/** The open project stands in the page's address, so that a reload comes back to it. */
import { notifyError } from '../commands/notify';
import { closeProject, openProject } from '../commands/project/projects';
import type { Services } from '../commands/types';
import { ProjectId } from '../domain/model/ids';

const PREFIX = '#/project/';

function projectInAddress(): ProjectId | null {
  if (!location.hash.startsWith(PREFIX)) return null;
  const parsed = ProjectId.safeParse(decodeURIComponent(location.hash.slice(PREFIX.length)));
  return parsed.success ? parsed.data : null;
}

/** What stands in the address for the open project; empty without one. */
function hashOf({ workspace }: Services): string {
  const { current } = workspace.getState();
  return current ? PREFIX + encodeURIComponent(current.document.projectId) : '';
}

async function follow(services: Services): Promise<void> {
  const wanted = projectInAddress();
  const open = services.workspace.getState().current?.document.projectId ?? null;
  if (wanted === open) return;
  if (wanted === null) closeProject(services);
  else await openProject(services, wanted);
}

/** The page's tab has the name of the open project, also when it is given another one. */
function nameThePage(services: Services): void {
  const name = () => {
    const open = services.workspace.getState().current?.document;
    document.title = open ? `${open.project.name} – Quaymark` : 'Quaymark';
  };
  let stop: () => void = () => undefined;
  const follow = () => {
    stop();
    stop = services.workspace.getState().current?.document.subscribe(name) ?? (() => undefined);
    name();
  };
  followOpen(services, follow);
  follow();
}

/**
 * Follows which project is open: a new one once it is stored, since an address is to lead somewhere, and both make
 * the browser work while its first picture is drawn.
 */
function followOpen({ workspace }: Services, follow: () => void): void {
  workspace.subscribe(({ current }) => {
    if (!current || current.document.isOnRecord) return follow();
    const { hash } = location;
    // Who has gone back meanwhile is on the way to something else.
    const stillOpen = () => {
      if (workspace.getState().current === current && location.hash === hash) follow();
    };
    current.document.flushed().then(stillOpen, stillOpen);
  });
}

/** Opens what the address names, and keeps address and open project the same from then on. */
export async function followAddress(services: Services): Promise<void> {
  const tryFollow = () =>
    follow(services).catch((error: unknown) => {
      notifyError(services.session, error);
      history.replaceState(null, '', location.pathname + location.search + hashOf(services));
    });
  await tryFollow();
  nameThePage(services);
  followOpen(services, () => {
    const hash = hashOf(services);
    if (location.hash !== hash)
      history.pushState(null, '', location.pathname + location.search + hash);
  });
  window.addEventListener('popstate', () => void tryFollow());
}
