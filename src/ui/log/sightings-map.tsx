/** Where all vessels were seen, on a map that needs no network. */
import { useMemo } from 'react';
import { goToBoxes } from '../../commands/go-to';
import { formatAcquired, formatDistance } from '../../domain/geo/format-numbers';
import type { WorldData } from '../../map/world-map/world-types';
import { useDocument, useDocumentRevision, useServices } from '../context';
import type { KnownVessel } from '../vessels/use-vessels';
import { legTime } from '../vessels/vessel-texts';
import { WorldMapView } from '../vessels/world-map';
import css from './log-screen.module.css';

const HEIGHT = 360;

export function SightingsMap({ vessels }: { readonly vessels: readonly KnownVessel[] }) {
  const services = useServices();
  const document = useDocument();
  const revision = useDocumentRevision();
  const data = useMemo((): WorldData => {
    const sites = revision < 0 ? [] : [...document.all('sites')];
    return {
      sites: sites.flatMap(({ id, name, center }) =>
        center ? [{ id, name, lonLat: center }] : [],
      ),
      sightings: vessels.flatMap(({ vessel, log }) =>
        log.sightings.flatMap(({ box, frame, measures }) =>
          measures
            ? [
                {
                  id: box.id,
                  lonLat: measures.center,
                  time: formatAcquired(frame.acquired),
                  vesselId: vessel.id,
                  color: vessel.color,
                  label: vessel.name,
                },
              ]
            : [],
        ),
      ),
      legs: vessels.flatMap(({ vessel, log }) =>
        log.legs.flatMap(({ from, to, leg, sameSite }) =>
          leg && from.measures && to.measures && !sameSite
            ? [
                {
                  from: from.measures.center,
                  to: to.measures.center,
                  label: `${vessel.name}: ${formatDistance(leg.distanceM)} in ${legTime(leg)}`,
                  flag: leg.impossible ? 'No cargo ship makes this in the time.' : null,
                  color: vessel.color,
                },
              ]
            : [],
        ),
      ),
      footprints: [],
    };
  }, [document, revision, vessels]);
  if (data.sightings.length === 0) return null;
  return (
    <section className={css.site} aria-label="Map of all sightings">
      <header className={css.siteHead}>
        <h3>Where they were seen</h3>
        <span className={css.aside}>
          lines are the shortest way: where a vessel went is not known
        </span>
      </header>
      <WorldMapView
        data={data}
        label="Sightings of all vessels"
        height={HEIGHT}
        onSighting={(id) => {
          const box = [...document.all('boxes')].find((one) => one.id === id);
          if (box) goToBoxes(services, box.frameId, [box.id]);
        }}
      />
    </section>
  );
}
