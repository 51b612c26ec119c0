/** Frames of several files: tiles of one picture, files beside an image that come later, re-linking all. */
import { rename } from 'node:fs/promises';
import { expect } from 'vitest';
import { type Field, geoKeys, writeTiff } from '../unit/raster/support';
import {
  axe,
  chooseFiles,
  dropFiles,
  openApp,
  pressKeys,
  screenshot,
  waitSaved,
} from './support/app';
import { FULL, folderOf, frameRecords, middleReadout, steps } from './support/made-files';
import { dismissAll, noticeText } from './support/notices';
import { test } from './support/test';

/** Its first pixel `right` pixels east of the whole's corner, 10 m each; 0 is no data. */
const at = (right: number): readonly Field[] => [
  [33550, 12, [10, 10, 0]],
  [33922, 12, [0, 0, 0, 442000 + right * 10, 4676000, 0]],
  geoKeys(32652),
  [42113, 2, '0'],
];
const flat = (level: number) => new Uint8Array(FULL.width * FULL.height).fill(level);
const tile = (level: number, right: number) =>
  writeTiff({ ...FULL, data: flat(level), fields: at(right) });

const readoutOf = (page: Parameters<typeof middleReadout>[0]) =>
  expect.poll(() => middleReadout(page), { timeout: 30_000 });

test('tiles of one picture become one frame, also after a reload, and are found again when moved', async ({
  page,
  appUrl,
}) => {
  const names = ['port_2023-10-12_R1C1.tif', 'port_2023-10-12_R1C2.tif'];
  // The second overlaps the first by 100 pixels; the middle of the whole lies in the second.
  const path = await folderOf({ [names[0] ?? '']: tile(60, 0), [names[1] ?? '']: tile(180, 300) });
  await openApp(page, appUrl);
  await dropFiles(page, names.map(path));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('These 2 files look like tiles of one picture').waitFor();
  await screenshot(page, 'several-tiles-dialog');
  expect(await axe(page)).toEqual([]);
  await dialog.getByText(/the last by name on top where they overlap/).waitFor();
  await dialog.getByRole('button', { name: 'Open as one frame' }).click();
  await expect.poll(async () => (await frameRecords(page)).length).toBe(1);
  await waitSaved(page);
  const frames = await frameRecords(page);
  expect(frames[0]).toMatchObject({
    title: 'port_2023-10-12',
    raster: { width: 700, height: 300 },
    georef: { epsg: 32652, transform: [442000, 10, 0, 4676000, 0, -10] },
    file: { parts: names.map((name) => ({ name, role: 'tile' })) },
  });
  await readoutOf(page).toMatch(/180/);
  await screenshot(page, 'several-tiles-frame');
  for (const name of names) await rename(path(name), path(`moved-${name}`));
  await page.reload();
  await page
    .getByText(/was moved, renamed or deleted|is not on this machine/)
    .first()
    .waitFor();
  const relink = page.getByRole('button', { name: 'Re-link', exact: true });
  await chooseFiles(page, [path(`moved-${names[0]}`)], () => relink.click());
  expect(await noticeText(page)).toMatch(
    /made of several files, and some are still missing: .*R1C2/,
  );
  await dismissAll(page);
  await chooseFiles(
    page,
    names.map((name) => path(`moved-${name}`)),
    () => relink.click(),
  );
  expect(await noticeText(page)).toMatch(/is linked again: same bytes/);
  await readoutOf(page).toMatch(/180/);
});

test('bands that were moved are found again by their bytes', async ({ page, appUrl }) => {
  const names = ['S2A_20231012_B02.tif', 'S2A_20231012_B03.tif'];
  const path = await folderOf({ [names[0] ?? '']: tile(60, 0), [names[1] ?? '']: tile(180, 0) });
  await openApp(page, appUrl);
  await dropFiles(page, names.map(path));
  await page.getByRole('button', { name: 'Open as one frame' }).click();
  await waitSaved(page);
  await readoutOf(page).toMatch(/60[\s\S]*180/);
  for (const name of names) await rename(path(name), path(`moved-${name}`));
  await page.reload();
  const relink = page.getByRole('button', { name: 'Re-link', exact: true });
  await chooseFiles(
    page,
    names.map((name) => path(`moved-${name}`)),
    () => relink.click(),
  );
  expect(await noticeText(page)).toMatch(/is linked again: same bytes/);
  await readoutOf(page).toMatch(/60[\s\S]*180/);
});

/** A mask that hides all pixels: one bit each, 0. */
const hidden = () =>
  writeTiff({
    ...FULL,
    data: new Uint8Array(FULL.width * FULL.height),
    fields: [[262, 3, [4]]],
  });

test('files beside an image that is a frame already become part of it, and can be taken back', async ({
  page,
  appUrl,
}) => {
  const plain = writeTiff({ ...FULL, data: steps(FULL, 80), fields: [geoKeys(32652)] });
  const path = await folderOf({
    'loose-2023-10-13.tif': plain,
    'loose-2023-10-13.tfw': '10\n0\n0\n-10\n442005\n4675995\n',
    'loose-2023-10-13.tif.msk': hidden(),
    'loose-2023-10-13.aux.xml': 'no XML at all',
    'other.tfw': '10\n0\n0\n-10\n442005\n4675995\n',
  });
  await openApp(page, appUrl);
  await dropFiles(page, [path('loose-2023-10-13.tif')]);
  await page.getByText(/carries no georeferencing/).waitFor();
  await waitSaved(page);
  await dismissAll(page);

  await dropFiles(page, [path('loose-2023-10-13.tfw')]);
  expect(await noticeText(page)).toMatch(
    /loose-2023-10-13\.tfw is part of "loose-2023-10-13" from now on\. The frame lies where its files say now: WGS 84 \/ UTM zone 52N/,
  );
  await dismissAll(page);
  await waitSaved(page);
  expect((await frameRecords(page))[0]?.georef).toMatchObject({
    source: 'world_file',
    transform: [442000, 10, 0, 4676000, 0, -10],
  });
  await readoutOf(page).toMatch(/42\.\d+/);

  await dropFiles(page, [path('loose-2023-10-13.tif.msk')]);
  expect(await noticeText(page)).toMatch(/masks "loose-2023-10-13" from now on/);
  await dismissAll(page);
  await waitSaved(page);
  await readoutOf(page).toMatch(/b1\s*[–—]/);
  await screenshot(page, 'several-masked');
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+z');
  await waitSaved(page);
  await readoutOf(page).toMatch(/\b(80|130)\b/);
  await pressKeys(page, 'Control+z');
  await waitSaved(page);
  const [frame] = await frameRecords(page);
  expect(frame?.georef).toBeNull();
  expect(frame?.file.parts).toBeUndefined();
  await pressKeys(page, 'Control+Shift+z');
  await waitSaved(page);
  await page.reload();
  await readoutOf(page).toMatch(/42\.\d+/);

  await dropFiles(page, [path('loose-2023-10-13.aux.xml')]);
  expect(await noticeText(page)).toMatch(
    /loose-2023-10-13\.aux\.xml, could not be understood and is not used/,
  );
  await dismissAll(page);
  await dropFiles(page, [path('other.tfw')]);
  expect(await noticeText(page)).toMatch(/None of these files is an image/);
});
