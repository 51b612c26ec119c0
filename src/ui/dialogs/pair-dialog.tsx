/** The ships of two dates, paired all at once: each pair is accepted, rejected or left by the analyst. */
import { useEffect, useRef, useState } from 'react';
import { userSentence } from '../../commands/notify';
import type { Services } from '../../commands/types';
import {
  firstPair,
  PAIRING,
  pairKey,
  pairShips,
  rejectedPairs,
  type ShipPair,
  type ShipPairs,
} from '../../commands/vessels/pair-ships';
import { linkPairs, rejectPair, reopenPair } from '../../domain/edits/pair-edits';
import { isAbort } from '../../domain/errors';
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import { judgedApart } from '../../domain/identity/judged-apart';
import { labelOf } from '../../domain/listing/box-label';
import type { Frame } from '../../domain/model/frame';
import type { FrameId, VesselId } from '../../domain/model/ids';
import { byAcquisition } from '../../domain/tracks/occupancy';
import type { DocumentStore } from '../../store/document-store';
import { AwayNotice } from '../away-notice';
import {
  useDocument,
  useDocumentRevision,
  useLockedReason,
  useServices,
  useSession,
} from '../context';
import { Button, Dialog, EmptyState, ProgressBar, Select } from '../kit';
import { useCommit } from '../panels/use-linking';
import type { DialogContentProps } from './dialog-props';
import css from './pair-dialog.module.css';
import { NEW_VESSEL, PairRow, type Verdict } from './pair-row';

/**
 * Which pairs are accepted, to be linked at once, and what each would link to. What is rejected is
 * stored as it is said.
 */
type Judged = {
  readonly accepted: ReadonlySet<string>;
  readonly targets: ReadonlyMap<string, string>;
};
const UNJUDGED: Judged = { accepted: new Set(), targets: new Map() };

function titleOf(frame: Frame): string {
  if (!frame.acquired) return frame.title;
  const time = formatTime(frame.acquired.value);
  const date = formatDate(frame.acquired.value);
  return [time ? `${date} ${time}` : date, frame.sensorShort].filter(Boolean).join(', ');
}

/** The vessel of either box, or a new one. */
function targetOf({ before, after }: ShipPair, chosen: string | undefined): string {
  return chosen ?? before.link?.vesselId ?? after.link?.vesselId ?? NEW_VESSEL;
}

/** What is to be solved; another object is another question. */
type Question = { readonly before: Frame | null; readonly after: Frame | null };

/** The two frames of a question, where they are two. */
function framesOf({ before, after }: Question): readonly [Frame, Frame] | null {
  return before && after && before.id !== after.id ? [before, after] : null;
}

function firstQuestion(services: Services): Question {
  const [before, after] = firstPair(services) ?? [null, null];
  return { before, after };
}

/** What came of a question: the pairing, or the sentence that says why there is none. */
type Answer = { readonly pairs: ShipPairs } | { readonly problem: string };

const CANCELLED = 'The comparison was cancelled.';

/** null while it is being solved, and where there is nothing to solve. */
function useAnswer(question: Question): Answer | null {
  const services = useServices();
  const document = useDocument();
  const [found, setFound] = useState<{ readonly to: Question; readonly answer: Answer } | null>(
    null,
  );
  useEffect(() => {
    const frames = framesOf(question);
    if (!frames) return;
    const stop = new AbortController();
    const tell = (answer: Answer) => {
      if (!stop.signal.aborted) setFound({ to: question, answer });
    };
    pairShips(services, document, { frames, stop: stop.signal }).then(
      (pairs) => tell({ pairs }),
      (error: unknown) => {
        if (!isAbort(error)) console.warn(error);
        tell({ problem: isAbort(error) ? CANCELLED : userSentence(error) });
      },
    );
    return () => stop.abort();
  }, [services, document, question]);
  return found?.to === question ? found.answer : null;
}

