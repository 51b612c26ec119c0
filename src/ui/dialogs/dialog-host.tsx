/** The one dialog that is open, by the session's word for it. */
import { type ComponentType, lazy, Suspense, useCallback } from 'react';
import type { DialogName } from '../../store/session';
import { useServices, useSession, useWorkspace } from '../context';
import type { DialogContentProps } from './dialog-props';

/** Dialogs are fetched when they are first opened: none belongs to the first picture. */
const DIALOGS: Readonly<Record<DialogName, ComponentType<DialogContentProps>>> = {
  palette: lazy(async () => ({ default: (await import('./palette')).Palette })),
  help: lazy(async () => ({ default: (await import('./help-dialog')).HelpDialog })),
  export: lazy(async () => ({ default: (await import('./export-dialog')).ExportDialog })),
  import: lazy(async () => ({ default: (await import('./import-dialog')).ImportDialog })),
  classes: lazy(async () => ({ default: (await import('./classes-dialog')).ClassesDialog })),
  'open-url': lazy(async () => ({ default: (await import('./url-dialog')).UrlDialog })),
  frame: lazy(async () => ({ default: (await import('./frame-dialog')).FrameDialog })),
  project: lazy(async () => ({ default: (await import('./project-dialog')).ProjectDialog })),
  join: lazy(async () => ({ default: (await import('./join-dialog')).JoinDialog })),
  place: lazy(async () => ({ default: (await import('./place/place-dialog')).PlaceDialog })),
  align: lazy(async () => ({ default: (await import('../align/align-dialog')).AlignDialog })),
  chips: lazy(async () => ({ default: (await import('./chips-dialog')).ChipsDialog })),
  'pair-ships': lazy(async () => ({ default: (await import('./pair-dialog')).PairDialog })),
  batch: lazy(async () => ({ default: (await import('./batch-dialog')).BatchDialog })),
};

/** Those that make sense without an open project. */
const WITHOUT_PROJECT: readonly DialogName[] = ['palette', 'help', 'import', 'open-url', 'join'];

export function DialogHost() {
  const { session } = useServices();
  const dialog = useSession((state) => state.dialog);
  const workspace = useWorkspace();
  const onClose = useCallback(() => session.setState({ dialog: null }), [session]);
  if (dialog === null) return null;
  if (!workspace && !WITHOUT_PROJECT.includes(dialog)) return null;
  const Content = DIALOGS[dialog];
  return (
    <Suspense fallback={null}>
      <Content onClose={onClose} />
    </Suspense>
  );
}
