/** Start-up: puts the parts together and shows the first screen. */
import { type ComponentType, lazy, StrictMode, Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { noteUnopened } from '../commands/frames/unopened';
import { notifyError } from '../commands/notify';
import { endFirstPicture } from '../commands/project/first-picture';
import { canLeave } from '../commands/project/rescue';
import type { Services } from '../commands/types';
import { ServicesProvider, useWorkspace } from '../ui/context';
import '../ui/styles/global.css';
import { DialogHost } from '../ui/dialogs/dialog-host';
import { StartScreen } from '../ui/shell/start-screen';
import { sweepUnfinishedCopies } from '../workers/image-folder';
import { followAddress } from './address';
import { acceptDrops } from './drop';
import { ErrorBoundary } from './error-boundary';
import { bindKeyboard } from './keyboard';
import { createServices } from './services';
import { tellTakenKeys } from './taken-class-keys';

// The map is the largest part; the start screen does without it.
const LazyWorkspace = lazy(async () => ({ default: await loadWorkspace() }));
/** Once it is there; React shows what was lazy at its first use only 300 ms later. */
let loadedWorkspace: ComponentType | null = null;

async function loadWorkspace(): Promise<ComponentType> {
  const { Workspace } = await import('../ui/shell/workspace');
  loadedWorkspace = Workspace;
  return Workspace;
}

function WorkspaceSlot() {
  // Chosen once: another component in its place would be a new window.
  const [Workspace] = useState(() => loadedWorkspace ?? LazyWorkspace);
  return (
    <Suspense fallback={null}>
      <Workspace />
    </Suspense>
  );
}

function Screen() {
  const workspace = useWorkspace();
  return (
    <>
      {workspace ? <WorkspaceSlot key={workspace.document.projectId} /> : <StartScreen />}
      <DialogHost />
    </>
  );
}

/** After the first screen has been drawn. */
const WARM_UP_MS = 200;

async function warmUp(services: Services): Promise<void> {
  services.imagery.warmUp();
  const Window = await loadWorkspace();
  const { rehearse } = await import('./rehearse');
  await rehearse(services, Window);
}

async function start(root: HTMLElement): Promise<void> {
  const services = createServices();
  window.addEventListener('unhandledrejection', (event) =>
    notifyError(services.session, event.reason),
  );
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') endFirstPicture();
  });
  window.addEventListener('beforeunload', (event) => {
    endFirstPicture();
    const kept = services.workspace.getState().current?.document.keepWaiting() ?? true;
    if (!kept || canLeave(services) !== true) event.preventDefault();
  });
  window.addEventListener('pagehide', () => {
    services.workspace.getState().current?.document.keepWaiting();
    noteUnopened(services);
  });
  bindKeyboard(services);
  tellTakenKeys(services);
  acceptDrops(services);
  await followAddress(services);
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <ServicesProvider services={services}>
          <Screen />
        </ServicesProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
  // The first picture need not wait for what is read while the user still looks for it.
  setTimeout(() => {
    warmUp(services).catch((error: unknown) => console.warn(error));
  }, WARM_UP_MS);
  // Copies left by a crash only take up room, so they wait until the first screen is there.
  await sweepUnfinishedCopies();
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root element.');
void start(root);
