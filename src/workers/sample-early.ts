/** Sampling a picture that is about to be shown out of the tiles that it is going to be first shown with. */
import { isAbort, UserError } from '../domain/errors';
import type { PictureSample } from '../raster/inspect/sample-picture';
import type { EarlyPlan } from './early-tiles';
import type { OpenPicture } from './open-pictures';
import type { WorkerSlot } from './worker-slot';

type Place = EarlyPlan['places'][number];

/**
 * Has each worker sample the tiles that it decodes to be shown, which are kept for who asks for them.
 * @param slotOf the worker that reads a tile
 * @returns null where that says too little of the picture: who reads all of it finds out what is wrong
 */
export async function sampleEarly(
  { ref, early }: OpenPicture,
  { level, places }: EarlyPlan,
  slotOf: (place: Place) => WorkerSlot,
): Promise<readonly PictureSample[] | null> {
  const dealt = new Map<WorkerSlot, Place[]>();
  for (const place of places) {
    const slot = slotOf(place);
    dealt.set(slot, [...(dealt.get(slot) ?? []), place]);
  }
  const readings = Array.from(dealt, ([slot, own]) => {
    const args = { picture: ref, places: own };
    const reading = slot.run('sample', args, { about: ref.source.name });
    for (const [i, [column, row]] of own.entries()) {
      const tile = reading.then(({ tiles }) => tiles[i] ?? unread());
      early.keep(level, column, row, tile);
    }
    return reading;
  });
  try {
    const samples = (await Promise.all(readings)).map(({ sample }) => sample);
    return samples.every(({ failed, windows }) => failed === windows) ? null : samples;
  } catch (error) {
    if (!(error instanceof UserError) && !isAbort(error)) throw error;
    return null;
  }
}

/** Who shows the tile asks for it anew, and is told why. */
function unread(): Promise<never> {
  return Promise.reject(new UserError('The tile could not be read.'));
}
