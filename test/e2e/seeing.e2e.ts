/** What the map shows, against what GDAL and PROJ read from the same files. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { dropFiles, openApp, pressKeys, waitSaved } from './support/app';
import { demoFile } from './support/demo';
import {
  DAY,
  DEGREES,
  MERCATOR,
  metresApart,
  openPlaces,
  placeOf,
  settled,
  showFrame,
  tiffFile,
  UTM,
} from './support/desk';
import { calibrate, mapArea } from './support/map-view';
import { test } from './support/test';

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** The colours of the window, as a camera would see them. */
async function photograph(page: Page) {
  const png = (await page.screenshot()).toString('base64');
  const blank = await page.context().newPage();
  const { width, values } = await blank.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let i = 0; i < pixels.length; i += 8192) {
      text += String.fromCharCode(...pixels.subarray(i, i + 8192));
    }
    return { width: image.width, values: btoa(text) };
  }, png);
  await blank.close();
  const pixels = Buffer.from(values, 'base64');
  return (x: number, y: number): Rgba => {
    const at = 4 * (Math.floor(y) * width + Math.floor(x));
    return [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0, pixels[at + 3] ?? 0];
  };
}

const { files } = JSON.parse(readFileSync(tiffFile('truth.json'), 'utf8')) as {
  files: { file: string; probes: { x: number; y: number; values: number[] }[] }[];
};

function probesOf(file: string) {
  const found = files.find((one) => one.file === file);
  if (!found) throw new Error(`There is no truth for ${file}.`);
  return found.probes;
}

async function openFile(page: Page, url: string, path: string): Promise<void> {
  await openApp(page, url);
  await dropFiles(page, [path]);
  await page.getByRole('option').first().waitFor();
  await waitSaved(page);
  await settled(page);
}

/** What the read-out says of the place under the pointer. */
async function readout(page: Page, at: { x: number; y: number }): Promise<string> {
  await page.mouse.move(2, 2);
  await page.getByText('px –').waitFor();
  await page.mouse.move(at.x, at.y);
  return readoutAtRest(page);
}

/** The same of a pointer that is not moved for it. */
async function readoutAtRest(page: Page): Promise<string> {
  await page.getByText(/^px -?[\d.]+/).waitFor();
  await page.waitForTimeout(250);
  return (await page.getByRole('contentinfo').textContent()) ?? '';
}

async function middleOf(page: Page) {
  const { x, y, width, height } = await mapArea(page);
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

function lonLatOf(text: string): readonly [lon: number, lat: number] {
  const [, lat, lon] = /([\d.]+)° N ([\d.]+)° E/.exec(text) ?? [];
  return [Number(lon), Number(lat)];
}

test('8-bit colours are shown as they are, and nodata as nothing', async ({ page, appUrl }) => {
  // 75 by 53 pixels at 1:1 and fitted: the samples that gdallocationinfo reads.
  await openFile(page, appUrl, tiffFile('rgb-tiled-deflate.tif'));
  await page.keyboard.press('Control+1');
  await settled(page);
  const check = async () => {
    const toScreen = await calibrate(page);
    await page.mouse.move(2, 2);
    const colourAt = await photograph(page);
    for (const { x, y, values } of probesOf('rgb-tiled-deflate.tif')) {
      const at = toScreen([x + 0.5, y + 0.5]);
      const [red, green, blue] = colourAt(at.x, at.y);
      expect([red, green, blue], `pixel ${x}, ${y}`).toEqual(values);
    }
  };
  await check();
  await page.keyboard.press('f');
  await settled(page);
  await check();
  // Alpha 0 in the first 20 columns lets the window's ground through.
  await dropFiles(page, [tiffFile('rgba-alpha.tif')]);
  await page.getByRole('option').nth(1).waitFor();
  await page.getByRole('option', { name: /rgba-alpha/ }).click();
  await settled(page);
  await page.keyboard.press('f');
  await settled(page);
  const toScreen = await calibrate(page);
  await page.mouse.move(2, 2);
  const colourAt = await photograph(page);
  const clear = toScreen([10, 26]);
  expect(colourAt(clear.x, clear.y)).toEqual([13, 13, 13, 255]);
  const solid = toScreen([40.5, 26.5]);
  // (x·3 + y·5 + band·60) mod 256 at column 40, row 26.
  expect(colourAt(solid.x, solid.y).slice(0, 3)).toEqual([250, 54, 114]);
});

test('16-bit pictures are stretched unasked: neither black nor burnt out', async ({
  page,
  appUrl,
}) => {
  await openFile(page, appUrl, demoFile('20231208_014412_63_2489_3B_AnalyticMS.tif'));
  await page.waitForTimeout(1500);
  const toScreen = await calibrate(page);
  await page.mouse.move(2, 2);
  const colourAt = await photograph(page);
  const [from, to] = [toScreen([20, 20]), toScreen([1516, 1388])];
  let [count, burnt, black, sum] = [0, 0, 0, 0];
  for (let y = from.y; y < to.y; y += 2) {
    for (let x = from.x; x < to.x; x += 2) {
      const colour = colourAt(x, y).slice(0, 3);
      count += 3;
      burnt += colour.filter((value) => value === 255).length;
      black += colour.filter((value) => value === 0).length;
      sum += colour.reduce((total, value) => total + value, 0);
    }
  }
  const share = (burnt + black) / count;
  console.log(`16 bits: burnt ${burnt / count}, black ${black / count}, mean ${sum / count}`);
  expect(share).toBeGreaterThan(0.001);
  expect(share).toBeLessThan(0.03);
  expect(sum / count).toBeGreaterThan(60);
  expect(sum / count).toBeLessThan(200);
});

test('the read-out says place, grid reference, pixel and samples as GDAL and PROJ do', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl, [UTM, DEGREES, MERCATOR]);
  for (const file of [UTM, DEGREES, MERCATOR] as const) {
    await showFrame(page, file);
    await page.keyboard.press('f');
    await settled(page);
    const toScreen = await calibrate(page);
    const { probes } = placeOf(file);
    for (const { pixel, samples, lon_lat: lonLat } of probes.slice(1)) {
      const text = await readout(page, toScreen(pixel));
      expect(metresApart(lonLatOf(text), lonLat), text).toBeLessThan(1);
      const [r, g, b] = samples;
      expect(text.replaceAll(/\s+/g, ' ')).toContain(`R ${r}G ${g}B ${b}`);
      if (file !== UTM) continue;
      // The picture's own grid is UTM 52: 606800 m east and 4676600 m north at its corner, and the
      // square of 100 km there is FM.
      const [, east, north] = /52T FM (\d{5}) (\d{5})/.exec(text) ?? [];
      expect(Math.abs(Number(east) - (6800 + pixel[0] / 2)), text).toBeLessThanOrEqual(1);
      expect(Math.abs(Number(north) - (76600 - pixel[1] / 2)), text).toBeLessThanOrEqual(1);
    }
  }
});

