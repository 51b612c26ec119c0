/** Hulls along a quay, told from the parts of them that differ. */
import { expect, test } from 'vitest';
import { hullWhere, wholeHull } from '../../../src/domain/change/berths';
import { BitPlane } from '../../../src/domain/change/bit-plane';
import { boxOverlap } from '../../../src/domain/change/overlap';
import { containsPoint } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import { box } from './scenes';

const SIZE = { width: 300, height: 200 };
const HULL = box(150, 70, 100, 20, 0);
/** Rows above the hull's upper side are the quay. */
const QUAY = 60;

/** Water but for the quay and some things. */
function waterAround(things: readonly BoxGeometry[]): BitPlane {
  const wet = new BitPlane(SIZE);
  for (let y = QUAY; y < SIZE.height; y += 1) {
    for (let x = 0; x < SIZE.width; x += 1) {
      if (!things.some((thing) => containsPoint(thing, [x + 0.5, y + 0.5], 0, 1))) wet.set(x, y);
    }
  }
  return wet;
}

function hullFrom(part: BoxGeometry, things: readonly BoxGeometry[] = [HULL]) {
  const cells: number[] = [];
  for (let y = 0; y < SIZE.height; y += 1) {
    for (let x = 0; x < SIZE.width; x += 1) {
      if (containsPoint(part, [x + 0.5, y + 0.5], 0, 1)) cells.push(y * SIZE.width + x);
    }
  }
  const wet = waterAround(things);
  return wholeHull(Int32Array.from(cells), part, { wet, metres: 1, longest: 250 });
}

test('a bow that sticks out, as deep as the hull', () => {
  const found = hullFrom(box(115, 70, 30, 20));
  expect(found && boxOverlap(found.box, HULL)).toBeGreaterThan(0.85);
});

test('an end of the outer side: the hull reaches from there to the quay', () => {
  const found = hullFrom(box(120, 76, 40, 8));
  expect(found && boxOverlap(found.box, HULL)).toBeGreaterThan(0.85);
});

test('a bow that sticks out by a tenth of the hull', () => {
  const found = hullFrom(box(106, 70, 12, 20));
  expect(found && boxOverlap(found.box, HULL)).toBeGreaterThan(0.85);
});

test('a pointed bow, around which the smallest box does not lie along the hull', () => {
  const found = hullFrom(box(115, 70, 20, 14, 36));
  expect(found && boxOverlap(found.box, HULL)).toBeGreaterThan(0.85);
});

test('a bow beside which the hull is wider, off the quay', () => {
  const found = hullFrom(box(115, 70, 30, 20), [HULL, box(170, 82, 60, 4)]);
  expect(found && boxOverlap(found.box, box(150, 72, 100, 24))).toBeGreaterThan(0.85);
});

test('nothing of a fringe along all of a hull that stayed', () => {
  expect(hullFrom(box(150, 76, 98, 8))).toBeNull();
});

test('nothing where it goes on as land: no end shows', () => {
  expect(hullFrom(box(115, 70, 30, 20), [HULL, box(250, 130, 110, 140)])).toBeNull();
});

test('nothing of a jib across the quay', () => {
  expect(hullFrom(box(60, 76, 8, 32), [HULL, box(60, 76, 8, 32)])).toBeNull();
});

test.each([
  ['the hull that lies where another date has one, farther along', [HULL], true],
  ['nothing where there is water', [], false],
] as const)('%s', (_, things, isThere) => {
  const berth = { wet: waterAround(things), metres: 1, longest: 250 };
  const found = hullWhere(box(175, 71, 90, 18), berth);
  expect(found !== null).toBe(isThere);
  if (found) expect(boxOverlap(found.box, HULL)).toBeGreaterThan(0.85);
});
