/** What the list of boxes shows and how, kept while the panel is closed or stands behind a tab. */
import { useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { parseFilter } from '../../domain/listing/filter';
import { Lines } from '../../domain/listing/lines';
import { measuring, RowIndex, type RowQuery } from '../../domain/listing/row-index';
import type { Sort } from '../../domain/listing/sort';
import type { ClassId } from '../../domain/model/ids';
import type { DocumentStore } from '../../store/document-store';
import { useDocument, useSession } from '../context';

export type ListView = {
  readonly text: string;
  readonly sort: Sort;
  readonly grouped: boolean;
  readonly closed: ReadonlySet<ClassId>;
};

const views = new WeakMap<DocumentStore, StoreApi<ListView>>();

function viewStoreOf(document: DocumentStore): StoreApi<ListView> {
  const known = views.get(document);
  if (known) return known;
  const made = createStore<ListView>(() => ({
    text: '',
    sort: { key: 'number', descending: false },
    grouped: true,
    closed: new Set(),
  }));
  views.set(document, made);
  return made;
}

export function useListView(): readonly [ListView, (change: Partial<ListView>) => void] {
  const store = viewStoreOf(useDocument());
  return [useSyncExternalStore(store.subscribe, store.getState), store.setState];
}

/** Time that measuring may take before the screen gets its turn. */
const SLICE_MS = 8;

/**
 * Calls `step` until it gives true, each time in a task of its own, and gives what ends that. Timers would
 * wait four milliseconds each time.
 */
function inTurns(step: () => boolean): () => void {
  const { port1, port2 } = new MessageChannel();
  const end = () => port1.close();
  port1.onmessage = () => {
    if (step()) end();
    else port2.postMessage(null);
  };
  port2.postMessage(null);
  return end;
}

/** Measures a project's boxes while nothing else goes on, so that the first order by length is there at once. */
function useMeasuredAhead(document: DocumentStore): void {
  useEffect(() => {
    if (typeof requestIdleCallback === 'undefined') return;
    let work: ReturnType<typeof measuring> | undefined;
    const go = (idle: IdleDeadline) => {
      work ??= measuring(document, null);
      if (!work.step(idle.timeRemaining())) asked = requestIdleCallback(go);
    };
    let asked = requestIdleCallback(go);
    return () => cancelIdleCallback(asked);
  }, [document]);
}

export type ListedRows = {
  readonly index: RowIndex;
  readonly lines: Lines;
  /** The lengths that the order or the filter asks for are being computed. */
  readonly measuring: boolean;
  /** Sentences about terms of the filter that could not be used. */
  readonly problems: readonly string[];
  /** Whether the filter asks for anything. */
  readonly filtered: boolean;
};

/** The rows of the panel, following the document, the scope, the filter and the order. */
export function useListedRows(view: ListView): ListedRows {
  const document = useDocument();
  const scope = useSession((state) => state.listScope);
  const frame = useSession((state) => state.frameId);
  const frameId = scope === 'frame' ? frame : null;
  const text = useDeferredValue(view.text);
  const filter = useMemo(() => parseFilter(text), [text]);
  const { sort, grouped, closed } = view;
  const query = useMemo(
    () => ({ frameId, filter, sort, grouped }),
    [frameId, filter, sort, grouped],
  );
  const index = useMemo(() => new RowIndex(document), [document]);
  useMeasuredAhead(document);
  const { revision, measuring: waiting } = useConfigured(index, document, query);
  const lines = useMemo(
    () => (revision >= 0 ? new Lines(index.groups, closed) : new Lines([], closed)),
    [index, closed, revision],
  );
  return { index, lines, measuring: waiting, problems: filter.problems, filtered: !filter.empty };
}

/** Gives the query to the index, first measuring a little at a time where that is needed. */
function useConfigured(index: RowIndex, document: DocumentStore, query: RowQuery) {
  const [state, setState] = useState({ revision: -1, measuring: false });
  useEffect(() => {
    const configure = () => {
      index.configure(query);
      setState({ revision: index.revision, measuring: false });
    };
    if (!RowIndex.needsMeasures(query)) {
      configure();
      return;
    }
    const work = measuring(document, query.frameId);
    if (work.step(SLICE_MS)) {
      configure();
      return;
    }
    setState((old) => ({ ...old, measuring: true }));
    return inTurns(() => {
      const done = work.step(SLICE_MS);
      if (done) configure();
      return done;
    });
  }, [index, document, query]);
  useEffect(
    () =>
      document.subscribe(({ patches }) => {
        index.apply(patches);
        setState((old) => ({ ...old, revision: index.revision }));
      }),
    [document, index],
  );
  return state;
}
