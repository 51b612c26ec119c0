/** A place given by the analyst: the frame's record, its site, its boxes, and taking it back. */
import { describe, expect, it } from 'vitest';
import type { Tables } from '../../../src/domain/edits/apply';
import { addFrame, middleOf, placeFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { fitPlace } from '../../../src/domain/geo/placing';
import type { Frame } from '../../../src/domain/model/frame';
import { CONTEXT, emptyDocument, frameOf, UTM_GEOREF } from './records';

const bare = frameOf('frm_bare', 'none', { georef: null, resolutionM: null, footprint: null });
const placed = frameOf('frm_utm', 'none');

function projectOf(...frames: readonly Frame[]): Tables {
  const doc = emptyDocument();
  for (const frame of frames) {
    const place = siteFor(doc, frame.footprint);
    doc.apply(addFrame(doc, CONTEXT, { frame, ...place }).patches);
  }
  return doc;
}

function given(doc: Tables, id: Frame['id']): Frame {
  const frame = doc.get('frames', id);
  if (!frame) throw new Error('The frame is there.');
  return frame;
}

const byHand = fitPlace([
  { pixel: [0, 0], lonLat: [130.28, 42.24] },
  { pixel: [4096, 0], lonLat: [130.31, 42.24] },
  { pixel: [4096, 4096], lonLat: [130.31, 42.21] },
])?.georef;
if (!byHand) throw new Error('Three points give a place.');

describe('placing a frame by hand', () => {
  it('gives it resolution and outline, and moves it to the site it is at', () => {
    const doc = projectOf(placed, bare);
    expect(given(doc, bare.id).siteId).not.toBe(given(doc, placed.id).siteId);
    const edit = placeFrame(doc, CONTEXT, { id: bare.id, georef: byHand });
    doc.apply(edit.patches);
    const after = given(doc, bare.id);
    expect(after.georef).toMatchObject({ source: 'analyst', epsg: 32652 });
    expect(after.resolutionM).toBeCloseTo(0.81, 1);
    expect(after.footprint?.length).toBeGreaterThan(4);
    expect(after.siteId).toBe(given(doc, placed.id).siteId);
    expect([...doc.all('sites')]).toHaveLength(1);
  });

  it('can be taken back, to none or to what the file says', () => {
    const doc = projectOf(placed, bare);
    for (const id of [placed.id, bare.id]) {
      doc.apply(placeFrame(doc, CONTEXT, { id, georef: byHand }).patches);
      doc.apply(placeFrame(doc, CONTEXT, { id, georef: byHand }).patches);
      doc.apply(placeFrame(doc, CONTEXT, { id, georef: null }).patches);
    }
    expect(given(doc, bare.id)).toMatchObject({ georef: null, resolutionM: null, footprint: null });
    expect(given(doc, placed.id).georef).toEqual(UTM_GEOREF);
    expect(given(doc, placed.id)).not.toHaveProperty('fileGeoref');
  });

  it('is refused off the earth', () => {
    const doc = projectOf(bare);
    const georef = {
      ...UTM_GEOREF,
      proj4: '+proj=longlat +datum=WGS84 +no_defs',
      source: 'analyst' as const,
    };
    expect(() => placeFrame(doc, CONTEXT, { id: bare.id, georef })).toThrow(/off the earth/);
  });
});

it('the middle of a picture across the antimeridian is a longitude like any other', () => {
  const ring = [180.25, 181.25].flatMap((lon) => [-17, -16].map((lat) => [lon, lat] as const));
  expect(middleOf(ring.map(([lon, lat]) => [lon, lat]))).toEqual([-179.25, -16.5]);
});
