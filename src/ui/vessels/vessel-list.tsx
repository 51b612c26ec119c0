/** At the left of the vessels' screen: all vessels, those with a claimed identity first. */
import { useState } from 'react';
import type { VesselId } from '../../domain/model/ids';
import { CommandIcon } from '../command-controls';
import { EmptyState, Swatch, TextField } from '../kit';
import { Chip } from './chip';
import type { KnownVessel } from './use-vessels';
import { subtitleOf } from './vessel-texts';
import css from './vessels-screen.module.css';

export type VesselListProps = {
  readonly vessels: readonly KnownVessel[];
  readonly current: VesselId | null;
  readonly onChoose: (id: VesselId) => void;
};

function matches({ vessel, log }: KnownVessel, query: string): boolean {
  const words = query.trim().toLowerCase().split(/\s+/);
  const text = [
    vessel.name,
    ...vessel.claims.map(({ value }) => value),
    log.length ? Math.round(log.length.value) : '',
    vessel.notes,
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

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
            across={1.5 * (length ?? 120)}
            width={72}
            height={36}
            label={`${vessel.name} on ${shown.frame.title}`}
          />
        ) : (
          <span className={css.noChip} />
        )}
        <span className={css.vesselText}>
          <span className={css.vesselName}>
            <Swatch color={vessel.color} size={8} />
            <span className="ellipsis">{vessel.name}</span>
          </span>
          <span className={`${css.aside} ellipsis`}>{subtitleOf(vessel, length)}</span>
        </span>
        <span className={css.count} title="Sightings">
          {log.sightings.length}
        </span>
      </button>
    </li>
  );
}

export function VesselList({ vessels, current, onChoose }: VesselListProps) {
  const [query, setQuery] = useState('');
  const shown = vessels.filter((one) => matches(one, query));
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
      <div className={css.filter}>
        <TextField
          label="Filter vessels"
          layout="hidden"
          icon="funnel"
          example="Name, number or length"
          value={query}
          onChange={setQuery}
        />
      </div>
      <div className={css.scroll}>
        {vessels.length > 0 && shown.length === 0 ? (
          <EmptyState
            title="No vessel matches"
            text="Try a part of a name, a number or a length."
          />
        ) : null}
        {parts.map(({ title, list }) =>
          list.length === 0 ? null : (
            <section key={title ?? 'claimed'}>
              {title ? <h3 className={css.part}>{title}</h3> : null}
              <ul>
                {list.map((known) => (
                  <VesselRow
                    key={known.vessel.id}
                    known={known}
                    current={known.vessel.id === current}
                    onChoose={() => onChoose(known.vessel.id)}
                  />
                ))}
              </ul>
            </section>
          ),
        )}
      </div>
    </aside>
  );
}
