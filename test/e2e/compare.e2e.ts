/**
 * Two dates compared: what every mode shows of known samples, worked out here anew; that both dates can be
 * boxed in every mode; keys; and what is remembered.
 */
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

type StoredBox = { readonly frameId: string };

const PATHS = makeTwoDates();

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
