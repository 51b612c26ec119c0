/** Tiles are asked for when a view is about to be drawn, by a map's own events. */
import type { Extent } from 'ol/extent';
import type OlMap from 'ol/Map';
import BaseObject from 'ol/Object';
import ViewHint from 'ol/ViewHint';
import { describe, expect, it } from 'vitest';
import { EarlyReading } from '../../../src/map/picture/early-reading';

type Drawn = { readonly resolution: number; readonly hint?: number; readonly next?: number };

/** A map that draws when it is told to, and what was read for it: 'resolution/column', with whether it was stopped. */
function reader() {
  const map = new BaseObject();
  const view = {
    getResolution: () => 8,
    getCenter: () => [0, 0],
    calculateExtent: () => [0, 0, 8, 8],
  };
  Object.assign(map, { getView: () => view, getSize: () => [100, 100] });
  const asked: { readonly name: string; readonly signal: AbortSignal }[] = [];
  const reading = new EarlyReading({
    map: map as unknown as OlMap,
    tilesIn: (resolution) => [
      [resolution, 0, 0],
      [resolution, 1, 0],
    ],
    read: ([level, column], signal) => asked.push({ name: `${level}/${column}`, signal }),
  });
  const draw = ({ resolution, hint, next }: Drawn) => {
    const viewHints = [0, 0];
    if (hint !== undefined) viewHints[hint] = 1;
    const extent: Extent = [0, 0, resolution, resolution];
    const ends = next === undefined ? {} : { nextExtent: [0, 0, next, next] };
    const viewState = { resolution, ...(next === undefined ? {} : { nextResolution: next }) };
    const frameState = { extent, viewHints, viewState, ...ends };
    map.dispatchEvent(Object.assign({ type: 'precompose' }, { frameState }) as never);
  };
  const names = () => asked.map(({ name }) => name);
  return { reading, draw, asked, names };
}

describe('reading before a drawing', () => {
  it('reads what is to be drawn once, and stops what is no longer seen', () => {
    const { reading, draw, names, asked } = reader();
    reading.start();
    expect(names()).toEqual(['8/0', '8/1']);
    draw({ resolution: 4 });
    draw({ resolution: 4 });
    expect(names()).toEqual(['8/0', '8/1', '4/0', '4/1']);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false, false]);
  });

  it('reads the end of a movement, and nothing while the picture is dragged', () => {
    const { reading, draw, names } = reader();
    reading.start();
    draw({ resolution: 6, hint: ViewHint.ANIMATING, next: 1 });
    draw({ resolution: 3, hint: ViewHint.ANIMATING, next: 1 });
    draw({ resolution: 2, hint: ViewHint.INTERACTING });
    expect(names()).toEqual(['8/0', '8/1', '1/0', '1/1']);
  });

  it('reads nothing before it is started or after it was stopped', () => {
    const { reading, draw, names, asked } = reader();
    draw({ resolution: 4 });
    expect(names()).toEqual([]);
    reading.start();
    reading.stop();
    draw({ resolution: 2 });
    expect(names()).toEqual(['8/0', '8/1']);
    expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
  });
});
