/** The log: who and what was present at each site by date, and all vessels along time. */
import { exportOccupancy, exportVesselLog } from '../../commands/vessels/vessel-export';
import { AwayNotice } from '../away-notice';
import { useDocument, useDocumentRevision, useServices } from '../context';
import { Button, EmptyState } from '../kit';
import { LookLegend } from '../vessels/presence-chart';
import { useVessels } from '../vessels/use-vessels';
import { FlowList } from './flow-list';
import { FlowPairs } from './flow-pairs';
import css from './log-screen.module.css';
import { OccupancyChart } from './occupancy-chart';
import { OccupancyTable } from './occupancy-table';
import { SightingsMap } from './sightings-map';
import { Timeline } from './timeline';
import { useOccupancies } from './use-occupancies';

export function LogScreen() {
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  const sites = useOccupancies();
  const vessels = useVessels();
  const [anyFrame] = document.all('frames');
  if (!anyFrame) {
    return (
      <div className={css.screen}>
        <EmptyState
          icon="history"
          title="No frames yet"
          text="Open dated pictures of a port, box the ships and link them to vessels: this page then shows who was where and when."
        />
      </div>
    );
  }
  return (
    <div className={css.screen}>
      <header className={css.head}>
        <h2 className={css.title}>Log</h2>
        <LookLegend color="var(--accent)" numbers />
        <span className={css.space} />
        <Button
          icon="download"
          disabledReason={vessels.length === 0 ? 'There are no vessels yet.' : null}
          onClick={() => exportVesselLog(services, null)}
        >
          Export all vessels’ logs
        </Button>
      </header>
      <div className={css.away}>
        <AwayNotice />
      </div>
      {sites.map((site) => (
        <section key={site.site.id} className={css.site} aria-label={site.site.name}>
          <header className={css.siteHead}>
            <h3>{site.site.name}</h3>
            <span className={css.aside}>
              {site.frames.length === 1 ? '1 frame' : `${site.frames.length} frames`}
            </span>
            <span className={css.space} />
            <Button
              kind="quiet"
              icon="table"
              onClick={() => exportOccupancy(services, site.site.id)}
            >
              Export table
            </Button>
          </header>
          <OccupancyTable occupancy={site} />
          <OccupancyChart occupancy={site} />
          <FlowList occupancy={site} />
        </section>
      ))}
      <FlowPairs />
      {vessels.length > 0 ? <Timeline vessels={vessels} /> : null}
      {vessels.length > 0 ? <SightingsMap vessels={vessels} /> : null}
    </div>
  );
}
