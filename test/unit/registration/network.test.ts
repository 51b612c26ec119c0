/** Ways over other frames: against displacements that are known because they were made up. */
import { describe, expect, it, vi } from 'vitest';
import type { Frame } from '../../../src/domain/model/frame';
import { type Measured, routed } from '../../../src/domain/registration/network';
import type { Placement } from '../../../src/domain/registration/placement';
import type { RefusalCause } from '../../../src/domain/registration/result';
import { frameOf } from '../edits/records';
import { randomOf } from './support';

/** Metres east and north that a frame's own georeferencing is off by. */
type Off = readonly [east: number, north: number];

const UTM_CORNER = { epsg: 32652, crsName: 'UTM 52N', proj4: '+proj=utm +zone=52 +datum=WGS84' };

/** North up in UTM with pixels of some metres, about 2 km wide. */
function placed(id: string, metres: number, off: Off): Frame & { readonly off: Off } {
  const size = Math.round(2000 / metres);
  const transform: [number, number, number, number, number, number] = [
    ...([606_000, metres, 0] as const),
    ...([4_677_000, 0, -metres] as const),
  ];
  const frame = frameOf(id, 's', {
    georef: { ...UTM_CORNER, transform },
    resolutionM: metres,
  });
  return { ...frame, raster: { ...frame.raster, width: size, height: size }, off };
}

type Made = ReturnType<typeof placed>;

/** What a comparison that is off by `error` metres and says that it is within `said` metres gives. */
function measured(frame: Made, onto: Made, said: number, error: Off = [0, 0]): Measured {
  const [frameM, ontoM] = [frame.resolutionM ?? 1, onto.resolutionM ?? 1];
  const east = onto.off[0] - frame.off[0] + error[0];
  const north = onto.off[1] - frame.off[1] + error[1];
  const placement: Placement = {
    kind: 'shift',
    shift: [east / frameM, -north / frameM],
    rotation: 0,
    scale: 1,
    shiftM: { east, north },
    residualPx: said / frameM,
    checks: [],
    detail: '',
  };
  const ce90 = said / Math.max(frameM, ontoM);
  return { placement, result: { kind: 'aligned', ce90 } as Measured['result'] };
}

function refused(cause: RefusalCause = 'disagreement'): Measured {
  return { placement: null, result: { kind: 'refused', cause, reason: '', windows: [] } };
}

const reference = placed('frm_ref', 0.5, [0, 0]);
const radar = placed('frm_radar', 1, [3, -4]);
const winter = placed('frm_winter', 0.5, [4.2, -2.7]);
const autumn = placed('frm_autumn', 2, [-6, 8]);

/** Measures by a table of 'frame onto' ids. */
const by = (table: Readonly<Record<string, Measured>>) =>
  vi.fn(async ({ id }: Made, onto: Made) => table[`${id} ${onto.id}`] ?? refused());

/** How far a placement of the radar frame is off, metres. */
function missOf({ shift: [u, v] }: Placement): number {
  return Math.hypot(u - -radar.off[0], -v - -radar.off[1]);
}

const ON_REFERENCE = { 'frm_winter frm_ref': measured(winter, reference, 0.6, [0.1, 0]) };

