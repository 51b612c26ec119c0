/** Sampling a picture that is about to be shown out of the tiles that it is going to be first shown with. */
import { UserError } from '../domain/errors';
import type { Inspection } from '../raster/types';
import type { EarlyPlan, EarlyShares } from './early-tiles';
import type { OpenPicture } from './open-pictures';
import type { WorkerSlot } from './worker-slot';

type Place = EarlyPlan['places'][number];

/**
 * Has each worker sample the tiles that it decodes to be shown, which are kept for who asks for them.
 * @param slotOf the worker that reads a tile
 */
export function sampleEarly(
  { ref, early }: OpenPicture,
  { level, places }: EarlyPlan,
  slotOf: (place: Place) => WorkerSlot,
): EarlyShares {
  const dealt = new Map<WorkerSlot, Place[]>();
  for (const place of places) {
    const slot = slotOf(place);
    dealt.set(slot, [...(dealt.get(slot) ?? []), place]);
  }
  const lost = new AbortController();
  const ports = Array.from(dealt, ([slot, own]) => {
    const { port1, port2 } = new MessageChannel();
    const args = { picture: ref, places: own, to: port2 };
    const reading = slot.run('sample', args, { about: ref.source.name, transfer: [port2] });
    reading.catch(() => lost.abort());
    for (const [i, [column, row]] of own.entries()) {
      const tile = reading.then(({ tiles }) => tiles[i] ?? unread());
      early.keep(level, column, row, tile);
    }
    return port1;
  });
  return { ports, lost: lost.signal };
}

/**
 * Inspects a picture by what is sampled of it meanwhile; by itself, where nothing is or a share is lost.
 * @param home the worker that inspects it
 */
export async function inspectEarly(
  { ref }: OpenPicture,
  home: WorkerSlot,
  shares: EarlyShares | null,
  signal: AbortSignal | undefined,
): Promise<Inspection> {
  const about = ref.source.name;
  if (shares) {
    const { ports, lost } = shares;
    const until = signal ? AbortSignal.any([signal, lost]) : lost;
    const args = { picture: ref, shares: ports };
    try {
      return await home.run('inspect', args, { about, signal: until, transfer: ports });
    } catch (error) {
      if (!lost.aborted || signal?.aborted) throw error;
    }
  }
  return home.run('inspect', { picture: ref }, { about, signal });
}

/** Who shows the tile asks for it anew, and is told why. */
function unread(): Promise<never> {
  return Promise.reject(new UserError('The tile could not be read.'));
}
