/** What the modes of comparing do beyond showing both dates: matched brightness, the rate, the fields. */
import { copyFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect } from 'vitest';
import { axe, drag, dropFiles, pressKeys, screenshot, waitSaved } from './support/app';
import { countTurns, meanTurn, pressOn, shownDate } from './support/blinking';
import { openBoth, type StoredFrame, showsColours, spotsOf, stage } from './support/compared';
import { table } from './support/desk';
import {
  clearLevel,
  hazyLevel,
  makeHazyDates,
  matchedLevel,
  OVERBUILT,
  STEADY,
  topLevel,
} from './support/hazy-dates';
import { temporaryFolder } from './support/made-files';
import type { PixelPoint } from './support/map-view';
import { test } from './support/test';
import { makeTwoDates } from './support/two-dates';

const PATHS = makeHazyDates();
const TITLES = PATHS.map((path) => basename(path, '.tif'));

describe('modes of comparing', () => {
  test('matched, the after date has the brightness that histogram matching of the unchanged ground gives', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    await openBoth(page, appUrl, PATHS);
    // Both dates lie on one grid: pixels are the ground.
    const seen = await spotsOf(page, STEADY);
    const as = (levelOf: (pixel: readonly [number, number]) => number) => {
      return (pixel: readonly [number, number]) => {
        const level = levelOf(pixel);
        return [level, level, level] as const;
      };
    };
    await showsColours(page, seen, as(hazyLevel), 'as it is');
    await pressKeys(page, 'e');
    await showsColours(page, seen, as(matchedLevel), 'matched', 5);
    // Where nothing has changed, both dates are now alike, and composite shows grey.
    await pressKeys(page, '4');
    const mixed = ([x, y]: readonly [number, number]) => {
      const [clear, matched] = [clearLevel([x, y]) ?? 0, matchedLevel([x, y])];
      return [clear, matched, matched] as const;
    };
    await showsColours(page, seen, mixed, 'matched composite', 5);
    for (const { place } of seen) {
      expect(Math.abs(matchedLevel([...place]) - (clearLevel([...place]) ?? 0))).toBeLessThan(6);
    }
    // In fade the matched date is seen through as far as it is without being matched. The second matching
    // leaves out a twentieth that has not changed, so that the top is not reached to the level.
    await pressKeys(page, '6');
    const changed = await spotsOf(page, OVERBUILT);
    const halfway = (pixel: readonly [number, number]) =>
      (clearLevel(pixel) ?? 0) / 2 + topLevel() / 2;
    await showsColours(page, changed, as(halfway), 'matched fade', 9);
    await pressKeys(page, 'e', '1');
    await showsColours(page, seen, as(hazyLevel), 'as it is again');
  });

  test('blinking goes at the rate that is set, and stops', { timeout: 120_000 }, async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl, PATHS);
    await pressKeys(page, '3');
    const rate = page.getByRole('textbox', { name: 'Per second, typed' });
    await rate.fill('5');
    await rate.press('Enter');
    await countTurns(page);
    const quick = await meanTurn(page, 10);
    await rate.fill('0.5');
    await rate.press('Enter');
    const slow = await meanTurn(page, 2);
    // Ten times as slow by the clock of an idle machine; a busy one is late with the quick ones.
    expect(slow / quick).toBeGreaterThan(2.5);
    // Out of the field, where a letter is a letter.
    await rate.evaluate((field) => field.blur());
    await pressKeys(page, 't');
    const button = page.getByRole('button', { name: 'Blink by itself' });
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
  });

  test('what is begun while two dates blink is finished on its date; a pointer at rest is told of on both', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    await openBoth(page, appUrl, PATHS);
    const { x, y, width, height } = await stage(page);
    await pressKeys(page, '3', 's');
    await countTurns(page);
    const at = (right: number, down: number) => [x + width * right, y + height * down] as const;
    for (const date of [0, 1] as const) {
      await pressOn(page, date, at(0.4, 0.3 + 0.2 * date), at(0.6, 0.3 + 0.2 * date));
      // Two turns a second: each pause is longer than one takes.
      await page.waitForTimeout(800);
      await page.mouse.up();
      await page.mouse.move(...at(0.6, 0.35 + 0.2 * date), { steps: 4 });
      await page.waitForTimeout(800);
      expect(await shownDate(page)).toBe(date);
      await page.mouse.click(...at(0.6, 0.35 + 0.2 * date));
      await waitSaved(page);
    }
    const boxes = await table<{ readonly number: number; readonly frameId: string }>(page, 'boxes');
    const frames = await table<StoredFrame>(page, 'frames');
    const titles = boxes
      .sort((a, b) => a.number - b.number)
      .map(({ frameId }) => frames.find(({ id }) => id === frameId)?.title);
    expect(titles).toEqual(TITLES);

    await pressKeys(page, 'v');
    const readings = new Set<string>();
    const read = async () => (await page.getByText(/^px /).textContent()) ?? '';
    const before = await read();
    await page.mouse.move(...at(0.5, 0.7));
    await expect.poll(read).not.toBe(before);
    for (const until = Date.now() + 2500; Date.now() < until; ) {
      readings.add(await read());
      await page.waitForTimeout(60);
    }
    // Both dates lie on one grid.
    expect([...readings]).toEqual([expect.stringMatching(/^px [\d.]+/)]);
    // The focus is on the map whichever date is seen.
    await page.getByRole('application').first().focus();
    expect(await meanTurn(page, 3)).toBeGreaterThan(0);
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('role'));
    expect(focused).toBe('application');
  });

  test('each date’s sign stands on its part of the map, and says which of two blinks away', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    await openBoth(page, appUrl, PATHS);
    const { y, height } = await stage(page);
    // Where both dates have the ground that has not changed, each in levels of its own.
    const spots = await spotsOf(page, STEADY);
    const levels = [(pixel: PixelPoint) => clearLevel(pixel) ?? 0, hazyLevel] as const;
    const sign = (date: string) => page.locator('[aria-current]').filter({ hasText: date });
    const top = async (date: string) => (await sign(date).boundingBox())?.y ?? Number.NaN;
    expect(await top('19 Oct 2023')).toBeLessThan(y + height / 2);
    await pressKeys(page, '\\');
    expect(await top('12 Oct 2023')).toBeLessThan(y + height / 2);
    expect(await top('19 Oct 2023')).toBeGreaterThan(y + height / 2);
    await screenshot(page, 'compare-swipe-above');
    await pressKeys(page, '3', 't');
    // The sign, the part of the page and the pixels of that date's file are of one date.
    const shows = async (date: 0 | 1) => {
      const said = ['12 Oct 2023', '19 Oct 2023'].map((day) =>
        sign(day).getAttribute('aria-current'),
      );
      expect(await Promise.all(said)).toEqual([String(date === 0), String(date === 1)]);
      expect(await shownDate(page)).toBe(date);
      const level = (pixel: PixelPoint) => levels[date](pixel);
      const grey = (pixel: PixelPoint) => [level(pixel), level(pixel), level(pixel)] as const;
      await showsColours(page, spots, grey, `date ${date + 1}`);
    };
    // When it is stopped is up to the clock; the key that is held shows the other one.
    const stopped = await shownDate(page);
    await shows(stopped);
    await page.keyboard.down('q');
    await shows(stopped === 0 ? 1 : 0);
    await page.keyboard.up('q');
    await shows(stopped);
    await screenshot(page, 'compare-blink-sign');
    expect(await axe(page)).toEqual([]);
  });

  test('in windows of three widths the bar holds all that it says; dates of other years are told apart', async ({
    page,
    appUrl,
  }) => {
    const [before = '', after = ''] = makeTwoDates();
    const folder = await temporaryFolder();
    const [earlier, later] = [join(folder, '20221130_quay.tif'), join(folder, '20231019_quay.tif')];
    await Promise.all([copyFile(before, earlier), copyFile(after, later)]);
    await openBoth(page, appUrl, [earlier, later]);
    const bar = page.getByRole('region', { name: 'How to compare' });
    for (const [width, height] of [
      [1280, 720],
      [1366, 768],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const mode of ['3', '5', '6']) {
        await pressKeys(page, mode);
        expect(await bar.getByText(mode === '3' ? 'other date' : 'of A').isVisible()).toBe(true);
        const room = await bar.evaluate((one) => one.clientWidth - one.scrollWidth);
        expect(room, `mode ${mode} at ${width}`).toBe(0);
      }
      const name = await bar.getByText('Side by side', { exact: true }).boundingBox();
      expect((name?.width ?? 0) > 1, `names of modes at ${width}`).toBe(width === 1440);
      // Where there is no room for the name, it is told all the same.
      expect(await bar.getByRole('button', { name: /^Side by side/ }).count()).toBe(1);
      const said = width < 1440 ? '30 Nov ’22' : '30 Nov 2022';
      const date = page.getByRole('listbox').getByText(said, { exact: true });
      await expect.poll(() => date.isVisible()).toBe(true);
    }
  });

  test('the display panel says which date it is of, takes either, and leaves what asks for a second date free', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl, makeTwoDates());
    const { x, y, width, height } = await stage(page);
    await pressKeys(page, 'd');
    const display = page.getByRole('complementary', { name: 'Display' });
    // Left of the divider is A; the way to the panel leads over B.
    await page.mouse.move(x + width * 0.2, y + height * 0.5);
    await page.mouse.move(x + width * 0.6, y + height * 0.5, { steps: 8 });
    const of = (date: RegExp) => display.getByRole('radio', { name: date });
    await expect.poll(() => of(/^B: 19 Oct 2023/).isChecked()).toBe(true);
    await display.getByText(/^A: 12 Oct 2023/).click();
    await expect.poll(() => of(/^A: 12 Oct 2023/).isChecked()).toBe(true);
    await display.getByRole('button', { name: '±3σ' }).click();
    const stretched = async () => {
      const frames = await table<{ title: string; stretch: { method: string } }>(page, 'frames');
      return frames.filter(({ stretch }) => stretch.method === 'sigma').map(({ title }) => title);
    };
    await expect.poll(stretched).toEqual([expect.stringMatching(/before/i)]);
    await waitSaved(page);
    await screenshot(page, 'compare-display-of-a');
    // Without the other date there is nothing to display: the panel waits, and comes again.
    await pressKeys(page, 'Control+z', 'Control+z');
    await page.getByText('Two frames of one place are needed').waitFor();
    expect(await display.isVisible()).toBe(false);
    await pressKeys(page, 'Control+Shift+z');
    await display.waitFor();
  });

  test('of two maps only the one with the box says its measure', async ({ page, appUrl }) => {
    // 8-bit pixels of a metre, and others of 1.2 in Mercator: one size in pixels is two on the ground.
    await openBoth(page, appUrl, makeTwoDates());
    const { x, y, width, height } = await stage(page);
    await pressKeys(page, 'b');
    const from = { x: x + width * 0.6, y: y + height * 0.4 };
    await drag(page, from, { x: from.x + 40, y: from.y + 20 });
    await waitSaved(page);
    const said = () => page.locator('.qm-map-live').allTextContents();
    await expect.poll(async () => (await said()).filter((text) => text !== '')).toHaveLength(1);
    expect((await said()).join('')).toMatch(/^cargo ship 1 selected, [\d.]+ by [\d.]+ metres$/i);
  });

  test('a box is linked from here; its change is judged by keys; a chip adds it on the other date', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    await openBoth(page, appUrl, PATHS);
    const { x, y, width, height } = await stage(page);
    const divider = page.getByRole('slider', { name: /Divider/ });
    const at = (part: number) => ({ x: x + width * part, y: y + height * 0.8 });
    await drag(page, at(0.5), at(0.7));
    await expect.poll(() => divider.getAttribute('aria-valuenow')).toBe('70');
    await page.mouse.dblclick(at(0.7).x, at(0.7).y);
    await expect.poll(() => divider.getAttribute('aria-valuenow')).toBe('50');

    await pressKeys(page, 'b');
    const from = { x: x + width * 0.6, y: y + height * 0.4 };
    await drag(page, from, { x: from.x + 40, y: from.y + 20 });
    await waitSaved(page);
    await pressKeys(page, 'v', 'u');
    const name = page.getByRole('combobox', { name: /Link to/ });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('Maia');
    await page.keyboard.press('Enter');
    await waitSaved(page);
    const [vessel] = await table<{ id: string; name: string }>(page, 'vessels');
    const [box] = await table<{ link?: { vesselId: string } }>(page, 'boxes');
    expect(vessel?.name).toBe('Maia');
    expect(box?.link?.vesselId).toBe(vessel?.id);
    await page.getByRole('tab', { name: 'Changes' }).click();
    const changes = page.getByRole('region', { name: 'Changes from A to B' });
    const item = changes.getByRole('listitem');
    await item.getByText('not observed', { exact: true }).waitFor();
    await changes.getByRole('button', { name: 'All of A was examined' }).click();
    await item.getByText('appeared', { exact: true }).waitFor();
    await changes.getByText(/Absent in 1 clear frame before, present in 1 frame after/).waitFor();

    const verdicts = async () =>
      (await table<{ verdict: string }>(page, 'events')).map(({ verdict }) => verdict);
    await pressKeys(page, 'Shift+Y');
    await changes.getByText('Accepted', { exact: true }).waitFor();
    await waitSaved(page);
    expect(await verdicts()).toEqual(['accepted']);
    await pressKeys(page, 'Control+z', 'Shift+X');
    await changes.getByText('Not a change', { exact: true }).first().waitFor();
    await waitSaved(page);
    expect(await verdicts()).toEqual(['rejected']);
    expect(await axe(page)).toEqual([]);

    await pressKeys(page, 'y');
    const chips = page.getByRole('dialog', { name: 'This place on every date' });
    const own = chips.getByRole('button', { name: 'Go to this box' });
    await expect.poll(() => own.evaluate((one) => one === document.activeElement)).toBe(true);
    await chips.getByText('not there').waitFor();
    expect(await axe(page)).toEqual([]);
    await pressKeys(page, 'ArrowLeft', 'Enter');
    await chips.getByRole('button', { name: 'Go to box 2' }).waitFor();
    await waitSaved(page);
    const boxes = await table<{ number: number; geometry: { x: number; y: number } }>(
      page,
      'boxes',
    );
    // Both dates lie on one grid: the same place is the same pixel.
    expect(boxes.map(({ geometry }) => Math.round(geometry.x * 100))).toEqual(
      boxes.map(() => Math.round((boxes[0]?.geometry.x ?? 0) * 100)),
    );
    expect(boxes).toHaveLength(2);
    await pressKeys(page, 'Escape');
    await chips.waitFor({ state: 'hidden' });
  });

  test('a box that lies partly off its picture is shown on its chip; a notice covers no sign', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl, PATHS);
    const [corner] = await spotsOf(page, [[400, 200]]);
    if (!corner) throw new Error('no corner');
    const { x, y } = corner.spot;
    // More of it lies beyond the picture's right edge than on it: its middle is off.
    await pressKeys(page, 'b');
    await drag(page, { x: x - 40, y }, { x: x + 60, y: y + 40 });
    await waitSaved(page);
    await pressKeys(page, 'v', 'y');
    const chips = page.getByRole('dialog', { name: 'This place on every date' });
    await chips.getByRole('button', { name: 'Go to this box' }).waitFor();
    expect(await chips.getByText('Not covered', { exact: true }).count()).toBe(1);
    expect(await chips.locator('canvas').count()).toBe(1);
    await pressKeys(page, 'Escape');
    await chips.waitFor({ state: 'hidden' });

    const folder = await temporaryFolder();
    const broken = join(folder, 'broken.tif');
    await writeFile(broken, 'II*');
    await dropFiles(page, [broken]);
    const notice = page
      .locator('main')
      .getByText(/broken\.tif/)
      .first();
    await notice.waitFor();
    await pressKeys(page, '4');
    const areaOf = async (text: RegExp) => {
      const area = await page.locator('main').getByText(text).last().boundingBox();
      if (!area) throw new Error(`${text} is not on the screen.`);
      return area;
    };
    const notices = await areaOf(/broken\.tif/);
    for (const sign of [/brighter in A/, /by georeferencing/]) {
      expect((await areaOf(sign)).y).toBeGreaterThan(notices.y + notices.height);
    }
    await screenshot(page, 'compare-notice');
  });
});
