/** What is said of a frame besides boxes: that it was examined, what was looked at, what cannot be seen. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Field, writeTiff } from '../unit/raster/support';
import {
  axe,
  drag,
  drawKeel,
  dropFiles,
  openApp,
  pressKeys,
  screenshot,
  waitSaved,
} from './support/app';
import { DEGREES, openBoxed, openPlaces, sweep, table, UTM } from './support/desk';
import { temporaryFolder } from './support/made-files';
import { calibrate } from './support/map-view';
import { readStored } from './support/stored';
import { test } from './support/test';

const GDAL_NODATA = 42113;

test('a box without a partner is gone only when the other date is said to have been examined', async ({
  page,
  appUrl,
}) => {
  await openBoxed(page, appUrl);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const changes = page.getByRole('region', { name: 'Changes from A to B' });
  await changes.getByText('not said to be examined').waitFor();
  const gone = changes.getByText('looked at on B, not there');
  expect(await gone.count()).toBe(0);
  await screenshot(page, 'areas-not-observed');
  expect(await axe(page)).toEqual([]);
  await changes.getByRole('button', { name: 'All of B was examined' }).click();
  await gone.waitFor();
  // Which date stands where changes the letters, not what has happened.
  await pressKeys(page, 'w');
  const turned = page.getByRole('region', { name: 'Changes from B to A' });
  await turned.getByText('12 Sep 2023 to 12 Oct 2023', { exact: true }).waitFor();
  await turned.getByText('looked at on A, not there').waitFor();
  await turned.getByRole('button', { name: 'Gone 1' }).waitFor();
  await pressKeys(page, 'w');
  await gone.waitFor();
  await page.getByRole('option', { name: /12 Oct.*Examined|Examined.*12 Oct/ }).waitFor();
  await waitSaved(page);
  await pressKeys(page, 'Control+z');
  await gone.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Annotate', exact: true }).click();
  const chip = page.getByRole('button', { name: /^(Not e|E)xamined$/ });
  expect(await chip.getAttribute('aria-pressed')).toBe('false');
  await pressKeys(page, 'j');
  await page.getByRole('button', { name: 'Examined', exact: true }).waitFor();
  await screenshot(page, 'areas-examined');
});

type StoredArea = {
  readonly kind: string;
  readonly note: string;
  readonly geometry: Readonly<Record<'x' | 'y' | 'length' | 'width' | 'angle', number>>;
};

/** A hand's tolerance in pixels of the picture. */
const HAND = 1.5;

type Rectangle = Omit<StoredArea['geometry'], 'angle'>;

function expectNear(area: Rectangle | undefined, wanted: Rectangle): void {
  for (const key of ['x', 'y', 'length', 'width'] as const) {
    expect(Math.abs((area?.[key] ?? 0) - wanted[key]), key).toBeLessThan(HAND);
  }
}

test('areas are drawn upright and along their axis, noted, picked, deleted and taken back', async ({
  page,
  appUrl,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  const toScreen = await calibrate(page);
  const areas = async () => {
    await waitSaved(page);
    return table<StoredArea>(page, 'observations');
  };
  await pressKeys(page, 'k');
  await screenshot(page, 'areas-tool');
  await sweep(page, toScreen([60, 60]), toScreen([160, 120]));
  const [upright] = await areas();
  expect(upright?.kind).toBe('nothing_seen');
  const wanted = { x: 110, y: 90, length: 100, width: 60 };
  expectNear(upright?.geometry, wanted);

  await pressKeys(page, 'Shift+K');
  await page.getByText('Along its axis').click();
  const [from, to] = [toScreen([220, 180]), toScreen([300, 240])];
  await drawKeel(page, from, to, 60);
  const drawn = await areas();
  const turned = drawn.find(({ kind }) => kind === 'obscured')?.geometry;
  expect(Math.abs((turned?.length ?? 0) - 100)).toBeLessThan(2 * HAND);
  expect(turned?.angle).toBeCloseTo(Math.atan2(60, 80), 1);
  await page.getByLabel('Note').fill('cloud from the west');
  await page.getByLabel('Note').blur();
  expect((await areas()).map(({ note }) => note).sort()).toEqual(['', 'cloud from the west']);
  await screenshot(page, 'areas-drawn');
  expect(await axe(page)).toEqual([]);

  // Picked by its outline, not by what lies inside.
  await page.getByRole('application').focus();
  await pressKeys(page, 'Escape');
  const edge = toScreen([110, 60]);
  await page.mouse.click(edge.x, edge.y);
  await page.getByRole('heading', { name: 'Looked, nothing seen' }).waitFor();
  // Taken in hand it is reshaped: a corner 20 pixels out, then an edge, each one step to take back.
  const uprightNow = async () =>
    (await areas()).find(({ kind }) => kind === 'nothing_seen')?.geometry;
  await drag(page, toScreen([160, 120]), toScreen([180, 140]));
  expectNear(await uprightNow(), { x: 120, y: 100, length: 120, width: 80 });
  await drag(page, toScreen([60, 75]), toScreen([40, 75]));
  expectNear(await uprightNow(), { x: 110, y: 100, length: 140, width: 80 });
  await screenshot(page, 'areas-reshaped');
  await pressKeys(page, 'Control+z');
  expectNear(await uprightNow(), { x: 120, y: 100, length: 120, width: 80 });
  await pressKeys(page, 'Control+z');
  expectNear(await uprightNow(), wanted);
  await page.getByRole('application').focus();
  await pressKeys(page, 'Delete');
  expect((await areas()).map(({ kind }) => kind)).toEqual(['obscured']);
  await pressKeys(page, 'Control+z');
  expect(await areas()).toHaveLength(2);

  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await pressKeys(page, 'Shift+J');
  await page.getByText('Upright', { exact: true }).click();
  const map = await page.getByRole('application').first().boundingBox();
  if (!map) throw new Error('no map');
  const at = (x: number, y: number) => ({ x: map.x + x * map.width, y: map.y + y * map.height });
  await sweep(page, at(0.3, 0.3), at(0.45, 0.6));
  await page.getByRole('tab', { name: 'Proposals' }).click();
  await page.getByText('In the dashed area only').waitFor();
  await screenshot(page, 'areas-search');
  await page.getByRole('button', { name: 'Everywhere' }).click();
  await page.getByText('Wherever both show ground').waitFor();
});

test('where a picture holds no data is on record with its frame', async ({ page, appUrl }) => {
  const path = join(await temporaryFolder(), '20231012_014709_half.tif');
  // 64 × 64 pixels of 1 on the left and of 9, which the file says is no data, on the right.
  const data = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 64 < 32 ? 1 : 9));
  const fields: Field[] = [[GDAL_NODATA, 2, '9']];
  await writeFile(path, writeTiff({ width: 64, height: 64, data, fields }));
  await openApp(page, appUrl);
  await dropFiles(page, [path]);
  await page.getByRole('application').waitFor();
  await waitSaved(page);
  await expect.poll(async () => (await readStored(page)).frames.length).toBe(1);
  const [frame] = (await readStored(page)).frames;
  const runs = Array.from({ length: 128 }, () => 32);
  expect(frame?.coverage).toEqual({ columns: 64, rows: 64, runs });
});
