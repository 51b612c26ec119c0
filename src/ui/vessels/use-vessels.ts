/** The vessels of the open project with their logs, made anew only when records change. */
import { useMemo } from 'react';
import type { Vessel } from '../../domain/model/vessel';
import { type VesselLog, vesselLog } from '../../domain/tracks/vessel-log';
import { useDocument, useDocumentRevision } from '../context';

export type KnownVessel = { readonly vessel: Vessel; readonly log: VesselLog };

/** Those with a claimed identity first, each part by the number of sightings. */
export function useVessels(): readonly KnownVessel[] {
  const document = useDocument();
  const revision = useDocumentRevision();
  return useMemo(() => {
    if (revision < 0) return [];
    return [...document.all('vessels')]
      .map((vessel) => ({ vessel, log: vesselLog(document, vessel.id) }))
      .sort(
        (a, b) =>
          Number(b.vessel.claims.length > 0) - Number(a.vessel.claims.length > 0) ||
          b.log.sightings.length - a.log.sightings.length ||
          a.vessel.name.localeCompare(b.vessel.name, undefined, { numeric: true }),
      );
  }, [document, revision]);
}