describe('ways to lay a frame', () => {
  it('do with the direct one where that is certain, and compare nothing else', async () => {
    const measure = by({ 'frm_radar frm_ref': measured(radar, reference, 0.9) });
    const found = await routed(radar, reference, [winter], measure);
    expect(found).toMatchObject({ kind: 'laid', loop: null, way: { bridge: null } });
    expect(measure).toHaveBeenCalledTimes(1);
  });

  it('go over a frame that both agree with better, over grids of other pixels', async () => {
    for (const bridge of [winter, autumn]) {
      const measure = by({
        'frm_radar frm_ref': measured(radar, reference, 2, [-0.7, 1]),
        [`frm_radar ${bridge.id}`]: measured(radar, bridge, 1.2, [0.2, 0]),
        [`${bridge.id} frm_ref`]: measured(bridge, reference, 0.9, [0, 0.1]),
      });
      const found = await routed(radar, reference, [bridge], measure);
      if (found.kind !== 'laid') throw new Error(found.kind);
      expect(found.way.bridge?.frame).toBe(bridge);
      expect(missOf(found.way.placement)).toBeCloseTo(Math.hypot(0.2, 0.1), 2);
      expect(found.way.placement.residualPx).toBeCloseTo(Math.hypot(1.2, 0.9), 2);
      expect(found.way.bridge?.residuals[1]).toBeCloseTo(0.9, 2);
      expect(found.loop?.gap).toBeCloseTo(Math.hypot(0.9, 0.9), 2);
      expect(found.loop?.other.bridge).toBeNull();
      // True north is 0.87° off the grid's here, as PROJ has it.
      const east = -2.8 * 0.99988 + 4 * 0.0152;
      expect(found.way.placement.shiftM?.east).toBeCloseTo(east, bridge === winter ? 2 : 1);
    }
  });

  it('stay with the direct one where another is hardly better, which then confirms it', async () => {
    const found = await routed(
      radar,
      reference,
      [winter],
      by({
        'frm_radar frm_ref': measured(radar, reference, 1.13),
        'frm_radar frm_winter': measured(radar, winter, 0.91, [0.2, 0]),
        ...ON_REFERENCE,
      }),
    );
    if (found.kind !== 'laid') throw new Error(found.kind);
    expect(found.way.bridge).toBeNull();
    expect(found.loop?.gap).toBeCloseTo(0.3, 2);
  });

  it('that do not come to the same lay nothing: over a wrong alignment no frame comes to its place', async () => {
    const right = measured(radar, reference, 2, [-0.7, 1]);
    const good = measured(radar, winter, 1, [0.2, 0]);
    const wrong = [
      { 'frm_radar frm_ref': right, 'frm_radar frm_winter': measured(radar, winter, 1, [9, 0]) },
      { 'frm_radar frm_ref': measured(radar, reference, 2, [0, 9]), 'frm_radar frm_winter': good },
      {
        ...{ 'frm_radar frm_ref': right, 'frm_radar frm_winter': good },
        'frm_winter frm_ref': measured(winter, reference, 0.5, [5, 5]),
      },
    ];
    for (const table of wrong) {
      const found = await routed(radar, reference, [winter], by({ ...ON_REFERENCE, ...table }));
      expect(found.kind).toBe('open');
      if (found.kind === 'open') expect(found.loop.gap).toBeGreaterThan(found.loop.allowed);
    }
  });

  it('outvote the one that leads elsewhere', async () => {
    const found = await routed(
      radar,
      reference,
      [winter, autumn],
      by({
        'frm_radar frm_ref': measured(radar, reference, 1.1, [9, 0]),
        'frm_radar frm_winter': measured(radar, winter, 1.2, [0.2, 0]),
        'frm_radar frm_autumn': measured(radar, autumn, 2, [0, 1]),
        'frm_autumn frm_ref': measured(autumn, reference, 1),
        ...ON_REFERENCE,
      }),
    );
    if (found.kind !== 'laid') throw new Error(found.kind);
    expect(found.against).toBe(1);
    expect(found.way.bridge?.frame).toBe(winter);
    expect(missOf(found.way.placement)).toBeLessThan(0.5);
  });

  it('take the place of a refused one only where two of them come to the same', async () => {
    const onBridges = {
      'frm_radar frm_winter': measured(radar, winter, 1.2, [0.2, 0]),
      'frm_autumn frm_ref': measured(autumn, reference, 1),
      ...ON_REFERENCE,
    };
    const alone = await routed(radar, reference, [winter, autumn], by(onBridges));
    expect(alone.kind).toBe('alone');
    const onAutumn = (error: Off) =>
      by({ ...onBridges, 'frm_radar frm_autumn': measured(radar, autumn, 2, error) });
    const two = await routed(radar, reference, [winter, autumn], onAutumn([0, 1]));
    if (two.kind !== 'laid') throw new Error(two.kind);
    expect(missOf(two.way.placement)).toBeLessThan(0.5);
    const apart = await routed(radar, reference, [winter, autumn], onAutumn([7, 7]));
    expect(apart.kind).toBe('open');
    expect((await routed(radar, reference, [], by({}))).kind).toBe('refused');
  });

  it('are not looked for where the frames have no ground in common, and over three frames at most', async () => {
    const none = by({ 'frm_radar frm_ref': refused('no overlap') });
    expect((await routed(radar, reference, [winter], none)).kind).toBe('refused');
    expect(none).toHaveBeenCalledTimes(1);
    const many = by({});
    const others = [1, 2, 3, 4, 5].map((i) => placed(`frm_${i}`, 1, [0, 0]));
    await routed(radar, reference, others, many);
    expect(many.mock.calls.map(([frame]) => frame.id)).not.toContain('frm_4');
    expect(many.mock.calls.map(([frame]) => frame.id)).toContain('frm_3');
  });

  it('are off by no more than is said, and better for it, where errors are as they are said', async () => {
    const random = randomOf(4);
    const drawn = (said: number): Off => {
      // Normal both ways: nine of ten within `said` (Box & Muller 1958).
      const radius = (said / 2.146) * Math.sqrt(-2 * Math.log(1 - random()));
      const angle = 2 * Math.PI * random();
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    };
    let [laid, within, squares, direct] = [0, 0, 0, 0];
    for (let i = 0; i < 400; i++) {
      const error = drawn(2);
      const found = await routed(
        radar,
        reference,
        [winter],
        by({
          'frm_radar frm_ref': measured(radar, reference, 2, error),
          'frm_radar frm_winter': measured(radar, winter, 1.15, drawn(1.15)),
          'frm_winter frm_ref': measured(winter, reference, 0.9, drawn(0.9)),
        }),
      );
      if (found.kind !== 'laid') continue;
      laid++;
      const miss = missOf(found.way.placement);
      if (miss <= (found.way.placement.residualPx ?? 0)) within++;
      squares += miss * miss;
      direct += error[0] ** 2 + error[1] ** 2;
    }
    expect(laid).toBeGreaterThan(0.85 * 400);
    // Nine of ten, less twice what chance does to so many.
    expect(within / laid).toBeGreaterThan(0.87);
    expect(Math.sqrt(squares / direct)).toBeLessThan(0.85);
  });
});
