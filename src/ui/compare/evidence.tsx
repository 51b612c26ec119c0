/** The change that is chosen: the place on both dates, what it rests on, and the analyst's verdict. */

import { verdictOnChange } from '../../commands/compare/change-verdicts';
import type { BoxChange } from '../../commands/compare/changes-between';
import type { ComparedPair } from '../../commands/frames/compare-frames';
import { formatAcquired, formatDate } from '../../domain/geo/format-numbers';
import { measuresOf } from '../../domain/geo/measure-cache';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import { type ChangeWindow, changeWindow, looksAt } from '../../domain/tracks/place-looks';
import type { DocumentStore } from '../../store/document-store';
import { CommandButton } from '../command-controls';
import { useDocument } from '../context';
import { Icon } from '../kit';
import { Chip } from '../vessels/chip';
import css from './evidence.module.css';
import pane from './pane.module.css';

/** Chips are as wide as the panel lets them; this is what is painted. */
const CHIP = { width: 160, height: 92 } as const;
/** Ground shown, as a multiple of the object's longer side. */
const AROUND = 1.8;

function counted(count: number, kind: string): string {
  return `${count} ${kind}${count === 1 ? 'frame' : 'frames'}`;
}

/** What the dates of the site say of the going or the coming, in sentences. */
function windowText(change: 'gone' | 'appeared', window: ChangeWindow): string {
  const { present, absent, blind, after, by } = window;
  const [here, away] = [counted(present, ''), counted(absent, 'clear ')];
  const seen =
    change === 'gone'
      ? `Present in ${here} before, absent in ${away} after.`
      : `Absent in ${away} before, present in ${here} after.`;
  const bounds = [
    after ? `after ${formatAcquired(after.acquired)}` : '',
    by ? `before ${formatAcquired(by.acquired)}` : '',
  ].filter((text) => text !== '');
  const unseen =
    blind === 0 ? '' : ` ${counted(blind, '')} between ${blind === 1 ? 'tells' : 'tell'} nothing.`;
  return `${seen} Best window: ${bounds.join(', ')}.${unseen}`;
}

function useWindow(change: BoxChange, box: Box, frame: Frame): ChangeWindow | null {
  const document = useDocument();
  const { state } = change;
  const measures = measuresOf(box, frame);
  if ((state !== 'gone' && state !== 'appeared') || !measures) return null;
  const length = Math.max(measures.lengthM, measures.widthM);
  const object = { vesselId: box.link?.vesselId, groupId: box.groupId };
  const looks = looksAt(document, frame.siteId, measures.center, length, object);
  return changeWindow(looks, frame.id, state);
}

/** '19 Oct to 2 Nov 2023', beside the name. */
function span({ after, by }: ChangeWindow): string {
  if (!after?.acquired || !by?.acquired) return '';
  const [from, to] = [formatDate(after.acquired.value), formatDate(by.acquired.value)];
  return `window ${from.slice(-4) === to.slice(-4) ? from.slice(0, -5) : from} to ${to}`;
}

function Verdict({
  document,
  change,
  before,
  after,
}: {
  readonly document: DocumentStore;
  readonly change: BoxChange;
  readonly before: Frame;
  readonly after: Frame;
}) {
  const event = verdictOnChange(document, change, before, after);
  return (
    <div className={css.verdict}>
      {event ? (
        <>
          <span className={css.given}>
            <Icon name={event.verdict === 'accepted' ? 'check' : 'x'} size={14} />
            {event.verdict === 'accepted' ? 'Accepted' : 'Not a change'}
          </span>
          <CommandButton id="changes.take-back" label="Take back" icon={false} kind="quiet" />
        </>
      ) : (
        <>
          <CommandButton id="changes.reject" icon={false} kind="quiet" />
          <CommandButton id="changes.accept" label="Accept" icon={false} showKeys />
        </>
      )}
    </div>
  );
}

export type EvidenceProps = {
  readonly change: BoxChange;
  readonly name: string;
  readonly pair: ComparedPair;
};

/** Not shown for a box without a place. */
export function Evidence(props: EvidenceProps) {
  const { change, pair } = props;
  const box = change.before ?? change.after;
  const frame = change.before ? pair.before : pair.after;
  const measures = box && measuresOf(box, frame);
  if (!box || !measures) return null;
  const across = AROUND * Math.max(measures.lengthM, measures.widthM);
  return <Shown {...props} box={box} frame={frame} place={measures.center} across={across} />;
}

type ShownProps = EvidenceProps & {
  readonly box: Box;
  readonly frame: Frame;
  readonly place: readonly [lon: number, lat: number];
  readonly across: number;
};

function Shown({ change, name, pair, box, frame, place, across }: ShownProps) {
  const document = useDocument();
  const { before, after, letters } = pair;
  const window = useWindow(change, box, frame);
  const paneOf = (letter: string, one: Frame, own: Box | null) => {
    // What has moved is looked at where it lay and where it lies: whether that is the same is the question.
    const there = change.state === 'moved' && own ? measuresOf(own, one)?.center : undefined;
    return (
      <figure key={letter} className={pane.pane}>
        <Chip
          frame={one}
          place={there ?? place}
          across={across}
          {...CHIP}
          box={own}
          label={`${letter}: ${there ? `box ${own?.number}` : 'the place'} on ${one.title}`}
        />
        <span className={pane.letter}>{letter}</span>
      </figure>
    );
  };
  return (
    <footer className={css.evidence}>
      <header className={css.head}>
        <h3 className="ellipsis" title={name}>
          {name}
        </h3>
        <span className={css.aside}>{window ? span(window) : ''}</span>
      </header>
      <div className={css.panes}>
        {paneOf(letters.before, before, change.before)}
        {paneOf(letters.after, after, change.after)}
      </div>
      <div className={css.reasons}>
        {window ? <p>{windowText(change.state === 'gone' ? 'gone' : 'appeared', window)}</p> : null}
        {change.reasons.length > 0 ? (
          <ul>
            {change.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : null}
      </div>
      {change.state === 'not_observed' &&
      !verdictOnChange(document, change, before, after) ? null : (
        <Verdict document={document} change={change} before={before} after={after} />
      )}
    </footer>
  );
}
