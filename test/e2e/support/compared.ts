/** Two dates compared, as tests look at them: places, what each date shows there, and colours on screen. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { dropFiles, openApp, waitStored } from './app';
import { table } from './desk';
import type { PixelPoint } from './map-view';
import { colourBefore, type Ground, sampleAfter } from './two-dates';

export type Rgb = readonly [number, number, number];
export type StoredFrame = {
  readonly id: string;
  readonly title: string;
  readonly stretch: {
    readonly lo: number[];
    readonly hi: number[];
    readonly gamma: number;
    readonly decibel: boolean;
  };
};
type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
export type Spot = { readonly x: number; readonly y: number };

/** Metres from a patch's border within which nothing is looked at. */
const MARGIN = 12;
/** How long colours may take to come on a busy machine, milliseconds. */
const COLOURS_COME = 20_000;

/** Opens the pictures, of which the first two are of 12 and 19 October, and compares those two. */
export async function openBoth(page: Page, url: string, paths: readonly string[]): Promise<void> {
  await openApp(page, url);
  await dropFiles(page, paths);
  const options = page.getByRole('option');
  await options.nth(paths.length - 1).waitFor();
  await waitStored(page);
  await page.getByRole('option', { name: /19 Oct/ }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await whole(page);
}

/** Waits until all pictures have come and nothing moves any more. */
export async function whole(page: Page, panes = 2): Promise<void> {
  await page.waitForFunction((count) => {
    const maps = [...document.querySelectorAll('[data-picture]')];
    return (
      maps.length >= count && maps.every((map) => map.getAttribute('data-picture') === 'whole')
    );
  }, panes);
  await page.waitForTimeout(400);
}

/** The project again, where a reload leads to the start screen. */
export async function openAgain(page: Page): Promise<void> {
  const compared = page.locator('.qm-compare');
  const card = page.getByRole('button', { name: /^Open / }).first();
  await compared.or(card).first().waitFor();
  if (!(await compared.isVisible())) await card.click();
}

export async function stage(page: Page): Promise<Area> {
  const area = await page.locator('.qm-compare').boundingBox();
  if (!area) throw new Error('Nothing is compared.');
  return area;
}

/** The pixel under the pointer, of the frame that is pointed at. */
export async function pixelAt(page: Page, spot: Spot): Promise<PixelPoint> {
  await page.mouse.move(2, 2);
  await page.getByText('px –').waitFor();
  await page.mouse.move(spot.x, spot.y);
  await page.getByText(/^px -?[\d.]+/).waitFor();
  const text = (await page.getByText(/^px /).textContent()) ?? '';
  const [x, y] = [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number));
  return [x ?? Number.NaN, y ?? Number.NaN];
}

/** What the screen shows at spots, the pointer out of the way. */
export async function coloursOf(page: Page, spots: readonly Spot[]): Promise<Rgb[]> {
  await page.mouse.move(2, 2);
  const png = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ({ png, spots }) => {
      const response = await fetch(`data:image/png;base64,${png}`);
      const bitmap = await createImageBitmap(await response.blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return spots.map(({ x, y }): [number, number, number] => {
        const data = context?.getImageData(x, y, 1, 1).data ?? [0, 0, 0];
        return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0];
      });
    },
    { png, spots },
  );
}

export type Seen = { readonly spot: Spot; readonly place: Ground };

/**
 * Spots of the stage that are well inside a patch, with their ground by the frame pointed at.
 * @param part from where to where of the stage, 0…1: across, and from the first row to the last
 */
export async function lookOver(
  page: Page,
  groundOf: (pixel: PixelPoint) => Ground,
  { from = 0.3, to = 0.7, top = 0.22, bottom = 0.7 } = {},
): Promise<Seen[]> {
  const { x, y, width, height } = await stage(page);
  const found: Seen[] = [];
  for (let row = 0; row < 4; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      const across = from + ((to - from) * (column + 0.5)) / 4;
      const spot = {
        x: Math.round(x + width * across),
        y: Math.round(y + height * (top + ((bottom - top) * row) / 3)),
      };
      const place = groundOf(await pixelAt(page, spot));
      if (colourBefore(place, MARGIN)) found.push({ spot, place });
    }
  }
  expect(found.length).toBeGreaterThan(4);
  return found;
}