function FrameChoice({
  label,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly chosen: Frame | null;
  readonly onChange: (frame: Frame) => void;
}) {
  const document = useDocument();
  const frames = [...document.all('frames')].sort(byAcquisition);
  return (
    <Select
      label={label}
      value={chosen?.id ?? ''}
      options={[
        ...(chosen ? [] : [{ value: '', label: 'Choose a date' }]),
        ...frames.map((frame) => ({
          value: frame.id as string,
          label: `${document.get('sites', frame.siteId)?.name ?? ''}: ${titleOf(frame)}`,
        })),
      ]}
      onChange={(id) => {
        const frame = document.get('frames', id as FrameId);
        if (frame) onChange(frame);
      }}
    />
  );
}

function aloneText({ alone, linked }: ShipPairs): string {
  const seen = alone.filter((one) => one.seen).length;
  const unseen = alone.length - seen;
  return [
    linked > 0 ? `${linked} linked already` : '',
    seen > 0 ? `${seen} without a partner on the other date` : '',
    unseen > 0 ? `${unseen} whose place is not shown, or not examined, on the other date` : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}

function verdictOf({ before, after }: ShipPair, document: DocumentStore, judged: Judged) {
  const [a, b] = [document.get('boxes', before.id), document.get('boxes', after.id)];
  if (a && b && judgedApart(a, b)) return 'reject';
  return judged.accepted.has(pairKey(before, after)) ? 'accept' : null;
}

/**
 * Gives what is to be called after pairs were linked: when those that are left are there, the focus goes to
 * the first of them, or to the choice of dates where none is, since the row that had it is gone.
 */
function useFocusOnNext(solved: ShipPairs | null) {
  const content = useRef<HTMLDivElement>(null);
  const wanted = useRef(false);
  useEffect(() => {
    if (!solved || !wanted.current) return;
    wanted.current = false;
    const find = (selector: string) => content.current?.querySelector<HTMLElement>(selector);
    (find('ol input') ?? find('select'))?.focus();
  }, [solved]);
  const onLinked = () => {
    wanted.current = true;
  };
  return { content, onLinked };
}

/** Pairs of these frames that were rejected, now or before, each to be taken back. */
function Rejected({ frames }: { readonly frames: readonly [Frame, Frame] }) {
  const document = useDocument();
  const locked = useLockedReason();
  const commit = useCommit();
  useDocumentRevision();
  const pairs = rejectedPairs(document, frames);
  if (pairs.length === 0) return null;
  return (
    <details className={css.rejected}>
      <summary>{pairs.length === 1 ? '1 rejected pair' : `${pairs.length} rejected pairs`}</summary>
      <ul>
        {pairs.map(([a, b]) => (
          <li key={pairKey(a, b)}>
            <span>{`${labelOf(document, a)} and ${labelOf(document, b)}`}</span>
            <Button
              kind="quiet"
              icon="undo-2"
              disabledReason={locked}
              onClick={() =>
                commit((doc, context) => reopenPair(doc, context, { boxIds: [a.id, b.id] }))
              }
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

type ProposedProps = {
  readonly frames: readonly [Frame, Frame];
  readonly answer: Answer | null;
  readonly judged: Judged;
  readonly onVerdict: (pair: ShipPair, verdict: Verdict | null) => void;
  readonly onTarget: (pair: ShipPair, target: string) => void;
  readonly onAgain: () => void;
};

/** The pairs to judge, or why there are none yet. */
function Proposed({ frames, answer, judged, onVerdict, onTarget, onAgain }: ProposedProps) {
  const document = useDocument();
  const task = useSession((state) => state.tasks).find(({ label }) => label === PAIRING);
  if (answer === null) {
    return (
      <EmptyState
        icon="scan"
        title="Comparing the ships"
        text="All ships of both dates are compared with each other by size, class, way and looks."
      >
        <span className={css.running}>
          <ProgressBar label={PAIRING} fraction={task?.fraction ?? null} />
        </span>
      </EmptyState>
    );
  }
  if ('problem' in answer) {
    return (
      <EmptyState icon="triangle-alert" title="The ships were not compared" text={answer.problem}>
        <Button onClick={onAgain}>Compare again</Button>
      </EmptyState>
    );
  }
  const { pairs } = answer.pairs;
  if (pairs.length === 0) {
    return (
      <EmptyState
        icon="link"
        title="No pair to propose"
        text="No ship of the one date is likely to be one of the other, or all such are linked already."
      />
    );
  }
  return (
    <ol className={css.rows} aria-label="Proposed pairs">
      {pairs.map((pair) => (
        <PairRow
          key={keyOf(pair)}
          pair={pair}
          frames={frames}
          verdict={verdictOf(pair, document, judged)}
          target={targetOf(pair, judged.targets.get(keyOf(pair)))}
          onVerdict={(verdict) => onVerdict(pair, verdict)}
          onTarget={(target) => onTarget(pair, target)}
        />
      ))}
    </ol>
  );
}

export function PairDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  const locked = useLockedReason();
  const commit = useCommit();
  const [question, setQuestion] = useState(() => firstQuestion(services));
  const [judged, setJudged] = useState(UNJUDGED);
  const answer = useAnswer(question);
  const solved = answer && 'pairs' in answer ? answer.pairs : null;
  const { content, onLinked } = useFocusOnNext(solved);
  const frames = framesOf(question);
  const ask = (changes: Partial<Question>) => {
    setQuestion({ ...question, ...changes });
    setJudged(UNJUDGED);
  };
  const pairs = solved?.pairs ?? [];
  const said = (verdict: Verdict) =>
    pairs.filter((pair) => verdictOf(pair, document, judged) === verdict);
  const [accepted, rejected] = [said('accept'), said('reject')];
  const link = () => {
    const linked = commit((doc, context) =>
      linkPairs(doc, context, {
        pairs: accepted.map((pair) => {
          const target = targetOf(pair, judged.targets.get(keyOf(pair)));
          return {
            boxIds: [pair.before.id, pair.after.id],
            vesselId: target === NEW_VESSEL ? null : (target as VesselId),
            likelihood: pair.likelihood,
            rationale: pair.reasons.map(({ text }) => text).join('. '),
          };
        }),
      }),
    );
    // What was accepted stays marked where it could not be linked.
    if (!linked) return;
    onLinked();
    ask({});
  };
  /** A rejection is an edit of its own at once; taking it back is another. */
  const judge = (pair: ShipPair, verdict: Verdict | null) => {
    const boxIds = [pair.before.id, pair.after.id] as const;
    const was = verdictOf(pair, document, judged);
    if (verdict === 'reject') commit((doc, context) => rejectPair(doc, context, { boxIds }));
    else if (was === 'reject') commit((doc, context) => reopenPair(doc, context, { boxIds }));
    const next = new Set(judged.accepted);
    if (verdict === 'accept') next.add(keyOf(pair));
    else next.delete(keyOf(pair));
    setJudged({ ...judged, accepted: next });
  };
  return (
    <Dialog
      open
      title="Pair the ships of two dates"
      size="large"
      onClose={onClose}
      note={solved ? aloneText(solved) : 'Nothing is linked but what you accept.'}
      actions={
        <>
          <Button
            disabledReason={rejected.length === 0 ? 'Reject a pair first.' : null}
            onClick={() => ask({})}
          >
            Pair again without the rejected
          </Button>
          <Button
            kind="primary"
            disabledReason={locked ?? (accepted.length === 0 ? 'Accept a pair first.' : null)}
            onClick={link}
          >
            {accepted.length === 1 ? 'Link 1 pair' : `Link ${accepted.length} pairs`}
          </Button>
        </>
      }
    >
      <div ref={content}>
        {frames ? <AwayNotice of={frames.map(({ id }) => id)} /> : null}
        <div className={css.frames}>
          <FrameChoice
            label="Before (A)"
            chosen={question.before}
            onChange={(before) => ask({ before })}
          />
          <FrameChoice
            label="After (B)"
            chosen={question.after}
            onChange={(after) => ask({ after })}
          />
        </div>
        {frames ? (
          <Proposed
            frames={frames}
            answer={answer}
            judged={judged}
            onVerdict={judge}
            onTarget={(pair, target) =>
              setJudged({ ...judged, targets: new Map(judged.targets).set(keyOf(pair), target) })
            }
            onAgain={() => ask({})}
          />
        ) : (
          <EmptyState
            icon="columns-2"
            title="Two dates are needed"
            text="Choose two frames on which ships are boxed."
          />
        )}
        {frames ? <Rejected frames={frames} /> : null}
      </div>
    </Dialog>
  );
}

function keyOf({ before, after }: ShipPair): string {
  return pairKey(before, after);
}
