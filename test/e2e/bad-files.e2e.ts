/** Bad input: one sentence that names the file and says what to do, and the project as it was. */
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { geoKeys, writeTiff } from '../unit/raster/support';
import {
  axe,
  chooseFiles,
  drag,
  dropFiles,
  openApp,
  pressKeys,
  readDownload,
  waitSaved,
  waitStored,
} from './support/app';
import { temporaryFolder } from './support/made-files';
import { calibrate } from './support/map-view';
import { dismissAll, notices, noticeText } from './support/notices';
import { readStored } from './support/stored';
import { test } from './support/test';

const GOOD = join(ROOT, 'test', 'fixtures', 'tiffs', 'rgb-tiled-deflate.tif');
const MARKUP = '<img src=x onerror=alert(1)>.tif';

const grey = { width: 40, height: 30, data: Uint8Array.from({ length: 1200 }, (_, i) => i % 251) };
const bytesOf = (...bytes: readonly number[]) =>
  Uint8Array.from({ length: 200 }, (_, i) => bytes[i] ?? 0);
const textOf = (text: string) => new TextEncoder().encode(text.padEnd(200));

/** A TIFF whose first directory lies beyond its end. */
function directoryOutside(): Uint8Array {
  const bytes = writeTiff(grey);
  new DataView(bytes.buffer).setUint32(4, 0x7fffff00, true);
  return bytes;
}

/** A TIFF whose first directory points at itself as the next, and holds no size. */
function loopWithoutSize(): Uint8Array {
  const bytes = writeTiff({ ...grey, fields: [[256, 4, [0]]] });
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(4, true);
  view.setUint32(directory + 2 + view.getUint16(directory, true) * 12, directory, true);
  return bytes;
}

/** Name, bytes, and what the sentence says: what is wrong, and what to do. */
const REFUSED: readonly (readonly [string, Uint8Array, RegExp, RegExp])[] = [
  ['screenshot.tif', bytesOf(0x89, 0x50, 0x4e, 0x47), /a PNG picture/, /gdal_translate/],
  ['notes.tif', textOf('Ships seen on the quay'), /not a TIFF/, /Choose a GeoTIFF/],
  ['scene.zip', bytesOf(0x50, 0x4b, 3, 4), /a ZIP archive/, /Unpack it/],
  ['report.tif', textOf('%PDF-1.7'), /a PDF document/, /gdal_translate/],
  ['page.tif', textOf('<!doctype html><title>Log in</title>'), /a web page/, /get the file itself/],
  ['empty.tif', new Uint8Array(0), /is empty/, /Get the file again/],
  ['cut.tif', writeTiff({ ...grey, height: 4000 }), /cut short/, /again/],
  ['half.tif', writeTiff(grey).slice(0, 900), /cut short/, /Get the file again/],
  ['outside.tif', directoryOutside(), /directory lies outside the file/, /Get the file again/],
  ['loop.tif', loopWithoutSize(), /size of 0 × 30/, /get it again/],
  [
    'packed.tif',
    writeTiff({ ...grey, fields: [[259, 3, [777]]] }),
    /unknown method 777/,
    /COMPRESS=DEFLATE/,
  ],
  ['bands.tif', writeTiff({ ...grey, fields: [[277, 3, [0]]] }), /0 bands/, /get it again/],
  [
    'giant.tif',
    writeTiff({
      ...grey,
      fields: [
        [256, 4, [0xffffffff]],
        [257, 4, [0xffffffff]],
      ],
    }),
    /4294967295 × 4294967295/,
    /get it again/,
  ],
  [
    'wide.tif',
    writeTiff({ ...grey, fields: [[256, 4, [2_000_000_000]]] }),
    /cut short|damaged|too large/,
    /again|Convert/,
  ],
  [MARKUP, textOf('<svg onload=alert(1)>'), /an XML text/, /Choose a GeoTIFF/],
];

