/**
 * Two dates compared: what every mode shows of known samples, worked out here anew; that both dates can be
 * boxed in every mode; keys; and what is remembered.
 */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { axe, drag, dropFiles, openApp, pressKeys, screenshot, waitSaved } from './support/app';
import { table } from './support/desk';
import type { PixelPoint } from './support/map-view';
import { test } from './support/test';
import {
  colourBefore,
  type Ground,
  groundOfAfter,
  groundOfBefore,
  makeTwoDates,
  sampleAfter,
} from './support/two-dates';

type Rgb = readonly [number, number, number];
type StoredFrame = {
  readonly id: string;
  readonly title: string;
  readonly stretch: { readonly lo: number[]; readonly hi: number[]; readonly gamma: number };
};
type StoredBox = { readonly frameId: string };
type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
type Spot = { readonly x: number; readonly y: number };

const [BEFORE, AFTER] = makeTwoDates();
/** Metres from a patch's border within which nothing is looked at. */
const MARGIN = 12;

async function openBoth(page: Page, url: string): Promise<void> {
  await openApp(page, url);
  await dropFiles(page, [BEFORE, AFTER]);
  await page.getByRole('option', { name: /12 Oct/ }).waitFor();
  await page.getByRole('option', { name: /19 Oct/ }).click();
  await waitSaved(page);
  await page.getByRole('button', { name: 'Compare' }).click();
  await whole(page);
}

/** Waits until all pictures have come and nothing moves any more. */
async function whole(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const maps = [...document.querySelectorAll('[data-picture]')];
    return maps.length > 1 && maps.every((map) => map.getAttribute('data-picture') === 'whole');
  });
  await page.waitForTimeout(400);
}

async function stage(page: Page): Promise<Area> {
  const area = await page.locator('.qm-compare').boundingBox();
  if (!area) throw new Error('Nothing is compared.');
  return area;
}

/** The pixel under the pointer, of the frame that is pointed at. */
async function pixelAt(page: Page, spot: Spot): Promise<PixelPoint> {
  await page.mouse.move(2, 2);
  await page.getByText('px –').waitFor();
  await page.mouse.move(spot.x, spot.y);
  await page.getByText(/^px -?[\d.]+/).waitFor();
  const text = (await page.getByText(/^px /).textContent()) ?? '';
  const [x, y] = [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number));
  return [x ?? Number.NaN, y ?? Number.NaN];
}

async function coloursOf(page: Page, spots: readonly Spot[]): Promise<Rgb[]> {
  await page.mouse.move(2, 2);
  await page.waitForTimeout(150);
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

type Seen = { readonly spot: Spot; readonly place: Ground };

/** Spots of the stage that are well inside a patch, with their ground by the frame pointed at. */
async function lookOver(
  page: Page,
  groundOf: (pixel: PixelPoint) => Ground,
  part = { from: 0.3, to: 0.7 },
): Promise<Seen[]> {
  const { x, y, width, height } = await stage(page);
  const found: Seen[] = [];
  for (let row = 0; row < 4; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      const across = part.from + ((part.to - part.from) * (column + 0.5)) / 4;
      const spot = {
        x: Math.round(x + width * across),
        y: Math.round(y + height * (0.22 + 0.16 * row)),
      };
      const place = groundOf(await pixelAt(page, spot));
      if (colourBefore(place, MARGIN)) found.push({ spot, place });
    }
  }
  expect(found.length).toBeGreaterThan(4);
  return found;
}

async function afterStretch(page: Page) {
  const frames = await table<StoredFrame>(page, 'frames');
  const after = frames.find(({ title }) => /after|19/i.test(title));
  const [lo, hi, gamma] = [after?.stretch.lo[0], after?.stretch.hi[0], after?.stretch.gamma];
  if (lo === undefined || hi === undefined || gamma === undefined) throw new Error('No stretch.');
  return (sample: number) =>
    255 * Math.min(1, Math.max(0, (sample - lo) / (hi - lo))) ** (1 / gamma);
}

