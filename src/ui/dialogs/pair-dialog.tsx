/** The ships of two dates, paired all at once: each pair is accepted, rejected or left by the analyst. */
import { useEffect, useState } from 'react';
import { notifyError } from '../../commands/notify';
import {
  firstPair,
  pairKey,
  pairShips,
  type ShipPair,
  type ShipPairs,
} from '../../commands/pair-ships';
import { linkPairs } from '../../domain/edits/pair-edits';
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import type { FrameId, VesselId } from '../../domain/model/ids';
import { useDocument, useLockedReason, useServices } from '../context';
import { Button, Dialog, EmptyState, Select } from '../kit';
import { useCommit } from '../panels/use-linking';
import type { DialogContentProps } from './dialog-props';
import css from './pair-dialog.module.css';
import { NEW_VESSEL, PairRow, type Verdict } from './pair-row';

/** What the analyst has said of a pair; left out: left. */
type Judged = {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly targets: ReadonlyMap<string, string>;
};
const UNJUDGED: Judged = { verdicts: new Map(), targets: new Map() };

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
type Question = {
  readonly frames: readonly [Frame, Frame] | null;
  /** Keys of pairs that the analyst has rejected. */
  readonly rejected: ReadonlySet<string>;
};

/** The pairing that answers a question; null while it is being solved. */
function usePairs(question: Question): ShipPairs | null {
  const services = useServices();
  const document = useDocument();
  const [answer, setAnswer] = useState<{
    readonly to: Question;
    readonly pairs: ShipPairs;
  } | null>(null);
  useEffect(() => {
    const { frames, rejected } = question;
    if (!frames) return;
    const stop = new AbortController();
    pairShips(services, document, { frames, rejected, stop: stop.signal }).then(
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
        label: `${document.get('sites', frame.siteId)?.name ?? ''} ${titleOf(frame)}`,
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
    unseen > 0 ? `${unseen} where the other frame does not show the place` : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}

export function PairDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const locked = useLockedReason();
  const commit = useCommit();
  const [question, setQuestion] = useState<Question>(() => ({
    frames: firstPair(services),
    rejected: new Set(),
  }));
  const [judged, setJudged] = useState(UNJUDGED);
  const solved = usePairs(question);
  const { frames } = question;
  const ask = (changes: Partial<Question>) => {
    setQuestion({ ...question, ...changes });
    setJudged(UNJUDGED);
  };
  const pairs = solved?.pairs ?? [];
  const said = (verdict: Verdict) =>
    pairs.filter((pair) => judged.verdicts.get(keyOf(pair)) === verdict);
  const [accepted, rejected] = [said('accept'), said('reject')];
  const link = () => {
    commit((document, context) =>
      linkPairs(document, context, {
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
    ask({ rejected: new Set([...question.rejected, ...rejected.map(keyOf)]) });
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
            onClick={() =>
              ask({ rejected: new Set([...question.rejected, ...rejected.map(keyOf)]) })
            }
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
              verdict={judged.verdicts.get(keyOf(pair)) ?? null}
              target={targetOf(pair, judged.targets.get(keyOf(pair)))}
              onVerdict={(verdict) => {
                const verdicts = new Map(judged.verdicts);
                if (verdict) verdicts.set(keyOf(pair), verdict);
                else verdicts.delete(keyOf(pair));
                setJudged({ ...judged, verdicts });
              }}
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
    </Dialog>
  );
}

function keyOf({ before, after }: ShipPair): string {
  return pairKey(before, after);
}