async function fileOf(folder: string, name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

async function openGood(page: Page, url: string): Promise<void> {
  await openApp(page, url);
  await dropFiles(page, [GOOD]);
  await page.getByRole('option', { name: /rgb-tiled-deflate/ }).waitFor();
  await waitStored(page);
}

/** Draws a rectangle over the middle of the picture. */
async function drawBox(page: Page): Promise<void> {
  const toScreen = await calibrate(page);
  await pressKeys(page, 'b');
  await drag(page, toScreen([10, 8]), toScreen([30, 16]));
  await pressKeys(page, 'v');
  await waitSaved(page);
}

/** What fails if a name or a value were ever taken for markup. */
function watchAlerts(page: Page): readonly string[] {
  const alerts: string[] = [];
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  return alerts;
}

test('pictures that cannot be read are refused with a sentence, and nothing changes', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const alerts = watchAlerts(page);
  await openGood(page, appUrl);
  const before = await readStored(page);
  for (const [name, bytes, what, advice] of REFUSED) {
    await dropFiles(page, [await fileOf(folder, name, bytes)]);
    const sentence = await noticeText(page);
    expect(sentence).toContain(name);
    expect(sentence).toMatch(what);
    expect(sentence).toMatch(advice);
    expect(await page.getByRole('option').count(), name).toBe(1);
    await dismissAll(page);
  }
  expect(await readStored(page)).toEqual(before);
  expect(alerts).toEqual([]);
});

test('of many notices three are shown, errors before others, and what was said last; the rest unfolds', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  await openGood(page, appUrl);
  const named = async () => {
    const texts = await notices(page).allTextContents();
    return texts.map((text) => /“?(\w+-?\w*)[\w-]*\.tif/.exec(text)?.[1]);
  };
  const again = async () => dropFiles(page, [GOOD]);
  await again();
  await expect.poll(named).toEqual(['rgb-tiled']);
  for (const name of ['one', 'two', 'three']) {
    await dropFiles(page, [await fileOf(folder, `${name}.tif`, 'Ships seen')]);
    await expect.poll(named).toContain(name);
  }
  // Older news that nothing went wrong in makes room.
  await expect.poll(named).toEqual(['one', 'two', 'three']);
  await dropFiles(page, [await fileOf(folder, 'four.tif', 'Ships seen')]);
  await expect.poll(named).toEqual(['two', 'three', 'four']);
  await page.getByRole('button', { name: '2 more' }).click();
  await expect.poll(named).toEqual(['rgb-tiled', 'one', 'two', 'three', 'four']);
  expect(await axe(page)).toEqual([]);
  await notices(page).nth(1).getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(named).toEqual(['rgb-tiled', 'two', 'three', 'four']);
  await page.getByRole('button', { name: 'Show fewer' }).click();
  await expect.poll(named).toEqual(['two', 'three', 'four']);
  // What is done now is answered, whatever has gone wrong before.
  await again();
  await expect.poll(named).toEqual(['two', 'three', 'four', 'rgb-tiled']);
  await page.getByRole('button', { name: 'Show fewer' }).waitFor({ state: 'hidden' });
  await dropFiles(page, [await fileOf(folder, 'five.tif', 'Ships seen')]);
  await expect.poll(named).toEqual(['three', 'four', 'five']);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(named).toEqual([]);
});

test('a bad file on the start screen makes no project', async ({ page, appUrl }) => {
  const folder = await temporaryFolder();
  await openApp(page, appUrl);
  // Of the second the directory can be read, and no pixel.
  const cut = Buffer.from(writeTiff(grey)).subarray(0, 900);
  const files = [
    ['notes.tif', Buffer.from('Ships seen'), '“notes.tif” is not a TIFF'],
    ['half.tif', cut, 'cut short'],
  ] as const;
  for (const [name, bytes, what] of files) {
    await dropFiles(page, [await fileOf(folder, name, bytes)]);
    expect(await noticeText(page)).toContain(what);
    expect((await readStored(page)).projects).toEqual([]);
    await page.getByText('No projects yet').waitFor();
    await dismissAll(page);
  }
});

