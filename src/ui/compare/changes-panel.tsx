/** At the right of the comparison: what happened to each boxed object between A and B. */
import { useMemo, useState } from 'react';
import { verdictOnChange } from '../../commands/compare/change-verdicts';
import { type BoxChange, changesBetween, MOST_BOXES } from '../../commands/compare/changes-between';
import type { ComparedPair } from '../../commands/frames/compare-frames';
import {
  formatAcquired,
  formatCountRange,
  formatDate,
  formatNumber,
  formatTimeOfDay,
} from '../../domain/geo/format-numbers';
import { labelOf } from '../../domain/listing/box-label';
import type { DocumentStore } from '../../store/document-store';
import { CommandButton } from '../command-controls';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
import { Badge, EmptyState, Icon, Swatch } from '../kit';
import css from './changes-panel.module.css';
import { Evidence } from './evidence';
import { ExamineHint } from './examine-hint';

const STATES = ['gone', 'appeared', 'moved', 'stayed', 'not_observed'] as const;
type State = (typeof STATES)[number];
const WORDS: Readonly<Record<State, string>> = {
  gone: 'Gone',
  appeared: 'Appeared',
  moved: 'Moved',
  stayed: 'Stayed',
  not_observed: 'Not observed',
};

function keyOf({ before, after }: BoxChange): string {
  return `${before?.id ?? ''}:${after?.id ?? ''}`;
}

const UNSEEN: Readonly<Record<NonNullable<BoxChange['look']>, string>> = {
  absent: '',
  obscured: 'cannot be seen there',
  unresolved: 'too small for the pixels there',
  unexamined: 'not said to be examined',
  uncovered: 'the place is not on the frame',
};

function detailOf(change: BoxChange, letters: ComparedPair['letters']): string {
  const { state, distanceM, grounds, doubtful, before, look } = change;
  if (state === 'not_observed') {
    return `on ${before ? letters.after : letters.before}: ${UNSEEN[look ?? 'uncovered']}`;
  }
  const boxed = before ?? change.after;
  const count = boxed ? formatCountRange(boxed.attributes.containers) : '';
  const load = count === '' ? '' : `${count} containers, `;
  const way = state === 'moved' && distanceM !== null ? `${formatNumber(distanceM)} m` : '';
  const sure =
    grounds === 'linked' ? 'linked by you' : doubtful ? 'proposed, doubtful' : 'proposed';
  if (state === 'gone') return `${load}looked at on ${letters.after}, not there`;
  if (state === 'appeared') return `${load}looked at on ${letters.before}, not there`;
  return [way, sure].filter((text) => text !== '').join(', ');
}

function nameOf(document: DocumentStore, { before, after }: BoxChange): string {
  const box = after?.link ? after : (before ?? after);
  return box ? labelOf(document, box) : 'Box';
}

function colorOf(document: DocumentStore, { before, after }: BoxChange): string {
  const box = after ?? before;
  return (box && document.get('classes', box.classId)?.color) ?? '#b8b8b8';
}

/** What happened, and whether the analyst has said so. */
function StateBadge({ change, pair }: ChangesPanelProps & { readonly change: BoxChange }) {
  const { before, after } = pair;
  const event = verdictOnChange(useDocument(), change, before, after);
  // What was accepted of the pixels is said, also where nobody has examined the whole frame.
  const accepted = event?.verdict === 'accepted' && event.beforeId === before.id;
  const word = (accepted ? event.kind : WORDS[change.state]).toLowerCase();
  if (event?.verdict === 'rejected') return <Badge>not a change</Badge>;
  if (!event) return <Badge>{word}</Badge>;
  return (
    <Badge title="Accepted">
      <Icon name="check" size={12} />
      {word}
    </Badge>
  );
}

/** '12 Oct 2023 to 2 Nov 2023'; with times where both are of one day. */
function datesOf({ before, after, dated }: ComparedPair): string {
  if (!dated) return 'Which was taken first is not known';
  const days = [before, after].map(({ acquired }) => acquired && formatDate(acquired.value));
  if (days[0] !== days[1]) return days.join(' to ');
  return `${formatAcquired(before.acquired)} to ${formatTimeOfDay(after.acquired)}`;
}