function luma([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function near(found: Rgb | undefined, wanted: Rgb, what: string): void {
  for (const [i, value] of wanted.entries()) {
    expect(
      Math.abs((found?.[i] ?? Number.NaN) - value),
      `${what}: ${found} for ${wanted}`,
    ).toBeLessThan(3);
  }
}

/** What each date shows at a place, 0…255. */
async function truth(page: Page) {
  const level = await afterStretch(page);
  return (place: Ground) => {
    const before = colourBefore(place);
    const sample = sampleAfter(place);
    if (!before || sample === null) throw new Error('No patch there.');
    return { before, after: level(sample), grey: luma(before) };
  };
}

describe('what is seen', () => {
  test('swipe, side by side, fade and blink show each date where it lies', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl);
    const at = await truth(page);
    const left = await lookOver(page, groundOfBefore, { from: 0.3, to: 0.48 });
    const right = await lookOver(page, groundOfAfter, { from: 0.53, to: 0.7 });
    const colours = await coloursOf(
      page,
      [...left, ...right].map(({ spot }) => spot),
    );
    for (const [i, { place }] of left.entries()) near(colours[i], at(place).before, 'swipe, A');
    for (const [i, { place }] of right.entries()) {
      const { after } = at(place);
      near(colours[left.length + i], [after, after, after], 'swipe, B');
    }

    await pressKeys(page, '6');
    const seen = await lookOver(page, groundOfAfter);
    const faded = await coloursOf(
      page,
      seen.map(({ spot }) => spot),
    );
    for (const [i, { place }] of seen.entries()) {
      const { before, after } = at(place);
      const [r, g, b] = before.map((value) => (value + after) / 2);
      near(faded[i], [r ?? 0, g ?? 0, b ?? 0], 'fade');
    }

    await pressKeys(page, '3', 't');
    await page.keyboard.down('q');
    const held = await coloursOf(
      page,
      seen.map(({ spot }) => spot),
    );
    await page.keyboard.up('q');
    for (const [i, { place }] of seen.entries()) near(held[i], at(place).before, 'A alone');
  });

  test('composite and difference are made of both', async ({ page, appUrl }) => {
    await openBoth(page, appUrl);
    const at = await truth(page);
    await pressKeys(page, '4');
    const seen = await lookOver(page, groundOfAfter);
    const spots = seen.map(({ spot }) => spot);
    const composite = await coloursOf(page, spots);
    for (const [i, { place }] of seen.entries()) {
      const { grey, after } = at(place);
      near(composite[i], [grey, after, after], 'composite');
    }

    await pressKeys(page, '5');
    const threshold = page.getByRole('textbox', { name: 'Threshold, typed' });
    for (const limit of [0.02, 0.3]) {
      await threshold.fill(`${limit}`);
      await threshold.press('Enter');
      const difference = await coloursOf(page, spots);
      for (const [i, { place }] of seen.entries()) {
        const { grey, after } = at(place);
        const change = (after - grey) / 255;
        // Too near to the threshold for the rounding of 8 bits.
        if (Math.abs(Math.abs(change) - limit) < 0.01) continue;
        const strength = 255 * (0.5 + 0.5 * Math.abs(change));
        const dim = 0.4 * after;
        const wanted: Rgb =
          Math.abs(change) < limit
            ? [dim, dim, dim]
            : change > 0
              ? [0, strength, strength]
              : [strength, 0, 0];
        near(difference[i], wanted, `difference above ${limit}`);
      }
    }
  });

  test('side by side, the same place of both panes is the same ground, also turned', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl);
    await pressKeys(page, '2', 'Control+]', 'Control+]', '+');
    await whole(page);
    const { x, y, width, height } = await stage(page);
    for (const [dx, dy] of [
      [0.25, 0.5],
      [0.1, 0.2],
      [0.4, 0.75],
    ] as const) {
      const spot = { x: Math.round(x + width * dx), y: Math.round(y + height * dy) };
      const before = groundOfBefore(await pixelAt(page, spot));
      const after = groundOfAfter(await pixelAt(page, { ...spot, x: spot.x + width / 2 }));
      // The read-out says tenths of a pixel of 1 m and of 0.9 m.
      expect(Math.hypot(before[0] - after[0], before[1] - after[1])).toBeLessThan(0.45);
    }
  });
});