test('a folder of good, bad and other files: the good one opens, the bad ones are named', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const drop = join(folder, 'delivery');
  await fileOf(drop, 'scene.tif', writeTiff({ ...grey, fields: [geoKeys(32652)] }));
  await fileOf(drop, 'scene.xml', '<metadata/>');
  await fileOf(drop, 'read me.txt', 'Thank you');
  await fileOf(drop, '.DS_Store', 'Bud1');
  await fileOf(drop, 'deeper/empty.tif', '');
  await fileOf(drop, 'deeper/browse.jpg', bytesOf(0xff, 0xd8, 0xff, 0xe0));
  await openApp(page, appUrl);
  await dropFiles(page, [drop]);
  await page.getByRole('option', { name: /scene/ }).waitFor();
  await waitSaved(page);
  const told = async () => (await notices(page).allTextContents()).join('\n');
  // The picture may be saved before the others have been looked at.
  await expect.poll(told).toContain('2 of 3 files could not be opened.');
  await expect.poll(told).toContain('“read me.txt”');
  const all = await told();
  expect(all).toContain('“empty.tif” is empty');
  expect(all).toContain('“browse.jpg” is a JPEG picture');
  // What is no image is named too; what is read with one, and what systems leave in folders, is not.
  expect(all).toContain('“read me.txt” is no image and says nothing of one: it was left out.');
  expect(all).not.toContain('scene.xml');
  expect(all).not.toContain('DS_Store');
  expect((await readStored(page)).frames).toHaveLength(1);
});

test('only papers: says that none is a picture', async ({ page, appUrl }) => {
  const folder = await temporaryFolder();
  await openApp(page, appUrl);
  await dropFiles(page, [await fileOf(folder, 'report.pdf', '%PDF-1.7')]);
  expect(await noticeText(page)).toMatch(/report\.pdf/);
});

test('without georeferencing: pixels, boxes and their export work, and the screen says so', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const alerts = watchAlerts(page);
  await openApp(page, appUrl);
  await dropFiles(page, [await fileOf(folder, MARKUP, writeTiff(grey))]);
  await page.getByRole('option', { name: /img src=x/ }).waitFor();
  await waitSaved(page);
  expect(await noticeText(page)).toMatch(/no georeferencing: it opens in pixels/);
  await dismissAll(page);
  await page.getByText('No georeferencing: pixels only').waitFor();
  await drawBox(page);
  await expect.poll(() => page.getByRole('treeitem').last().textContent()).toMatch(/20 px/);
  const inspector = page.getByRole('region', { name: 'Inspector' });
  expect(await inspector.textContent()).toMatch(/Length20\.\d pxBeam8\.\d px/);
  await pressKeys(page, 'Control+e');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Export \d/ })
    .waitFor();
  const { bytes } = await readDownload(page, () => pressKeys(page, 'Control+Enter'));
  const [feature] = JSON.parse(bytes.toString('utf8')).features;
  expect(feature.geometry).toBeNull();
  expect(feature.properties).toMatchObject({ image_file: MARKUP, length_m: null });
  expect(feature.properties.pixel_corners).toHaveLength(4);
  await page.reload();
  await page.getByText('No georeferencing: pixels only').waitFor();
  expect(alerts).toEqual([]);
});

test('an unknown coordinate system, and a place without one: pixels, with the reason', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const place = [
    [33550, 12, [0.5, 0.5, 0]],
    [33922, 12, [0, 0, 0, 442000, 4676530, 0]],
  ] as const;
  await openApp(page, appUrl);
  const unknown = writeTiff({ ...grey, fields: [...place, geoKeys(65000)] });
  await dropFiles(page, [await fileOf(folder, 'unknown-crs.tif', unknown)]);
  await page.getByRole('option', { name: /unknown-crs/ }).waitFor();
  expect(await noticeText(page)).toMatch(
    /unknown-crs\.tif.*EPSG:65000 is not known.*Name its coordinate system/s,
  );
  await dismissAll(page);
  await page.getByText('No georeferencing: pixels only').waitFor();
  const nameless = writeTiff({ ...grey, fields: [...place] });
  await dropFiles(page, [await fileOf(folder, 'no-crs.tif', nameless)]);
  expect(await noticeText(page)).toMatch(
    /no-crs\.tif.*does not say of which.*Name its coordinate system/s,
  );
  await waitSaved(page);
});

