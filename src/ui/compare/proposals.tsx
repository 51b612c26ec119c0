/** What the pixels say has changed between A and B, for the analyst to accept, reject or leave. */
import { type MouseEvent, type RefObject, useEffect, useRef } from 'react';
import {
  accept,
  changesLabel,
  findProposals,
  reject,
  setProposalClass,
} from '../../commands/compare/proposals';
import type { ComparedPair } from '../../commands/frames/compare-frames';
import { notifyError } from '../../commands/notify';
import { boxOfProposal } from '../../domain/edits/boxed-proposal';
import { classesInOrder } from '../../domain/edits/class-edits';
import { openProposals } from '../../domain/edits/open-proposals';
import { verdictOn } from '../../domain/edits/verdict';
import { isAbort } from '../../domain/errors';
import { formatNumber } from '../../domain/geo/format-numbers';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import { labelOf } from '../../domain/listing/box-label';
import { searchAreaOf } from '../../store/compare-state';
import { PROPOSALS_SHOWN, type Proposal } from '../../store/session';
import { CommandButton } from '../command-controls';
import {
  useDocument,
  useDocumentRevision,
  useLockedReason,
  useServices,
  useSession,
} from '../context';
import { Badge, Button, EmptyState } from '../kit';
import { Chip } from '../vessels/chip';
import css from './changes-panel.module.css';
import { afterJudging } from './next-row';
import pane from './pane.module.css';
import { marginText, sizeText } from './proposal-texts';
import { RejectedProposals } from './rejected-proposals';

export type ProposalsProps = { readonly pair: ComparedPair };

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

const keyOf = ({ kind, geometry: { x, y } }: Proposal) => `${kind}${x},${y}`;

/** A verdict that was taken back while the focus was in the panel leads it back to where that was given. */
function useReturn(panel: RefObject<HTMLElement | null>, open: readonly Proposal[]) {
  const judged = useRef<{ readonly key: string; readonly which: number } | null>(null);
  useEffect(() => {
    const { current } = judged;
    const place = current ? open.findIndex((one) => keyOf(one) === current.key) : -1;
    if (!current || place < 0) return;
    judged.current = null;
    const { activeElement } = window.document;
    if (activeElement !== window.document.body && !panel.current?.contains(activeElement)) return;
    const row = panel.current?.querySelectorAll('[data-proposals] > li')[place];
    row?.querySelectorAll('button')[current.which]?.focus();
  });
  return (proposal: Proposal, button: HTMLElement) => {
    const buttons = [...(button.closest('li')?.querySelectorAll('button') ?? [])];
    judged.current = { key: keyOf(proposal), which: buttons.indexOf(button as HTMLButtonElement) };
  };
}

type RowProps = ProposalsProps & {
  readonly proposal: Proposal;
  readonly onJudged: (proposal: Proposal, button: HTMLElement) => void;
};

function ProposalRow({ proposal, pair, onJudged }: RowProps) {
  const { before, after, letters } = pair;
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const boxed = boxOfProposal(document, proposal);
  const unnamed = proposal.doubtful && !boxed ? 'Say what it is: choose its class.' : null;
  const frame = proposal.frameId === before.id ? before : after;
  const measures = frameGeoOf(frame)?.boxMeasures(proposal.geometry) ?? null;
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
  const across = measures ? 2.2 * Math.max(measures.lengthM, measures.widthM) : 0;
  const panes = [
    { letter: letters.before, one: before },
    { letter: letters.after, one: after },
  ];
  return (
    <li className={css.proposal}>
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
      <div className={css.found}>
        <Badge>{proposal.kind}</Badge>
        <span className={css.aside}>
          {`${sizeText(proposal, frame)}, score ${formatNumber(proposal.score, 2)}`}
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

export function Proposals({ pair }: ProposalsProps) {
  const { before, after } = pair;
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  // Of the search, not of this panel, which goes and comes while it is under way.
  const label = changesLabel(before, after);
  const busy = useSession((state) => state.tasks.some((task) => task.label === label));
  const search = useSession((state) => state.proposals);
  const area = useSession((state) => searchAreaOf(state.compare));
  const own = search?.beforeId === before.id && search.afterId === after.id ? search : null;
  const found = own?.found ?? [];
  const open = openProposals(document, found);
  const judged = found.filter((proposal) => verdictOn(document, proposal)).length;
  const hidden = found.length - judged - open.length;
  const panel = useRef<HTMLElement>(null);
  const onJudged = useReturn(panel, open);
  const start = async () => {
    try {
      const proposals = await findProposals(services, before, after);
      services.session.setState({ proposals });
    } catch (error) {
      if (!isAbort(error)) notifyError(services.session, error);
    }
  };
  return (
    <section ref={panel} className={css.panel} aria-label="Proposals of changes">
      <header className={css.head}>
        <h2>What changed?</h2>
        <span className={css.aside} />
        <Button
          data-search
          kind={own ? 'default' : 'primary'}
          disabledReason={busy ? 'Under way: see the status bar.' : null}
          onClick={() => void start()}
        >
          {own ? 'Search again' : 'Search'}
        </Button>
      </header>
      <div className={css.where} data-limited={area !== null}>
        <span>
          {area ? 'In the dashed area only' : 'Wherever both show ground'}
          {own ? <span>{`${open.length} open, ${judged} judged`}</span> : null}
          {hidden > 0 ? <span>{`${hidden} where a date cannot be seen`}</span> : null}
          {own && own.margins.length > 0 ? <span>{marginText(own.margins, pair)}</span> : null}
        </span>
        {area ? (
          <CommandButton id="compare.search-everywhere" label="Everywhere" icon={false} />
        ) : null}
        <CommandButton
          id="tool.area-search"
          label={area ? 'Another area' : 'Only in an area'}
          icon={false}
        />
      </div>
      {open.length === 0 ? (
        <EmptyState
          icon="scan"
          title={own ? 'Nothing left to judge' : 'Not searched yet'}
          text={
            own
              ? 'No change stands out of the two pictures, or all were judged. What is not proposed may have changed all the same.'
              : 'Places where the two pictures differ are proposed, the clearest first. Align the frames before. You accept, reject or leave each; rejected ones are not proposed again.'
          }
        />
      ) : null}
      <ul className={css.list} data-proposals>
        {open.slice(0, PROPOSALS_SHOWN).map((proposal) => (
          <ProposalRow key={keyOf(proposal)} proposal={proposal} pair={pair} onJudged={onJudged} />
        ))}
      </ul>
      {open.length > PROPOSALS_SHOWN ? (
        <p
          className={css.more}
        >{`${open.length - PROPOSALS_SHOWN} weaker ones follow when these are judged.`}</p>
      ) : null}
      <RejectedProposals pair={pair} />
    </section>
  );
}
