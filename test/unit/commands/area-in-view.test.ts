/** What is said of the part of a frame that is in view holds there, and nowhere else. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { runCommand } from '../../../src/commands/registry';
import { containsPoint } from '../../../src/domain/geometry/box-geometry';
import type { PixelXY } from '../../../src/domain/model/units';
import type { MapPort } from '../../../src/store/ports';
import { openWithFrame, testServices } from './support';

/** The area that is recorded of a frame of 1000 × 800 square pixels in a view with these corners. */
async function recorded(corners: readonly PixelXY[]) {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  services.session.setState({ frameId: frame.id });
  services.map.current = { corners: () => corners } as MapPort;
  runCommand(services, 'observations.nothing-seen');
  await document.flushed();
  const geometry = [...document.all('observations')][0]?.geometry;
  if (!geometry) throw new Error('nothing was recorded');
  return geometry;
}

/** Corners of a view of w × h pixels about a place, turned clockwise. */
function viewOf([x, y]: PixelXY, w: number, h: number, turn: number): PixelXY[] {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const signs = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const;
  return signs.map(([right, down]) => {
    const [u, v] = [(right * w) / 2, (down * h) / 2];
    return [x + u * cos - v * sin, y + u * sin + v * cos];
  });
}

test('in an upright view it is the part of the picture that is seen', async () => {
  const geometry = await recorded(viewOf([0, 400], 300, 200, 0));
  expect(geometry).toEqual({ x: 75, y: 400, length: 150, width: 200, angle: 0 });
});

test('in a turned view it is turned: what is beside the screen was not looked at', async () => {
  const geometry = await recorded(viewOf([500, 400], 300, 100, Math.PI / 6));
  expect(geometry.angle).toBeCloseTo(Math.PI / 6, 6);
  expect([geometry.length, geometry.width]).toEqual([
    expect.closeTo(300, 6),
    expect.closeTo(100, 6),
  ]);
  // Upright bounds of the view would hold this place, which is off the screen.
  expect(containsPoint(geometry, [600, 350], 0, 1)).toBe(false);
});

test('where all of the picture is in view it is the whole of it, however it is turned', async () => {
  const geometry = await recorded(viewOf([500, 400], 3000, 2500, 1));
  expect(geometry).toEqual({ x: 500, y: 400, length: 1000, width: 800, angle: 0 });
});
