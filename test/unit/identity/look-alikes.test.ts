/** Finding a ship again among ten of its kind and size, at another angle, by another sensor and sun. */
import { beforeAll, expect, it } from 'vitest';
import { appearance, signatureOf } from '../../../src/domain/identity/appearance';
import { type Chip, rectifyChip } from '../../../src/domain/identity/chip';
import { rankLinks } from '../../../src/domain/identity/ranking';
import { hullOf, lengthErrors, lookAlikes, type Sight, withLengthError } from './look-alikes';

const FLEETS = [101, 102, 103];
let fleets: ReturnType<typeof lookAlikes>[] = [];

beforeAll(() => {
  fleets = FLEETS.map((seed) => lookAlikes(seed, 10));
}, 180_000);

/** How many ships are ranked first among the ships of their fleet. */
function firstRight(change: (sight: Sight) => Sight): number {
  let right = 0;
  for (const { before, after } of fleets) {
    const candidates = before.map((sight) => ({ vesselId: sight.id, sightings: [hullOf(sight)] }));
    for (const sight of after) {
      const [first] = rankLinks(hullOf(change(sight)), candidates);
      if (first?.vesselId === sight.id) right += 1;
    }
  }
  return right;
}

it('puts the right one of ten first at least nine times in ten', () => {
  expect(firstRight((sight) => sight)).toBeGreaterThanOrEqual(27);
}, 180_000);

it('does so three times in four where lengths are wrong by 15 %', () => {
  const error = lengthErrors(7, 0.15);
  expect(firstRight((sight) => withLengthError(sight, error()))).toBeGreaterThanOrEqual(23);
}, 180_000);

function chipOf(sight: Sight | undefined): Chip {
  const chip = sight && rectifyChip(sight.window, sight.box);
  if (!chip) throw new Error('There is no chip.');
  return chip;
}

/** A chip as another sensor might have given it. */
function remapped(chip: Chip, map: (value: number, plane: number) => number): Chip {
  return { ...chip, planes: chip.planes.map((plane, k) => plane.map((value) => map(value, k))) };
}

it('takes tones by their order, which no gamma changes', () => {
  const chip = chipOf(fleets[0]?.before[0]);
  const bent = remapped(chip, (value) => value ** 3);
  expect(appearance(signatureOf(chip), signatureOf(bent)).tone).toBeGreaterThan(0.98);
});

it('takes colours without haze and gain', () => {
  const chip = chipOf(fleets[0]?.before[0]);
  const most = Math.max(...(chip.planes[0] ?? []));
  const hazy = remapped(chip, (value, k) => 3 * (value + (1 + k) * most));
  expect(appearance(signatureOf(chip), signatureOf(hazy)).colour).toBeGreaterThan(0.98);
});

it('finds a hull that lies the other way round in its box, and says so', () => {
  const sight = fleets[0]?.before[1];
  const chip = chipOf(sight);
  const turned = chipOf(
    sight && { ...sight, box: { ...sight.box, angle: sight.box.angle + Math.PI } },
  );
  const found = appearance(signatureOf(chip), signatureOf(turned));
  expect(found.flipped).toBe(true);
  expect(found.score).toBeGreaterThan(0.95);
  expect(appearance(signatureOf(chip), signatureOf(chip)).flipped).toBe(false);
});

it('sees how much longer the second box was drawn', () => {
  const sight = fleets[0]?.before[2];
  const long = sight && withLengthError(sight, 0.12);
  const found = appearance(signatureOf(chipOf(sight)), signatureOf(chipOf(long)));
  // A hull in a box that is longer takes less of its chip.
  expect(1 / found.stretch).toBeCloseTo(1.12, 1);
  expect(found.score).toBeGreaterThan(0.85);
});

it('compares a grey chip by its tones alone', () => {
  const chip = chipOf(fleets[0]?.before[3]);
  const grey = { ...chip, planes: chip.planes.slice(0, 1) };
  const found = appearance(signatureOf(grey), signatureOf(grey));
  expect(found).toMatchObject({ colour: null, histogramDistance: null });
  expect(found.score).toBeCloseTo(1, 5);
});

it('makes no chip of a box that is mostly outside the picture', () => {
  const sight = fleets[0]?.before[0];
  if (!sight) throw new Error('There is no ship.');
  expect(rectifyChip(sight.window, { ...sight.box, y: -sight.box.length })).toBeNull();
  const hidden = {
    ...sight.window,
    valid: new Uint8Array(sight.window.width * sight.window.height),
  };
  expect(rectifyChip(hidden, sight.box)).toBeNull();
});
