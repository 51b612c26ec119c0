/** Start-up: puts the parts together and shows the first screen. */
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { notifyError } from '../commands/notify';
import { canLeave } from '../commands/rescue';
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

// The map is the largest part; the start screen does without it.
const loadWorkspace = () => import('../ui/shell/workspace');
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }));

function Screen() {
  const workspace = useWorkspace();
  return (
    <>
      {workspace ? (
        <Suspense fallback={null}>
          <Workspace key={workspace.document.projectId} />
        </Suspense>
      ) : (
        <StartScreen />
      )}
      <DialogHost />
    </>
  );
}

/** After the first screen has been drawn. */
const WARM_UP_MS = 200;

async function start(root: HTMLElement): Promise<void> {
  const services = createServices();
  window.addEventListener('unhandledrejection', (event) =>
    notifyError(services.session, event.reason),
  );
  window.addEventListener('beforeunload', (event) => {
    const kept = services.workspace.getState().current?.document.keepWaiting() ?? true;
    if (!kept || canLeave(services) !== true) event.preventDefault();
  });
  window.addEventListener('pagehide', () => {
    services.workspace.getState().current?.document.keepWaiting();
  });
  bindKeyboard(services);
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
    loadWorkspace().catch((error: unknown) => console.warn(error));
    services.imagery.warmUp();
  }, WARM_UP_MS);
  // Copies left by a crash only take up room, so they wait until the first screen is there.
  await sweepUnfinishedCopies();
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root element.');
void start(root);
