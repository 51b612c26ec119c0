import { describe, expect, it } from 'vitest';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import type { Frame, Georef } from '../../../src/domain/model/frame';
import { FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import { carriedView, metersAcross, type PlacedFrame } from '../../../src/map/view-carry';
import { sampleFrame } from '../store/sample-frame';

const projectId = ProjectId.parse('prj_1');

function placed(georef: Georef | null, changes: Partial<Frame> = {}, site = 'sit_1'): PlacedFrame {
  const ids = { id: FrameId.parse('frm_1'), projectId, siteId: SiteId.parse(site) };
  const frame: Frame = { ...sampleFrame(ids), georef, ...changes };
  return { frame, geo: makeFrameGeo(frame) };
}

const UTM = '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs';

function utm(transform: Georef['transform']): Georef {
  return { transform, epsg: 32652, crsName: 'WGS 84 / UTM zone 52N', proj4: UTM };
}

const halfMetre = placed(utm([606000, 0.5, 0, 4677000, 0, -0.5]));
const view = { center: [400, 300], resolution: 2, rotation: 0 } as const;

describe('stepping to another date', () => {
  it('shows the same place at the same ground scale', () => {
    const threeMetre = placed(utm([605000, 3, 0, 4678000, 0, -3]));
    const carried = carriedView(halfMetre, view, threeMetre);
    // Easting 606200, northing 4676850 is column 400, row 383.33 of the other picture.
    expect(carried?.center[0]).toBeCloseTo(400, 6);
    expect(carried?.center[1]).toBeCloseTo(1150 / 3, 6);
    expect(carried?.resolution).toBeCloseTo(2 / 6, 6);
    expect(carried?.rotation).toBeCloseTo(0, 9);
  });

  it('keeps north the same way on screen where the other picture lies turned', () => {
    const [c, s] = [Math.cos(Math.PI / 6) / 2, Math.sin(Math.PI / 6) / 2];
    const turned = placed(utm([606000, c, s, 4676800, s, -c]));
    const carried = carriedView(halfMetre, view, turned);
    // Its columns run 30° north of east, so the picture is turned back by 30° to lie as the first.
    expect(carried?.rotation).toBeCloseTo(-Math.PI / 6, 6);
    expect(carried?.resolution).toBeCloseTo(2, 6);
  });

  it('carries nothing to a place outside, another site, or a picture without a place', () => {
    const elsewhere = utm([700000, 0.5, 0, 4677000, 0, -0.5]);
    expect(carriedView(halfMetre, view, placed(elsewhere))).toBeNull();
    const same = utm([606000, 0.5, 0, 4677000, 0, -0.5]);
    expect(carriedView(halfMetre, view, placed(same, {}, 'sit_2'))).toBeNull();
    expect(carriedView(halfMetre, view, placed(null))).toBeNull();
  });
});

describe('metres per screen pixel', () => {
  it('follow the picture’s scale at the middle of the view, whichever way it is turned', () => {
    if (!halfMetre.geo) throw new Error('the sample has a place');
    const screen = { center: [400, 300], resolution: 4, width: 800, height: 600 } as const;
    for (const rotation of [0, 1]) {
      const meters = metersAcross(halfMetre.geo, 1, { ...screen, rotation });
      // UTM at 1.29° from its meridian: scale 0.99974, so that 2 m of grid are 2.0005 m of ground.
      expect(meters).toBeGreaterThan(1.999);
      expect(meters).toBeLessThan(2.002);
    }
  });
});
