import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/demo/random';
import { findChanges } from '../../../src/domain/change/find-changes';
import { boxOverlap } from '../../../src/domain/change/overlap';
import type { ChangeCandidate, ChangeFrame, ChangeOptions } from '../../../src/domain/change/types';
import { containsPoint } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import { box, type Look, portScene, radarScene, SIDE, type Thing } from './scenes';

const RED = [150, 60, 50] as const;
const WHITE = [200, 200, 195] as const;
const BLUE = [50, 80, 160] as const;

const STAYS: Thing = { box: box(90, 330, 70, 14, -20), colour: RED };
const LEAVES: Thing = { box: box(290, 250, 80, 16, 30), colour: RED };
const COMES: Thing = { box: box(200, 340, 46, 10, 70), colour: WHITE };
const STACK: Thing = { box: box(120, 60, 40, 14, 10), colour: BLUE };
const SHED: Thing = { box: box(300, 90, 50, 30), colour: WHITE };

/** Left, top, right and bottom of a rectangle of cells. */
type Bounds = readonly [number, number, number, number];

const OPTIONS: ChangeOptions = { area: null, misalignment: 0.5 };

const earlier = (look: Partial<Look> = {}) =>
  portScene({ date: 1, things: [STAYS, LEAVES, STACK, SHED], ...look });
const later = (look: Partial<Look> = {}) =>
  portScene({ date: 2, things: [STAYS, COMES, SHED], ...look });

const find = (a: ChangeFrame, b: ChangeFrame, options: Partial<ChangeOptions> = {}) =>
  findChanges(a, b, { ...OPTIONS, ...options });

/** What each of some things was found as, and how many finds are none of them. */
function told(list: readonly ChangeCandidate[], things: readonly Thing[]) {
  const best = things.map((thing) => {
    const hits = list.filter((found) => boxOverlap(found.box, thing.box) > 0.5);
    return hits.map(({ kind }) => kind).join('+');
  });
  const others = list.filter(({ box: found }) =>
    things.every((thing) => boxOverlap(found, thing.box) <= 0.5),
  );
  return { best, others: others.length };
}

