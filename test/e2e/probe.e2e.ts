/** Values along a line and at a point, as GDAL reads them there; and where the sun stood. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { writeTiff } from '../unit/raster/support';
import { drag, dropFiles, openApp, pressKeys, screenshot } from './support/app';
import { settled, tiffFile } from './support/desk';
import { FULL, folderOf, placed, steps } from './support/made-files';
import { calibrate } from './support/map-view';
import { openPicture, panel } from './support/picture-view';
import { readStored } from './support/stored';
import { test } from './support/test';

const file = () => tiffFile('u16-planar-tiled-zstd.tif');

/**
 * Band 4 of row 26, columns 10 to 59:
 * gdal_translate -b 4 -srcwin 10 26 50 1 -of AAIGrid u16-planar-tiled-zstd.tif (GDAL 3.6.2)
 */
const ROW_26 = [
  1295, 1316, 1337, 1358, 1379, 1400, 1421, 1442, 1463, 1484, 1505, 1526, 1547, 1568, 1589, 1610,
  1631, 1652, 1673, 1694, 1715, 1736, 1757, 1778, 1799, 1820, 1841, 1862, 1883, 1904, 1925, 1946,
  1967, 1988, 2009, 2030, 3, 24, 45, 66, 87, 108, 129, 150, 171, 192, 213, 234, 255, 276,
];

const values = (page: Page) => page.getByRole('complementary', { name: 'Values' });

/** What every line says of the picture; the second by sha256sum u16-planar-tiled-zstd.tif. */
const SOURCE = [
  'u16-planar-tiled-zstd.tif',
  'd23394956749c8a99ebe92a7d2f86cabee141c25bb77818e066c6f0ea1794676',
  '4',
  '1',
  'as its file says',
];

/** What the panel copies, as lines of fields. */
async function copied(page: Page): Promise<string[][]> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await values(page).getByRole('button', { name: 'Copy as CSV' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  return text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
}

describe('values', () => {
  test('along a line are those that GDAL reads there', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, file());
    await pressKeys(page, 'p');
    await drag(page, toScreen([10.5, 26.5]), toScreen([58.5, 26.5]));
    await values(page).getByRole('heading', { name: 'Values along a line' }).waitFor();
    await screenshot(page, 'values-along-a-line');
    const [head = [], ...lines] = await copied(page);
    expect(head.slice(0, 4)).toEqual(['column', 'row', 'distance_px', 'distance_m']);
    expect(head.slice(8)).toEqual([
      'image_file',
      'image_sha256',
      'bands_of_file',
      'rows_per_value',
      'alignment',
    ]);
    expect(lines.length).toBeGreaterThanOrEqual(48);
    for (const line of lines) {
      const [column = 0, row = 0] = line.map(Number);
      expect(Math.floor(row)).toBe(26);
      expect(Number(line[7]), `column ${column}`).toBe(ROW_26[Math.floor(column) - 10]);
      expect(line.slice(8)).toEqual(SOURCE);
    }
    const [first, last] = [lines[0]?.map(Number) ?? [], lines.at(-1)?.map(Number) ?? []];
    expect(first[0]).toBeCloseTo(10.5, 0);
    expect(last[2]).toBeCloseTo((last[0] ?? 0) - (first[0] ?? 0), 1);
    // Beside the display panel, each goes when it is closed.
    await page.keyboard.press('d');
    await panel(page).waitFor();
    await page.keyboard.press('d');
    await panel(page).waitFor({ state: 'hidden' });
    await values(page).getByRole('button', { name: 'Close' }).click();
    await values(page).waitFor({ state: 'hidden' });
  });

  test('along a line are the same in a view that is turned', async ({ page, appUrl }) => {
    await openPicture(page, appUrl, file());
    for (let i = 0; i < 7; i++) await page.keyboard.press('Control+]');
    await settled(page);
    const toScreen = await calibrate(page);
    const [a, b] = [toScreen([20.5, 26.5]), toScreen([40.5, 26.5])];
    expect(Math.atan2(b.y - a.y, b.x - a.x)).toBeCloseTo((35 * Math.PI) / 180, 1);
    await pressKeys(page, 'p');
    await drag(page, a, b);
    await values(page).getByRole('heading', { name: 'Values along a line' }).waitFor();
    const [, ...lines] = await copied(page);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    for (const line of lines) {
      const [column = 0, row = 0] = line.map(Number);
      expect(Math.floor(row)).toBe(26);
      expect(Number(line[7]), `column ${column}`).toBe(ROW_26[Math.floor(column) - 10]);
    }
  });

  test('at a point are those of every band, as GDAL reads them', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, file());
    await pressKeys(page, 'p');
    const { x, y } = toScreen([40.5, 20.5]);
    await page.mouse.click(x, y);
    await values(page).getByRole('heading', { name: 'Values at a point' }).waitFor();
    const [, line] = await copied(page);
    // gdallocationinfo -valonly u16-planar-tiled-zstd.tif 40 20 (GDAL 3.6.2)
    expect(line?.slice(4, 8).map(Number)).toEqual([980, 1281, 1582, 1883]);
    expect(line?.slice(8)).toEqual(SOURCE);
  });
});

test('where the sun stood is said where the file says it', async ({ page, appUrl }) => {
  const xml =
    '<GDALMetadata><Item name="MEAN_SUN_AZIMUTH">172.4</Item><Item name="MEAN_SUN_ELEVATION">31.2</Item></GDALMetadata>';
  const sunny = writeTiff({ ...FULL, data: steps(FULL, 80), fields: [[42112, 2, xml]] });
  const path = await folderOf({ 'sunny.tif': sunny });
  await page.setViewportSize({ width: 1920, height: 1000 });
  await openPicture(page, appUrl, path('sunny.tif'));
  await page.getByText('Sun 31° high, from 172°').waitFor();
});

test('where the sun stood and when is read from the provider’s text beside the image', async ({
  page,
  appUrl,
}) => {
  // As the USGS writes it, cut to the lines that are read and some that are not.
  const mtl = [
    'GROUP = LANDSAT_METADATA_FILE',
    '  GROUP = IMAGE_ATTRIBUTES',
    '    SPACECRAFT_ID = "LANDSAT_8"',
    '    DATE_ACQUIRED = 2023-10-12',
    '    SCENE_CENTER_TIME = "01:47:09.1234560Z"',
    '    SUN_AZIMUTH = 158.40917433',
    '    SUN_ELEVATION = 38.61425561',
    '  END_GROUP = IMAGE_ATTRIBUTES',
    'END_GROUP = LANDSAT_METADATA_FILE',
    'END',
  ].join('\n');
  const stem = 'LC08_L1TP_114031_20231012_20231018_02_T1';
  const path = await folderOf({
    [`${stem}_B5.TIF`]: writeTiff({ ...FULL, data: steps(FULL, 80), fields: placed(10) }),
    [`${stem}_MTL.txt`]: mtl,
  });
  await page.setViewportSize({ width: 1920, height: 1000 });
  await openApp(page, appUrl);
  await dropFiles(page, [path(`${stem}_B5.TIF`), path(`${stem}_MTL.txt`)]);
  await page.getByText('Sun 39° high, from 158°').waitFor();
  await expect
    .poll(async () => (await readStored(page)).frames[0]?.acquired)
    .toMatchObject({ value: '2023-10-12T01:47:09.123456Z', precision: 'instant' });
});
