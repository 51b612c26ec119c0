/** One proposal of a change: the place on both dates, and what the analyst says of it. */
import type { MouseEvent } from 'react';
import { accept, reject, setProposalClass } from '../../commands/compare/proposals';
import type { ComparedPair } from '../../commands/frames/compare-frames';
import { notifyError } from '../../commands/notify';
import { boxOfProposal } from '../../domain/edits/boxed-proposal';
import { classesInOrder } from '../../domain/edits/class-edits';
import { formatNumber } from '../../domain/geo/format-numbers';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import { labelOf } from '../../domain/listing/box-label';
import type { Frame } from '../../domain/model/frame';
import type { Proposal } from '../../store/session';
import { useDocument, useLockedReason, useServices } from '../context';
import { Badge, Button } from '../kit';
import { Chip } from '../vessels/chip';
import css from './changes-panel.module.css';
import { afterJudging } from './next-row';
import pane from './pane.module.css';
import { sizeText } from './proposal-texts';

function ClassSelect({ proposal }: { readonly proposal: Proposal }) {
  const services = useServices();
  const classes = classesInOrder(useDocument());
  return (
    <select
      className={css.class}
      aria-label="Class of the box"
      value={proposal.doubtful ? '' : proposal.classId}
      onChange={(event) => {
        const chosen = classes.find(({ id }) => id === event.target.value);
        if (chosen) setProposalClass(services, proposal, chosen.id);
      }}
    >
      {proposal.doubtful ? (
        <option value="" disabled>
          Class…
        </option>
      ) : null}
      {classes.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

type PlaceProps = {
  readonly proposal: Proposal;
  readonly pair: ComparedPair;
};

/** The place on both dates, at one scale; a click leads there. */
function Place({ proposal, pair }: PlaceProps) {
  const { before, after, letters } = pair;
  const services = useServices();
  const frame = frameOf(proposal, pair);
  const measures = frameGeoOf(frame)?.boxMeasures(proposal.geometry) ?? null;
  const across = measures ? 2.2 * Math.max(measures.lengthM, measures.widthM) : 0;
  const panes = [
    { letter: letters.before, one: before },
    { letter: letters.after, one: after },
  ];
  return (
    <button
      type="button"
      className={css.panes}
      title="Show the place"
      onClick={() => measures && services.map.current?.centerOn(measures.center)}
    >
      {panes.map(({ letter, one }) => (
        <span key={one.id} className={pane.pane}>
          <Chip
            frame={one}
            place={measures?.center ?? null}
            around={one === frame ? proposal.geometry : proposal.otherGeometry}
            across={across}
            width={130}
            height={72}
            label={`${letter}: the place on ${one.title}`}
          />
          <span className={pane.letter} aria-hidden="true">
            {letter}
          </span>
        </span>
      ))}
    </button>
  );
}

function frameOf({ frameId }: Proposal, { before, after }: ComparedPair): Frame {
  return frameId === before.id ? before : after;
}

type RowProps = PlaceProps & {
  readonly onJudged: (proposal: Proposal, button: HTMLElement) => void;
};

export function ProposalRow({ proposal, pair, onJudged }: RowProps) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const boxed = boxOfProposal(document, proposal);
  const unnamed = proposal.doubtful && !boxed ? 'Say what it is: choose its class.' : null;
  const judge = (act: typeof accept) => (event: MouseEvent<HTMLElement>) => {
    const leadOn = afterJudging(event.currentTarget);
    try {
      act(services, proposal);
      onJudged(proposal, event.currentTarget);
      // The row is gone when what was committed has been drawn.
      setTimeout(leadOn);
    } catch (error) {
      notifyError(services.session, error);
    }
  };
  return (
    <li className={css.proposal}>
      <Place proposal={proposal} pair={pair} />
      <div className={css.found}>
        <Badge>{proposal.kind}</Badge>
        <span className={css.aside}>
          {`${sizeText(proposal, frameOf(proposal, pair))}, score ${formatNumber(proposal.score, 2)}`}
        </span>
      </div>
      <div className={css.verdict}>
        <Button kind="quiet" disabledReason={locked} onClick={judge(reject)}>
          Not a change
        </Button>
        <Button disabledReason={locked ?? unnamed} onClick={judge(accept)}>
          {boxed ? 'Accept for' : 'Accept as'}
        </Button>
        {boxed ? (
          <b
            className={`${css.boxed} ellipsis`}
            title="This box is there already: no other is made"
          >
            {labelOf(document, boxed)}
          </b>
        ) : (
          <ClassSelect proposal={proposal} />
        )}
      </div>
    </li>
  );
}
