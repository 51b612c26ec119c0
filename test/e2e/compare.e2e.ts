/**
 * Two dates compared: what every mode shows of known samples, worked out here anew; that both dates can be
 * boxed in every mode; keys; and what is remembered.
 */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { axe, drag, pressKeys, screenshot, waitSaved } from './support/app';
import {
  differenceOf,
  lookOver,
  openAgain,
  openBoth,
  pixelAt,
  type Rgb,
  type StoredFrame,
  showsColours,
  stage,
  truth,
  whole,
} from './support/compared';
import { table } from './support/desk';
import { test } from './support/test';
import {
  amplitudeAfter,
  type Ground,
  groundOfAfter,
  groundOfBefore,
  makeTwoDates,
  makeWithRadar,
  sampleAfter,
} from './support/two-dates';

type StoredBox = {
  readonly number: number;
  readonly frameId: string;
  readonly geometry: { readonly x: number; readonly y: number };
  readonly link?: { readonly vesselId: string } | null;
};

/** Where a box is drawn in a mode, in parts of the stage, and the date that it must come to lie on. */
const WORKED = [
  { mode: 'swipe', keys: ['1'], at: [0.36, 0.35], date: 'before' },
  { mode: 'side by side', keys: ['2'], at: [0.7, 0.4], date: 'after' },
  { mode: 'blinking, stopped', keys: ['3', 't'], at: [0.42, 0.6], date: 'shown' },
  { mode: 'composite', keys: ['4'], at: [0.5, 0.3], date: 'after' },
  { mode: 'difference', keys: ['5'], at: [0.55, 0.6], date: 'after' },
  { mode: 'fade', keys: ['6'], at: [0.45, 0.45], date: 'after' },
] as const;

const PATHS = makeTwoDates();

/** What has the focus as soon as a key is pressed: the next one goes there, however busy the machine is. */
function reachedBy(page: Page, key: string): Promise<string | null | undefined> {
  return page.evaluate((pressed) => {
    const event = { key: pressed, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event));
    return document.activeElement?.getAttribute('role');
  }, key);
}

function grey(level: number): Rgb {
  return [level, level, level];
}

const PAIRS = [
  { what: '16 bits of another CRS, turned', paths: PATHS, sampleOf: sampleAfter },
  { what: 'radar in decibels', paths: makeWithRadar(), sampleOf: amplitudeAfter },
] as const;

