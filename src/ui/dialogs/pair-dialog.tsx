/** The ships of two dates, paired all at once: each pair is accepted, rejected or left by the analyst. */
import { useEffect, useRef, useState } from 'react';
import { notifyError } from '../../commands/notify';
import {
  firstPair,
  pairKey,
  pairShips,
  rejectedPairs,
  type ShipPair,
  type ShipPairs,
} from '../../commands/vessels/pair-ships';
import { linkPairs, rejectPair, reopenPair } from '../../domain/edits/pair-edits';
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import { judgedApart } from '../../domain/identity/judged-apart';
import { labelOf } from '../../domain/listing/box-label';
import type { Frame } from '../../domain/model/frame';
import type { FrameId, VesselId } from '../../domain/model/ids';
import type { DocumentStore } from '../../store/document-store';
import { useDocument, useDocumentRevision, useLockedReason, useServices } from '../context';
import { Button, Dialog, EmptyState, Select } from '../kit';
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
type Question = { readonly frames: readonly [Frame, Frame] | null };

/** The pairing that answers a question; null while it is being solved. */
function usePairs(question: Question): ShipPairs | null {
  const services = useServices();
  const document = useDocument();
  const [answer, setAnswer] = useState<{
    readonly to: Question;
    readonly pairs: ShipPairs;
  } | null>(null);
  useEffect(() => {
    const { frames } = question;
    if (!frames) return;
    const stop = new AbortController();
    pairShips(services, document, { frames, stop: stop.signal }).then(
      (pairs) => {
        if (!stop.signal.aborted) setAnswer({ to: question, pairs });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) notifyError(services.session, error);
      },
    );
    return () => stop.abort();
  }, [services, document, question]);
  return answer?.to === question ? answer.pairs : null;
}

function FrameChoice({
  label,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly chosen: Frame | undefined;
  readonly onChange: (frame: Frame) => void;
}) {
  const document = useDocument();
  const frames = [...document.all('frames')].sort((a, b) =>
    (a.acquired?.value ?? '~').localeCompare(b.acquired?.value ?? '~'),
  );
  return (
    <Select
      label={label}
      value={chosen?.id ?? ''}
      options={frames.map((frame) => ({
        value: frame.id as string,
        label: `${document.get('sites', frame.siteId)?.name ?? ''}: ${titleOf(frame)}`,
      }))}
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

export function PairDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  const locked = useLockedReason();
  const commit = useCommit();
  const [question, setQuestion] = useState<Question>(() => ({ frames: firstPair(services) }));
  const [judged, setJudged] = useState(UNJUDGED);
  const solved = usePairs(question);
  const { content, onLinked } = useFocusOnNext(solved);
  const { frames } = question;
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
        <div className={css.frames}>
          <FrameChoice
            label="Before (A)"
            chosen={frames?.[0]}
            onChange={(frame) => ask({ frames: frames ? [frame, frames[1]] : null })}
          />
          <FrameChoice
            label="After (B)"
            chosen={frames?.[1]}
            onChange={(frame) => ask({ frames: frames ? [frames[0], frame] : null })}
          />
        </div>
        {!frames || frames[0].id === frames[1].id ? (
          <EmptyState
            icon="columns-2"
            title="Two dates are needed"
            text="Choose two frames on which ships are boxed."
          />
        ) : solved && pairs.length === 0 ? (
          <EmptyState
            icon="link"
            title="No pair to propose"
            text="No ship of the one date is likely to be one of the other, or all such are linked already."
          />
        ) : solved ? (
          <ol className={css.rows} aria-label="Proposed pairs">
            {pairs.map((pair) => (
              <PairRow
                key={keyOf(pair)}
                pair={pair}
                frames={frames}
                verdict={verdictOf(pair, document, judged)}
                target={targetOf(pair, judged.targets.get(keyOf(pair)))}
                onVerdict={(verdict) => judge(pair, verdict)}
                onTarget={(target) =>
                  setJudged({
                    ...judged,
                    targets: new Map(judged.targets).set(keyOf(pair), target),
                  })
                }
              />
            ))}
          </ol>
        ) : (
          <EmptyState
            icon="scan"
            title="Comparing the ships"
            text="All ships of both dates are compared with each other by size, class, way and looks. The status bar says how far it is."
          />
        )}
        {frames && frames[0].id !== frames[1].id ? <Rejected frames={frames} /> : null}
      </div>
    </Dialog>
  );
}

function keyOf({ before, after }: ShipPair): string {
  return pairKey(before, after);
}
