/** The list of boxes and the inspector, by pointer and by keyboard alone. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { chooseFiles, pressKeys, waitSaved } from './support/app';
import {
  DAY,
  DEGREES,
  drawUpright,
  exportBoxes,
  onlyBox,
  openPlaces,
  selectedNumbers,
  showFrame,
  storedBoxes,
  UTM,
} from './support/desk';
import { calibrate, mapArea } from './support/map-view';
import { test } from './support/test';

const list = (page: Page) => page.getByRole('tree', { name: 'Boxes' });
const rows = (page: Page) => list(page).locator('[aria-selected]');
const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });

async function listed(page: Page): Promise<number[]> {
  await page.waitForTimeout(250);
  return (await rows(page).allInnerTexts()).map((text) => Number.parseInt(text, 10));
}

/** Three boxes on the first frame, of 40, 60 and 20 m and of three classes, and one on the second. */
async function makeBoxes(page: Page): Promise<void> {
  await page.keyboard.press('1');
  await drawUpright(page, [60, 60], [140, 80]);
  await pressKeys(page, 'Escape', '2');
  await drawUpright(page, [60, 120], [180, 150]);
  await pressKeys(page, 'Escape', '9');
  await drawUpright(page, [60, 200], [100, 215]);
  await pressKeys(page, 'Escape');
  await showFrame(page, DEGREES);
  await page.getByRole('application').focus();
  await drawUpright(page, [300, 200], [400, 230]);
  await page.keyboard.press('Escape');
  await showFrame(page, UTM);
  await page.getByRole('application').focus();
}

async function sortBy(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Sort and group' }).click();
  await page.getByRole('menuitemcheckbox', { name }).click();
}

test('the list sorts, filters by several fields, and flies to what is clicked', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  await makeBoxes(page);
  expect((await listed(page)).sort()).toEqual([1, 2, 3]);
  await page.getByRole('group', { name: 'Boxes of' }).getByText('Project').click();
  expect((await listed(page)).sort()).toEqual([1, 2, 3, 4]);
  await sortBy(page, /Group by class/);
  expect(await listed(page)).toEqual([1, 2, 3, 4]);
  await sortBy(page, /^Length/);
  // 60 m, then the 100 columns of 0.46 m on the second frame, then 40 m and 20 m.
  expect(await listed(page)).toEqual([2, 4, 1, 3]);
  await sortBy(page, /^Length/);
  expect(await listed(page)).toEqual([3, 1, 4, 2]);

  await page.getByRole('application').focus();
  await page.keyboard.press('/');
  const filter = page.getByRole('combobox', { name: 'Filter boxes' });
  await expect.poll(() => filter.evaluate((input) => input === document.activeElement)).toBe(true);
  const found = async (text: string) => {
    await filter.fill(text);
    return (await listed(page)).sort();
  };
  expect(await found('length>30')).toEqual([1, 2, 4]);
  expect(await found('length>30 class:cargo')).toEqual([1]);
  expect(await found('date:2023-10')).toEqual([4]);
  expect(await found('-class:container width<11')).toEqual([1]);
  expect(await found('tanker')).toEqual([2]);
  await filter.fill('speed>3');
  await page.getByText('There is no field "speed"').waitFor();
  await filter.fill('length>500');
  await page.getByText('No box passes the filter').waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).last().click();
  expect(await listed(page)).toHaveLength(4);

  // Box 4 is on the other frame and, so close, out of sight: the frame is shown, the box in it.
  await page.getByRole('application').focus();
  await pressKeys(page, '+', '+', '+', '+', '+');
  await rows(page).filter({ hasText: /^4/ }).click();
  await page.getByRole('option', { name: DAY[DEGREES], selected: true }).waitFor();
  expect(await selectedNumbers(page)).toEqual([4]);
  await page.waitForTimeout(500);
  const { x, y, width, height } = await mapArea(page);
  const at = (await calibrate(page))([350, 215]);
  expect(at.x > x && at.x < x + width && at.y > y && at.y < y + height, JSON.stringify(at)).toBe(
    true,
  );
});

