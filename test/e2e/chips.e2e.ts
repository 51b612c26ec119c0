/** The ground under a box on all dates, whatever their coordinates and pixels: in order, at one scale, one click to add. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { drag, pressKeys, screenshot, waitSaved } from './support/app';
import { openBoth, stage } from './support/compared';
import { type StoredBox, table } from './support/desk';
import { test } from './support/test';
import { colourBefore, groundOfAfter, makeFourDates } from './support/two-dates';

/** How long the outline is on each chip, CSS pixels; undefined where there is no box. */
function sizesOf(chips: Locator): Promise<(number | undefined)[]> {
  return chips.evaluateAll((items) =>
    items.map((item) => {
      const [a, b, c] = [...(item.querySelector('polygon')?.points ?? [])];
      if (!a || !b || !c) return undefined;
      return Math.max(Math.hypot(b.x - a.x, b.y - a.y), Math.hypot(c.x - b.x, c.y - b.y));
    }),
  );
}

/** What a chip shows in its middle. */
function middleOf(chip: Locator): Promise<number[]> {
  return chip.locator('canvas').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const context = (canvas as HTMLCanvasElement).getContext('2d');
    return [...(context?.getImageData(width / 2, height / 2, 1, 1).data ?? [])].slice(0, 3);
  });
}

async function drawOnB(page: Page): Promise<StoredBox> {
  const { x, y, width, height } = await stage(page);
  const from = { x: x + width * 0.54, y: y + height * 0.42 };
  await pressKeys(page, 'b');
  await drag(page, from, { x: from.x + 40, y: from.y + 20 });
  await waitSaved(page);
  const [box] = await table<StoredBox>(page, 'boxes');
  if (!box) throw new Error('No box was drawn.');
  return box;
}

test('a box’s place is cut out of all dates in order, at one scale; one click adds it on each', {
  timeout: 120_000,
}, async ({ page, appUrl }) => {
  await openBoth(page, appUrl, makeFourDates());
  const { geometry } = await drawOnB(page);
  await pressKeys(page, 'v', 'y');
  const dialog = page.getByRole('dialog', { name: 'This place on every date' });
  const chips = dialog.getByRole('listitem');
  const days = async () =>
    (await chips.allTextContents()).map((text) => /\d+ \w{3} \d{4}/.exec(text)?.[0]);
  await expect.poll(days).toEqual(['12 Oct 2023', '19 Oct 2023', '26 Oct 2023', '2 Nov 2023']);
  const wanted = colourBefore(groundOfAfter([geometry.x, geometry.y]));
  await expect.poll(() => middleOf(chips.first()), { timeout: 15_000 }).toEqual(wanted);
  const boxed = (await sizesOf(chips)).map((size) => size !== undefined);
  expect(boxed).toEqual([false, true, false, false]);

  for (const [i, added] of [0, 2, 3].entries()) {
    await chips.nth(added).getByRole('button', { name: 'Add the box here' }).click();
    await waitSaved(page);
    expect(await table(page, 'boxes')).toHaveLength(2 + i);
  }
  const boxes = await table<StoredBox>(page, 'boxes');
  expect(new Set(boxes.map(({ frameId }) => frameId)).size).toBe(4);
  // The box is as long on the ground on every date, so it is as long on every chip.
  const [first = Number.NaN, ...others] = await sizesOf(chips);
  expect(first).toBeGreaterThan(50);
  for (const size of others) expect(Math.abs((size ?? Number.NaN) / first - 1)).toBeLessThan(0.01);
  await screenshot(page, 'chips-four-dates');
});