describe('what changed between two dates', { timeout: 30_000 }, () => {
  it('a ship that left, one that came and a stack that is gone, and nothing else', async () => {
    const list = await find(earlier(), later());
    expect(told(list, [LEAVES, COMES, STACK])).toEqual({
      best: ['gone', 'appeared', 'gone'],
      others: 0,
    });
  });

  it('stacks that left a full yard, though hardly anything of it is left to know it by', async () => {
    const colours = [RED, WHITE, BLUE, [40, 110, 60], [200, 130, 40], [90, 90, 95]] as const;
    const yard = colours.map((colour, i): Thing => {
      return { box: box(60 + 52 * (i % 3), 50 + 30 * Math.floor(i / 3), 46, 24), colour };
    });
    const list = await find(
      portScene({ date: 1, things: [...yard, SHED, STAYS] }),
      portScene({ date: 2, things: [SHED, STAYS] }),
    );
    // Neighbours may be told as one; none is passed over, and all of it lies on ground.
    const covered = yard.filter((stack) =>
      list.some(
        ({ box: found, kind }) =>
          kind === 'gone' && containsPoint(found, [stack.box.x, stack.box.y], 0, 1),
      ),
    );
    expect(covered).toHaveLength(yard.length);
    expect(list.every(({ onGround }) => onGround)).toBe(true);
  });

  it('the same in planes that may be overwritten; those that may not stay as they are', async () => {
    const [a, b] = [earlier(), later()];
    const list = await find(a, b);
    expect(list).toHaveLength(3);
    // A difference of so many numbers would take minutes to print.
    const isAsBefore = (frame: ChangeFrame, { bands }: ChangeFrame) =>
      frame.bands.every((band, k) => band.every((value, i) => value === bands[k]?.[i]));
    expect([isAsBefore(a, earlier()), isAsBefore(b, later())]).toEqual([true, true]);
    expect(await find(a, b, { mayOverwrite: true })).toEqual(list);
    expect([isAsBefore(a, earlier()), isAsBefore(b, later())]).toEqual([false, false]);
  });

  it('nothing where only the waves are others', async () => {
    const things = [STAYS, LEAVES, STACK, SHED];
    expect(await find(portScene({ date: 1, things }), portScene({ date: 5, things }))).toEqual([]);
  });

  it.each<Partial<Look>>([
    { gains: [0.7, 0.7, 0.7] },
    { gains: [1.4, 1.4, 1.4] },
    { gains: [1.3, 0.8, 1] },
    { gamma: 1.25 },
    { gamma: 0.8, haze: [8, 20] },
  ])('the same whatever the light and sky of the second date: %o', async (look) => {
    const list = await find(earlier(), later(look));
    expect(told(list, [LEAVES, COMES, STACK])).toEqual({
      best: ['gone', 'appeared', 'gone'],
      others: 0,
    });
  });

  it('box for box the same when a date is only brighter', async () => {
    const dim = (frame: ChangeFrame, gain: number) => ({
      ...frame,
      bands: frame.bands.map((band) => band.map((value) => gain * value)),
    });
    const plain = await find(earlier(), later());
    for (const gain of [0.7, 1.4]) {
      const list = await find(dim(earlier(), gain), later());
      expect(list.map(({ kind }) => kind)).toEqual(plain.map(({ kind }) => kind));
      list.forEach((one, i) => {
        const other = plain[i];
        expect(other && boxOverlap(one.box, other.box)).toBeGreaterThan(0.9);
      });
    }
  });

  it('nothing more when the dates lie a pixel apart', async () => {
    const list = await find(earlier(), later({ shift: 1 }), { misalignment: 1 });
    expect(told(list, [LEAVES, COMES, STACK])).toEqual({
      best: ['gone', 'appeared', 'gone'],
      others: 0,
    });
  });

  it.each<Partial<Look>>([
    { gamma: 0.7, shift: 1 },
    { haze: [0, 40] },
    { gains: [0.5, 1, 1.5], shift: 1 },
    { shift: 2 },
  ])('nothing where light, sky and a small shift alone differ: %o', async (look) => {
    const things = [STAYS, LEAVES, STACK, SHED];
    const second = portScene({ date: 2, things, ...look });
    const misalignment = look.shift ?? 0.5;
    expect(await find(portScene({ date: 1, things }), second, { misalignment })).toEqual([]);
  });

  it('shade that came with the sun ranks below things that came', async () => {
    const shade = [box(300, 112, 50, 14)];
    const thing: Thing = { box: box(60, 112, 50, 14), colour: BLUE };
    const things = [SHED, STAYS];
    const list = await find(
      portScene({ date: 1, things }),
      portScene({ date: 2, things: [...things, thing], shade }),
    );
    expect(told(list, [thing]).best).toEqual(['appeared']);
    const shaded = list.find(({ box: found }) => boxOverlap(found, box(300, 112, 50, 14)) > 0.5);
    expect(shaded?.score ?? 0).toBeLessThan(0.6 * (list[0]?.score ?? 0));
  });

  it('only inside the area that was drawn', async () => {
    const area = [
      [0, 200],
      [240, 200],
      [240, 400],
      [0, 400],
    ] as const;
    const list = await find(earlier(), later(), { area });
    expect(told(list, [LEAVES, COMES, STACK])).toEqual({ best: ['', 'appeared', ''], others: 0 });
  });

  it('never where one of the dates has no data', async () => {
    const without = (frame: ChangeFrame, [left, top, right, bottom]: Bounds): ChangeFrame => {
      for (let y = top; y < bottom; y += 1) frame.valid.fill(0, y * SIDE + left, y * SIDE + right);
      const bands = frame.bands.map((band) => band.map((v, i) => (frame.valid[i] ? v : 0)));
      return { ...frame, bands };
    };
    const overShip: Bounds = [230, 200, 360, 300];
    const overStack: Bounds = [80, 20, 160, 100];
    for (const [a, b, best] of [
      [earlier(), without(later(), overShip), ['', 'appeared', 'gone']],
      [without(earlier(), overStack), later(), ['gone', 'appeared', '']],
      [without(earlier(), overStack), without(later(), overShip), ['', 'appeared', '']],
    ] as const) {
      const list = await find(a, b);
      expect(told(list, [LEAVES, COMES, STACK])).toEqual({ best, others: 0 });
    }
  });

  it('a ship that went elsewhere is told as one that moved', async () => {
    const there: Thing = { ...LEAVES, box: box(120, 250, 80, 16, -50) };
    const list = await find(
      portScene({ date: 1, things: [STAYS, LEAVES] }),
      portScene({ date: 2, things: [STAYS, there, COMES] }),
    );
    const from = list.findIndex(({ kind }) => kind === 'gone');
    const to = list[from]?.movedTo ?? -1;
    expect(list[to]?.kind).toBe('appeared');
    expect(boxOverlap(list[to]?.box ?? STAYS.box, there.box)).toBeGreaterThan(0.5);
    expect(list[to]?.movedTo).toBe(from);
  });

  it('a dark-decked ship in a rough sea, each cell of which drowns in waves', async () => {
    const ship = box(200, 200, 90, 24);
    const sea = (date: number, ships: readonly BoxGeometry[]): ChangeFrame => {
      const random = randomStream(40 + date);
      const band = Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
        const cell = [(i % SIDE) + 0.5, Math.floor(i / SIDE) + 0.5] as const;
        const over = ships.some((one) => containsPoint(one, cell, 0, 1)) ? 14 : 0;
        return 52 + 20 * (random.next() + random.next() - 1) + over;
      });
      const valid = new Uint8Array(SIDE * SIDE).fill(1);
      const size = { width: SIDE, height: SIDE };
      return { ...size, bands: [band], valid, metresPerPixel: 1, kind: 'optical' };
    };
    const list = await find(sea(1, []), sea(2, [ship]));
    expect(told(list, [{ box: ship, colour: WHITE }])).toEqual({ best: ['appeared'], others: 0 });
  });

  it('ships in radar, through speckle and another gain', async () => {
    const [stays, leaves, comes] = [
      box(80, 80, 60, 14),
      box(300, 120, 70, 16, 40),
      box(200, 320, 50, 12),
    ];
    const list = await find(radarScene(1, [stays, leaves]), radarScene(2, [stays, comes], 3));
    const things = [leaves, comes].map((geometry) => ({ box: geometry, colour: RED }));
    expect(told(list, things)).toEqual({ best: ['gone', 'appeared'], others: 0 });
  });

  it('ships of a few cells, where a cell is thirty metres', async () => {
    const [leaves, comes] = [box(290, 330, 11, 4), box(200, 320, 11, 4)];
    const coarse = (frame: ChangeFrame) => ({ ...frame, metresPerPixel: 30 });
    const list = await find(coarse(radarScene(1, [leaves])), coarse(radarScene(2, [comes])));
    // Softening widens a hull of four cells to eight: so much does not overlap by half.
    const found = [leaves, comes].map(
      ({ x, y }) => list.find((one) => containsPoint(one.box, [x, y], 0, 1))?.kind,
    );
    expect([found, list.length]).toEqual([['gone', 'appeared'], 2]);
  });

  it('a ship that light shows and radar does not', async () => {
    const [stays, leaves] = [box(100, 300, 70, 14), box(290, 330, 60, 14)];
    const light = portScene({
      date: 1,
      things: [stays, leaves].map((geometry) => ({ box: geometry, colour: WHITE })),
    });
    const radar = radarScene(2, [stays]);
    const band = radar.bands[0]?.map((value, i) => (i < 160 * SIDE ? value * 12 : value));
    const list = await find(light, { ...radar, bands: band ? [band] : [] });
    expect(told(list, [{ box: leaves, colour: WHITE }])).toEqual({ best: ['gone'], others: 0 });
  });

  describe('between light and radar', () => {
    const STAYING = box(100, 300, 70, 14);
    /** The same port by radar: bright ground with a dark yard on it. */
    const byRadar = (ships: readonly BoxGeometry[]): ChangeFrame => {
      const radar = radarScene(2, ships);
      const band = radar.bands[0]?.map((value, i) => {
        const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
        const yard = x > 150 && x < 260 && y > 40 && y < 110;
        return y < 160 ? value * (yard ? 1.5 : 12) : value;
      });
      return { ...radar, bands: band ? [band] : [] };
    };
    const byLight = (ships: readonly BoxGeometry[]) =>
      portScene({ date: 1, things: ships.map((geometry) => ({ box: geometry, colour: WHITE })) });

    it.each([
      ['gone', 'light'],
      ['appeared', 'radar'],
    ] as const)('a ship alongside has %s that %s shows alone', async (kind, shownBy) => {
      const alongside = box(250, 168, 80, 16);
      const ships = [STAYING, alongside];
      const list =
        shownBy === 'light'
          ? await find(byLight(ships), byRadar([STAYING]))
          : await find(byLight([STAYING]), byRadar(ships));
      expect(told(list, [{ box: alongside, colour: WHITE }])).toEqual({ best: [kind], others: 0 });
    });

    it.each([
      [box(190, 169, 90, 18), box(240, 169, 90, 18)],
      [box(240, 169, 90, 18), box(200, 168, 80, 16)],
    ])('whole ships, one after the other at one berth: %o, %o', async (leaves, comes) => {
      const list = await find(byLight([STAYING, leaves]), byRadar([STAYING, comes]));
      const things = [leaves, comes].map((geometry) => ({ box: geometry, colour: WHITE }));
      expect(told(list, things)).toEqual({ best: ['gone', 'appeared'], others: 0 });
    });

    it('nothing of a port that stayed, nor of a yard that is as dark as water', async () => {
      const ships = [STAYING, box(250, 168, 80, 16)];
      expect(await find(byLight(ships), byRadar(ships))).toEqual([]);
    });

    it('amplitudes are no decibels, though interpolation left some below nothing', async () => {
      const comes = box(290, 330, 60, 14);
      const radar = byRadar([STAYING, comes]);
      const ringing = radar.bands.map((band) =>
        band.map((value, i) => (i % 997 === 0 ? -value / 4 : value)),
      );
      const list = await find(byLight([STAYING]), { ...radar, bands: ringing });
      expect(told(list, [{ box: comes, colour: WHITE }])).toEqual({
        best: ['appeared'],
        others: 0,
      });
    });
  });

  it('ends when it is told to between its steps', async () => {
    const stop = () => {
      throw new DOMException('Enough.', 'AbortError');
    };
    await expect(find(earlier(), later(), { step: stop })).rejects.toThrow('Enough.');
  });

  it('refuses frames on different grids', async () => {
    const small = { ...later(), width: SIDE / 2 };
    await expect(find(earlier(), small)).rejects.toThrow('not on one grid');
  });
});