test('a batch edit changes the whole selection in one step', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  await makeBoxes(page);
  const before = await storedBoxes(page);
  await pressKeys(page, 'Control+a', 'Shift+E');
  const dialog = page.getByRole('dialog', { name: 'Change 3 boxes at once' });
  await dialog.getByRole('textbox', { name: 'Berth' }).fill('Pier 3');
  await dialog.getByRole('textbox', { name: 'Berth' }).press('Enter');
  await dialog.getByRole('group', { name: 'Visibility' }).getByRole('radio').first().focus();
  await page.keyboard.press('2');
  await dialog.getByRole('button', { name: 'Done' }).click();
  const after = await storedBoxes(page);
  expect(after.map(({ attributes }) => attributes.berth)).toEqual([
    'Pier 3',
    'Pier 3',
    'Pier 3',
    '',
  ]);
  expect(new Set(after.slice(0, 3).map(({ attributes }) => attributes.visibility)).size).toBe(1);
  expect(after[0]?.attributes.visibility).not.toBeNull();
  expect(after[3]).toEqual(before[3]);
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+z', 'Control+z');
  expect(await storedBoxes(page)).toEqual(before);
  await pressKeys(page, 'Control+y', 'Control+y');
  expect(await storedBoxes(page)).toEqual(after);
});

