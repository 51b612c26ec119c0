/** Pictures find their place: by files beside them, as bands in files of their own, by control points. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { writeTiff } from '../unit/raster/support';
import { axe, dropFiles, openApp, pressKeys, screenshot, waitSaved } from './support/app';
import {
  FULL,
  folderOf,
  frameRecords,
  HALF,
  middleReadout,
  placed,
  type Size,
  steps,
} from './support/made-files';
import type { PixelPoint } from './support/map-view';
import { test } from './support/test';

const UTM_ESRI =
  'PROJCS["WGS_1984_UTM_Zone_52N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",129.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

test('a world file and a .prj dropped along place a picture, also after a reload', async ({
  page,
  appUrl,
}) => {
  const path = await folderOf({
    'scene.tif': writeTiff({ ...FULL, data: steps(FULL, 80) }),
    'scene.tfw': '10\n0\n0\n-10\n442005\n4675995\n',
    'scene.prj': UTM_ESRI,
    'lone.tfw': '1\n0\n0\n-1\n0\n0\n',
  });
  await openApp(page, appUrl);
  await dropFiles(page, ['scene.tif', 'scene.tfw', 'scene.prj', 'lone.tfw'].map(path));
  await page.getByText(/belong beside an image/).waitFor();
  await waitSaved(page);
  const [frame] = await frameRecords(page);
  expect(frame?.georef).toMatchObject({
    source: 'world_file',
    epsg: 32652,
    transform: [442000, 10, 0, 4676000, 0, -10],
  });
  expect(frame?.file.parts?.map(({ role }) => role)).toEqual(['world_file', 'projection']);
  await page.reload();
  await page.getByRole('application').waitFor();
  // echo 444000 4674500 | gdaltransform -s_srs EPSG:32652 -t_srs EPSG:4326: 128.3214676 42.2206676
  await expect
    .poll(() => middleReadout(page), { timeout: 15_000 })
    .toMatch(/42\.220\d+° N 128\.321/);
  await pressKeys(page, 'Shift+F');
  await page.getByText('By files beside the image.').waitFor();
  await page.getByText('scene.tfw (world file), scene.prj (coordinate system)').waitFor();
  await screenshot(page, 'place-frame-dialog');
  expect(await axe(page)).toEqual([]);
});

test('coordinates without a system are a place once the system is named', async ({
  page,
  appUrl,
}) => {
  const loose = placed(10).filter(([tag]) => tag !== 34735);
  const path = await folderOf({
    'nameless.tif': writeTiff({ ...FULL, data: steps(FULL, 80), fields: loose }),
  });
  await openApp(page, appUrl);
  await dropFiles(page, [path('nameless.tif')]);
  await waitSaved(page);
  await page.getByRole('button', { name: 'Name its system' }).click();
  const field = page.getByLabel('Coordinate system of the file’s coordinates');
  await field.fill('EPSG:99999');
  await pressKeys(page, 'Enter');
  await page.getByText(/"EPSG:99999" is not a known coordinate system/).waitFor();
  await field.fill('32652');
  await pressKeys(page, 'Enter');
  await page.getByText('The coordinate system was named by the analyst.').waitFor();
  expect(await axe(page)).toEqual([]);
  await waitSaved(page);
  expect((await frameRecords(page))[0]?.georef).toMatchObject({
    source: 'analyst',
    epsg: 32652,
    transform: [442000, 10, 0, 4676000, 0, -10],
  });
  await page.getByRole('button', { name: 'Remove this place' }).click();
  await page.getByText(/coordinates of a system that is not known/).waitFor();
});

test('bands in files of their own become one frame, the coarse one too, also after a reload', async ({
  page,
  appUrl,
}) => {
  const band = (level: number) =>
    writeTiff({ ...FULL, data: steps(FULL, level), fields: placed(10) });
  const path = await folderOf({
    'T52TFM_20231012T014709_B02.tif': band(20),
    'T52TFM_20231012T014709_B03.tif': band(60),
    'T52TFM_20231012T014709_B04.tif': band(100),
    'T52TFM_20231012T014709_B11_20m.tif': writeTiff({
      ...HALF,
      data: steps(HALF, 140),
      fields: placed(20),
    }),
  });
  const names = ['B04', 'B02', 'B11_20m', 'B03'].map((b) => `T52TFM_20231012T014709_${b}.tif`);
  await openApp(page, appUrl);
  await dropFiles(page, names.map(path));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('These 4 files look like bands of one picture').waitFor();
  await screenshot(page, 'place-bands-dialog');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Open as one frame' }).click();
  await page.getByText(/B11 SWIR 1 is coarser/).waitFor();
  await waitSaved(page);
  const frames = await frameRecords(page);
  expect(frames).toHaveLength(1);
  expect(frames[0]).toMatchObject({
    title: 'T52TFM_20231012T014709',
    raster: { bands: 4, bandNames: ['B02 blue', 'B03 green', 'B04 red', 'B11 swir1'] },
  });
  const before = await middleReadout(page);
  expect(before).toMatch(/B02\s+\d+[\s\S]*B11\s+\d+/);
  const values = [...before.matchAll(/B\d\d\s+(\d+)/g)].map(([, value]) => Number(value));
  // All bands have the same edges: the coarse one is as far from its level as the fine ones.
  const [first = 0] = values;
  expect(values).toEqual([first, first + 40, first + 80, first + 120]);
  await screenshot(page, 'place-bands-frame');
  // Their names are seen whole where they are chosen.
  await pressKeys(page, 'd');
  const red = page.getByRole('combobox', { name: 'Red' });
  await red.waitFor();
  const room = await red.evaluate((select: HTMLSelectElement) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(select);
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    if (!context) throw new Error('There is no canvas to measure with.');
    context.font = font;
    const names = [...select.options].map(({ text }) => context.measureText(text).width);
    const padding = Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
    return select.clientWidth - padding - Math.max(...names);
  });
  expect(room).toBeGreaterThan(0);
  await screenshot(page, 'place-bands-display');
  await pressKeys(page, 'd');
  await page.reload();
  await page.getByRole('application').waitFor();
  await expect
    .poll(() => middleReadout(page), { timeout: 15_000 })
    .toMatch(new RegExp(`B02\\s+${first}[\\s\\S]*B11\\s+${first + 120}`));
});

/** From the loose picture's pixels to the placed one's: turned, scaled, moved. */
const toPlaced = ([x, y]: PixelPoint): PixelPoint => [
  60 + 0.8 * x + 0.3 * y,
  70 - 0.3 * x + 0.8 * y,
];
const LOOSE: Size = { width: 240, height: 200 };

