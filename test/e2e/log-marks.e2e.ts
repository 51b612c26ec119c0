/** What the log's timeline says under the pointer; and an export of what is known without a box. */
import { expect } from 'vitest';
import { drawKeel, pressKeys, readDownload, waitSaved } from './support/app';
import { openPlaces } from './support/desk';
import { linkTo } from './support/link';
import { calibrate } from './support/map-view';
import { test } from './support/test';

test('the timeline says what a mark stands for, and what is known without a box goes out too', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await pressKeys(page, 'j');
  await waitSaved(page);
  await pressKeys(page, 'Control+e');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 statement', { exact: true }).waitFor();
  const { bytes } = await readDownload(page, () =>
    dialog.getByRole('button', { name: 'Export without boxes' }).click(),
  );
  const { quaymark, features } = JSON.parse(bytes.toString('utf8'));
  expect(features).toEqual([]);
  expect(quaymark.observations).toHaveLength(1);

  const toScreen = await calibrate(page);
  await pressKeys(page, '1', 's');
  await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
  await linkTo(page, 'Alpha');
  await pressKeys(page, 'Alt+4');
  const timeline = page.getByRole('region', { name: 'Timeline of all vessels' });
  const mark = timeline.locator('svg g:has(> title):has(> rect)').last();
  const square = await mark.locator(':scope > rect').boundingBox();
  if (!square) throw new Error('the mark is not drawn');
  // What is under the pointer carries the words, not something that lies over it.
  const said = await page.evaluate(
    ([x = 0, y = 0]) =>
      document.elementFromPoint(x, y)?.closest('g')?.querySelector(':scope > title')?.textContent,
    [square.x + square.width / 2, square.y + square.height / 2],
  );
  expect(said).toMatch(/^Alpha, 12 Sep 2023 .*UTC, /);
});
