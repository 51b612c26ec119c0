/** Boats under way: the boat is proposed, its foam is not. */
import { describe, expect, test } from 'vitest';
import { findChanges } from '../../../src/domain/change/find-changes';
import { boxOverlap } from '../../../src/domain/change/overlap';
import type { ChangeFrame } from '../../../src/domain/change/types';
import { boatAhead } from '../../../src/domain/change/wakes';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import { box, portScene, radarScene, SIDE } from './scenes';

const BOAT = box(300, 280, 26, 8);

/** The scene with foam to the left of a boat's stern that loses its brightness by and by. */
function withWake(scene: ChangeFrame, { x: middle, y: row, length }: BoxGeometry, foam: number) {
  const stern = middle - length / 2;
  const added = (i: number) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const astern = stern - x;
    if (astern < 0 || astern > 140 || Math.abs(y - row) > 3 + astern / 60) return 0;
    return foam * Math.exp(-astern / 60);
  };
  return { ...scene, bands: scene.bands.map((band) => band.map((value, i) => value + added(i))) };
}

const byLight = (boat: BoxGeometry, foam: number) =>
  withWake(portScene({ date: 2, things: [{ box: boat, colour: [215, 120, 80] }] }), boat, foam);

const empty = portScene({ date: 1, things: [] });
const boat = byLight(BOAT, 130);

test.each([
  ['appeared', empty, boat],
  ['gone', boat, empty],
] as const)('a boat that %s is proposed without its wake', async (kind, before, after) => {
  const found = await findChanges(before, after, { area: null, misalignment: 0.5 });
  expect(found.map((one) => one.kind)).toEqual([kind]);
  expect(boxOverlap(found[0]?.box ?? box(0, 0, 1, 1), BOAT)).toBeGreaterThan(0.5);
});

/** Land where the port's ground is, and a sea without ships. */
function seaByRadar(): ChangeFrame {
  const radar = radarScene(3, []);
  const bands = radar.bands.map((band) => band.map((v, i) => (i < 160 * SIDE ? 12 * v : v)));
  return { ...radar, bands };
}

test.each([
  ['gone', true],
  ['appeared', false],
] as const)('likewise where radar shows no boat: %s', async (kind, lightFirst) => {
  const small = box(300, 280, 20, 6);
  const [light, radar] = [byLight(small, 25), seaByRadar()];
  const [before, after] = lightFirst ? [light, radar] : [radar, light];
  const found = await findChanges(before, after, { area: null, misalignment: 0.5 });
  expect(found.map((one) => one.kind)).toEqual([kind]);
  expect(boxOverlap(found[0]?.box ?? box(0, 0, 1, 1), small)).toBeGreaterThan(0.5);
});

describe('a slender group on water', () => {
  const STRIP = box(60, 4, 120, 8);
  const cells = Int32Array.from({ length: 120 * 8 }, (_, i) => i);
  const ahead = (heightOf: (x: number) => number) =>
    boatAhead(
      cells,
      STRIP,
      { heightAt: (cell) => heightOf(cell % 120), besideWater: false },
      { width: 120, height: 8 },
    );

  test('has its boat at the end from which it fades, of a boat’s length', () => {
    const fromLeft = ahead((x) => 20 * Math.exp(-x / 50));
    const fromRight = ahead((x) => 20 * Math.exp(-(119 - x) / 50));
    expect(Math.max(...(fromLeft ?? []).map((cell) => cell % 120))).toBe(23);
    expect(Math.min(...(fromRight ?? []).map((cell) => cell % 120))).toBe(96);
  });

  test('has none where it is as clear all along, or a house stands at one end of an even deck', () => {
    expect(ahead(() => 12)).toBeNull();
    expect(ahead((x) => (x < 25 ? 30 : 12))).toBeNull();
  });

  test('is no wake where it is not slender', () => {
    const size = { width: 120, height: 40 };
    const wide = Int32Array.from({ length: 120 * 40 }, (_, i) => i);
    const heightAt = (cell: number) => 20 * Math.exp(-(cell % 120) / 50);
    expect(
      boatAhead(wide, box(60, 20, 120, 40), { heightAt, besideWater: false }, size),
    ).toBeNull();
  });
});
