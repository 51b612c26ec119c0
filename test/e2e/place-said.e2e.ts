/** What is said of places that are fitted, not supported or not known, and overviews that come later. */
import { describe, expect } from 'vitest';
import { type Field, geoKeys, writeTiff } from '../unit/raster/support';
import { dropFiles, openApp, pressKeys, screenshot, waitSaved, waitStored } from './support/app';
import { FULL, folderOf, frameRecords, placed, steps } from './support/made-files';
import { dismissAll, noticeText } from './support/notices';
import { test } from './support/test';

/** The four corners and the middle, which lies 50 m too far east, at 10 m a pixel. */
const POINTS: Field = [
  33922,
  12,
  [
    [0, 0, 0],
    [400, 0, 0],
    [400, 300, 0],
    [0, 300, 0],
    [200, 150, 50],
  ].flatMap(([x = 0, y = 0, off = 0]) => [x, y, 0, 442_000 + 10 * x + off, 4_676_000 - 10 * y, 0]),
];

const tiff = (...fields: readonly Field[]) => writeTiff({ ...FULL, data: steps(FULL, 80), fields });

describe('a place', () => {
  test('that is fitted to control points is approximate, and by how much is said', async ({
    page,
    appUrl,
  }) => {
    const path = await folderOf({ 'fitted.tif': tiff(POINTS, geoKeys(32652)) });
    await openApp(page, appUrl);
    await dropFiles(page, [path('fitted.tif')]);
    // The plane moves by 50 / 5 = 10 m east: √((4 · 10² + 40²) / 5) = 20 m, two pixels.
    expect(await noticeText(page)).toMatch(
      /placed by 5 control points.*approximate \(the points miss by 2\.0 px\)/,
    );
    await page.getByText('Place approximate, ±2.0 px').waitFor();
    await waitSaved(page);
    const [frame] = await frameRecords(page);
    const { source, transform = [] } = frame?.georef ?? {};
    expect(source).toBe('gcps');
    for (const [i, value] of [442_010, 10, 0, 4_676_000, 0, -10].entries()) {
      expect(transform[i]).toBeCloseTo(value, 6);
    }
    await screenshot(page, 'place-approximate');
  });

  test('by rational polynomials alone is none, and it is said why', async ({ page, appUrl }) => {
    const polynomials: Field = [50844, 12, Array.from({ length: 92 }, () => 0.5)];
    const path = await folderOf({ 'polynomials.tif': tiff(polynomials) });
    await openApp(page, appUrl);
    await dropFiles(page, [path('polynomials.tif')]);
    expect(await noticeText(page)).toMatch(
      /rational polynomials \(RPC\) only, which are recognised and not used.*Give it a place/,
    );
    await page.getByText('No georeferencing: pixels only').waitFor();
    await page.getByRole('button', { name: 'Give it a place' }).waitFor();
  });

  test('in a system that is not named is guessed from the frames that are there', async ({
    page,
    appUrl,
  }) => {
    const path = await folderOf({
      'placed.tif': tiff(...placed(10)),
      'nameless.tif': tiff(...placed(20).filter(([tag]) => tag !== 34735)),
    });
    await openApp(page, appUrl);
    await dropFiles(page, [path('nameless.tif')]);
    await page.getByRole('button', { name: 'Name its system' }).waitFor();
    await waitSaved(page);
    await dropFiles(page, [path('placed.tif')]);
    await expect.poll(async () => (await frameRecords(page)).length).toBe(2);
    await waitSaved(page);
    await page.getByRole('option', { name: /nameless/ }).click();
    await page.getByText(/it opens in pixels, without a place/).waitFor();
    await page.getByRole('button', { name: 'Name its system' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /UTM zone 52N/ })
      .click();
    await page.getByText('The coordinate system was named by the analyst.').waitFor();
    await waitSaved(page);
    const named = (await frameRecords(page)).find(({ title }) => title === 'nameless');
    expect(named?.georef).toMatchObject({
      source: 'analyst',
      epsg: 32652,
      transform: [442_000, 20, 0, 4_676_000, 0, -20],
    });
    // That it has none is said no longer, and again once that is taken back.
    await page.getByText(/it opens in pixels, without a place/).waitFor({ state: 'detached' });
    await pressKeys(page, 'Escape');
    await page.getByRole('application').focus();
    await pressKeys(page, 'Control+z');
    await page.getByText(/it opens in pixels, without a place/).waitFor();
  });
});

test('overviews that are given later become part of the frame, and are taken back', async ({
  page,
  appUrl,
}) => {
  const half = { width: FULL.width / 2, height: FULL.height / 2 };
  const overview = writeTiff({ ...half, data: steps(half, 80), fields: [[254, 4, [1]]] });
  const path = await folderOf({
    'plain.tif': tiff(...placed(10)),
    'plain.tif.ovr': overview,
    'both.tif': writeTiff({ ...FULL, data: steps(FULL, 90), fields: placed(10) }),
    'both.tif.ovr': overview,
  });
  await openApp(page, appUrl);
  await dropFiles(page, [path('plain.tif')]);
  await page.getByRole('application', { name: /^Map of plain/ }).waitFor();
  await waitStored(page);
  await dismissAll(page);
  await dropFiles(page, [path('plain.tif.ovr')]);
  expect(await noticeText(page)).toMatch(
    /plain\.tif\.ovr gives "plain" its overviews: one coarser level\./,
  );
  await waitSaved(page);
  const roles = async () =>
    ((await frameRecords(page))[0]?.file.parts ?? []).map(({ role }) => role);
  await expect.poll(roles).toEqual(['overviews']);
  await dismissAll(page);
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+z');
  await expect.poll(roles).toEqual([]);
  // Dropped along with another image they are its own from the start.
  await dropFiles(page, ['both.tif', 'both.tif.ovr'].map(path));
  const both = async () => (await frameRecords(page)).find(({ title }) => title === 'both');
  await expect.poll(async () => (await both())?.raster.overviews).toBe(1);
});