test('control points clicked in two pictures give one of them its place', async ({
  page,
  appUrl,
}) => {
  const path = await folderOf({
    'placed-2023-10-12.tif': writeTiff({ ...FULL, data: steps(FULL, 80), fields: placed(10) }),
    'loose-2023-10-13.tif': writeTiff({ ...LOOSE, data: steps(LOOSE, 120) }),
  });
  await openApp(page, appUrl);
  await dropFiles(page, [path('loose-2023-10-13.tif')]);
  await page.getByText(/carries no georeferencing/).waitFor();
  await waitSaved(page);
  await dropFiles(page, [path('placed-2023-10-12.tif')]);
  await expect.poll(async () => (await frameRecords(page)).length).toBe(2);
  await waitSaved(page);
  await page.getByRole('button', { name: 'Give it a place' }).click();
  const dialog = page.getByRole('dialog');
  const [here, there] = ['loose', 'placed'].map((name) =>
    dialog.getByRole('application', { name: new RegExp(`Map of ${name}`) }),
  );
  if (!here || !there) throw new Error('There are not two maps.');
  await page.waitForTimeout(800);
  // The buttons on a map, over its picture once that is close, mean no place.
  const zoom = (name: string) => dialog.getByRole('button', { name }).nth(1);
  await zoom('Zoom in').click();
  await there.getByRole('button', { name: 'North up (N)' }).click();
  await there.getByRole('button', { name: 'Image up (Shift+N)' }).click();
  await there.getByRole('button', { name: 'North up (N)' }).waitFor();
  await zoom('Zoom out').click();
  expect(await dialog.getByRole('table').count()).toBe(0);
  const before = await here.boundingBox();
  for (const pixel of [
    [20, 20],
    [220, 30],
    [200, 180],
    [30, 170],
  ] as const) {
    await clickPixel(page, here, LOOSE, pixel);
    await clickPixel(page, there, FULL, toPlaced(pixel));
  }
  await dialog.getByText(/4 points miss by 0\.\d+ px/).waitFor();
  // What is clicked in stays under the pointer while the table fills.
  expect(await here.boundingBox()).toEqual(before);
  await dialog.getByRole('button', { name: 'Type a point' }).click();
  const typed = dialog.getByLabel('Point 5 in this picture');
  // It has the focus, and there is but one with nothing in it.
  await dialog.getByRole('button', { name: 'Type a point' }).click();
  await page.keyboard.type('at the pier');
  await typed.press('Enter');
  await dialog.getByText('Write column and row, as 1204.5, 877.').waitFor();
  await typed.fill('120.5, 100');
  await typed.press('Enter');
  // Where the first point is: far off, and the fit says so.
  const where = await dialog.getByLabel('Where point 1 is').inputValue();
  await dialog.getByLabel('Where point 5 is').fill(where);
  await dialog.getByLabel('Where point 5 is').press('Enter');
  await dialog.getByText(/5 points miss by \d{2,}\.\d+ px/).waitFor();
  await screenshot(page, 'place-typed-point');
  await dialog.getByRole('button', { name: 'Remove point 5' }).click();
  await dialog.getByText(/4 points miss by 0\.\d+ px/).waitFor();
  await screenshot(page, 'place-control-points');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use this place' }).click();
  await page.getByText(/Placed by hand/).waitFor();
  await waitSaved(page);
  expect(await worstMiss(page)).toBeLessThan(1);
  await screenshot(page, 'place-by-hand');
  await pressKeys(page, 'Control+z');
  await page.getByText('No georeferencing: pixels only').waitFor();
});

