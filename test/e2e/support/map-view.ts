/** Where pixels of the picture are on the screen, found as a user finds it: by the read-out. */
import type { Page } from 'playwright-core';
import type { ScreenPoint } from './app';

export type PixelPoint = readonly [x: number, y: number];

/** The map's part of the window, in CSS pixels. */
export async function mapArea(page: Page) {
  const area = await page.getByRole('application').boundingBox();
  if (!area) throw new Error('There is no map on the screen.');
  return area;
}

/** The pixel under a point of the screen, as the status bar says it (one decimal). */
async function pixelAt(page: Page, point: ScreenPoint): Promise<PixelPoint> {
  // Away first, so that the text read is not that of the place before.
  await page.mouse.move(2, 2);
  await page.getByText('px –').waitFor();
  await page.mouse.move(point.x, point.y);
  // Waited for and read at once: while a picture is being shown, the figures come and go.
  const text = (await page.getByText(/^px -?[\d.]+/).textContent()) ?? '';
  const [x, y] = [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number));
  if (x === undefined || y === undefined) throw new Error(`The read-out says "${text}".`);
  return [x, y];
}

/**
 * Reads three places of the map and gives the way from pixels of the picture to the screen, good to
 * a tenth of a pixel near the map's middle. Holds until the view moves.
 */
export async function calibrate(page: Page): Promise<(pixel: PixelPoint) => ScreenPoint> {
  const { x, y, width, height } = await mapArea(page);
  const origin = { x: Math.round(x + width * 0.15), y: Math.round(y + height * 0.2) };
  const along = { x: Math.round(x + width * 0.85), y: origin.y };
  const down = { x: origin.x, y: Math.round(y + height * 0.8) };
  const o = await pixelAt(page, origin);
  const a = await pixelAt(page, along);
  const d = await pixelAt(page, down);
  // pixel = o + (point.x - origin.x) · right + (point.y - origin.y) · below
  const right = [
    (a[0] - o[0]) / (along.x - origin.x),
    (a[1] - o[1]) / (along.x - origin.x),
  ] as const;
  const below = [(d[0] - o[0]) / (down.y - origin.y), (d[1] - o[1]) / (down.y - origin.y)] as const;
  const determinant = right[0] * below[1] - right[1] * below[0];
  return ([px, py]) => {
    const dx = px - o[0];
    const dy = py - o[1];
    return {
      x: origin.x + (dx * below[1] - dy * below[0]) / determinant,
      y: origin.y + (dy * right[0] - dx * right[1]) / determinant,
    };
  };
}

/**
 * Brings a pixel to the middle of the map at a zoom (screen pixels per image pixel), by wheel and
 * drag as a user does. Gives the calibrated way to the screen.
 */
export async function goTo(
  page: Page,
  pixel: PixelPoint,
  zoom: number,
): Promise<(pixel: PixelPoint) => ScreenPoint> {
  const { x, y, width, height } = await mapArea(page);
  const middle = { x: x + width / 2, y: y + height / 2 };
  for (let tries = 0; tries < 12; tries++) {
    const toScreen = await calibrate(page);
    const [a, b] = [toScreen(pixel), toScreen([pixel[0] + 100, pixel[1]])];
    const scale = Math.hypot(b.x - a.x, b.y - a.y) / 100;
    const away = Math.hypot(a.x - middle.x, a.y - middle.y);
    if (away < 60 && scale > zoom / 1.6 && scale < zoom * 1.6) return toScreen;
    if (away >= 60) await panTo(page, a, middle);
    else await wheelTo(page, middle, zoom / scale);
  }
  throw new Error(`The map does not come to pixel ${pixel.join(', ')}.`);
}

/** Room about what is to be drawn, CSS pixels: half a keel, and what lies over the map's edges. */
const ROOM = 190;

/**
 * From the whole picture to a pixel by the wheel over it; dragged with the middle button only where that
 * brings it too near the edge. Gives the calibrated way to the screen.
 */
export async function wheelOnto(
  page: Page,
  pixel: PixelPoint,
  zoom: number,
): Promise<(pixel: PixelPoint) => ScreenPoint> {
  await page.keyboard.press('f');
  await page.waitForTimeout(300);
  const area = await mapArea(page);
  for (let tries = 0; tries < 12; tries++) {
    const toScreen = await calibrate(page);
    const [at, beside] = [toScreen(pixel), toScreen([pixel[0] + 100, pixel[1]])];
    const scale = Math.hypot(beside.x - at.x, beside.y - at.y) / 100;
    if (scale < zoom / 1.6 || scale > zoom * 1.6) {
      await wheelTo(page, at, zoom / scale);
      continue;
    }
    const inside = (from: number, place: number, size: number) =>
      Math.max(from + ROOM, Math.min(from + size - ROOM, place));
    const to = { x: inside(area.x, at.x, area.width), y: inside(area.y, at.y, area.height) };
    if (to.x === at.x && to.y === at.y) return toScreen;
    await page.mouse.move(at.x, at.y);
    await page.mouse.down({ button: 'middle' });
    await page.mouse.move((at.x + to.x) / 2, (at.y + to.y) / 2);
    await page.mouse.move(to.x, to.y);
    await page.mouse.up({ button: 'middle' });
    await page.waitForTimeout(300);
  }
  throw new Error(`The wheel does not come to pixel ${pixel.join(', ')}.`);
}

async function panTo(page: Page, from: ScreenPoint, to: ScreenPoint): Promise<void> {
  const area = await mapArea(page);
  const reach = { x: area.width * 0.35, y: area.height * 0.35 };
  const step = (delta: number, most: number) => Math.max(-most, Math.min(most, delta));
  const dx = step(to.x - from.x, reach.x);
  const dy = step(to.y - from.y, reach.y);
  const start = { x: area.x + area.width / 2 - dx / 2, y: area.y + area.height / 2 - dy / 2 };
  await page.keyboard.press('h');
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + dx / 2, start.y + dy / 2);
  await page.mouse.move(start.x + dx, start.y + dy);
  await page.mouse.up();
  await page.keyboard.press('v');
}

async function wheelTo(page: Page, at: ScreenPoint, factor: number): Promise<void> {
  await page.mouse.move(at.x, at.y);
  const notches = Math.max(1, Math.min(6, Math.round(Math.abs(Math.log2(factor)) * 2)));
  for (let i = 0; i < notches; i++) {
    await page.mouse.wheel(0, factor > 1 ? -120 : 120);
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(300);
}
