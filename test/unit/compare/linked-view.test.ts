/** Views of two frames on the same ground, against places that PROJ works out. */
import { describe, expect, it } from 'vitest';
import { fitTiePoints } from '../../../src/commands/frames/tie-points';
import { alignmentDraft } from '../../../src/domain/geo/aligning';
import type { Frame, Georef } from '../../../src/domain/model/frame';
import { FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import { linkBetween } from '../../../src/map/compare/frame-link';
import { linkedView, warpTowards } from '../../../src/map/compare/linked-view';
import { planeToScreen, screenToPlane, type ViewTransform } from '../../../src/map/view-transform';
import { sampleFrame } from '../store/sample-frame';

const UTM = '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs';
const MERCATOR = '+proj=merc +a=6378137 +b=6378137 +units=m +no_defs';

function frame(proj4: string, transform: Georef['transform'] | null): Frame {
  const ids = {
    id: FrameId.parse(`frm_${transform}`),
    projectId: ProjectId.parse('prj_1'),
    siteId: SiteId.parse('sit_1'),
  };
  const georef = transform && { transform, epsg: null, crsName: 'any', proj4 };
  return { ...sampleFrame(ids), georef, pixelAspect: 1 };
}

/** 2 CSS pixels to the metre; its corners are the corners of the square below. */
const leader: ViewTransform = {
  center: [200, 200],
  resolution: 0.5,
  rotation: 0,
  width: 800,
  height: 800,
};
const before = frame(UTM, [606000, 1, 0, 4676800, 0, -1]);

/**
 * printf '606200 4676600\n606000 4676800\n606400 4676400\n606400 4676800\n' |
 *   gdaltransform -s_srs EPSG:32652 -t_srs EPSG:3857
 */
const PLACES = [
  { screen: [400, 400], map: [14503489.0364131, 5196151.26836311] },
  { screen: [0, 0], map: [14503223.3479009, 5196426.10871892] },
  { screen: [800, 800], map: [14503754.7095957, 5195876.42869676] },
  { screen: [800, 0], map: [14503762.8724156, 5196417.93038091] },
] as const;

/** The inverse of a geotransform, worked out here anew. */
function pixelOf([x0, a, b, y0, c, d]: Georef['transform'], map: readonly [number, number]) {
  const [dx, dy] = [map[0] - x0, map[1] - y0];
  const determinant = a * d - b * c;
  return [(dx * d - dy * b) / determinant, (dy * a - dx * c) / determinant] as const;
}

function farthest(after: Frame, view: ViewTransform): number {
  const transform = after.georef?.transform;
  if (!transform) throw new Error('It has a place.');
  const misses = PLACES.map(({ screen, map }) => {
    const [x, y] = planeToScreen(view, pixelOf(transform, map));
    return Math.hypot(x - screen[0], y - screen[1]);
  });
  return Math.max(...misses);
}

function linked(after: Frame, similar = false, size: readonly [number, number] = [800, 800]) {
  const found = linkedView(leader, linkBetween(before, after).map, size, similar);
  if (!found) throw new Error('It can be linked.');
  return found;
}

const LAID = {
  turned: [14503000, 0.9, 0.3, 5196600, 0.3, -0.9],
  sheared: [14503000, 0.9, 0.25, 5196600, 0, -0.7],
  'south up': [14503000, 0.9, 0, 5195600, 0, 0.9],
} as const;

describe('two frames of different map projections', () => {
  for (const [how, transform] of Object.entries(LAID)) {
    it(`${how}: the same ground is at the same place of the screen, to a quarter pixel`, () => {
      const after = frame(MERCATOR, [...transform]);
      const { view, residual } = linked(after);
      expect(farthest(after, view)).toBeLessThan(0.25);
      expect(residual).toBeLessThan(0.25);
    });
  }

  it('what a turn and a scale alone leave is said, and is what is left', () => {
    const after = frame(MERCATOR, [...LAID.turned]);
    const { view, residual } = linked(after, true);
    expect(view.warp).toBeUndefined();
    expect(residual).toBeGreaterThan(0.5);
    expect(Math.abs(farthest(after, view) - residual)).toBeLessThan(0.05);
  });

  it('a warped picture is drawn large enough to cover the corners', () => {
    const { view } = linked(frame(MERCATOR, [...LAID.sheared]));
    const { warp: _, ...drawn } = view;
    for (const corner of [
      [0, 0],
      [800, 0],
    ] as const) {
      const [x, y] = planeToScreen(drawn, screenToPlane(view, corner));
      expect(Math.min(x, y, 800 - x, 800 - y)).toBeGreaterThan(-1e-6);
    }
  });

  it('the warp alone can be brought up to date while the view is on its way', () => {
    const after = frame(MERCATOR, [...LAID.sheared]);
    const { view } = linked(after);
    const moving = { ...view, resolution: view.resolution * 1.07, rotation: view.rotation + 0.1 };
    const warp = warpTowards(moving, view);
    if (!warp) throw new Error('It needs a warp.');
    expect(farthest(after, { ...moving, warp })).toBeLessThan(0.25);
  });
});

describe('a frame that is stretched by its alignment', () => {
  it('shows the same ground at the same place of the screen, to a quarter pixel', () => {
    const own = frame(UTM, [605900, 0.7, 0, 4676900, 0, -0.7]);
    const { width, height } = own.raster;
    // Wider by 1.1 and lower by 1.1 about its middle, enlarged by 1.02, and moved.
    const given = { referenceId: before.id, method: 'manual', kind: 'affine', detail: '' } as const;
    const by = { shift: [12, -7], rotation: 0, scale: 1.02 } as const;
    const stretch = { ratio: 1.21, axis: 0 };
    const draft = alignmentDraft(own, { ...by, shift: [...by.shift], stretch }, given);
    const laid: Frame = { ...own, alignment: { ...draft, author: '', at: '' } };
    const { view } = linked(laid);
    expect(view.warp).toBeDefined();
    for (const [right, down] of [
      [0, 0],
      [800, 800],
      [800, 0],
    ] as const) {
      // The place on the ground, in the pixels of the file, and from there back to what is laid there.
      const [x, y] = [(606000 + right / 2 - 605900) / 0.7, (4676900 - (4676800 - down / 2)) / 0.7];
      const [u, v] = [x - width / 2 - 12, y - height / 2 + 7];
      const pixel = [width / 2 + u / (1.02 * 1.1), height / 2 + (v * 1.1) / 1.02] as const;
      const [toX, toY] = planeToScreen(view, pixel);
      expect(Math.hypot(toX - right, toY - down)).toBeLessThan(0.25);
    }
  });
});

describe('frames alike, and frames without a place', () => {
  it('frames of one projection need no warp at all', () => {
    const after = frame(UTM, [605900, 0.3, 0.4, 4676900, 0.4, -0.3]);
    const { view, residual } = linked(after);
    expect(view.warp).toBeUndefined();
    expect(residual).toBeLessThan(1e-6);
    expect(view.resolution).toBeCloseTo(1, 6);
  });

  it('without a place, pictures that are laid on each other lie as their alignments say', () => {
    const bare = frame(UTM, null);
    const [plain, wide] = ['frm_plain', 'frm_wide'].map((id) => ({
      ...bare,
      id: FrameId.parse(id),
    }));
    if (!plain || !wide) throw new Error('There are two.');
    // Columns of the one are 1.02 of the other's, and 12 farther right: as four ties would have it.
    const ties = [0, 900].flatMap((x) => [0, 700].map((y) => [x, y] as const));
    const points = ties.map(([x, y]) => ({
      own: [1.02 * x + 12, y] as [number, number],
      reference: [x, y] as [number, number],
    }));
    const draft = fitTiePoints(wide, plain, points, 'affine')?.draft;
    if (!draft) throw new Error('They can be laid.');
    const laid: Frame = { ...wide, alignment: { ...draft, author: '', at: '' } };
    const { byGround, map } = linkBetween(plain, laid);
    expect(byGround).toBe(true);
    const [x, y] = map([500, 300]) ?? [0, 0];
    expect([x, y].map((part) => Math.round(part * 1e6) / 1e6)).toEqual([522, 300]);
    const [back] = linkBetween(laid, plain).map([522, 300]) ?? [0];
    expect(back).toBeCloseTo(500, 6);
    // What neither is laid on says nothing of them.
    expect(linkBetween({ ...plain, id: FrameId.parse('frm_third') }, laid).byGround).toBe(false);
  });

  it('without a place, the pictures are laid corner on corner', () => {
    const after = frame(UTM, null);
    const { byGround, map } = linkBetween(before, {
      ...after,
      raster: { ...after.raster, width: before.raster.width * 2, height: before.raster.height * 2 },
    });
    expect(byGround).toBe(false);
    expect(map([200, 100])).toEqual([400, 200]);
  });
});
