/** The one dialog that is open, by the session's word for it. */
import {
  type ComponentType,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { DialogName } from '../../store/session';
import { useServices, useSession, useWorkspace } from '../context';
import type { DialogContentProps, HostedProps } from './dialog-props';
import { NOTHING_TYPED, TypeAhead, type TypedAhead } from './typed-ahead';

/** Dialogs are fetched when they are first opened: none belongs to the first picture. */
const DIALOGS: Readonly<Record<DialogName, ComponentType<HostedProps>>> = {
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
  return <Hosted key={dialog} dialog={dialog} onClose={onClose} />;
}

/**
 * When the dialog is gone, the focus is where it was before; where that is gone too, on the map. The dialog
 * itself knows only what had it when its code had come.
 */
function useFocusBack(): void {
  const { map } = useServices();
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog has put it where it thinks it belongs.
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const known = before instanceof HTMLElement && before !== document.body;
        if (known && before.isConnected) before.focus();
        else map.current?.focus();
      });
    },
    [before, map],
  );
}

type HostedDialog = DialogContentProps & { readonly dialog: DialogName };

function Hosted({ dialog, onClose }: HostedDialog) {
  const typed = useRef<TypedAhead>(NOTHING_TYPED);
  useFocusBack();
  const Content = DIALOGS[dialog];
  return (
    <Suspense fallback={<TypeAhead typed={typed} onClose={onClose} />}>
      <Content onClose={onClose} typed={typed} />
    </Suspense>
  );
}
