import { createHash } from 'node:crypto';
import { Geodesic } from 'geographiclib-geodesic';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { FRAMES, landOf, sceneOf } from '../../../src/demo/frames';
import { renderWindow, type Window } from '../../../src/demo/render';
import { type FrameTruth, frameTruth } from '../../../src/demo/truth';

const PROJ: Record<string, string> = {
  'EPSG:32652': '+proj=utm +zone=52 +datum=WGS84',
  'EPSG:32653': '+proj=utm +zone=53 +datum=WGS84',
  'EPSG:3857': 'EPSG:3857',
  'EPSG:4326': 'EPSG:4326',
};

const SCENES = FRAMES.map((frame) => ({ frame, scene: sceneOf(frame) }));
const TRUTHS = SCENES.map(({ frame, scene }) => frameTruth(frame, scene));

/** Longitude and latitude of a pixel by the file's own georeferencing, by proj4. */
function lonLat(truth: FrameTruth, [x = 0, y = 0]: readonly number[]): readonly [number, number] {
  const [x0, dx, , y0, , dy] = truth.geotransform;
  const [lon = 0, lat = 0] = proj4(PROJ[truth.crs] ?? '', 'EPSG:4326', [x0 + x * dx, y0 + y * dy]);
  return [lon, lat];
}

function geodesic(a: readonly [number, number], b: readonly [number, number]) {
  const { s12 = Number.NaN, azi1 = Number.NaN } = Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0]);
  return { metres: s12, azimuth: (azi1 + 360) % 360 };
}

function truthOf(id: string): FrameTruth {
  const truth = TRUTHS.find((each) => each.id === id);
  if (truth === undefined) throw new Error(`no frame ${id}`);
  return truth;
}

