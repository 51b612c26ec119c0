/** At the foot of the vessels' list: vessels that may be one hull under two names. */
import { useMemo, useState } from 'react';
import type { VesselId } from '../../domain/model/ids';
import { type HullMatch, hullMatches } from '../../domain/tracks/hull-matches';
import { Button, Icon } from '../kit';
import css from './match-list.module.css';
import type { KnownVessel } from './use-vessels';

/** 'length, beam and hatches'. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

type MatchTextProps = { readonly match: HullMatch; readonly onChoose: (id: VesselId) => void };

/** Names may be long, and of a script that runs the other way: each keeps to itself, and leads to its log. */
function MatchText({ match: { hulls, agree }, onChoose }: MatchTextProps) {
  const [a, b] = hulls.map(({ vessel }) => (
    <button
      key={vessel.id}
      type="button"
      className={css.name}
      title={vessel.name}
      onClick={() => onChoose(vessel.id)}
    >
      <bdi>{vessel.name}</bdi>
    </button>
  ));
  return (
    <p>
      {a} and {b} {`agree in ${listed(agree)}.`}
    </p>
  );
}

export type MatchListProps = {
  readonly vessels: readonly KnownVessel[];
  readonly onChoose: (id: VesselId) => void;
};

export function MatchList({ vessels, onChoose }: MatchListProps) {
  const [open, setOpen] = useState(false);
  const matches = useMemo(() => hullMatches(vessels), [vessels]);
  const [first] = matches;
  if (!first) return null;
  const shown = open ? matches : [first];
  const title = matches.length === 1 ? '1 candidate match' : `${matches.length} candidate matches`;
  return (
    <section className={css.matches} aria-label="Candidate matches">
      <header className={css.head}>
        <h3 className={css.title}>
          <Icon name="merge" size={14} />
          {title}
        </h3>
        {matches.length > 1 ? (
          <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'First' : 'All'}
          </Button>
        ) : null}
      </header>
      <ul className={css.list}>
        {shown.map((match) => (
          <li key={match.hulls.map(({ vessel }) => vessel.id).join(' ')}>
            <MatchText match={match} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  );
}
