/** What the pixels say has changed between A and B, for the analyst to accept, reject or leave. */
import { type RefObject, useEffect, useRef } from 'react';
import { changesLabel, findProposals } from '../../commands/compare/proposals';
import type { ComparedPair } from '../../commands/frames/compare-frames';
import { notifyError } from '../../commands/notify';
import { openProposals } from '../../domain/edits/open-proposals';
import { verdictOn } from '../../domain/edits/verdict';
import { isAbort } from '../../domain/errors';
import { searchAreaOf } from '../../store/compare-state';
import { PROPOSALS_SHOWN, type Proposal } from '../../store/session';
import { CommandButton } from '../command-controls';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
import { Button, EmptyState } from '../kit';
import css from './changes-panel.module.css';
import { ProposalRow } from './proposal-row';
import { marginText } from './proposal-texts';
import { RejectedProposals } from './rejected-proposals';

type ProposalsProps = { readonly pair: ComparedPair };

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

/** The search between A and B: what it found that is still to be judged, and how to begin it again. */
function useSearch({ before, after }: ComparedPair) {
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  // Of the search, not of this panel, which goes and comes while it is under way.
  const label = changesLabel(before, after);
  const busy = useSession((state) => state.tasks.some((task) => task.label === label));
  const search = useSession((state) => state.proposals);
  const own = search?.beforeId === before.id && search.afterId === after.id ? search : null;
  const found = own?.found ?? [];
  const open = openProposals(document, found);
  const judged = found.filter((proposal) => verdictOn(document, proposal)).length;
  const hidden = found.length - judged - open.length;
  const start = async () => {
    try {
      const proposals = await findProposals(services, before, after);
      services.session.setState({ proposals });
    } catch (error) {
      if (!isAbort(error)) notifyError(services.session, error);
    }
  };
  return { own, busy, open, judged, hidden, start };
}

type Search = ReturnType<typeof useSearch>;

/** Where was searched, what came of it, and the commands that limit it. */
function Where({ pair, search }: ProposalsProps & { readonly search: Search }) {
  const { own, open, judged, hidden } = search;
  const area = useSession((state) => searchAreaOf(state.compare));
  return (
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
  );
}

/** What stands where no proposal does. */
function emptyTexts(busy: boolean, searched: boolean): { title: string; text: string } {
  if (busy)
    return {
      title: 'Looking for changes',
      text: 'The two pictures are being compared. The status bar says how far that is, and stops it.',
    };
  if (searched)
    return {
      title: 'Nothing left to judge',
      text: 'No change stands out of the two pictures, or all were judged. What is not proposed may have changed all the same.',
    };
  return {
    title: 'Not searched yet',
    text: 'Places where the two pictures differ are proposed, the clearest first. Align the frames before. You accept, reject or leave each; rejected ones are not proposed again.',
  };
}

export function Proposals({ pair }: ProposalsProps) {
  const search = useSearch(pair);
  const { own, busy, open, start } = search;
  const panel = useRef<HTMLElement>(null);
  const onJudged = useReturn(panel, open);
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
      <Where pair={pair} search={search} />
      {open.length === 0 ? <EmptyState icon="scan" {...emptyTexts(busy, own !== null)} /> : null}
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
