/** At the right of the comparison: what happened to each boxed object between A and B. */
import { useMemo, useState } from 'react';
import { type BoxChange, changesBetween, MOST_BOXES } from '../../commands/changes-between';
import { formatNumber } from '../../domain/geo/format-numbers';
import { measuresOf } from '../../domain/geo/measure-cache';
import { labelOf } from '../../domain/listing/box-label';
import type { Frame } from '../../domain/model/frame';
import type { DocumentStore } from '../../store/document-store';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
import { Badge, EmptyState, Swatch } from '../kit';
import { Chip } from '../vessels/chip';
import css from './changes-panel.module.css';
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

function detailOf({ state, distanceM, grounds, doubtful, before, look }: BoxChange): string {
  if (state === 'not_observed') return `on ${before ? 'B' : 'A'}: ${UNSEEN[look ?? 'uncovered']}`;
  const way = state === 'moved' && distanceM !== null ? `${formatNumber(distanceM)} m` : '';
  const sure =
    grounds === 'linked' ? 'linked by you' : doubtful ? 'proposed, doubtful' : 'proposed';
  if (state === 'gone') return 'looked at on B, not there';
  if (state === 'appeared') return 'looked at on A, not there';
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

export type ChangesPanelProps = { readonly before: Frame; readonly after: Frame };

export function ChangesPanel({ before, after }: ChangesPanelProps) {
  const { session, map } = useServices();
  const document = useDocument();
  const revision = useDocumentRevision();
  const selection = useSession((state) => state.selection);
  const [shown, setShown] = useState<State | null>(null);
  const changes = useMemo(
    () => (revision < 0 ? [] : changesBetween(document, before, after)),
    [document, revision, before, after],
  );
  if (changes === null) {
    return (
      <EmptyState
        icon="boxes"
        title="Too many boxes to pair"
        text={`Changes are listed for frames of up to ${MOST_BOXES} boxes.`}
      />
    );
  }
  const count = (state: State) => changes.filter((change) => change.state === state).length;
  const listed = STATES.flatMap((state) =>
    changes.filter((change) => change.state === state),
  ).filter(({ state }) => shown === null || state === shown);
  const current = changes.find(({ before: a, after: b }) =>
    selection.some((id) => id === a?.id || id === b?.id),
  );
  const choose = (change: BoxChange) => {
    const ids = [change.after?.id, change.before?.id].flatMap((id) => id ?? []);
    session.setState({ selection: ids });
    map.current?.reveal(ids);
  };
  return (
    <section className={css.panel} aria-label="Changes from A to B">
      <header className={css.head}>
        <h2>Changes A to B</h2>
        <span className={css.aside}>{changes.length}</span>
      </header>
      <div className={css.filters}>
        <button type="button" aria-pressed={shown === null} onClick={() => setShown(null)}>
          All
        </button>
        {STATES.filter((state) => count(state) > 0).map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={shown === state}
            onClick={() => setShown(state)}
          >
            {`${WORDS[state]} ${count(state)}`}
          </button>
        ))}
      </div>
      {changes.length === 0 ? (
        <EmptyState
          icon="scan"
          title="Nothing boxed yet"
          text="Box ships and stacks on both dates: what stayed, moved, appeared or is gone is then listed here."
        />
      ) : null}
      <ExamineHint changes={changes} before={before} after={after} />
      <ul className={css.list}>
        {listed.map((change) => (
          <li key={keyOf(change)}>
            <button
              type="button"
              className={css.row}
              aria-current={current === change || undefined}
              onClick={() => choose(change)}
            >
              <Swatch color={colorOf(document, change)} />
              <span className={css.text}>
                <b className="ellipsis">{nameOf(document, change)}</b>
                <span className={css.aside}>{detailOf(change)}</span>
              </span>
              <Badge>{WORDS[change.state].toLowerCase()}</Badge>
            </button>
          </li>
        ))}
      </ul>
      {current ? <Evidence change={current} before={before} after={after} /> : null}
    </section>
  );
}

function Evidence({ change, before, after }: ChangesPanelProps & { readonly change: BoxChange }) {
  const document = useDocument();
  const box = change.before ?? change.after;
  const frame = change.before ? before : after;
  const measures = box && measuresOf(box, frame);
  if (!box || !measures) return null;
  const across = 1.8 * Math.max(measures.lengthM, measures.widthM);
  const pane = (letter: string, one: Frame, own: typeof box | null) => (
    <figure className={css.pane}>
      <Chip
        frame={one}
        place={measures.center}
        across={across}
        width={130}
        height={84}
        box={own}
        label={`${letter}: the place on ${one.title}`}
      />
      <span className={css.letter}>{letter}</span>
    </figure>
  );
  return (
    <footer className={css.evidence}>
      <h3>{nameOf(document, change)}</h3>
      <div className={css.panes}>
        {pane('A', before, change.before)}
        {pane('B', after, change.after)}
      </div>
      <ul className={css.reasons}>
        {change.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </footer>
  );
}
