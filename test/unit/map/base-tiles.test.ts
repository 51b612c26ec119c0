/** A base map whose server sends no tiles is left alone; one with gaps is not. */
import { Projection } from 'ol/proj';
import { TileSourceEvent } from 'ol/source/Tile';
import XYZ from 'ol/source/XYZ';
import Tile from 'ol/Tile';
import { beforeEach, expect, it, vi } from 'vitest';
import { frameGeoOf } from '../../../src/domain/geo/measure-cache';
import { FrameId, newId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import { makeTileLayer } from '../../../src/map/base/base-tiles';
import { sampleFrame } from '../store/sample-frame';

// Of drawing nothing is asked here.
beforeEach(() => void vi.stubGlobal('CanvasRenderingContext2D', class {}));

/** The layer of an address, and how to let a tile come or fail. */
function layerOfTiles() {
  const frame = sampleFrame({
    id: newId(FrameId, 'frm'),
    projectId: newId(ProjectId, 'prj'),
    siteId: newId(SiteId, 'sit'),
  });
  const geo = frameGeoOf(frame);
  if (!geo) throw new Error('The frame has no place.');
  const source = new XYZ({ url: 'https://tiles.example.test/{z}/{x}/{y}.png' });
  const said: string[] = [];
  const projection = new Projection({ code: `plane:${frame.id}`, units: 'pixels' });
  const host = 'tiles.example.test';
  const onFailure = (sentence: string) => void said.push(sentence);
  const layer = makeTileLayer(source, { frame, geo }, { projection, host, onFailure });
  const happen = (what: 'tileloadend' | 'tileloaderror', times: number) => {
    for (let i = 0; i < times; i += 1) {
      source.dispatchEvent(new TileSourceEvent(what, new Tile([0, 0, i], 0)));
    }
  };
  return { layer, said, happen };
}

it('is asked no more after eight tiles that did not come, and that is said once', () => {
  const { layer, said, happen } = layerOfTiles();
  happen('tileloaderror', 7);
  expect([layer.getVisible(), said]).toEqual([true, []]);
  happen('tileloaderror', 5);
  expect(layer.getVisible()).toBe(false);
  expect(said).toEqual([expect.stringMatching(/^The base map at tiles\.example\.test sends no/)]);
});

it('is believed once it has sent a tile, whatever is missing after', () => {
  const { layer, said, happen } = layerOfTiles();
  happen('tileloaderror', 3);
  happen('tileloadend', 1);
  happen('tileloaderror', 50);
  expect([layer.getVisible(), said]).toEqual([true, []]);
});