/** Where pixels of a frame that stands upright are on the screen, by two readings. */
export async function spotsOf(page: Page, pixels: readonly PixelPoint[]): Promise<Seen[]> {
  const { x, y, width, height } = await stage(page);
  const [a, b] = [
    { x: Math.round(x + width * 0.52), y: Math.round(y + height * 0.2) },
    { x: Math.round(x + width * 0.7), y: Math.round(y + height * 0.8) },
  ];
  const [from, to] = [await pixelAt(page, a), await pixelAt(page, b)];
  const scale = [(b.x - a.x) / (to[0] - from[0]), (b.y - a.y) / (to[1] - from[1])] as const;
  return pixels.map((pixel) => ({
    place: pixel,
    spot: {
      x: Math.round(a.x + (pixel[0] - from[0]) * scale[0]),
      y: Math.round(a.y + (pixel[1] - from[1]) * scale[1]),
    },
  }));
}

export function luma([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The level of a sample of the after frame by its stored stretch, 0…255, not rounded. */
async function afterLevels(page: Page) {
  const frames = await table<StoredFrame>(page, 'frames');
  const stretch = frames.find(({ title }) => /after|19|umbra/i.test(title))?.stretch;
  const [lo, hi] = [stretch?.lo[0], stretch?.hi[0]];
  if (!stretch || lo === undefined || hi === undefined) throw new Error('No stretch.');
  const shown = stretch.decibel ? (value: number) => 20 * Math.log10(value) : Number;
  return (sample: number) => {
    const part = (shown(sample) - shown(lo)) / (shown(hi) - shown(lo));
    return 255 * Math.min(1, Math.max(0, part)) ** (1 / stretch.gamma);
  };
}

export type Truth = { readonly before: Rgb; readonly after: number; readonly grey: number };

/**
 * What each date shows at a place, 0…255, and the before date's luma.
 * @param sampleOf the after frame's sample there
 */
export async function truth(
  page: Page,
  sampleOf: (place: Ground) => number | null = sampleAfter,
): Promise<(place: Ground) => Truth> {
  const level = await afterLevels(page);
  return (place) => {
    const before = colourBefore(place);
    const sample = sampleOf(place);
    if (!before || sample === null) throw new Error('No patch there.');
    return { before, after: level(sample), grey: luma(before) };
  };
}

/** What a difference with this threshold shows; null where 8 bits do not decide. */
export function differenceOf({ after, grey }: Truth, threshold: number): Rgb | null {
  const change = (after - grey) / 255;
  if (Math.abs(Math.abs(change) - threshold) < 0.01) return null;
  const dim = 0.4 * after;
  if (Math.abs(change) < threshold) return [dim, dim, dim];
  const strength = 255 * (0.5 + 0.5 * Math.abs(change));
  return change > 0 ? [0, strength, strength] : [strength, 0, 0];
}

/**
 * Waits until spots have their colours, each part within `most` levels; null: whatever there is.
 * Says at the end which spot has not.
 */
export async function showsColours(
  page: Page,
  seen: readonly Seen[],
  wanted: (place: Ground) => Rgb | null,
  what: string,
  most = 2,
): Promise<void> {
  const spots = seen.map(({ spot }) => spot);
  const misses = async () => {
    const colours = await coloursOf(page, spots);
    return seen.flatMap(({ spot, place }, i) => {
      const [found, goal] = [colours[i], wanted(place)];
      const off = goal?.map((value, c) => Math.abs((found?.[c] ?? Number.NaN) - value)) ?? [];
      return off.every((value) => value <= most + 0.5)
        ? []
        : [`${what} at ${spot.x}, ${spot.y}: ${found} for ${goal?.map(Math.round)}`];
    });
  };
  await expect.poll(misses, { timeout: COLOURS_COME, interval: 250 }).toEqual([]);
}
