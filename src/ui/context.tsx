/** How React reaches the services, the open document and the session. */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { notifyError } from '../commands/notify';
import type { Services, Workspace } from '../commands/types';
import type { SaveState } from '../store/commit-writer';
import type { DocumentStore } from '../store/document-store';
import { listProjects, type ProjectSummary } from '../store/library';
import type { Readout, SessionState } from '../store/session';

const ServicesContext = createContext<Services | null>(null);

export function ServicesProvider({
  services,
  children,
}: {
  services: Services;
  children: ReactNode;
}) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider above it.');
  return services;
}

/** The open project, or null on the start screen. */
export function useWorkspace(): Workspace | null {
  const { workspace } = useServices();
  return useSyncExternalStore(workspace.subscribe, () => workspace.getState().current);
}

export function useDocument(): DocumentStore {
  const workspace = useWorkspace();
  if (!workspace) throw new Error('useDocument needs an open project.');
  return workspace.document;
}

/** Re-renders on every change of the document; gives its revision. */
export function useDocumentRevision(): number {
  const document = useDocument();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stopRecords = document.subscribe(listener);
      const stopSaving = document.subscribeSaveState(listener);
      return () => {
        stopRecords();
        stopSaving();
      };
    },
    [document],
  );
  return useSyncExternalStore(subscribe, () => document.revision);
}

/** Re-renders when the selected part of the session changes; select must give stable references. */
export function useSession<T>(select: (state: SessionState) => T): T {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, () => select(session.getState()));
}

export function useReadout<T>(select: (state: ReturnType<Readout['getState']>) => T): T {
  const { readout } = useServices();
  return useSyncExternalStore(readout.subscribe, () => select(readout.getState()));
}

export function useSaveState(): SaveState {
  const document = useDocument();
  const subscribe = useCallback(
    (listener: () => void) => document.subscribeSaveState(listener),
    [document],
  );
  return useSyncExternalStore(subscribe, () => document.saveState);
}

/** The sentence that says why editing is not possible, or null; follows changes. */
export function useLockedReason(): string | null {
  const document = useDocument();
  useDocumentRevision();
  useSaveState();
  return document.lockedReason;
}

/** The projects of this browser, newest first; null while they are being read. */
export function useProjects(): { projects: readonly ProjectSummary[] | null; refresh: () => void } {
  const { db, session } = useServices();
  const [projects, setProjects] = useState<readonly ProjectSummary[] | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = turn >= 0;
    listProjects(db).then(
      (found) => {
        if (current) setProjects(found);
      },
      (error: unknown) => {
        notifyError(session, error);
        if (current) setProjects([]);
      },
    );
    return () => {
      current = false;
    };
  }, [db, session, turn]);
  return { projects, refresh: useCallback(() => setTurn((n) => n + 1), []) };
}

export type StorageFacts = {
  readonly usedBytes: number;
  readonly allowedBytes: number;
  readonly persisted: boolean;
};

/** What the browser says of this origin's storage; null while unknown. */
export function useStorage(): { facts: StorageFacts | null; persist: () => void } {
  const [facts, setFacts] = useState<StorageFacts | null>(null);
  const read = useCallback(async () => {
    const [estimate, persisted] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ]);
    setFacts({ usedBytes: estimate.usage ?? 0, allowedBytes: estimate.quota ?? 0, persisted });
  }, []);
  useEffect(() => {
    void read();
  }, [read]);
  const persist = useCallback(() => {
    void navigator.storage.persist().then(read);
  }, [read]);
  return { facts, persist };
}
