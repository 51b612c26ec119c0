/** Where the frames of a site lie, this one among them. */
import { useMemo } from 'react';
import { framesOfSite } from '../../commands/frame-order';
import { formatAcquired } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import type { Site } from '../../domain/model/project';
import type { WorldData } from '../../map/world-map/world-map';
import { useDocument, useDocumentRevision } from '../context';
import { WorldMapView } from '../vessels/world-map';

const HEIGHT = 180;

export function FrameOverview({ frame }: { readonly frame: Frame }) {
  const revision = useDocumentRevision();
  const document = useDocument();
  const data = useMemo(
    () =>
      revision < 0
        ? null
        : overviewOf(
            framesOfSite(document, frame.siteId),
            frame,
            document.get('sites', frame.siteId),
          ),
    [document, revision, frame],
  );
  if (!data || data.footprints.length === 0) return null;
  return <WorldMapView data={data} label="Where the frames of the site lie" height={HEIGHT} />;
}

function overviewOf(frames: readonly Frame[], current: Frame, site: Site | undefined): WorldData {
  const sites = site?.center ? [{ id: site.id, name: site.name, lonLat: site.center }] : [];
  const footprints = frames.flatMap(({ id, title, acquired, footprint }) =>
    footprint
      ? [
          {
            id,
            label: `${title}, ${formatAcquired(acquired)}`,
            ring: footprint,
            current: id === current.id,
          },
        ]
      : [],
  );
  return { sites, sightings: [], legs: [], footprints };
}
