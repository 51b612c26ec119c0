import { expect, it } from 'vitest';
import type { HullSight } from '../../../src/domain/identity/evidence';
import { assignPair, type PairingOptions } from '../../../src/domain/identity/pairing';
import { rankLinks } from '../../../src/domain/identity/ranking';

const NAJIN = [130.295, 42.235] as const;
const DUNAI = [132.345, 42.885] as const;

const sight = (boxId: string, parts: Partial<HullSight> = {}): HullSight => ({
  boxId,
  lengthM: 122.4,
  beamM: 18.2,
  resolutionM: 0.5,
  className: 'cargo ship',
  at: { value: '2023-12-05T02:00:00Z', precision: 'instant' },
  place: NAJIN,
  axisDeg: 81,
  signature: null,
  ...parts,
});
const at = (value: string) => ({ value, precision: 'instant' }) as const;
const texts = (link: ReturnType<typeof rankLinks>[number] | undefined) =>
  link?.reasons.map(({ text }) => text);

it('ranks by length and beam, with how exactly they can be known', () => {
  const query = sight('q', { at: at('2023-12-19T02:00:00Z'), place: DUNAI, resolutionM: 1 });
  const ranked = rankLinks(query, [
    { vesselId: 'maia', sightings: [sight('m', { lengthM: 127.4, beamM: 19.6 })] },
    { vesselId: 'angara', sightings: [sight('a', { lengthM: 122.9 })] },
    { vesselId: 'tug', sightings: [sight('t', { lengthM: 28, beamM: 9, className: 'tug' })] },
  ]);
  expect(ranked.map(({ vesselId }) => vesselId)).toEqual(['angara', 'maia', 'tug']);
  // 183.17 km are 98.9 nautical miles, in 336 hours.
  expect(texts(ranked[0])).toEqual([
    'Length 122.4 ± 0.7 m agrees with 122.9 ± 0.4 m',
    'Beam 18.2 ± 0.7 m agrees with 18.2 ± 0.4 m',
    'Both are marked as cargo ship',
    '183 km (99 nm) in 14 days: at least 0.3 kn',
  ]);
  expect(texts(ranked[2])?.[0]).toBe('Length 122.4 ± 0.7 m is not 28.0 ± 0.4 m');
  expect(texts(ranked[2])?.[2]).toBe('Marked as cargo ship, before as tug');
});

it('is less sure of sizes from a coarse picture', () => {
  const [sharp] = rankLinks(sight('q', { resolutionM: 0.5, lengthM: 128 }), [
    { vesselId: 'v', sightings: [sight('a', { at: null })] },
  ]);
  const [coarse] = rankLinks(sight('q', { resolutionM: 10, lengthM: 128 }), [
    { vesselId: 'v', sightings: [sight('a', { at: null })] },
  ]);
  expect(sharp?.reasons[0]?.verdict).toBe('against');
  expect(coarse?.reasons[0]?.verdict).toBe('for');
});

it('never proposes a link that no ship could have sailed, and says what speed it takes', () => {
  const query = sight('q', { at: at('2023-12-05T04:00:00Z'), place: DUNAI });
  const ranked = rankLinks(query, [
    { vesselId: 'same-size', sightings: [sight('a')] },
    { vesselId: 'other', sightings: [sight('b', { lengthM: 90, at: null })] },
  ]);
  expect(ranked.map(({ vesselId, impossible }) => [vesselId, impossible])).toEqual([
    ['other', false],
    ['same-size', true],
  ]);
  expect(texts(ranked[1])).toContain('183 km (99 nm) in 2.0 h takes at least 49.5 kn, above 25');
  expect(ranked[1]?.likelihood).toBe('almost_no_chance');
});

it('checks the sightings on both sides of the date', () => {
  const query = sight('q', { at: at('2023-12-10T02:00:00Z'), place: DUNAI });
  const before = sight('a', { at: at('2023-12-01T02:00:00Z') });
  const after = sight('b', { at: at('2023-12-10T03:00:00Z') });
  const [link] = rankLinks(query, [{ vesselId: 'v', sightings: [after, before] }]);
  expect(link?.impossible).toBe(true);
});

it('knows that a ship is not twice on one picture', () => {
  const query = sight('q', { place: [130.305, 42.235] });
  const [link] = rankLinks(query, [{ vesselId: 'v', sightings: [sight('a')] }]);
  expect(link?.impossible).toBe(true);
  expect(texts(link)).toContain('Seen 825 m apart at the same time');
});

it('leaves certainty to the analyst, and probability to vessels that are not in the list', () => {
  const [alone] = rankLinks(sight('q'), [{ vesselId: 'v', sightings: [sight('a')] }]);
  expect(alone?.probability).toBeLessThan(0.95);
  expect(alone?.likelihood).not.toBe('almost_certain');
  const two = rankLinks(sight('q'), [
    { vesselId: 'v', sightings: [sight('a')] },
    { vesselId: 'w', sightings: [sight('b')] },
  ]);
  expect(two[0]?.probability).toBeLessThan(0.5);
  const [nothing] = rankLinks(
    sight('q', { lengthM: null, beamM: null, className: null, at: null }),
    [{ vesselId: 'v', sightings: [sight('a')] }],
  );
  expect(nothing?.reasons).toEqual([]);
  expect(nothing?.probability).toBeCloseTo(1 / 3, 9);
  expect(rankLinks(sight('q'), [])).toEqual([]);
});

