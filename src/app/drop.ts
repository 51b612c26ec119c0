/** Dropping files anywhere on the window. */
import { notifyError } from '../commands/notify';
import { foreseeImage, openFiles, tellUnread } from '../commands/project/open-files';
import type { Services } from '../commands/types';
import { droppedFiles } from './files';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes dropped files; while some are dragged over the window, the page has data-dropping. */
export function acceptDrops(services: Services): void {
  const root = document.documentElement;
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    root.dataset.dropping = 'true';
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) delete root.dataset.dropping;
  });
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    delete root.dataset.dropping;
    const tell = (names: readonly string[]) => tellUnread(services.session, names);
    droppedFiles(event.dataTransfer, tell, (file) => foreseeImage(services, file))
      .then((files) => openFiles(services, files))
      .catch((error: unknown) => notifyError(services.session, error));
  });
}