describe('the truth of the demo', () => {
  for (const truth of TRUTHS) {
    it(`gives lengths, beams and headings as GeographicLib measures them on ${truth.id}`, () => {
      const ships = truth.objects.filter((object) => object.bow_known);
      expect(ships.length).toBeGreaterThan(4);
      for (const ship of ships) {
        const [a, b, c] = ship.corners.map((corner) => lonLat(truth, corner));
        if (a === undefined || b === undefined || c === undefined) throw new Error('corners');
        const along = geodesic(a, b);
        // Corners are written to a thousandth of a pixel, which matters for small boats at 3 m.
        const grain = truth.id === 'dunai-early' ? 0.006 : 0.001;
        expect(Math.abs(along.metres - ship.length_m)).toBeLessThan(ship.length_m * 0.001 + grain);
        expect(Math.abs(geodesic(b, c).metres - ship.beam_m)).toBeLessThan(
          ship.beam_m * 0.001 + grain,
        );
        const turn = Math.abs(((along.azimuth - ship.heading_deg + 540) % 360) - 180);
        expect(turn).toBeLessThan(ship.length_m > 50 ? 0.01 : 0.1);
      }
    });

    it(`is off from the true place by just the displacement on ${truth.id}`, () => {
      for (const object of truth.objects.filter((each) => each.length_m > 100)) {
        const x = object.corners.reduce((sum, corner) => sum + (corner[0] ?? 0), 0) / 4;
        const y = object.corners.reduce((sum, corner) => sum + (corner[1] ?? 0), 0) / 4;
        const shift = geodesic([object.center_lon, object.center_lat], lonLat(truth, [x, y]));
        const radians = (shift.azimuth * Math.PI) / 180;
        expect(shift.metres * Math.sin(radians)).toBeCloseTo(truth.displacement_m[0], 1);
        expect(shift.metres * Math.cos(radians)).toBeCloseTo(truth.displacement_m[1], 1);
      }
    });
  }

  it('tells the story: each ship loads at Najin and is later seen across the border', () => {
    const seen = (name: string) =>
      TRUTHS.filter((t) => t.objects.some((object) => object.name === name)).map((t) => t.id);
    expect(seen('Maia')).toEqual(['najin-sep', 'dunai-early']);
    expect(seen('Angara')).toEqual(['najin-oct', 'dunai-early', 'dunai-dec']);
    expect(seen('Maria')).toEqual(['najin-nov', 'najin-dec', 'dunai-dec']);
    const onQuay = (id: string) =>
      truthOf(id).objects.filter((o) => /^stack-(dunai-)?quay/.test(o.id)).length;
    expect([
      onQuay('najin-sep'),
      onQuay('najin-oct'),
      onQuay('najin-nov'),
      onQuay('najin-dec'),
    ]).toEqual([6, 3, 0, 0]);
    expect(onQuay('dunai-dec')).toBeGreaterThan(onQuay('dunai-early'));
  });

  it('counts in stacks what it lists singly', () => {
    for (const truth of TRUTHS.filter((each) => each.containers.length > 0)) {
      for (const object of truth.objects) {
        if (!('containers' in object)) continue;
        const listed = truth.containers.filter(
          (c) => 'stacked_on' in c && c.stacked_on === object.id,
        );
        expect(listed.length).toBe(object.containers);
      }
    }
  });

  it('lists every id once on a frame', () => {
    for (const truth of TRUTHS) {
      const ids = [...truth.objects, ...truth.containers].map((object) => object.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

function render(id: string, window: Window) {
  const found = SCENES.find(({ frame }) => frame.id === id);
  if (found === undefined) throw new Error(`no frame ${id}`);
  return renderWindow(found.frame, found.scene, landOf(found.frame), window);
}

describe('the rendering of the demo', { timeout: 60_000 }, () => {
  it('is the same twice, and the same in a window as in another that overlaps it', () => {
    const window = { x: 1800, y: 1850, width: 300, height: 260 };
    const hash = () => createHash('sha256').update(render('najin-sep', window).data).digest('hex');
    expect(hash()).toBe(hash());
    const whole = render('najin-sep', window);
    const part = render('najin-sep', { x: 1980, y: 1930, width: 64, height: 64 });
    let worst = 0;
    for (let y = 0; y < 64; y++)
      for (let x = 0; x < 64 * 3; x++) {
        const a = whole.data[((y + 80) * 300 + 180) * 3 + x] ?? 0;
        const b = part.data[y * 64 * 3 + x] ?? 0;
        worst += Math.abs(a - b) > 12 ? 1 : 0;
      }
    expect(worst / (64 * 64 * 3)).toBeLessThan(0.01);
  });

  for (const [id, ship] of [
    ['najin-sep', 'tanker-1'],
    ['najin-dec', 'tanker-1'],
    ['dunai-dec', 'bulker-2'],
  ] as const) {
    it(`paints ${ship} of ${id} where the truth says, within a pixel`, () => {
      const object = truthOf(id).objects.find((each) => each.id === ship);
      if (object === undefined) throw new Error(`no ${ship}`);
      const corners = object.corners.map(([x = 0, y = 0]) => [x, y] as const);
      const x0 = Math.floor(Math.min(...corners.map(([x]) => x))) - 12;
      const y0 = Math.floor(Math.min(...corners.map(([, y]) => y))) - 12;
      const window = {
        x: x0,
        y: y0,
        width: Math.ceil(Math.max(...corners.map(([x]) => x))) + 12 - x0,
        height: Math.ceil(Math.max(...corners.map(([, y]) => y))) + 12 - y0,
      };
      const image = render(id, window);
      /** Red less blue: decks are warm, the sea is cold, whatever the light. Along the keel, an offset to port as a share of the beam. */
      const profile = (across: number) => {
        let sum = 0;
        for (let k = 0; k < 60; k++) {
          const t = 0.3 + (0.4 * k) / 60;
          const [a, b, c, d] = corners;
          if (!a || !b || !c || !d) throw new Error('corners');
          const mix = (i: 0 | 1) =>
            (a[i] + (b[i] - a[i]) * t) * (1 - across) + (d[i] + (c[i] - d[i]) * t) * across;
          const o = (Math.floor(mix(1) - y0) * image.width + Math.floor(mix(0) - x0)) * 3;
          sum += (image.data[o] ?? 0) - (image.data[o + 2] ?? 0);
        }
        return sum / 60;
      };
      const a = corners[0];
      const d = corners[3];
      if (!a || !d) throw new Error('corners');
      const beam = Math.hypot(a[0] - d[0], a[1] - d[1]);
      for (const side of [0, 1]) {
        const inward = side === 0 ? 1 : -1;
        const inside = profile(side + (inward * 2.5) / beam);
        const outside = profile(side - (inward * 5) / beam);
        const middle = (inside + outside) / 2;
        expect(inside - outside).toBeGreaterThan(20);
        let edge = -4;
        while (edge < 4 && profile(side + (inward * edge) / beam) < middle) edge += 0.25;
        expect(Math.abs(edge)).toBeLessThanOrEqual(1.25);
      }
    });
  }
});
