/** The other date's boxes on this date's frame. */
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/domain/model/box';
import type { Frame } from '../../../src/domain/model/frame';
import { BoxId, FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import { GhostSource } from '../../../src/map/compare/ghost-source';
import { sampleFrame } from '../store/sample-frame';

const UTM = '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs';

function frame(id: string, transform: readonly [number, number, number, number, number, number]) {
  const projectId = ProjectId.parse('prj_1');
  const ids = { id: FrameId.parse(id), projectId, siteId: SiteId.parse('sit_1') };
  const georef = { transform, epsg: 32652, crsName: 'UTM', proj4: UTM };
  return { ...sampleFrame(ids), georef, pixelAspect: 1 } as Frame;
}

const before = frame('frm_1', [606000, 1, 0, 4676800, 0, -1]);
/** Half the pixel size, from a corner 100 m west and 50 m north, turned by a quarter: x runs south. */
const after = frame('frm_2', [605900, 0, 0.5, 4676850, -0.5, 0]);

const box = {
  id: BoxId.parse('box_1'),
  geometry: { x: 200, y: 100, length: 80, width: 20, angle: 0 },
} as Box;

describe('ghosts', () => {
  it('lie on the same ground, whatever the size and the way of the pixels', () => {
    const ghosts = new GhostSource().of(before, [box], after);
    const corners = ghosts?.get(box.id)?.corners ?? [];
    // East 606160…606240, north 4676690…4676710: columns count south from 4676850, rows east.
    const wanted = [
      [280, 520],
      [280, 680],
      [320, 680],
      [320, 520],
    ];
    for (const [i, [u, v]] of corners.entries()) {
      expect(u).toBeCloseTo(wanted[i]?.[0] ?? Number.NaN, 3);
      expect(v).toBeCloseTo(wanted[i]?.[1] ?? Number.NaN, 3);
    }
    expect(ghosts?.at([300, 600])).toBe(box.id);
    expect(ghosts?.at([300, 700])).toBeNull();
  });

  it('say of which date they are, or of which frame where that is not known', () => {
    const dateOf = (from: Frame) => new GhostSource().of(from, [box], after)?.date;
    expect(dateOf(before)).toBe('12 Oct 2023');
    expect(dateOf({ ...before, acquired: null })).toBe('Sample');
  });

  it('are worked out again when the boxes or the frames change, and not otherwise', () => {
    const source = new GhostSource();
    const boxes = [box];
    const first = source.of(before, boxes, after);
    expect(source.of(before, boxes, after)).toBe(first);
    expect(source.of(before, [], after)?.get(box.id)).toBeUndefined();
    const moved = frame('frm_2', [605800, 0, 0.5, 4676850, -0.5, 0]);
    expect(source.of(before, boxes, moved)?.get(box.id)?.corners[0]?.[1]).toBeCloseTo(720, 3);
  });

  it('are none where one of the frames has no place', () => {
    const lost: Frame = { ...after, georef: null };
    expect(new GhostSource().of(before, [box], lost)).toBeNull();
  });
});
