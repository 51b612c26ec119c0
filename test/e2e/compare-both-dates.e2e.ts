/** What every mode has of both dates' boxes, each in its own line; and that each project keeps its own mode. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { greyPicture } from './support/aligned';
import { drag, dropFiles, pressKeys, screenshot, waitSaved } from './support/app';
import { openBoth, type Spot, stage, whole } from './support/compared';
import { table } from './support/desk';
import { classColour, columnsOf, REACH } from './support/lines';
import { temporaryFolder } from './support/made-files';
import { test } from './support/test';

/** Two dates of one even ground: of what is seen, only boxes have a hue. */
async function evenDates(place: string): Promise<string[]> {
  const folder = await temporaryFolder();
  const size = { width: 400, height: 300 };
  const even = (level: number) => ({
    ...size,
    data: new Uint8Array(size.width * size.height).fill(level),
  });
  return [
    await greyPicture(folder, `${place}-a-2023-10-12.tif`, even(100)),
    await greyPicture(folder, `${place}-b-2023-10-19.tif`, even(110)),
  ];
}

type Line = 'solid' | 'dashed' | 'none' | 'unclear';

/** Of a ghost's line about five parts in nine are drawn. */
function lineOf(columns: number): Line {
  const all = 2 * REACH.columns + 1;
  if (columns === all) return 'solid';
  if (columns === 0) return 'none';
  return columns > 0.3 * all && columns < 0.83 * all ? 'dashed' : 'unclear';
}

/** Draws a box around the middle of its lower edge. */
async function drawAbove(page: Page, edge: Spot): Promise<void> {
  await pressKeys(page, 'b');
  await drag(page, { x: edge.x - 50, y: edge.y - 50 }, { x: edge.x + 50, y: edge.y });
  await waitSaved(page);
  await pressKeys(page, 'v', 'Escape');
}

const OF_A = ['solid', 'dashed'] as const;
const OF_B = ['dashed', 'solid'] as const;

test('in every mode the boxes of both dates are seen, those that are worked on solid, the others dashed', {
  timeout: 120_000,
}, async ({ page, appUrl }) => {
  await openBoth(page, appUrl, await evenDates('quay'));
  const { x, y, width, height } = await stage(page);
  const at = (down: number) => ({
    x: Math.round(x + width * 0.38),
    y: Math.round(y + height * down),
  });
  const [edgeOfA, edgeOfB] = [at(0.35), at(0.65)];
  // Left of the divider is A; a composite takes boxes for B.
  await drawAbove(page, edgeOfA);
  await pressKeys(page, '4');
  await drawAbove(page, edgeOfB);
  const boxes = await table<{ readonly frameId: string }>(page, 'boxes');
  expect(new Set(boxes.map(({ frameId }) => frameId)).size).toBe(2);

  const colour = await classColour(page, /cargo ship/i);
  const lines = async () => [
    lineOf(await columnsOf(page, edgeOfA, colour)),
    lineOf(await columnsOf(page, edgeOfB, colour)),
  ];
  const shows = (what: string, wanted: readonly Line[]) =>
    expect.poll(lines, { timeout: 15_000, interval: 250, message: what }).toEqual(wanted);
  await shows('composite', OF_B);
  await pressKeys(page, 'g');
  await shows('composite, ghosts off', ['none', 'solid']);
  await pressKeys(page, 'g', '5');
  await shows('difference', OF_B);
  await pressKeys(page, '1');
  await shows('swipe, left of the divider', OF_A);
  const divider = page.getByRole('slider', { name: /Divider/ });
  await divider.press('Home');
  await shows('swipe, right of the divider', OF_B);
  await divider.press('End');
  await page.getByRole('application').first().focus();
  await pressKeys(page, '6');
  const share = page.getByRole('textbox', { name: 'Share of B, typed' });
  for (const [part, wanted] of [
    ['0.8', OF_B],
    ['0.2', OF_A],
  ] as const) {
    await share.fill(part);
    await share.press('Enter');
    await shows(`fade, ${part} of B`, wanted);
  }
  await share.evaluate((field) => field.blur());
  await pressKeys(page, '3', 't');
  const sign = page.locator('[aria-current="true"]').filter({ hasText: /1[29] Oct 2023/ });
  const ofA = ((await sign.textContent()) ?? '').includes('12 Oct');
  await shows('blink, stopped', ofA ? OF_A : OF_B);
  await page.keyboard.down('q');
  await shows('blink, the other date while a key is held', ofA ? OF_B : OF_A);
  await page.keyboard.up('q');
  await screenshot(page, 'compare-both-dates');
});

test('each project keeps its own mode and what that is set to', {
  timeout: 120_000,
}, async ({ page, appUrl }) => {
  const pressed = (mode: string) =>
    expect
      .poll(() =>
        page.getByRole('button', { name: new RegExp(`^${mode}`) }).getAttribute('aria-pressed'),
      )
      .toBe('true');
  const close = async () => {
    await waitSaved(page);
    await pressKeys(page, 'Control+k');
    await page.getByRole('combobox', { name: 'Find or run a command' }).fill('Close project');
    await page.getByRole('option', { name: /Close project/ }).waitFor();
    await pressKeys(page, 'Enter');
    await page
      .getByRole('button', { name: /^Open / })
      .first()
      .waitFor();
  };
  await openBoth(page, appUrl, await evenDates('first'));
  await pressKeys(page, '\\', '5');
  await pressed('Difference');
  await close();

  await dropFiles(page, await evenDates('second'));
  await page.getByRole('option').nth(1).waitFor();
  await waitSaved(page);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await whole(page);
  await pressed('Swipe');
  const divider = page.getByRole('slider', { name: /Divider/ });
  // Of a slider that goes from left to right the line is upright.
  expect(await divider.getAttribute('aria-orientation')).toBe('horizontal');
  await pressKeys(page, '4');
  await close();

  await page.getByRole('button', { name: /^Untitled project 1 site/ }).click();
  await pressed('Difference');
  await pressKeys(page, '1');
  expect(await divider.getAttribute('aria-orientation')).toBe('vertical');
  await close();
  await page.getByRole('button', { name: /^Untitled project 2/ }).click();
  await pressed('Composite');
});
