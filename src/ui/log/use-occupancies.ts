/** The tables of all sites, made anew only when records change. */
import { useMemo } from 'react';
import { type Occupancy, occupancy } from '../../domain/tracks/occupancy';
import { useDocument, useDocumentRevision } from '../context';

export function useOccupancies(): readonly Occupancy[] {
  const document = useDocument();
  const revision = useDocumentRevision();
  return useMemo(
    () =>
      revision < 0
        ? []
        : [...document.all('sites')]
            .map((site) => occupancy(document, site))
            .filter(({ frames }) => frames.length > 0)
            .sort((a, b) => b.frames.length - a.frames.length),
    [document, revision],
  );
}
