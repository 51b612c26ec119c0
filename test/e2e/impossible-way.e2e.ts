/** Two ports in two hours: no ship is proposed for both, and who links them all the same is told by how much it cannot be. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { geoKeys, writeTiff } from '../unit/raster/support';
import {
  drawKeel,
  dropFiles,
  openApp,
  pressKeys,
  screenshot,
  waitSaved,
  waitStored,
} from './support/app';
import { type StoredBox, settled, table } from './support/desk';
import { linkTo } from './support/link';
import { temporaryFolder } from './support/made-files';
import { calibrate } from './support/map-view';
import { test } from './support/test';

/** Pixels of 2 m in UTM zone 52 north; the second port lies 150 km east of the first. */
async function portAt(east: number, name: string): Promise<string> {
  const path = join(await temporaryFolder(), name);
  const [width, height] = [320, 240];
  const data = Uint8Array.from({ length: width * height }, (_, i) => 60 + ((i * 7) % 90));
  const fields = [
    [33550, 12, [2, 2, 0]],
    [33922, 12, [0, 0, 0, east, 4676000, 0]],
    geoKeys(32652),
  ] as const;
  await writeFile(path, writeTiff({ width, height, data, fields }));
  return path;
}

async function drawShip(page: Page): Promise<void> {
  const toScreen = await calibrate(page);
  await pressKeys(page, 's');
  await drawKeel(page, toScreen([110, 120]), toScreen([170, 120]), 40);
  await waitSaved(page);
  await pressKeys(page, '1');
}

test('a way that no ship can make is said where it is linked, in the log and on a map that asks no network', {
  timeout: 90_000,
}, async ({ page, appUrl }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openApp(page, appUrl);
  await dropFiles(page, [
    await portAt(442_000, '20231012_010000_west.tif'),
    await portAt(592_000, '20231012_030000_east.tif'),
  ]);
  await page.getByRole('application').waitFor();
  await waitStored(page);
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && !url.startsWith(new URL(appUrl).origin)) elsewhere.push(url);
  });
  await settled(page);
  await drawShip(page);
  await linkTo(page, 'Alpha');
  await page.getByRole('button', { name: /^Site: / }).click();
  await page.locator('[role="menuitemcheckbox"][aria-checked="false"]').first().click();
  await page.getByRole('option', { selected: true }).waitFor();
  await settled(page);
  await drawShip(page);

  const might = page.getByRole('list', { name: 'Vessels that it might be' }).getByRole('listitem');
  await might.first().getByText('Not possible').waitFor();
  await might
    .first()
    .getByText(/\d\d(\.\d)? kn/)
    .waitFor();
  expect(await might.getByRole('button', { name: 'Link' }).getAttribute('aria-disabled')).toBe(
    'true',
  );
  const linked = async () =>
    (await table<StoredBox & { link?: unknown }>(page, 'boxes')).filter(({ link }) => link).length;
  expect(await linked()).toBe(1);
  await screenshot(page, 'impossible-suggested');
  await linkTo(page, 'Alpha');
  expect(await linked()).toBe(2);

  await pressKeys(page, 'Alt+3');
  // 150 km of the grid, about 81 nautical miles, in two hours.
  await page.getByText(/at least 40\.\d kn if direct: more than a cargo ship makes/).waitFor();
  await screenshot(page, 'impossible-log');
  await pressKeys(page, 'Alt+4');
  const places = page.getByRole('region', { name: 'Map of all sightings' });
  await places.getByText('As a list').click();
  await places
    .getByText('Alpha: 150 km (81 nm) in 2 h. No cargo ship makes this in the time.')
    .waitFor();
  await places.scrollIntoViewIfNeeded();
  await screenshot(page, 'impossible-map');
  expect(elsewhere).toEqual([]);
});
