/** The pairs that are proposed, and those that were rejected. */
import { PAIRING, pairKey, rejectedPairs } from '../../commands/vessels/pair-ships';
import { reopenPair } from '../../domain/edits/pair-edits';
import { labelOf } from '../../domain/listing/box-label';
import type { Frame } from '../../domain/model/frame';
import { useDocument, useDocumentRevision, useLockedReason, useSession } from '../context';
import { Button, EmptyState, ProgressBar } from '../kit';
import { useCommit } from '../panels/use-linking';
import css from './pair-dialog.module.css';
import { PairRow } from './pair-row';
import { keyOf, type Pairing } from './use-pairing';

type ProposedProps = {
  readonly frames: readonly [Frame, Frame];
  readonly pairing: Pairing;
};

/** The pairs to judge, or why there are none yet. */
export function Proposed({ frames, pairing }: ProposedProps) {
  const { answer, verdict, target, judge, choose, ask } = pairing;
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
        <Button onClick={() => ask()}>Compare again</Button>
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
          verdict={verdict(pair)}
          target={target(pair)}
          onVerdict={(next) => judge(pair, next)}
          onTarget={(vesselId) => choose(pair, vesselId)}
        />
      ))}
    </ol>
  );
}

/** Pairs of these frames that were rejected, now or before, each to be taken back. */
export function Rejected({ frames }: { readonly frames: readonly [Frame, Frame] }) {
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
