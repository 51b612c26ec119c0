/** Boxes of different sizes that were linked to one vessel are told to be no one hull. */
import { expect, test } from 'vitest';
import { sizeDisagreement } from '../../../src/domain/tracks/size-disagreement';
import { sightingsOf } from '../../../src/domain/tracks/vessel-log';
import { followed } from '../edits/followed';

test('sizes that are too far apart speak against one hull, those that are copied do not', () => {
  const { doc } = followed();
  const [vessel] = [...doc.all('vessels')];
  const [one, two] = vessel ? sightingsOf(doc, vessel.id) : [];
  if (!one?.measures || !two?.measures) throw new Error('a vessel was measured twice');
  expect(sizeDisagreement([], 'length')).toBeNull();
  expect(sizeDisagreement([one], 'length')).toBeNull();
  expect(sizeDisagreement([one, two], 'length')).toBeNull();
  const { lengthM } = one.measures;
  const drawn = (factor: number) => {
    const measures = { ...two.measures, lengthM: lengthM * factor };
    return { ...two, measures } as typeof two;
  };
  // Two boxes of one hull differ by a few hundredths as they are drawn, not by a fifth.
  expect(sizeDisagreement([one, drawn(1.03)], 'length')).toBeNull();
  expect(sizeDisagreement([drawn(1.2), one], 'length')?.text).toMatch(
    /^Length [\d.]+ ± 0\.4 m is not [\d.]+ ± 0\.4 m$/,
  );
  expect(sizeDisagreement([drawn(1.2), one], 'beam')).toBeNull();
  // Ten boxes of one hull: the least and the greatest may differ by more than any two.
  const spread = [1, 1, 1.01, 1.01, 1.01, 1.02, 1.02, 1.02, 1.035, 1.035].map(drawn);
  expect(sizeDisagreement([drawn(1), drawn(1.07)], 'length')).not.toBeNull();
  expect(sizeDisagreement([...spread, drawn(1.04)], 'length')).toBeNull();
  // What a coarse frame measured, shorter still, hides none that two fine ones show.
  const frame = { ...two.frame, resolutionM: 10 } as typeof two.frame;
  const coarse = { ...drawn(0.97), frame } as typeof two;
  expect(sizeDisagreement([one, drawn(1.2), coarse], 'length')).not.toBeNull();
  const copied = { ...drawn(1.2), box: { ...two.box, sizeCopied: true as const } };
  expect(sizeDisagreement([copied, one], 'length')).toBeNull();
});
