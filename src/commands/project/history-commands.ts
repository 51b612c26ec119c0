/** Undo and redo. */
import { openDocument } from '../box-access';
import { canEdit } from '../conditions';
import { dropMissing } from '../frames/drop-missing';
import type { Command, Services } from '../types';

function can(
  services: Services,
  label: (document: NonNullable<ReturnType<typeof openDocument>>) => string | null,
  sentence: string,
) {
  const possible = canEdit(services);
  if (possible !== true) return possible;
  const document = openDocument(services);
  // While a step is on its way the next one waits behind it, and finds out then.
  if (document?.historyBusy) return true;
  return (document !== null && label(document) !== null) || sentence;
}

/** What it was may lie on another frame or screen, or have come by itself since the last thing done by hand. */
function tellPassing({ session }: Services, what: string, label: string | null | undefined): void {
  if (label) session.setState({ passing: { text: `${what}: ${label}` } });
}

export const HISTORY_COMMANDS: readonly Command[] = [
  {
    id: 'edit.undo',
    label: 'Undo',
    group: 'Edit',
    icon: 'undo-2',
    keys: ['$mod+z'],
    enabled: (services) => can(services, (document) => document.undoLabel, 'Nothing to undo.'),
    run: async (services) => {
      services.map.current?.cancelGesture();
      tellPassing(services, 'Taken back', await openDocument(services)?.undo());
      dropMissing(services);
    },
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    group: 'Edit',
    icon: 'redo-2',
    keys: ['$mod+Shift+Z', '$mod+y'],
    enabled: (services) => can(services, (document) => document.redoLabel, 'Nothing to redo.'),
    run: async (services) => {
      tellPassing(services, 'Done again', await openDocument(services)?.redo());
      dropMissing(services);
    },
  },
];
