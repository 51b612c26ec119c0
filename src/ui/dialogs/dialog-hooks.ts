/** Hooks for dialogs that also open without a project. */
import { useCallback, useSyncExternalStore } from 'react';
import { useWorkspace } from '../context';

/** The revision of the open project, −1 without one; follows changes. */
export function useDocumentRevisionIfOpen(): number {
  const document = useWorkspace()?.document ?? null;
  const subscribe = useCallback(
    (listener: () => void) => document?.subscribe(listener) ?? (() => undefined),
    [document],
  );
  return useSyncExternalStore(subscribe, () => document?.revision ?? -1);
}