describe('what is seen', () => {
  test.for(PAIRS)(
    'every mode shows 8-bit colours and $what where they lie',
    {
      timeout: 150_000,
    },
    async ({ paths, sampleOf }, { page, appUrl }) => {
      await openBoth(page, appUrl, paths);
      const at = await truth(page, sampleOf);
      const before = (place: Ground) => at(place).before;
      const after = (place: Ground) => grey(at(place).after);
      const left = await lookOver(page, groundOfBefore, { from: 0.3, to: 0.48 });
      const right = await lookOver(page, groundOfAfter, { from: 0.53, to: 0.7 });
      await showsColours(page, left, before, 'swipe, A');
      await showsColours(page, right, after, 'swipe, B');

      await pressKeys(page, '\\');
      const above = await lookOver(page, groundOfBefore, { top: 0.2, bottom: 0.46 });
      const below = await lookOver(page, groundOfAfter, { top: 0.55, bottom: 0.8 });
      await showsColours(page, above, before, 'swipe, A above');
      await showsColours(page, below, after, 'swipe, B below');

      await pressKeys(page, '6');
      const seen = await lookOver(page, groundOfAfter);
      const mean = (place: Ground): Rgb => {
        const { before: colour, after: level } = at(place);
        return [(colour[0] + level) / 2, (colour[1] + level) / 2, (colour[2] + level) / 2];
      };
      await showsColours(page, seen, mean, 'fade');

      await page.keyboard.down('q');
      await showsColours(page, seen, before, 'A alone while held');
      await page.keyboard.up('q');
      await showsColours(page, seen, mean, 'fade again');
      await page.keyboard.down('q');
      await page.keyboard.down('Shift');
      await page.keyboard.up('q');
      await page.keyboard.up('Shift');
      await showsColours(page, seen, mean, 'fade, also when let go with Shift held');

      await page.getByRole('button', { name: 'Blink' }).click();
      await showsColours(page, seen, before, 'blink, A');
      await showsColours(page, seen, after, 'blink, B');
      await showsColours(page, seen, before, 'blink, A again');

      await pressKeys(page, '4');
      await showsColours(
        page,
        seen,
        (place) => [at(place).grey, at(place).after, at(place).after],
        'composite',
      );

      await pressKeys(page, '5');
      const threshold = page.getByRole('textbox', { name: 'Threshold, typed' });
      for (const limit of [0.02, 0.3]) {
        await threshold.fill(`${limit}`);
        await threshold.press('Enter');
        const wanted = (place: Ground) => differenceOf(at(place), limit);
        await showsColours(page, seen, wanted, `difference above ${limit}`);
      }
    },
  );

  test('side by side, the same place of both panes is the same ground, also turned', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl, PATHS);
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
    await openBoth(page, appUrl, PATHS);
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
    // Where both are seen at once, the sign of the date that a stroke goes to says so.
    const takes = () => page.locator('[aria-current]').filter({ hasText: 'boxes go here' });
    expect(await takes().count()).toBe(0);
    expect(drawnOn(await draw('4', 0.4, 0.5), after)).toBe(2);
    expect(await takes().allTextContents()).toEqual([expect.stringMatching(/^B19 Oct/)]);
    expect(drawnOn(await draw('5', 0.55, 0.6), after)).toBe(3);
    expect(await takes().allTextContents()).toEqual([expect.stringMatching(/^B19 Oct/)]);
    expect(drawnOn(await draw('6', 0.45, 0.7), after)).toBe(4);
    const share = page.getByRole('textbox', { name: 'Share of B, typed' });
    await share.fill('0.3');
    await share.press('Enter');
    await share.evaluate((field) => field.blur());
    expect(await takes().allTextContents()).toEqual([expect.stringMatching(/^A12 Oct/)]);
    expect(drawnOn(await draw('6', 0.5, 0.2), before)).toBe(3);
    await pressKeys(page, 'Control+z');
    await waitSaved(page);
    await pressKeys(page, '3', 't');
    expect(await draw('3', 0.6, 0.45)).toHaveLength(7);
    await screenshot(page, 'compare-boxes');
    await pressKeys(page, 'Control+z', 'Control+z');
    await waitSaved(page);
    expect(await table(page, 'boxes')).toHaveLength(5);
  });

  test('in every mode a box is linked and dragged on the frame that it lies on, and both are undone', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    await openBoth(page, appUrl, PATHS);
    const frames = await table<StoredFrame>(page, 'frames');
    const newest = async () => {
      const boxes = await table<StoredBox>(page, 'boxes');
      return boxes.reduce((last, box) => (box.number > last.number ? box : last));
    };
    for (const [i, { mode, keys, at, date }] of WORKED.entries()) {
      await pressKeys(page, ...keys);
      const { x, y, width, height } = await stage(page);
      const middle = { x: Math.round(x + width * at[0]), y: Math.round(y + height * at[1]) };
      const goal = { x: middle.x + 30, y: middle.y + 18 };
      const [from, to] = [await pixelAt(page, middle), await pixelAt(page, goal)];
      await pressKeys(page, 'b');
      await drag(
        page,
        { x: middle.x - 20, y: middle.y - 12 },
        { x: middle.x + 20, y: middle.y + 12 },
      );
      await expect.poll(() => table(page, 'boxes').then((boxes) => boxes.length)).toBe(i + 1);
      await waitSaved(page);
      await pressKeys(page, 'v');
      expect(await reachedBy(page, 'u'), mode).toBe('combobox');
      await page.keyboard.type(`Hull ${i}`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: `Show the log of Hull ${i}` }).waitFor();
      await waitSaved(page);
      const drawn = await newest();
      await drag(page, middle, goal);
      await waitSaved(page);
      const moved = await newest();
      const vessel = (await table<{ id: string; name: string }>(page, 'vessels')).find(
        ({ name }) => name === `Hull ${i}`,
      );
      expect(moved.link?.vesselId, mode).toBe(vessel?.id);
      const frame = frames.find(({ id }) => id === moved.frameId)?.title ?? '';
      expect(frame, mode).toMatch(date === 'shown' ? /before|after/i : new RegExp(date, 'i'));
      // The read-out of the frame under the pointer says tenths of a pixel; the screen rounds to its own.
      const [dx, dy] = [moved.geometry.x - drawn.geometry.x, moved.geometry.y - drawn.geometry.y];
      expect(Math.hypot(dx - (to[0] - from[0]), dy - (to[1] - from[1])), mode).toBeLessThan(0.5);
      await pressKeys(page, 'Control+z');
      await waitSaved(page);
      expect((await newest()).geometry, mode).toEqual(drawn.geometry);
      await pressKeys(page, 'Control+z');
      await waitSaved(page);
      expect((await newest()).link ?? null, mode).toBeNull();
      await pressKeys(page, 'Escape', 'Escape');
    }
    expect(await table(page, 'boxes')).toHaveLength(WORKED.length);
  });

  test('keys switch, swap, step and move the divider; all is remembered; nothing is in the way', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl, PATHS);
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
