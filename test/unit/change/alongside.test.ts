/** Ships at a berth where on the other date another lay, told from the parts that differ. */
import { expect, test } from 'vitest';
import { type Alongside, alongsideOf } from '../../../src/domain/change/alongside';
import { BitPlane } from '../../../src/domain/change/bit-plane';
import { candidatesOf } from '../../../src/domain/change/candidates';
import type { Evidence } from '../../../src/domain/change/evidence';
import { boxOverlap } from '../../../src/domain/change/overlap';
import type { ChangeCandidate, ChangeFrame } from '../../../src/domain/change/types';
import { containsPoint } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import { box, standingOut } from './scenes';

const SIZE = { width: 320, height: 200 };
/** Rows above are the quay. */
const QUAY = 60;
const LEFT = box(130, 70, 100, 20);
const CAME = box(160, 69, 90, 18);
/** What of the one that left sticks out beyond the other. */
const STERN = box(97, 70, 34, 20);

const cellsIn = (part: BoxGeometry): Int32Array =>
  Int32Array.from({ length: SIZE.width * SIZE.height }, (_, cell) => cell).filter((cell) => {
    const middle = [(cell % SIZE.width) + 0.5, Math.floor(cell / SIZE.width) + 0.5] as const;
    return containsPoint(part, middle, 0, 1);
  });

function planeOf(has: (x: number, y: number) => boolean): BitPlane {
  const plane = new BitPlane(SIZE);
  for (let y = 0; y < SIZE.height; y += 1) {
    for (let x = 0; x < SIZE.width; x += 1) if (has(x, y)) plane.set(x, y);
  }
  return plane;
}

const waterAround = (ship: BoxGeometry | null) =>
  planeOf((x, y) => y >= QUAY && !(ship && containsPoint(ship, [x + 0.5, y + 0.5], 0, 1)));

function between(
  before: BoxGeometry | null,
  after: BoxGeometry | null,
  seenBy: 'light' | 'light and radar' = 'light',
): Alongside {
  const wet = [waterAround(before), waterAround(after)] as const;
  const water = { wet, shore: planeOf((_, y) => y < QUAY + 45) };
  const evidence =
    seenBy === 'light'
      ? { waterside: null, quayside: () => water }
      : { waterside: water, quayside: null };
  return alongsideOf(evidence as unknown as Evidence, { ...SIZE, metres: 1, longest: 250 });
}

/** The hull of a part that is gone, and the candidate for the other date's. */
function foundBy(part: BoxGeometry, alongside: Alongside) {
  const cells = cellsIn(part);
  const hull = alongside.wholeOf(cells, part, () => 'gone');
  if (!hull) return { hull, other: null };
  const found = { kind: 'gone', box: hull.box, score: 0.7 } as ChangeCandidate;
  return { hull, other: alongside.otherOf(found, cells) };
}

test.each(['light', 'light and radar'] as const)(
  'by %s, the whole hull of the one that left, and that of the one that came',
  (seenBy) => {
    const { hull, other } = foundBy(STERN, between(LEFT, CAME, seenBy));
    expect(hull && boxOverlap(hull.box, LEFT)).toBeGreaterThan(0.85);
    expect(other?.kind).toBe('appeared');
    expect(other && boxOverlap(other.box, CAME)).toBeGreaterThan(0.85);
  },
);

test.each(['light', 'light and radar'] as const)(
  'by %s, no other hull where the other date shows water',
  (seenBy) => {
    const { hull, other } = foundBy(STERN, between(LEFT, null, seenBy));
    expect(hull && boxOverlap(hull.box, LEFT)).toBeGreaterThan(0.85);
    expect(other).toBeNull();
  },
);

test.each(['light', 'light and radar'] as const)(
  'by %s, no other hull than that of a ship that stayed',
  (seenBy) => {
    const { hull, other } = foundBy(STERN, between(LEFT, box(130, 69, 100, 18), seenBy));
    expect(hull && boxOverlap(hull.box, LEFT)).toBeGreaterThan(0.85);
    expect(other).toBeNull();
  },
);

test('both ships once, though bow and stern of the longer one lead to both', () => {
  const came = box(130, 69, 60, 18);
  const strength = new Float32Array(SIZE.width * SIZE.height);
  for (const part of [box(90, 70, 20, 20), box(170, 70, 20, 20)]) {
    for (const cell of cellsIn(part)) strength[cell] = 14;
  }
  const quayside = {
    wet: [waterAround(LEFT), waterAround(came)] as const,
    shore: planeOf((_, y) => y < QUAY + 45),
  };
  const evidence: Evidence = {
    strength,
    before: standingOut(strength, SIZE.width),
    after: standingOut(new Float32Array(strength.length), SIZE.width),
    ...{ ground: null, match: null, waterside: null, planes: [[], []] },
    quayside: () => quayside,
  };
  const frame: ChangeFrame = {
    ...SIZE,
    ...{ bands: [], valid: new Uint8Array(strength.length).fill(1) },
    ...{ metresPerPixel: 1, kind: 'optical' },
  };
  const list = candidatesOf(frame, evidence);
  expect(list.map(({ kind }) => kind).sort()).toEqual(['appeared', 'gone']);
  for (const { kind, box: found } of list) {
    expect(boxOverlap(found, kind === 'gone' ? LEFT : came)).toBeGreaterThan(0.8);
  }
});
