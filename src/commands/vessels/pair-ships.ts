/** Which ship of one date is which of another: a proposal for the analyst to accept, pair by pair. */
import type { DocumentView } from '../../domain/edits/types';
import { UserError } from '../../domain/errors';
import { registrationErrorM } from '../../domain/geo/pair-error';
import { judgedApart } from '../../domain/identity/judged-apart';
import { type Likelihood, likelihoodOf } from '../../domain/identity/likelihood';
import type { Pairing } from '../../domain/identity/pairing';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import { lookWithout } from '../../domain/tracks/looks';
import { isShip } from '../../domain/tracks/occupancy';
import type { DocumentStore } from '../../store/document-store';
import { framesOfSite } from '../frame-order';
import { analysisOf } from '../frames/analysis';
import { comparedPair } from '../frames/compare-frames';
import { runTask } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';
import { Pictures, sightOf } from './suggest-links';

/** What the work is called while it is under way. */
export const PAIRING = 'Pairing the ships of two dates';

export type ShipPair = {
  readonly before: Box;
  readonly after: Box;
  readonly likelihood: Likelihood;
  /** How many times likelier the whole pairing is with this pair than the best one without it. */
  readonly times: number;
  readonly reasons: Pairing['reasons'];
};

export type LoneShip = { readonly box: Box; readonly seen: boolean };

export type ShipPairs = {
  readonly pairs: readonly ShipPair[];
  /** Ships without a partner; seen: the other frame shows their place. */
  readonly alone: readonly LoneShip[];
  /** Pairs that are linked to one vessel already. */
  readonly linked: number;
};

export type PairQuestion = {
  readonly frames: readonly [before: Frame, after: Frame];
  /** Ends the search, besides the status bar. */
  readonly stop: AbortSignal;
};

/** Above this many ships on a frame the comparison of each with each takes minutes. */
const MOST_SHIPS = 80;
const MOST_PROBABLE = 0.94;

/** The frames to begin with, the earlier first: those that are compared, else the current one and the one before it. */
export function firstPair(services: Services): readonly [Frame, Frame] | null {
  const document = openDocument(services);
  const { screen, compare, frameId } = services.session.getState();
  if (!document) return null;
  const compared = screen === 'compare' ? comparedPair(document, compare) : null;
  if (compared) return [compared.before, compared.after];
  const [any] = document.all('frames');
  const current = (frameId && document.get('frames', frameId)) || any;
  if (!current) return null;
  const frames = framesOfSite(document, current.siteId);
  const at = frames.findIndex(({ id }) => id === current.id);
  const [from, to] = at > 0 ? [frames[at - 1], current] : [current, frames[at + 1]];
  return from && to ? [from, to] : null;
}

function shipsOn(doc: DocumentView, frame: Frame): readonly Box[] {
  return doc.boxesOf(frame.id).filter((box) => isShip(doc, box));
}

/** What the analyst has said of two boxes already. */
function saidOf(a: Box, b: Box): 'one' | 'two' | null {
  if (!a.link || !b.link) return null;
  return a.link.vesselId === b.link.vesselId ? 'one' : 'two';
}

/**
 * Pairs the ships of two frames, all at once, as a task that can be cancelled. Rejects with an AbortError, and with a UserError where there are too many ships.
 */
export async function pairShips(
  services: Services,
  document: DocumentStore,
  { frames, stop }: PairQuestion,
): Promise<ShipPairs> {
  const [old, young] = [shipsOn(document, frames[0]), shipsOn(document, frames[1])];
  if (Math.max(old.length, young.length) > MOST_SHIPS) {
    throw new UserError(
      `Ships of two frames are paired up to ${MOST_SHIPS} on each. Link some of them by hand, on their boxes.`,
    );
  }
  const couples = old.flatMap((a) => young.map((b) => [a, b] as const));
  const settled = couples.filter(([a, b]) => saidOf(a, b) === 'one');
  const done = new Set(settled.flat());
  const apart = couples
    .filter(([a, b]) => saidOf(a, b) === 'two' || judgedApart(a, b))
    .map(([a, b]) => [a.id, b.id] as const);
  const open = [old, young].map((boxes) => boxes.filter((box) => !done.has(box)));
  const unseen = [0, 1].flatMap((i) =>
    (open[i] ?? []).filter((box) => !showsPlace(document, frames, i, box)).map(({ id }) => id),
  );
  const pictures = new Pictures(services);
  const pairings = await runTask(services.session, PAIRING, async ({ signal, progress }) => {
    const hulls = [0, 1].map((i) =>
      Promise.all(
        (open[i] ?? []).map((box) => pictures.hull(document, box, frames[i] ?? frames[0])),
      ),
    );
    const [before = [], after = []] = await Promise.all(hulls);
    const registrationM = registrationErrorM(...frames);
    const args = { before, after, unseen, apart, registrationM };
    const ended = AbortSignal.any([signal, stop]);
    return analysisOf(services).run('pairHulls', args, { signal: ended, progress });
  });
  return { ...told(document, pairings), linked: settled.length };
}

export function pairKey(a: Box, b: Box): string {
  return `${a.id} ${b.id}`;
}

/** The pairs of two frames that were rejected, and can be proposed again. */
export function rejectedPairs(
  doc: DocumentView,
  [before, after]: PairQuestion['frames'],
): readonly (readonly [Box, Box])[] {
  const young = doc.boxesOf(after.id);
  return doc
    .boxesOf(before.id)
    .flatMap((a) => young.filter((b) => judgedApart(a, b)).map((b) => [a, b] as const));
}

function showsPlace(
  doc: DocumentView,
  frames: readonly [Frame, Frame],
  own: number,
  box: Box,
): boolean {
  const [mine, other] = own === 0 ? frames : [frames[1], frames[0]];
  const { place, lengthM } = sightOf(doc, box, mine);
  return lookWithout(doc, other, place, lengthM) === 'absent';
}

function told(doc: DocumentView, pairings: readonly Pairing[]): Omit<ShipPairs, 'linked'> {
  const pairs: ShipPair[] = [];
  const alone: LoneShip[] = [];
  const boxes = new Map([...doc.all('boxes')].map((box) => [box.id as string, box]));
  for (const { beforeId, afterId, state, margin, reasons } of pairings) {
    const before = beforeId === null ? undefined : boxes.get(beforeId);
    const after = afterId === null ? undefined : boxes.get(afterId);
    const box = before ?? after;
    if (before && after) {
      const times = Math.exp(margin);
      const likelihood = likelihoodOf(Math.min(MOST_PROBABLE, times / (1 + times)));
      pairs.push({ before, after, likelihood, times, reasons });
    } else if (box) {
      alone.push({ box, seen: state !== 'not_observed' });
    }
  }
  return { pairs: pairs.sort((a, b) => b.times - a.times), alone };
}
