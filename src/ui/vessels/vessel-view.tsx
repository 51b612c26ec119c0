/** One vessel: its sightings as a log, as chips or as a table, its stays, and where it was when. */
import { useState } from 'react';
import type { BoxId } from '../../domain/model/ids';
import { AwayNotice } from '../away-notice';
import { Badge, EmptyState, Segmented } from '../kit';
import { datesOf } from './dates';
import { IdentityPanel } from './identity-panel';
import { PresenceChart } from './presence-chart';
import { SightingChips } from './sighting-chips';
import { SightingTable } from './sighting-table';
import type { SightingsProps } from './sighting-views';
import { StayList } from './stay-list';
import type { KnownVessel } from './use-vessels';
import { VesselLogView } from './vessel-log-view';
import { VesselMenu } from './vessel-menu';
import css from './vessels-screen.module.css';

export type SightingsView = 'log' | 'chips' | 'table';

const VIEWS: readonly { readonly value: SightingsView; readonly label: string }[] = [
  { value: 'log', label: 'Log' },
  { value: 'chips', label: 'Chips' },
  { value: 'table', label: 'Table' },
];
const TITLES: Readonly<Record<SightingsView, string>> = {
  log: 'Seen, moved, not seen',
  chips: 'The hull on each date',
  table: 'Sightings',
};

function Sightings({ view, ...props }: SightingsProps & { readonly view: SightingsView }) {
  switch (view) {
    case 'log':
      return <VesselLogView {...props} />;
    case 'chips':
      return <SightingChips {...props} />;
    case 'table':
      return <SightingTable {...props} />;
  }
}

export type VesselViewProps = {
  readonly known: KnownVessel;
  readonly all: readonly KnownVessel[];
  readonly view: SightingsView;
  readonly onView: (view: SightingsView) => void;
};

export function VesselView({ known, all, view, onView }: VesselViewProps) {
  const { vessel, log } = known;
  const [current, setCurrent] = useState<BoxId | null>(null);
  const shown = log.sightings.find(({ box }) => box.id === current) ?? log.sightings[0] ?? null;
  const sites = new Set(log.sightings.map(({ frame }) => frame.siteId)).size;
  const dates = datesOf(log.sightings);
  return (
    <>
      <div className={css.middle}>
        <header className={css.vesselHead}>
          <h2 className={css.name}>{vessel.name}</h2>
          <Badge>
            {log.sightings.length === 1 ? '1 sighting' : `${log.sightings.length} sightings`}
          </Badge>
          <Badge>{sites === 1 ? '1 site' : `${sites} sites`}</Badge>
          {dates ? <Badge>{dates}</Badge> : null}
          <span className={css.space} />
          <VesselMenu known={known} all={all} shown={shown} />
        </header>
        <div className={css.away}>
          <AwayNotice />
        </div>
        {log.sightings.length === 0 ? (
          <EmptyState
            icon="link"
            title="Not seen on any frame yet"
            text="Select a ship’s box on a frame, press U and choose this vessel."
          />
        ) : (
          <>
            <div className={css.headingRow}>
              <h3>{TITLES[view]}</h3>
              <Segmented
                label="Show the sightings as"
                options={VIEWS}
                value={view}
                onChange={onView}
              />
            </div>
            <Sightings
              view={view}
              log={log}
              current={shown?.box.id ?? null}
              onChoose={({ box }) => setCurrent(box.id)}
            />
            <StayList log={log} />
            <PresenceChart vessel={vessel} log={log} />
          </>
        )}
      </div>
      <IdentityPanel known={known} shown={shown} />
    </>
  );
}