type Map = ReturnType<Page['locator']>;

const FIT_MARGIN = 24;

/** A picture shown as a whole is in the middle of its map, as large as fits with a margin. */
async function clickPixel(page: Page, map: Map, size: Size, [x, y]: PixelPoint): Promise<void> {
  const area = await map.boundingBox();
  if (!area) throw new Error('The map is not on the page.');
  const scale = Math.min(
    (area.width - 2 * FIT_MARGIN) / size.width,
    (area.height - 2 * FIT_MARGIN) / size.height,
  );
  await page.mouse.click(
    area.x + area.width / 2 + (x - size.width / 2) * scale,
    area.y + area.height / 2 + (y - size.height / 2) * scale,
  );
}

/** Farthest that a corner of the loose picture lies from its true place, in its pixels. */
async function worstMiss(page: Page): Promise<number> {
  const frame = (await frameRecords(page)).find(({ title }) => title.startsWith('loose'));
  const t = frame?.georef?.transform ?? [];
  expect(frame?.georef).toMatchObject({ source: 'analyst', epsg: 32652 });
  expect(frame?.georef?.gcps).toHaveLength(4);
  const corners: readonly PixelPoint[] = [
    [0, 0],
    [LOOSE.width, 0],
    [LOOSE.width, LOOSE.height],
    [0, LOOSE.height],
  ];
  const metersPerPixel = 10 * Math.hypot(0.8, 0.3);
  const misses = corners.map((corner) => {
    const [px, py] = toPlaced(corner);
    const [x0 = 0, xCol = 0, xRow = 0, y0 = 0, yCol = 0, yRow = 0] = t;
    const east = x0 + corner[0] * xCol + corner[1] * xRow - (442000 + 10 * px);
    const north = y0 + corner[0] * yCol + corner[1] * yRow - (4676000 - 10 * py);
    return Math.hypot(east, north) / metersPerPixel;
  });
  return Math.max(...misses);
}
