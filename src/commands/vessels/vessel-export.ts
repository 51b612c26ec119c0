/** The logs of vessels and the table of a site as files for the reader: CSV. */
import { fileName } from '../../domain/file-name';
import type { SiteId, VesselId } from '../../domain/model/ids';
import { csvOf } from '../../domain/tracks/csv';
import { logRows } from '../../domain/tracks/log-table';
import { occupancyRows } from '../../domain/tracks/occupancy-table';
import { openDocument } from '../open-document';
import type { Services } from '../types';

function hand(services: Services, name: string, rows: readonly (readonly string[])[]): void {
  services.download(fileName(name, 'csv'), new Blob([csvOf(rows)], { type: 'text/csv' }));
}

/** One line for each sighting and each leg; of all vessels where none is named. */
export function exportVesselLog(services: Services, vesselId: VesselId | null): void {
  const document = openDocument(services);
  if (!document) return;
  const vessels = [...document.all('vessels')].filter(({ id }) => !vesselId || id === vesselId);
  const [only] = vessels;
  const name = vesselId && only ? `${only.name} log` : `${document.project.name} log`;
  hand(services, name, logRows(document, vessels));
}

/** The table of who and what was present on each date. */
export function exportOccupancy(services: Services, siteId: SiteId): void {
  const document = openDocument(services);
  const site = document?.get('sites', siteId);
  if (document && site) hand(services, `${site.name} by date`, occupancyRows(document, site));
}