describe('work', () => {
  test('boxes are drawn on the frame under the pointer in every mode, and undone', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl);
    const frames = await table<StoredFrame>(page, 'frames');
    const before = frames.find(({ title }) => /before/i.test(title))?.id;
    const after = frames.find(({ title }) => /after/i.test(title))?.id;
    const { x, y, width, height } = await stage(page);
    const draw = async (key: string, dx: number, dy: number) => {
      await pressKeys(page, key, 'b');
      const from = { x: x + width * dx, y: y + height * dy };
      await drag(page, from, { x: from.x + 40, y: from.y + 24 });
      await waitSaved(page);
      const boxes = await table<StoredBox>(page, 'boxes');
      return boxes.map(({ frameId }) => frameId);
    };
    const drawnOn = (ids: readonly string[], id: string | undefined) =>
      ids.filter((one) => one === id).length;
    expect(drawnOn(await draw('1', 0.36, 0.3), before)).toBe(1);
    expect(drawnOn(await draw('1', 0.6, 0.3), after)).toBe(1);
    expect(drawnOn(await draw('2', 0.2, 0.4), before)).toBe(2);
    expect(drawnOn(await draw('4', 0.4, 0.5), after)).toBe(2);
    expect(drawnOn(await draw('5', 0.55, 0.6), after)).toBe(3);
    expect(drawnOn(await draw('6', 0.45, 0.7), after)).toBe(4);
    await pressKeys(page, '3', 't');
    expect(await draw('3', 0.6, 0.45)).toHaveLength(7);
    await screenshot(page, 'compare-boxes');
    await pressKeys(page, 'Control+z', 'Control+z');
    await waitSaved(page);
    expect(await table(page, 'boxes')).toHaveLength(5);
  });

  test('keys switch, swap, step and move the divider; all is remembered; nothing is in the way', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl);
    const divider = page.getByRole('slider', { name: /Divider/ });
    await divider.focus();
    await pressKeys(page, 'ArrowLeft', 'ArrowLeft', 'Home', 'PageDown');
    expect(await divider.getAttribute('aria-valuenow')).toBe('10');
    await pressKeys(page, '0');
    expect(await divider.getAttribute('aria-valuenow')).toBe('12');
    await pressKeys(page, '\\', 'w');
    expect(await page.getByRole('option', { name: /12 Oct/ }).textContent()).toContain('B');
    const { x, y, width } = await stage(page);
    await drag(
      page,
      { x: x + width / 2, y: y + (await stage(page)).height * 0.12 },
      { x: x + width / 2, y: y + (await stage(page)).height * 0.4 },
    );
    expect(await divider.getAttribute('aria-valuenow')).toBe('40');
    expect(await axe(page)).toEqual([]);
    await pressKeys(page, '5', 'g');
    await page.getByRole('button', { name: /Difference/ }).waitFor();
    await page.waitForTimeout(700);
    await page.reload();
    const mode = page.getByRole('button', { name: /Difference/ });
    await openAgain(page);
    await mode.waitFor();
    expect(await mode.getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('option', { name: /12 Oct/ }).textContent()).toContain('B');
    await page.getByRole('button', { name: 'Light theme' }).click();
    expect(await axe(page)).toEqual([]);
  });
});

/** The project again, where a reload leads to the start screen. */
async function openAgain(page: Page): Promise<void> {
  const stage = page.locator('.qm-compare');
  const card = page.getByRole('button', { name: /^Open / }).first();
  await stage.or(card).first().waitFor();
  if (!(await stage.isVisible())) await card.click();
}
