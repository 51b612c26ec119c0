/** At the left of the vessels' screen: all vessels, those with a claimed identity first. */
import { useRef, useState } from 'react';
import { acrossBox } from '../../domain/geo/around-box';
import type { GroupId, VesselId } from '../../domain/model/ids';
import type { CargoGroup } from '../../domain/model/vessel';
import { groupLog } from '../../domain/tracks/group-log';
import { isTold } from '../../domain/tracks/occupancy';
import { CommandButton, CommandIcon } from '../command-controls';
import { useDocument } from '../context';
import { EmptyState, Kbd, Swatch, TextField, throughRows, toFirstRow } from '../kit';
import { useFilterField } from '../use-filter-field';
import { Chip } from './chip';
import { MatchList } from './match-list';
import type { KnownVessel } from './use-vessels';
import { matchesGroup, matchesVessel } from './vessel-filter';
import { subtitleOf } from './vessel-texts';
import css from './vessels-screen.module.css';

/** CSS pixels. */
const CHIP = { width: 72, height: 36 };

export type VesselListProps = {
  readonly vessels: readonly KnownVessel[];
  readonly groups: readonly CargoGroup[];
  /** The vessel or the group that is shown. */
  readonly current: VesselId | GroupId | null;
  readonly onChoose: (id: VesselId) => void;
  readonly onGroup: (id: GroupId) => void;
};

function VesselRow({
  known: { vessel, log },
  current,
  onChoose,
}: {
  readonly known: KnownVessel;
  readonly current: boolean;
  readonly onChoose: () => void;
}) {
  const shown = log.sightings.find(({ measures }) => measures !== null);
  const length = log.length?.value ?? null;
  return (
    <li>
      <button
        type="button"
        className={css.vessel}
        aria-current={current || undefined}
        onClick={onChoose}
      >
        {shown ? (
          <Chip
            frame={shown.frame}
            place={shown.measures?.center ?? null}
            across={acrossBox(shown.measures, CHIP)}
            {...CHIP}
            label={`${vessel.name} on ${shown.frame.title}`}
          />
        ) : (
          <span className={css.noChip} />
        )}
        <span className={css.vesselText}>
          <span className={css.vesselName}>
            <Swatch color={vessel.color} size={8} />
            <span className={css.twoLines} title={vessel.name}>
              {vessel.name}
            </span>
          </span>
          <span className={css.aside}>{subtitleOf(vessel, length)}</span>
        </span>
        <span className={css.count} title="Sightings">
          {log.sightings.length}
        </span>
      </button>
    </li>
  );
}

function GroupRow({
  group,
  current,
  onChoose,
}: {
  readonly group: CargoGroup;
  readonly current: boolean;
  readonly onChoose: () => void;
}) {
  const document = useDocument();
  const dates = groupLog(document, group.id).flatMap(({ cells }) => cells.filter(isTold)).length;
  return (
    <li>
      <button
        type="button"
        className={css.vessel}
        aria-current={current || undefined}
        onClick={onChoose}
      >
        <span className={css.vesselText}>
          <span className={css.vesselName}>
            <Swatch color={group.color} size={8} />
            <span className={css.twoLines} title={group.name}>
              {group.name}
            </span>
          </span>
          <span className={css.aside}>{group.place === 'quay' ? 'on the quay' : 'on deck'}</span>
        </span>
        <span className={css.count} title="Dates on which it was seen or counted">
          {dates}
        </span>
      </button>
    </li>
  );
}

type FilterProps = {
  readonly query: string;
  readonly onChange: (query: string) => void;
  /** The first that matches is meant. */
  readonly onEnter: () => void;
  /** The list below is gone on to. */
  readonly onDown: () => void;
};

/** Reached by the key that leads to the list of boxes at the frames. */
function VesselFilter({ query, onChange, onEnter, onDown }: FilterProps) {
  const input = useFilterField();
  return (
    <div className={css.filter}>
      <TextField
        ref={input}
        label="Filter vessels"
        layout="hidden"
        icon="funnel"
        example="Name, number or length"
        value={query}
        onChange={onChange}
        onKeyDown={(event) => {
          const { key } = event;
          if (key === 'ArrowDown') {
            // Else the page scrolls to where the focus has gone, and a row farther.
            event.preventDefault();
            onDown();
          }
          if (key === 'Enter') onEnter();
          if (key === 'Escape' && query === '') input.current?.blur();
          else if (key === 'Escape') onChange('');
        }}
        end={query === '' ? <Kbd>/</Kbd> : null}
      />
    </div>
  );
}

type PartProps = Pick<VesselListProps, 'vessels' | 'current' | 'onChoose'> & {
  readonly title: string | null;
};

function Part({ title, vessels, current, onChoose }: PartProps) {
  if (vessels.length === 0) return null;
  return (
    <section>
      {title ? <h3 className={css.part}>{title}</h3> : null}
      <ul>
        {vessels.map((known) => (
          <VesselRow
            key={known.vessel.id}
            known={known}
            current={known.vessel.id === current}
            onChoose={() => onChoose(known.vessel.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function Groups({
  groups,
  current,
  onGroup,
}: Pick<VesselListProps, 'groups' | 'current' | 'onGroup'>) {
  if (groups.length === 0) return null;
  return (
    <section>
      <h3 className={css.part}>Container groups</h3>
      <ul>
        {groups.map((group) => (
          <GroupRow
            key={group.id}
            group={group}
            current={group.id === current}
            onChoose={() => onGroup(group.id)}
          />
        ))}
      </ul>
    </section>
  );
}

export function VesselList(props: VesselListProps) {
  const { vessels, groups, current, onChoose, onGroup } = props;
  const [query, setQuery] = useState('');
  const rows = useRef<HTMLElement>(null);
  const shown = vessels.filter((one) => matchesVessel(one, query));
  const shownGroups = groups.filter((one) => matchesGroup(one, query));
  const parts = [
    { title: null, list: shown.filter(({ vessel }) => vessel.claims.length > 0) },
    {
      title: 'No claimed identity',
      list: shown.filter(({ vessel }) => vessel.claims.length === 0),
    },
  ];
  return (
    <aside className={css.list} aria-label="Vessels">
      <header className={css.head}>
        <h2 className={css.title}>Vessels</h2>
        <span className={css.number}>{vessels.length}</span>
        <CommandIcon id="vessels.new" />
      </header>
      <VesselFilter
        query={query}
        onChange={setQuery}
        onEnter={() => {
          const [first] = parts.flatMap(({ list }) => list);
          const [group] = shownGroups;
          if (first) onChoose(first.vessel.id);
          else if (group) onGroup(group.id);
        }}
        onDown={() => toFirstRow(rows.current)}
      />
      <nav
        ref={rows}
        className={css.scroll}
        aria-label="Vessels and groups"
        onKeyDown={throughRows}
      >
        {vessels.length + groups.length > 0 && shown.length + shownGroups.length === 0 ? (
          <EmptyState
            title="No vessel or group matches"
            text="Try a part of a name, a number or a length."
          />
        ) : null}
        {parts.map(({ title, list }) => (
          <Part
            key={title ?? 'claimed'}
            title={title}
            vessels={list}
            current={current}
            onChoose={onChoose}
          />
        ))}
        <Groups groups={shownGroups} current={current} onGroup={onGroup} />
      </nav>
      <footer className={css.foot}>
        <MatchList vessels={vessels} onChoose={onChoose} />
        <CommandButton id="vessels.pair" />
        <p className={`${css.aside} ${css.footNote}`}>
          Proposals by size, class, way and looks. You decide; nothing is linked by itself.
        </p>
      </footer>
    </aside>
  );
}
