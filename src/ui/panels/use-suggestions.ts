/** Which vessels a box may show: at once by size, class and way, then with how the hulls look. */
import { useEffect, useMemo, useState } from 'react';
import { notifyError } from '../../commands/notify';
import {
  type Suggestion,
  suggestByLooks,
  suggestLinks,
} from '../../commands/vessels/suggest-links';
import type { Box } from '../../domain/model/box';
import { useDocument, useDocumentRevision, useServices } from '../context';

/** Stepping from box to box starts no comparison at every step. */
const SETTLED_MS = 150;

export type Suggestions = {
  readonly list: readonly Suggestion[];
  /** Whether looks are in it: before, they are being compared. */
  readonly looked: boolean;
};

/**
 * `box`: null for none. `held`: the pointer or the focus is in the list, whose order then stays as it is, so that nothing is
 * clicked that was not meant.
 */
export function useSuggestions(box: Box | null, held: boolean): Suggestions {
  const services = useServices();
  const document = useDocument();
  const revision = useDocumentRevision();
  const blind = useMemo(
    () => (revision < 0 || !box ? [] : suggestLinks(document, box)),
    [document, revision, box],
  );
  const [looked, setLooked] = useState<{
    readonly of: readonly Suggestion[];
    readonly list: readonly Suggestion[];
  } | null>(null);
  const [order, setOrder] = useState<readonly string[]>([]);
  useEffect(() => {
    if (blind.length === 0 || !box) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      suggestByLooks(services, document, box, stop.signal).then(
        (list) => {
          if (!stop.signal.aborted) setLooked({ of: blind, list });
        },
        (error: unknown) => {
          if (!stop.signal.aborted) notifyError(services.session, error);
        },
      );
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [services, document, box, blind]);
  const fresh = looked?.of === blind ? looked.list : null;
  const list = fresh ?? blind;
  const ids = list.map(({ vessel }) => vessel.id as string);
  const known = order.length === ids.length && ids.every((id) => order.includes(id));
  const shown = held && known ? order : ids;
  if (shown.join() !== order.join()) setOrder(shown);
  const sorted = [...list].sort((a, b) => shown.indexOf(a.vessel.id) - shown.indexOf(b.vessel.id));
  return { list: sorted, looked: fresh !== null };
}
