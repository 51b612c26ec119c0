/** The vessels' screen: who there is, where each was seen and when, and what is claimed of it. */
import { useState } from 'react';
import type { BoxId } from '../../domain/model/ids';
import type { Sighting } from '../../domain/tracks/vessel-log';
import { CommandButton } from '../command-controls';
import { useDocument, useServices, useSession } from '../context';
import { Badge, EmptyState } from '../kit';
import { datesOf } from './dates';
import { GroupView } from './group-view';
import { IdentityPanel } from './identity-panel';
import { PresenceChart } from './presence-chart';
import { StayList } from './stay-list';
import { type KnownVessel, useVessels } from './use-vessels';
import { VesselList } from './vessel-list';
import { VesselLogView } from './vessel-log-view';
import { VesselMenu } from './vessel-menu';
import css from './vessels-screen.module.css';

function NoVessels() {
  return (
    <div className={css.none}>
      <EmptyState
        icon="ship"
        title="No vessels yet"
        text="Select a ship’s box on a frame and press U: link it to a vessel, or make a new one. A link says how likely it is and why; nothing is linked by itself."
      >
        <CommandButton id="screen.annotate" label="Go to the frames" kind="primary" icon={false} />
        <CommandButton id="vessels.new" />
      </EmptyState>
    </div>
  );
}

export function VesselsScreen() {
  const { session } = useServices();
  const vessels = useVessels();
  const document = useDocument();
  const chosen = useSession((state) => state.vesselId);
  const groupId = useSession((state) => state.groupId);
  const groups = [...document.all('groups')].sort((a, b) => a.name.localeCompare(b.name));
  const known = vessels.find(({ vessel }) => vessel.id === chosen) ?? vessels[0];
  const group = groups.find(({ id }) => id === groupId) ?? (known ? undefined : groups[0]);
  return (
    <div className={css.screen}>
      <VesselList
        vessels={vessels}
        groups={groups}
        current={group?.id ?? known?.vessel.id ?? null}
        onChoose={(vesselId) => session.setState({ vesselId, groupId: null })}
        onGroup={(id) => session.setState({ groupId: id })}
      />
      {group ? (
        <GroupView key={group.id} group={group} />
      ) : known ? (
        <VesselView key={known.vessel.id} known={known} all={vessels} />
      ) : (
        <NoVessels />
      )}
    </div>
  );
}

function VesselView({
  known,
  all,
}: {
  readonly known: KnownVessel;
  readonly all: readonly KnownVessel[];
}) {
  const { vessel, log } = known;
  const [current, setCurrent] = useState<BoxId | null>(null);
  const shown: Sighting | null =
    log.sightings.find(({ box }) => box.id === current) ?? log.sightings[0] ?? null;
  const sites = new Set(log.sightings.map(({ frame }) => frame.siteId)).size;
  const dates = datesOf(log.sightings);
  return (
    <>
      <div className={css.middle}>
        <header className={css.vesselHead}>
          <h2 className={`${css.name} ellipsis`} title={vessel.name}>
            {vessel.name}
          </h2>
          <Badge>
            {log.sightings.length === 1 ? '1 sighting' : `${log.sightings.length} sightings`}
          </Badge>
          <Badge>{sites === 1 ? '1 site' : `${sites} sites`}</Badge>
          {dates ? <Badge>{dates}</Badge> : null}
          <span className={css.space} />
          <VesselMenu known={known} all={all} shown={shown} />
        </header>
        <h3 className={css.heading}>Seen, moved, not seen</h3>
        {log.sightings.length === 0 ? (
          <EmptyState
            icon="link"
            title="Not seen on any frame yet"
            text="Select a ship’s box on a frame, press U and choose this vessel."
          />
        ) : (
          <>
            <VesselLogView
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
