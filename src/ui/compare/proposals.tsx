/** What the pixels say has changed between A and B, for the analyst to accept, reject or leave. */
import { useState } from 'react';
import { notifyError } from '../../commands/notify';
import { accept, findProposals, type Proposal, reject, verdictOn } from '../../commands/proposals';
import { isAbort } from '../../domain/errors';
import { formatNumber } from '../../domain/geo/format-numbers';
import { makeFrameGeo } from '../../domain/geo/frame-geo';
import type { Frame } from '../../domain/model/frame';
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

/** What was found for a pair of frames. */
export type Search = {
  readonly beforeId: string;
  readonly afterId: string;
  readonly found: readonly Proposal[];
};

const WORDS = {
  gone: 'gone',
  appeared: 'appeared',
  changed: 'changed',
  moved: 'moved',
  stayed: 'stayed',
} as const;
/** Each has two pictures to read; more come as these are judged. */
const SHOWN = 12;

function ProposalRow({
  proposal,
  before,
  after,
}: {
  readonly proposal: Proposal;
  readonly before: Frame;
  readonly after: Frame;
}) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const classId = useSession((state) => state.classId);
  const className = (classId && document.get('classes', classId)?.name) ?? 'box';
  const frame = proposal.frameId === before.id ? before : after;
  const measures = makeFrameGeo(frame)?.boxMeasures(proposal.geometry);
  if (!measures) return null;
  const attempt = (act: () => void) => () => {
    try {
      act();
    } catch (error) {
      notifyError(services.session, error);
    }
  };
  const across = 2.2 * Math.max(measures.lengthM, measures.widthM);
  return (
    <li className={css.proposal}>
      <button
        type="button"
        className={css.panes}
        title="Show the place"
        onClick={() => services.map.current?.centerOn(measures.center)}
      >
        {[before, after].map((one, i) => (
          <span key={one.id} className={css.pane}>
            <Chip
              frame={one}
              place={measures.center}
              across={across}
              width={130}
              height={72}
              label={`${i === 0 ? 'A' : 'B'}: the place on ${one.title}`}
            />
            <span className={css.letter} aria-hidden="true">
              {i === 0 ? 'A' : 'B'}
            </span>
          </span>
        ))}
      </button>
      <div className={css.verdict}>
        <Badge>{WORDS[proposal.kind]}</Badge>
        <span className={css.aside}>
          {`${formatNumber(measures.lengthM)} × ${formatNumber(measures.widthM)} m, score ${formatNumber(proposal.score, 2)}`}
        </span>
        <Button
          kind="quiet"
          disabledReason={locked}
          onClick={attempt(() => reject(services, proposal))}
        >
          Not a change
        </Button>
        <Button disabledReason={locked} onClick={attempt(() => accept(services, proposal))}>
          {`Accept as ${className}`}
        </Button>
      </div>
    </li>
  );
}

export type ProposalsProps = {
  readonly before: Frame;
  readonly after: Frame;
  readonly search: Search | null;
  readonly onSearch: (search: Search) => void;
};

export function Proposals({ before, after, search, onSearch }: ProposalsProps) {
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  const [busy, setBusy] = useState(false);
  const own = search?.beforeId === before.id && search.afterId === after.id ? search : null;
  const open = own?.found.filter((proposal) => !verdictOn(document, proposal)) ?? [];
  const judged = (own?.found.length ?? 0) - open.length;
  const start = async () => {
    setBusy(true);
    try {
      const found = await findProposals(services, before, after);
      onSearch({ beforeId: before.id, afterId: after.id, found });
    } catch (error) {
      if (!isAbort(error)) notifyError(services.session, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={css.panel} aria-label="Proposals of changes">
      <header className={css.head}>
        <h2>What changed?</h2>
        <span className={css.aside}>{own ? `${open.length} open, ${judged} judged` : ''}</span>
        <Button
          kind={own ? 'default' : 'primary'}
          disabledReason={busy ? 'Under way: see the status bar.' : null}
          onClick={() => void start()}
        >
          {own ? 'Search again' : 'Search'}
        </Button>
      </header>
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
      <ul className={css.list}>
        {open.slice(0, SHOWN).map((proposal) => (
          <ProposalRow
            key={`${proposal.kind}${proposal.geometry.x},${proposal.geometry.y}`}
            proposal={proposal}
            before={before}
            after={after}
          />
        ))}
      </ul>
      {open.length > SHOWN ? (
        <p
          className={css.more}
        >{`${open.length - SHOWN} weaker ones follow when these are judged.`}</p>
      ) : null}
    </section>
  );
}
