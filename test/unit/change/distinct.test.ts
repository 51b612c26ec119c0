/** What is told once and what twice: stacks that stand around each other's corner, and what two parts saw. */
import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../src/domain/change/candidates';
import { boxOverlap } from '../../../src/domain/change/overlap';
import { joinParts } from '../../../src/domain/change/tiling';
import type { ChangeFrame } from '../../../src/domain/change/types';
import { standingOut } from './scenes';

const HEIGHT = 220;
/** Two angles of stacks, one nested in the other with a lane of three metres between. */
const ARM = 44;
const ANGLE = 150;
const OFFSETS = [8, 8 + ARM + 3] as const;

/** Whether the angle whose outer corner is there covers a cell. */
const covers = (corner: number, x: number, y: number) => {
  const [u, v] = [x - corner, y - corner];
  const isInBox = u >= 0 && v >= 0 && u < ANGLE && v < ANGLE;
  return isInBox && (u < ARM || v < ARM);
};

/** What is proposed in columns of a grid of 1 m where angles of stacks are gone. */
function proposed(corners: readonly number[], left: number, width: number) {
  const cells = width * HEIGHT;
  const strength = Float32Array.from({ length: cells }, (_, cell) => {
    const [x, y] = [left + (cell % width), Math.floor(cell / width)];
    return corners.some((corner) => covers(corner, x, y)) ? 12 : 0;
  });
  const nothing = new Float32Array(cells);
  const frame: ChangeFrame = {
    ...{ width, height: HEIGHT, bands: [], metresPerPixel: 1, kind: 'optical' },
    valid: new Uint8Array(cells).fill(1),
  };
  const list = candidatesOf(frame, {
    strength,
    before: standingOut(strength, width),
    after: standingOut(nothing, width),
    planes: [[strength], [nothing]],
    ...{ ground: null, match: null, waterside: null, quayside: null },
  });
  return { part: { left, top: 0, width, height: HEIGHT }, list };
}

const cornersOf = (list: ReturnType<typeof joinParts>) =>
  list.map(({ box }) => Math.round(box.x - ANGLE / 2)).sort((a, b) => a - b);

describe('a list in which nothing is told twice', () => {
  it('tells of two stacks that stand around a corner, though their boxes overlap', () => {
    const { list } = proposed(OFFSETS, 0, 220);
    expect(cornersOf(list)).toEqual([...OFFSETS]);
    const [first, second] = list;
    if (!first || !second) throw new Error('There are two.');
    expect(boxOverlap(first.box, second.box)).toBeGreaterThan(0.3);
  });

  it('tells of each once where two parts of a grid show both', () => {
    const list = joinParts([proposed(OFFSETS, 0, 213), proposed(OFFSETS, 3, 217)]);
    expect(cornersOf(list)).toEqual([...OFFSETS]);
  });

  it('tells once of one that two parts show differently', () => {
    // The second part ends where a fifth of the angle's length is still to come.
    const list = joinParts([proposed([OFFSETS[0]], 0, 220), proposed([OFFSETS[0]], 0, 130)]);
    expect(list).toHaveLength(1);
  });
});
