/** Which ships of two dates are one: what is asked, what was found, and what the analyst says of it. */
import { useEffect, useState } from 'react';
import { userSentence } from '../../commands/notify';
import type { Services } from '../../commands/types';
import {
  firstPair,
  pairKey,
  pairShips,
  type ShipPair,
  type ShipPairs,
} from '../../commands/vessels/pair-ships';
import { linkPairs, rejectPair, reopenPair } from '../../domain/edits/pair-edits';
import { isAbort } from '../../domain/errors';
import { judgedApart } from '../../domain/identity/judged-apart';
import type { Frame } from '../../domain/model/frame';
import type { VesselId } from '../../domain/model/ids';
import type { DocumentStore } from '../../store/document-store';
import { useDocument, useServices } from '../context';
import { useCommit } from '../panels/use-linking';
import { NEW_VESSEL, type Verdict } from './pair-row';

/**
 * Which pairs are accepted, to be linked at once, and what each would link to. What is rejected is
 * stored as it is said.
 */
type Judged = {
  readonly accepted: ReadonlySet<string>;
  readonly targets: ReadonlyMap<string, string>;
};
const UNJUDGED: Judged = { accepted: new Set(), targets: new Map() };

export function keyOf({ before, after }: ShipPair): string {
  return pairKey(before, after);
}

/** The vessel of either box, or a new one. */
function targetOf({ before, after }: ShipPair, chosen: string | undefined): string {
  return chosen ?? before.link?.vesselId ?? after.link?.vesselId ?? NEW_VESSEL;
}

function verdictOf({ before, after }: ShipPair, document: DocumentStore, judged: Judged) {
  const [a, b] = [document.get('boxes', before.id), document.get('boxes', after.id)];
  if (a && b && judgedApart(a, b)) return 'reject';
  return judged.accepted.has(pairKey(before, after)) ? 'accept' : null;
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

/** What an accepted pair is linked as, with what speaks for it. */
function linkOf(pair: ShipPair, target: string) {
  return {
    boxIds: [pair.before.id, pair.after.id],
    vesselId: target === NEW_VESSEL ? null : (target as VesselId),
    likelihood: pair.likelihood,
    rationale: pair.reasons.map(({ text }) => text).join('. '),
  } as const;
}

/**
 * The pairing of two dates' ships.
 * @param onLinked called once accepted pairs are linked, before those that are left are asked for again
 */
export function usePairing(onLinked: () => void) {
  const services = useServices();
  const document = useDocument();
  const commit = useCommit();
  const [question, setQuestion] = useState(() => firstQuestion(services));
  const [judged, setJudged] = useState(UNJUDGED);
  const answer = useAnswer(question);
  const solved = answer && 'pairs' in answer ? answer.pairs : null;
  const verdict = (pair: ShipPair) => verdictOf(pair, document, judged);
  const target = (pair: ShipPair) => targetOf(pair, judged.targets.get(keyOf(pair)));
  const said = (wanted: Verdict) =>
    (solved?.pairs ?? []).filter((pair) => verdict(pair) === wanted);
  const accepted = said('accept');
  const ask = (changes: Partial<Question> = {}) => {
    setQuestion({ ...question, ...changes });
    setJudged(UNJUDGED);
  };
  const link = () => {
    const pairs = accepted.map((pair) => linkOf(pair, target(pair)));
    // What was accepted stays marked where it could not be linked.
    if (!commit((doc, context) => linkPairs(doc, context, { pairs }))) return;
    onLinked();
    ask();
  };
  /** A rejection is an edit of its own at once; taking it back is another. */
  const judge = (pair: ShipPair, next: Verdict | null) => {
    const boxIds = [pair.before.id, pair.after.id] as const;
    if (next === 'reject') commit((doc, context) => rejectPair(doc, context, { boxIds }));
    else if (verdict(pair) === 'reject') {
      commit((doc, context) => reopenPair(doc, context, { boxIds }));
    }
    const marked = new Set(judged.accepted);
    if (next === 'accept') marked.add(keyOf(pair));
    else marked.delete(keyOf(pair));
    setJudged({ ...judged, accepted: marked });
  };
  const choose = (pair: ShipPair, vesselId: string) =>
    setJudged({ ...judged, targets: new Map(judged.targets).set(keyOf(pair), vesselId) });
  return {
    question,
    frames: framesOf(question),
    answer,
    solved,
    accepted,
    rejected: said('reject'),
    verdict,
    target,
    ask,
    link,
    judge,
    choose,
  };
}

export type Pairing = ReturnType<typeof usePairing>;