test('fit, 1:1, turning and north up', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  const { x, y, width, height } = await mapArea(page);
  const scaleNow = async () => {
    const toScreen = await calibrate(page);
    const [a, b] = [toScreen([0, 0]), toScreen([100, 0])];
    return {
      a,
      scale: Math.hypot(b.x - a.x, b.y - a.y) / 100,
      turn: Math.atan2(b.y - a.y, b.x - a.x),
    };
  };
  await pressKeys(page, '+', '+', '+', 'f');
  await settled(page);
  const toScreen = await calibrate(page);
  const [first, last] = [toScreen([0, 0]), toScreen([480, 360])];
  expect(first.x).toBeGreaterThanOrEqual(x - 1);
  expect(first.y).toBeGreaterThanOrEqual(y - 1);
  expect(last.x).toBeLessThanOrEqual(x + width + 1);
  expect(last.y).toBeLessThanOrEqual(y + height + 1);
  const fill = Math.max((last.x - first.x) / width, (last.y - first.y) / height);
  expect(fill).toBeGreaterThan(0.8);
  await page.keyboard.press('x');
  await settled(page);
  expect((await scaleNow()).scale).toBeCloseTo(1, 2);
  await page.getByText('Zoom 100 %').waitFor();
  await pressKeys(page, 'Control+]', 'Control+]');
  await settled(page);
  expect((await scaleNow()).turn).toBeCloseTo((10 * Math.PI) / 180, 2);
  // North up: the grid of UTM 52 leans by its convergence, 0.869° here (atan(tan(1.2958°) · sin(42.23°))).
  await page.keyboard.press('n');
  await settled(page);
  expect((await scaleNow()).turn).toBeCloseTo((0.871 * Math.PI) / 180, 2);
  await page.keyboard.press('Shift+N');
  await settled(page);
  expect((await scaleNow()).turn).toBeCloseTo(0, 3);
  // By the hand: Shift, Alt and a drag turn; the wheel zooms about the pointer.
  const before = await scaleNow();
  const at = { x: x + width / 4, y: y + height / 3 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, -240);
  await settled(page);
  const after = await scaleNow();
  expect(after.scale).toBeGreaterThan(before.scale * 1.2);
  const stays = (view: typeof before) => (at.x - view.a.x) / view.scale;
  expect(Math.abs(stays(after) - stays(before))).toBeLessThan(1.5);
});

test('stepping through the dates keeps the place on the ground, which is told of a pointer at rest', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl, [UTM, DEGREES, MERCATOR]);
  await page.getByRole('application').focus();
  await pressKeys(page, 'f', '+', '+');
  await settled(page);
  const middle = await middleOf(page);
  const { x, y } = middle;
  // Away from the middle of the picture, so that a fit would show.
  await page.keyboard.press('h');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 120, y + 60, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press('v');
  const start = lonLatOf(await readout(page, middle));
  for (const [key, file] of [
    ['.', DEGREES],
    ['PageDown', MERCATOR],
    [',', DEGREES],
    ['PageUp', UTM],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByRole('option', { name: DAY[file], selected: true }).waitFor();
    await settled(page);
    const resting = await readoutAtRest(page);
    const moved = await readout(page, middle);
    expect(resting).toBe(moved);
    const here = lonLatOf(moved);
    // A pixel is half a metre; the read-out's five decimals are up to 0.7 m of it.
    expect(metresApart(here, start), file).toBeLessThan(1.2);
  }
});

test('the scale bar is as long as it says', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl, [UTM, DEGREES, MERCATOR]);
  for (const file of [UTM, DEGREES, MERCATOR] as const) {
    await showFrame(page, file);
    await page.keyboard.press('f');
    await settled(page);
    const { size, middle_row_m: row } = placeOf(file);
    const toScreen = await calibrate(page);
    const [west, east] = [toScreen([0, size[1] / 2]), toScreen([size[0], size[1] / 2])];
    const metresPerPixel = row / Math.hypot(east.x - west.x, east.y - west.y);
    const bar = page.locator('.qm-scale-bar');
    const [, length] = /(\d+) m/.exec((await bar.textContent()) ?? '') ?? [];
    const box = await bar.locator('.qm-scale-bar-line').boundingBox();
    expect(Math.abs(((box?.width ?? 0) * metresPerPixel) / Number(length) - 1), file).toBeLessThan(
      0.01,
    );
  }
});