export type ChangesPanelProps = { readonly pair: ComparedPair };

type StateFilterProps = {
  readonly changes: readonly BoxChange[];
  /** null: all. */
  readonly shown: State | null;
  readonly onShow: (state: State | null) => void;
};

function StateFilter({ changes, shown, onShow }: StateFilterProps) {
  const count = (state: State) => changes.filter((change) => change.state === state).length;
  return (
    <div className={css.filters}>
      <button type="button" aria-pressed={shown === null} onClick={() => onShow(null)}>
        All
      </button>
      {STATES.filter((state) => count(state) > 0).map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={shown === state}
          onClick={() => onShow(state)}
        >
          {`${WORDS[state]} ${count(state)}`}
        </button>
      ))}
    </div>
  );
}

type ChangeRowProps = ChangesPanelProps & {
  readonly change: BoxChange;
  readonly current: boolean;
  readonly onChoose: () => void;
};

function ChangeRow({ change, pair, current, onChoose }: ChangeRowProps) {
  const document = useDocument();
  const name = nameOf(document, change);
  return (
    <li>
      <button
        type="button"
        className={css.row}
        aria-current={current || undefined}
        onClick={onChoose}
      >
        <Swatch color={colorOf(document, change)} />
        <span className={css.text}>
          <b className="ellipsis" title={name}>
            {name}
          </b>
          <span className={css.aside}>{detailOf(change, pair.letters)}</span>
        </span>
        <StateBadge change={change} pair={pair} />
      </button>
    </li>
  );
}

/** The changes of one state, or all, by state; and what chooses one of them. */
function useListed(changes: readonly BoxChange[] | null, shown: State | null) {
  const { session, map } = useServices();
  const selection = useSession((state) => state.selection);
  const listed = STATES.filter((state) => shown === null || state === shown).flatMap(
    (one) => changes?.filter(({ state }) => state === one) ?? [],
  );
  const current = changes?.find(({ before: a, after: b }) =>
    selection.some((id) => id === a?.id || id === b?.id),
  );
  const choose = (change: BoxChange) => {
    const ids = [change.after?.id, change.before?.id].flatMap((id) => id ?? []);
    session.setState({ selection: ids });
    map.current?.reveal(ids);
  };
  return { listed, current, choose };
}

export function ChangesPanel({ pair }: ChangesPanelProps) {
  const { before, after, letters } = pair;
  const document = useDocument();
  const revision = useDocumentRevision();
  const [shown, setShown] = useState<State | null>(null);
  const changes = useMemo(
    () => (revision < 0 ? [] : changesBetween(document, before, after)),
    [document, revision, before, after],
  );
  const { listed, current, choose } = useListed(changes, shown);
  if (changes === null) {
    return (
      <EmptyState
        icon="boxes"
        title="Too many boxes to pair"
        text={`Changes are listed for frames of up to ${MOST_BOXES} boxes.`}
      />
    );
  }
  return (
    <section
      className={css.panel}
      aria-label={`Changes from ${letters.before} to ${letters.after}`}
    >
      <header className={css.head}>
        <h2>{`Changes ${letters.before} to ${letters.after}`}</h2>
        <span className={css.aside}>{changes.length}</span>
        <CommandButton id="vessels.pair" label="Pair ships" kind="quiet" />
      </header>
      <p className={css.dates}>{datesOf(pair)}</p>
      <StateFilter changes={changes} shown={shown} onShow={setShown} />
      {changes.length === 0 ? (
        <EmptyState
          icon="scan"
          title="Nothing boxed yet"
          text="Box ships and stacks on both dates: what stayed, moved, appeared or is gone is then listed here."
        />
      ) : null}
      <ExamineHint changes={changes} pair={pair} />
      <ul className={css.list}>
        {listed.map((change) => (
          <ChangeRow
            key={keyOf(change)}
            change={change}
            pair={pair}
            current={current === change}
            onChoose={() => choose(change)}
          />
        ))}
      </ul>
      {current ? <Evidence change={current} name={nameOf(document, current)} pair={pair} /> : null}
    </section>
  );
}