/** Tab until the focus is in the field of this name: a control's label, or a set's legend. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      const set =
        at instanceof HTMLInputElement && at.type === 'radio' ? at.closest('fieldset') : null;
      if (set) return set.querySelector('legend')?.textContent;
      if (
        at instanceof HTMLInputElement ||
        at instanceof HTMLTextAreaElement ||
        at instanceof HTMLSelectElement
      ) {
        return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent;
      }
      return null;
    });
    if (label === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to "${name}".`);
}

test('every field of the record is filled in without the mouse', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [100, 80], [260, 110]);
  await page.keyboard.press('Enter');
  await tabTo(page, 'Class');
  await page.keyboard.type('tank');
  await page.keyboard.press('Enter');
  const type = async (field: string, text: string) => {
    await tabTo(page, field);
    await page.keyboard.type(text);
  };
  const digit = async (field: string, key: string) => {
    await tabTo(page, field);
    await page.keyboard.press(key);
  };
  await digit('Activity', '2');
  await type('Berth', 'Pier 1, north');
  await digit('Cargo work', '1');
  await type('Cargo', 'Scrap');
  await type('Containers, least', '38');
  await type('Containers, best', '46');
  await type('Containers, most', '52');
  await type('Hatches', '4');
  await type('Hatches open', '2');
  await digit('Freeboard', '1');
  await digit('Gear', '1');
  await digit('Visibility', '1');
  // A list of the browser: letters choose.
  await tabTo(page, 'Likelihood');
  await page.keyboard.type('Likely');
  await digit('Confidence', '2');
  await digit('Source reliability', '2');
  await digit('Credibility', '3');
  await type('Rationale', 'Three hatches and a crane.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Second line.');
  await type('Notes', 'Look again.');
  await page.keyboard.press('Escape');
  const { attributes } = await onlyBox(page);
  expect(attributes).toMatchObject({
    berth: 'Pier 1, north',
    cargo_type: 'Scrap',
    containers: { min: 38, best: 46, max: 52 },
    hatches: 4,
    hatches_open: 2,
    likelihood: 'likely',
    reliability: 'B',
    credibility: '3',
    rationale: 'Three hatches and a crane.\nSecond line.',
    notes: 'Look again.',
  });
  const empty = Object.entries(attributes).filter(([, value]) => value === null || value === '');
  expect(empty).toEqual([]);
  const { features } = await exportBoxes(page);
  expect(features[0]?.properties).toMatchObject({ class: 'tanker', containers_best: 46 });
  // What is measured is shown, and is no field.
  const measured = inspector(page).getByRole('region', { name: 'Measured' });
  expect(await measured.getByText(/^80\.0 m/).count()).toBe(1);
  expect(await measured.locator('input, textarea, select').count()).toBe(0);
});

test('a count that contradicts itself gives its sentence and is not stored', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [100, 80], [260, 110]);
  await page.keyboard.press('Enter');
  await tabTo(page, 'Containers, least');
  await page.keyboard.type('60');
  await tabTo(page, 'Containers, best');
  await page.keyboard.type('46');
  await page.keyboard.press('Tab');
  await inspector(page).getByText('The least (60) is above the best (46).').waitFor();
  expect((await onlyBox(page)).attributes.containers).toMatchObject({ best: null });
  await inspector(page).getByRole('textbox', { name: 'Containers, least' }).fill('40');
  await page.keyboard.press('Enter');
  await inspector(page).getByText('is above the best').waitFor({ state: 'hidden' });
  expect((await onlyBox(page)).attributes.containers).toEqual({ min: 40, best: 46, max: null });
  await inspector(page).getByRole('textbox', { name: 'Hatches', exact: true }).fill('many');
  await page.keyboard.press('Tab');
  await inspector(page).getByText('"many" is not a count.').waitFor();
});

test('what is typed is kept when the selection changes, and by a reload while the field has the focus', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [60, 60], [140, 80]);
  await page.keyboard.press('Escape');
  await drawUpright(page, [60, 120], [180, 150]);
  const berth = inspector(page).getByRole('textbox', { name: 'Berth' });
  await berth.click();
  await page.keyboard.type('Roads');
  // Without leaving the field first: a press on the map takes another box.
  const at = (await calibrate(page))([100, 70]);
  await page.mouse.click(at.x, at.y);
  expect(await selectedNumbers(page)).toEqual([1]);
  expect((await storedBoxes(page)).map(({ attributes }) => attributes.berth)).toEqual([
    '',
    'Roads',
  ]);
  await inspector(page).getByRole('textbox', { name: 'Notes' }).click();
  await page.keyboard.type('just typed');
  // At once, while the field has the focus and nothing of it is stored yet.
  await page.reload();
  await list(page).waitFor();
  expect((await storedBoxes(page)).map(({ attributes }) => attributes.notes)).toEqual([
    'just typed',
    '',
  ]);
});

test('a hundred thousand boxes scroll, filter and sort', { timeout: 150_000 }, async ({
  page,
  appUrl,
}) => {
  const COUNT = 100_000;
  await openPlaces(page, appUrl);
  await drawUpright(page, [60, 60], [140, 80]);
  const { text } = await exportBoxes(page, 'Whole project');
  const file = JSON.parse(text);
  const [pattern] = file.features;
  file.features = Array.from({ length: COUNT }, (_, i) => {
    const id = `box_00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    const properties = {
      ...pattern.properties,
      id,
      box_number: i + 1,
      class_number: 1 + (i % 10),
      pixel_x: 5 + (i % 470),
      pixel_y: 5 + (Math.floor(i / 470) % 350),
      pixel_length: 4 + (i % 97),
      berth: i % 1000 === 7 ? 'Pier 7' : '',
    };
    return { ...pattern, id, properties };
  });
  file.quaymark.box_count = COUNT;
  const path = join(tmpdir(), `quaymark-many-${process.pid}.geojson`);
  await writeFile(path, JSON.stringify(file));
  const times: string[] = [];
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    times.push(`${what} ${Math.round(performance.now() - start)} ms`);
  };
  await timed('import', async () => {
    await chooseFiles(page, [path], () => page.keyboard.press('Control+i'));
    const dialog = page.getByRole('dialog', { name: 'Import a Quaymark file' });
    await dialog.getByRole('radio', { name: 'As a new project' }).check();
    await dialog.getByRole('button', { name: 'Open as a new project' }).click();
    await page.getByRole('heading', { name: /Boxes.*100.000/ }).waitFor({ timeout: 50_000 });
  });
  const filter = page.getByRole('combobox', { name: 'Filter boxes' });
  const status = page.getByRole('complementary', { name: 'Boxes' }).getByRole('status');
  await timed('filter by a word', async () => {
    await filter.fill('berth:"pier 7"');
    await status.getByText(/^100 of/).waitFor();
  });
  await timed('filter by length', async () => {
    await filter.fill('length>49.9');
    await status.getByText(/^1 030 of|^1.030 of/).waitFor();
  });
  await filter.fill('');
  await timed('ungroup', () => sortBy(page, /Group by class/));
  await timed('sort by length', async () => {
    await sortBy(page, /^Length/);
    await rows(page).first().getByText('50 m').waitFor();
  });
  await list(page).focus();
  await timed('to the end', async () => {
    await page.keyboard.press('End');
    await rows(page).last().getByText('2 m').waitFor();
  });
  await timed('back', async () => {
    await page.keyboard.press('Home');
    await rows(page).first().getByText('50 m').waitFor();
  });
  // Only what is seen is made: the page stays small whatever the project holds.
  expect(await rows(page).count()).toBeLessThan(120);
  const { slowest } = await scrollThrough(page);
  times.push(`slowest frame while scrolling ${Math.round(slowest)} ms`);
  console.log(`100,000 boxes: ${times.join(', ')}`);
  await waitSaved(page);
});

/** Scrolls the list from top to bottom in a hundred frames. */
async function scrollThrough(page: Page): Promise<{ slowest: number }> {
  return list(page).evaluate(async (tree) => {
    const scroller = [tree, ...tree.querySelectorAll('*')].find(
      (one) => one.scrollHeight > one.clientHeight + 10,
    );
    if (!scroller) throw new Error('The list does not scroll.');
    let slowest = 0;
    let last = performance.now();
    for (let i = 0; i <= 100; i++) {
      scroller.scrollTop = (scroller.scrollHeight * i) / 100;
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      slowest = Math.max(slowest, now - last);
      last = now;
    }
    return { slowest };
  });
}