const OPEN: PairingOptions = { seenAfter: () => true, seenBefore: () => true, registrationM: 1 };
/** So many metres east of Najin's quay. */
const east = (meters: number) => [NAJIN[0] + meters / 82_560, NAJIN[1]] as const;
const later = { at: at('2023-12-19T02:00:00Z') };

it('pairs a frame’s boxes with another’s, all at once', () => {
  const before = [
    sight('a', { lengthM: 122.4 }),
    sight('b', { lengthM: 124.5, place: east(300) }),
    sight('c', { lengthM: 60, beamM: 11, place: east(600) }),
  ];
  const after = [
    // Nearer to `a` than to `b`, but `a` is there itself.
    sight('b2', { ...later, lengthM: 123.6, place: east(900), axisDeg: 20 }),
    sight('a2', { ...later, lengthM: 122.3 }),
    sight('d2', { ...later, lengthM: 180, beamM: 28, place: east(300) }),
  ];
  const pairs = assignPair(before, after, OPEN);
  expect(pairs.map(({ beforeId, afterId, state }) => [beforeId, afterId, state])).toEqual([
    ['a', 'a2', 'stayed'],
    ['b', 'b2', 'shifted'],
    ['c', null, 'gone'],
    [null, 'd2', 'appeared'],
  ]);
  expect(pairs[1]?.distanceM).toBeGreaterThan(590);
  expect(pairs[1]?.distanceM).toBeLessThan(610);
});

it('does not call gone what the other picture does not show', () => {
  const hidden = { ...OPEN, seenAfter: () => false, seenBefore: () => false };
  const pairs = assignPair(
    [sight('a')],
    [sight('b', { ...later, lengthM: 60, beamM: 11 })],
    hidden,
  );
  expect(pairs.map(({ state }) => state)).toEqual(['not_observed', 'not_observed']);
});

it('tells a turned ship from one that stayed, and a port from another', () => {
  const one = (parts: Partial<HullSight>) =>
    assignPair([sight('a')], [sight('b', { ...later, ...parts })], OPEN)[0]?.state;
  expect(one({ axisDeg: 88 })).toBe('stayed');
  expect(one({ axisDeg: 100 })).toBe('shifted');
  expect(one({ place: east(9) })).toBe('stayed');
  expect(one({ place: east(12) })).toBe('shifted');
  expect(one({ place: DUNAI })).toBe('moved');
});

it('marks as doubtful what could as well be the other way round', () => {
  const twins = assignPair(
    [sight('a', { place: east(0) }), sight('b', { place: east(400) })],
    [sight('c', { ...later, place: east(1000) }), sight('d', { ...later, place: east(1400) })],
    OPEN,
  );
  expect(twins.map(({ doubtful }) => doubtful)).toEqual([true, true]);
  const clear = assignPair([sight('a')], [sight('b', later)], OPEN);
  expect(clear[0]?.doubtful).toBe(false);
});

it('pairs nothing that is impossible', () => {
  const soon = { at: at('2023-12-05T03:00:00Z'), place: DUNAI };
  const pairs = assignPair([sight('a')], [sight('b', soon)], OPEN);
  expect(pairs.map(({ beforeId, afterId }) => [beforeId, afterId])).toEqual([
    ['a', null],
    [null, 'b'],
  ]);
  expect(assignPair([], [], OPEN)).toEqual([]);
});

it('says the speed that cannot be as exactly as the limit needs it', () => {
  // 30 nm in 1.19 hours are 25.2 knots.
  const query = sight('q', {
    at: at('2023-12-05T03:11:24Z'),
    place: [NAJIN[0] + 0.6735, NAJIN[1]],
  });
  const [ranked] = rankLinks(query, [{ vesselId: 'a', sightings: [sight('a')] }]);
  const speed = ranked?.reasons.find(({ kind }) => kind === 'speed')?.text ?? '';
  const [, told = ''] = /at least ([\d.]+) kn, above 25/.exec(speed) ?? [];
  expect(ranked?.impossible).toBe(true);
  expect(Number(told)).toBeGreaterThan(25);
});

it('takes the class of the latest sighting where two are as frequent', () => {
  const classed = (boxId: string, className: string, day: string) =>
    sight(boxId, { className, at: { value: day, precision: 'day' } });
  const [ranked] = rankLinks(sight('q', { className: 'tanker' }), [
    {
      vesselId: 'a',
      sightings: [
        classed('1', 'tanker', '2023-11-01'),
        classed('2', 'cargo ship', '2023-11-02'),
        classed('3', 'cargo ship', '2023-11-03'),
        classed('4', 'tanker', '2023-11-04'),
      ],
    },
  ]);
  expect(texts(ranked)).toContain('Both are marked as tanker');
});

it('weighs a partner that stayed with all that speaks for it before it calls another one doubtful', () => {
  const still: PairingOptions = { seenAfter: () => true, seenBefore: () => true, registrationM: 1 };
  const later = at('2023-12-19T02:00:00Z');
  const before = [sight('a')];
  const beside = [NAJIN[0] + 0.01, NAJIN[1]] as const;
  const pairings = assignPair(
    before,
    [sight('b', { at: later }), sight('c', { at: later, place: beside, lengthM: 123.3 })],
    still,
  );
  const [pair, alone] = pairings;
  expect(pair?.state).toBe('stayed');
  // Were the two exchanged, all that is lost is what b has over c: the same as the margin of the pair.
  expect(alone?.margin).toBeCloseTo(pair?.margin ?? Number.NaN, 9);
});
