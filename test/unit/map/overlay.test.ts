import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/domain/model/box';
import { niceLength } from '../../../src/map/controls/nice-length';
import { placeLabels } from '../../../src/map/overlay/label-layout';
import { byClaim } from '../../../src/map/overlay/labels';
import { clipToRect, overlaps } from '../../../src/map/overlay/polygons';
import type { TagRect } from '../../../src/map/overlay/text-tag';
import {
  planeToScreen,
  type ScreenXY,
  screenToPlane,
  type ViewTransform,
} from '../../../src/map/view-transform';

const screen: TagRect = { x: 0, y: 0, width: 400, height: 300 };

function rect(x: number, y: number, width: number, height: number): readonly ScreenXY[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

function request(id: string, corners: readonly ScreenXY[], always = false) {
  return { id, width: 60, height: 16, corners, always };
}

describe('labels', () => {
  const none = () => [];

  it('stand above their box, in its middle', () => {
    const placed = placeLabels([request('a', rect(100, 100, 100, 40))], none, [], screen);
    const label = placed.get('a');
    expect(label?.x).toBe(120);
    expect((label?.y ?? 0) + 16).toBeLessThan(100);
  });

  it('go below when another box is above, and never over another box', () => {
    const above = { id: 'b', corners: rect(90, 60, 120, 38) };
    const placed = placeLabels([request('a', rect(100, 100, 100, 40))], () => [above], [], screen);
    expect(placed.get('a')?.y).toBeGreaterThan(140);
  });

  it('are left out where there is no room, unless they must be shown', () => {
    const crowd = { id: 'b', corners: rect(0, 0, 400, 300) };
    const corners = rect(100, 100, 100, 40);
    expect(placeLabels([request('a', corners)], () => [crowd], [], screen).size).toBe(0);
    expect(placeLabels([request('a', corners, true)], () => [crowd], [], screen).size).toBe(1);
  });

  it('give way to those before them and to the controls of the map', () => {
    const corners = rect(100, 100, 100, 40);
    const placed = placeLabels(
      [request('a', corners), request('b', corners)],
      none,
      [{ x: 0, y: 60, width: 400, height: 30 }],
      screen,
    );
    const [a, b] = [placed.get('a'), placed.get('b')];
    expect(a?.y).toBeGreaterThan(140);
    expect(b && a && (b.y >= a.y + 16 || b.x >= a.x + 60 || b.x + 60 <= a.x)).toBe(true);
  });

  it('are given to linked boxes first, then to the longer ones', () => {
    const link = {} as NonNullable<Box['link']>;
    const boxes = [
      { size: 300, box: { number: 1 } },
      { size: 90, box: { number: 2, link } },
      { size: 40, box: { number: 3 } },
      { size: 120, box: { number: 4, link } },
      { size: 300, box: { number: 5 } },
    ];
    expect([...boxes].sort(byClaim).map(({ box }) => box.number)).toEqual([4, 2, 1, 5, 3]);
  });

  it('keep to the part of the box that is on screen', () => {
    const placed = placeLabels([request('a', rect(-500, 100, 600, 40))], none, [], screen);
    expect(placed.get('a')?.x).toBe(20);
  });

  it('lie close to the side of a slanting box', () => {
    const slanting: readonly ScreenXY[] = [
      [100, 250],
      [250, 100],
      [264, 114],
      [114, 264],
    ];
    const label = placeLabels([request('a', slanting)], none, [], screen).get('a');
    expect(label?.y).toBeGreaterThan(110);
    expect(label && overlaps(slanting, label)).toBe(false);
  });
});

describe('polygons', () => {
  it('know that a turned box leaves the corners of its bounds free', () => {
    const diamond: readonly ScreenXY[] = [
      [50, 0],
      [100, 50],
      [50, 100],
      [0, 50],
    ];
    expect(overlaps(diamond, { x: 0, y: 0, width: 20, height: 20 })).toBe(false);
    expect(overlaps(diamond, { x: 20, y: 20, width: 20, height: 20 })).toBe(true);
  });

  it('are clipped to a rectangle', () => {
    const clipped = clipToRect(rect(-10, -10, 30, 30), { x: 0, y: 0, width: 100, height: 100 });
    const xs = clipped.map(([x]) => x);
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([0, 20]);
    expect(clipToRect(rect(200, 0, 10, 10), { x: 0, y: 0, width: 100, height: 100 })).toEqual([]);
  });
});

describe('the view', () => {
  const view: ViewTransform = {
    center: [1000, 2000],
    resolution: 0.5,
    rotation: Math.PI / 2,
    width: 800,
    height: 600,
  };

  it('turns the picture clockwise: what was right of the middle is below it', () => {
    const [x, y] = planeToScreen(view, [1010, 2000]);
    expect(x).toBeCloseTo(400, 9);
    expect(y).toBeCloseTo(320, 9);
  });

  it('goes there and back', () => {
    const turned = { ...view, rotation: 0.7 };
    const [u, v] = screenToPlane(turned, planeToScreen(turned, [123.4, 567.8]));
    expect(u).toBeCloseTo(123.4, 9);
    expect(v).toBeCloseTo(567.8, 9);
  });
});

describe('the scale bar', () => {
  it('has a nice length that fits', () => {
    expect(niceLength(0.7, 160, 'm')).toMatchObject({ text: '100 m' });
    expect(niceLength(0.7, 160, 'm')?.pixels).toBeCloseTo(142.857, 3);
    expect(niceLength(1.3, 160, 'm')?.text).toBe('200 m');
    expect(niceLength(12.5, 160, 'm')?.text).toBe('2 km');
    expect(niceLength(0.02, 160, 'm')?.text).toBe('2 m');
    expect(niceLength(0.002, 160, 'm')?.text).toBe('0.2 m');
    expect(niceLength(0.5, 160, 'px')?.text).toBe('50 px');
  });

  it('is left out where there is no scale', () => {
    expect(niceLength(0, 160, 'm')).toBeNull();
    expect(niceLength(Number.NaN, 160, 'm')).toBeNull();
  });
});