const polygon = (lon: number, lat: number, size = 0.0001) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ],
  ],
});
const collection = (...features: readonly object[]) =>
  JSON.stringify({ type: 'FeatureCollection', features });
const feature = (geometry: object, properties: object, id?: string) => ({
  type: 'Feature',
  ...(id === undefined ? {} : { id }),
  geometry,
  properties,
});

const REFUSED_JSON: readonly (readonly [string, string, RegExp, RegExp])[] = [
  ['ships.geojson', 'Ships, 12 September', /not JSON/, /export it again/],
  ['cut.geojson', collection(feature(polygon(130, 42), {})).slice(0, 60), /not JSON/, /cut off/],
  ['list.json', '[1, 2, 3]', /not GeoJSON/, /FeatureCollection/],
  [
    'points.geojson',
    collection(feature({ type: 'Point', coordinates: [130, 42] }, {})),
    /no polygons/,
    /as polygons/,
  ],
  ['none.geojson', collection(), /no features/, /nothing to import/],
  [
    'metres.geojson',
    collection(feature(polygon(442000, 4676500, 20), {})),
    /not longitudes and latitudes/,
    /EPSG:4326/,
  ],
];

test('GeoJSON that cannot be used is refused with a sentence, and nothing changes', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  await openGood(page, appUrl);
  const before = await readStored(page);
  for (const [name, text, what, advice] of REFUSED_JSON) {
    await dropFiles(page, [await fileOf(folder, name, text)]);
    const sentence = await noticeText(page);
    expect(sentence).toContain(name);
    expect(sentence).toMatch(what);
    expect(sentence).toMatch(advice);
    await dismissAll(page);
  }
  // Sparse, so that it takes no room on the disk.
  const large = join(folder, 'large.geojson');
  const file = await open(large, 'w');
  await file.truncate(612_000_000);
  await file.close();
  await dropFiles(page, [large]);
  expect(await noticeText(page)).toMatch(
    /large\.geojson is too large to import: 612 MB, where the limit is 500 MB\. Split it/,
  );
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await readStored(page)).toEqual(before);
});

test('GeoJSON with repeated ids and markup in its values: said, shown as text, imported', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const alerts = watchAlerts(page);
  await openGood(page, appUrl);
  const { lon, lat } = await middleOf(page);
  const markup = '<img src=x onerror=alert(1)>';
  const text = collection(
    feature(polygon(lon, lat, 0.00003), { class: markup, notes: '<script>alert(2)</script>' }, 'a'),
    feature(polygon(lon, lat, 0.00002), { class: 'cargo ship' }, 'a'),
    feature(polygon(-70, 10), { class: 'cargo ship' }, 'b'),
  );
  const path = await fileOf(folder, `${markup}.geojson`, text);
  await chooseFiles(page, [path], () => pressKeys(page, 'Control+i'));
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`${markup}.geojson`).waitFor();
  await dialog.getByText('1 feature has the id of an earlier one').waitFor();
  await dialog.getByRole('button', { name: /^Import 2/ }).click();
  await page.getByRole('treeitem', { name: markup }).waitFor();
  await waitSaved(page);
  expect((await readStored(page)).boxes).toHaveLength(2);
  expect(alerts).toEqual([]);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

/** The middle of the picture on the earth, from its record. */
async function middleOf(page: Page): Promise<{ readonly lon: number; readonly lat: number }> {
  // A frame is a record a moment after its picture is there.
  await expect.poll(async () => (await readStored(page)).frames.length).toBeGreaterThan(0);
  const [frame] = (await readStored(page)).frames;
  const ring = frame?.footprint as readonly (readonly [number, number])[];
  const mean = (at: 0 | 1) => ring.slice(0, 4).reduce((sum, point) => sum + point[at], 0) / 4;
  return { lon: mean(0), lat: mean(1) };
}
