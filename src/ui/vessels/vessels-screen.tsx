/** The vessels' screen: who there is, where each was seen and when, and what is claimed of it. */
import { useEffect, useRef, useState } from 'react';
import type { VesselId } from '../../domain/model/ids';
import { CommandButton } from '../command-controls';
import { useDocument, useServices, useSession } from '../context';
import { EmptyState, LeaveField } from '../kit';
import { GroupView } from './group-view';
import { useVessels } from './use-vessels';
import { VesselList } from './vessel-list';
import { type SightingsView, VesselView } from './vessel-view';
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
      </EmptyState>
    </div>
  );
}

/** To the line of whoever is shown; a filter may have it hidden. */
function toShownRow(screen: HTMLElement | null): void {
  const row = screen?.querySelector<HTMLElement>('nav [aria-current]');
  if (row) row.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

export function VesselsScreen() {
  const { session } = useServices();
  const vessels = useVessels();
  const project = useDocument();
  const chosen = useSession((state) => state.vesselId);
  /** Kept while going from vessel to vessel. */
  const [view, setView] = useState<SightingsView>('log');
  const screen = useRef<HTMLDivElement>(null);
  const groupId = useSession((state) => state.groupId);
  const groups = [...project.all('groups')].sort((a, b) => a.name.localeCompare(b.name));
  /** Which vessels were shown, the last one first: undoing what made one leads back to the one before. */
  const trail = useRef<readonly VesselId[]>([]);
  const wanted = [...(chosen ? [chosen] : []), ...trail.current];
  const there = wanted.find((id) => vessels.some(({ vessel }) => vessel.id === id));
  const known = vessels.find(({ vessel }) => vessel.id === there) ?? vessels[0];
  const shownId = known?.vessel.id ?? null;
  // Whoever is shown stays shown, also when a new name or claim changes who is first.
  useEffect(() => {
    if (shownId) trail.current = [shownId, ...trail.current.filter((id) => id !== shownId)];
    session.setState({ vesselId: shownId });
  }, [session, shownId]);
  const group = groups.find(({ id }) => id === groupId) ?? (known ? undefined : groups[0]);
  return (
    <div ref={screen} className={css.screen}>
      <VesselList
        vessels={vessels}
        groups={groups}
        current={group?.id ?? known?.vessel.id ?? null}
        onChoose={(vesselId) => session.setState({ vesselId, groupId: null })}
        onGroup={(id) => session.setState({ groupId: id })}
      />
      <LeaveField value={() => toShownRow(screen.current)}>
        {group ? (
          <GroupView key={group.id} group={group} />
        ) : known ? (
          <VesselView
            key={known.vessel.id}
            known={known}
            all={vessels}
            view={view}
            onView={setView}
          />
        ) : (
          <NoVessels />
        )}
      </LeaveField>
    </div>
  );
}
