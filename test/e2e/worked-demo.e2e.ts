/** The demo with the work done: what it shows is what its truth says, and is the analyst's to change. */
import { expect } from 'vitest';
import { axe, openApp, readDownload, screenshot, waitSaved, waitStored } from './support/app';
import { rowsOf } from './support/csv';
import { truthOf } from './support/demo';
import { test } from './support/test';
import { walkByKeys } from './support/walk-screens';

const SHIPS = /ship|tanker|carrier|vessel|tug/;

test('the demo opens with its ships followed, its containers counted and its frames laid on each other', {
  timeout: 240_000,
}, async ({ page, appUrl }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openApp(page, appUrl);
  await page.getByRole('button', { name: 'With the work done' }).click();
  await page.locator('canvas').first().waitFor();
  await waitStored(page);
  const aligning = (site: string) => page.getByRole('progressbar', { name: `Aligning ${site}` });
  await aligning('Dunai').waitFor({ timeout: 180_000 });
  await aligning('Dunai').waitFor({ state: 'hidden', timeout: 60_000 });
  await page.getByText(/^Aligned/).waitFor();
  await waitSaved(page);
  expect(await page.getByRole('status').filter({ hasText: 'laid' }).count()).toBe(0);
  await screenshot(page, 'worked-demo');

  const { objects } = await truthOf('najin-september.tif');
  const stacks = objects.filter((one) => one.class === 'container stack');
  const ships = objects.filter((one) => SHIPS.test(one.class));
  const boxes = page.getByRole('region', { name: 'Boxes' });
  const count = String(stacks.length + ships.length);
  await boxes.getByText(count, { exact: true }).first().waitFor();

  await page.getByRole('button', { name: 'Log', exact: true }).click();
  await page.getByRole('heading', { name: 'Log', level: 2 }).waitFor();
  const onQuay = stacks.filter(({ id }) => id.startsWith('stack-quay'));
  const counted = onQuay.reduce((sum, { containers = 0 }) => sum + containers, 0);
  const row = page.getByRole('row', { name: /Long quay, Najin/ }).first();
  expect(await row.textContent()).toMatch(new RegExp(`best ${counted}`));
  await screenshot(page, 'worked-demo-log');
  expect(await axe(page)).toEqual([]);
  const { bytes } = await readDownload(page, () =>
    page.getByRole('button', { name: /Export all/ }).click(),
  );
  const rows = rowsOf(bytes.toString('utf8'));
  const sightings = rows.map(({ vessel, image_file }) => `${vessel} ${image_file}`).sort();
  expect(sightings).toEqual(
    [
      'Angara 20231208_014412_63_2489_3B_AnalyticMS.tif',
      'Angara 23OCT09021843-M2AS-504820013010_01_P001.tif',
      'Angara dunai-december.tif',
      'Maia 20231208_014412_63_2489_3B_AnalyticMS.tif',
      'Maia najin-september.tif',
      'Maria 2023-11-14-13-42-05_UMBRA-05_GEC.tif',
      'Maria dunai-december.tif',
      'Maria najin-december-ortho.tif',
    ].sort(),
  );
  const maia = rows.find(({ image_file }) => image_file === 'najin-september.tif');
  expect(Math.abs(Number(maia?.length_m) - 127.4)).toBeLessThan(0.5);

  // Whoever has no pointer gets everywhere too.
  await walkByKeys(page);

  // Every step can be taken back: the last one laid the frame of the second port.
  await page.getByRole('button', { name: 'Undo' }).hover();
  await page.getByRole('tooltip', { name: /Align 1 frame of Dunai/ }).waitFor();
});
