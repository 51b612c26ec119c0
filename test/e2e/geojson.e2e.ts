/** GeoJSON out and in: our own file value for value, and anybody else's by the import dialog. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { chooseFiles, dropFiles, openApp, pressKeys, waitSaved } from './support/app';
import { newContext, watchProblems } from './support/browser';
import {
  DEGREES,
  drawUpright,
  type Exported,
  exportBoxes,
  metresApart,
  openPlaces,
  placeFile,
  placeOf,
  type StoredBox,
  showFrame,
  storedBoxes,
  table,
  UTM,
} from './support/desk';
import { readStored } from './support/stored';
import { test } from './support/test';

let files = 0;
async function temporary(text: string): Promise<string> {
  files += 1;
  const path = join(tmpdir(), `quaymark-${process.pid}-${files}.geojson`);
  await writeFile(path, text);
  return path;
}

/** Two boxes on the first frame, described, and one on the second. */
async function makeProject(page: Page, url: string): Promise<void> {
  await openPlaces(page, url, [UTM, DEGREES]);
  await drawUpright(page, [60, 60], [140, 80]);
  await pressKeys(page, 'Escape', '9');
  await drawUpright(page, [200, 120], [230, 150]);
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('textbox', { name: 'Berth' }).fill('Причал 3, "north"');
  await inspector.getByRole('textbox', { name: 'Notes' }).fill('Two\nlines');
  await inspector.getByRole('textbox', { name: 'Containers, best' }).fill('46');
  await page.getByRole('application').focus();
  await pressKeys(page, ']', ']', ']', 'Escape', '1');
  await showFrame(page, DEGREES);
  await page.getByRole('application').focus();
  await drawUpright(page, [300, 200], [400, 230]);
  await waitSaved(page);
}

/** Twice the signed area: positive where the ring runs anticlockwise, as RFC 7946 wants it. */
function turning(ring: readonly (readonly [number, number])[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => {
    const [px, py] = ring[i] ?? [0, 0];
    return sum + px * y - x * py;
  }, 0);
}

async function importFile(page: Page, path: string): Promise<void> {
  await page.getByRole('application').focus();
  await chooseFiles(page, [path], () => page.keyboard.press('Control+i'));
}

test('selection, frame, site and project go out as RFC 7946 has it', async ({ page, appUrl }) => {
  await makeProject(page, appUrl);
  const counts = {
    Selection: 1,
    'This frame': 1,
    'Whole project': 3,
  };
  for (const [scope, count] of Object.entries(counts)) {
    const { features } = await exportBoxes(page, scope);
    expect(features, scope).toHaveLength(count);
  }
  await showFrame(page, UTM);
  await page.getByRole('application').focus();
  expect((await exportBoxes(page, 'This frame')).features).toHaveLength(2);
  const [site] = await table<{ name: string }>(page, 'sites');
  const whole = await exportBoxes(page, site?.name);
  expect(whole.quaymark.scope).toBe('site');
  expect(whole.features).toHaveLength(3);
  expect(whole.fileName).toMatch(/\.geojson$/);
  const file = JSON.parse(whole.text);
  expect(file.type).toBe('FeatureCollection');
  expect(file).not.toHaveProperty('crs');
  expect(whole.text).not.toContain('"crs":{');
  for (const { geometry, properties } of whole.features) {
    expect(geometry.type).toBe('Polygon');
    const ring = geometry.coordinates[0] ?? [];
    expect(ring).toHaveLength(5);
    expect(ring[0]).toEqual(ring[4]);
    expect(turning(ring)).toBeGreaterThan(0);
    for (const number of ring.flat()) expect(Number(number.toFixed(7))).toBe(number);
    for (const key of [
      'id',
      'class',
      'frame_id',
      'frame_title',
      'acquired_at',
      'acquired_precision',
      'image_file',
      'image_sha256',
      'length_m',
      'width_m',
      'heading_deg',
      'center_lon',
      'center_lat',
      'pixel_corners',
      'activity',
      'containers_min',
      'containers_best',
      'containers_max',
      'author',
      'created_at',
      'updated_at',
    ]) {
      expect(properties).toHaveProperty(key);
    }
    const nested = Object.entries(properties).filter(
      ([key, value]) => typeof value === 'object' && value !== null && key !== 'pixel_corners',
    );
    expect(nested).toEqual([]);
  }
  expect(file.quaymark).toMatchObject({ format_version: 6 });
  expect(file.quaymark.frames).toHaveLength(2);
});

test('the exported file imported gives the same project, value for value', async ({
  page,
  appUrl,
}) => {
  await makeProject(page, appUrl);
  const exported = await exportBoxes(page, 'Whole project');
  await importFile(page, await temporary(exported.text));
  const dialog = page.getByRole('dialog', { name: 'Import a Quaymark file' });
  await dialog.getByText('3 boxes on 2 frames').waitFor();
  await dialog.getByRole('radio', { name: 'As a new project' }).check();
  await dialog.getByRole('button', { name: 'Open as a new project' }).click();
  await page.getByRole('heading', { name: 'Boxes2' }).waitFor();
  // Ids are new, for two projects cannot share a record; all else is the same.
  const again = await exportBoxes(page, 'Whole project');
  const plain = ({ text }: Exported) => {
    const { quaymark, features, ...rest } = JSON.parse(text);
    const by = (key: string) => (a: Record<string, string>, b: Record<string, string>) =>
      String(a[key]).localeCompare(String(b[key]));
    quaymark.classes.sort(by('name'));
    quaymark.frames.sort(by('title'));
    quaymark.exported_at = '';
    const names: Record<string, string> = {};
    const sorted = JSON.stringify({ ...rest, quaymark, features });
    return JSON.parse(
      sorted.replace(/\b[a-z]+_[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
        names[id] ??= `id ${Object.keys(names).length}`;
        return names[id];
      }),
    );
  };
  expect(plain(again)).toEqual(plain(exported));
  // The pictures are found by their hash: nothing is missing.
  expect(await page.getByText(/Re-link/).count()).toBe(0);
});

for (const together of [true, false]) {
  test(`in another browser pictures given ${together ? 'with' : 'after'} the file are found by their bytes`, async ({
    page,
    browser,
    appUrl,
  }) => {
    await makeProject(page, appUrl);
    const exported = await temporary((await exportBoxes(page, 'Whole project')).text);
    const context = await newContext(browser);
    const problems = watchProblems(context);
    const other = await context.newPage();
    await openApp(other, appUrl);
    const pictures = [placeFile(UTM), placeFile(DEGREES)];
    await dropFiles(other, together ? [...pictures, exported] : [exported]);
    if (!together) {
      await other.getByRole('button', { name: 'Re-link', exact: true }).waitFor();
      await expect.poll(() => other.getByText('Imagery missing').count()).toBe(2);
      await dropFiles(other, pictures);
    }
    await other
      .getByText(/^The imagery of its frame is linked again.* That holds for 2 files/)
      .waitFor();
    await waitSaved(other);
    expect(await other.getByText(/Re-link/).count()).toBe(0);
    await expect.poll(() => other.getByText('Imagery missing').count()).toBe(0);
    const { frames, boxes } = await readStored(other);
    expect(frames.map(({ file }) => (file as { kept: string }).kept)).toEqual(['handle', 'handle']);
    expect(boxes).toHaveLength(3);
    expect(problems.unexpected()).toEqual([]);
    await context.close();
  });
}

test('in another browser the pictures are missing, say so, and are linked again by their hash', async ({
  page,
  browser,
  appUrl,
}) => {
  await makeProject(page, appUrl);
  const exported = await exportBoxes(page, 'Whole project');
  const before = await storedBoxes(page);
  const context = await newContext(browser);
  const problems = watchProblems(context);
  const other = await context.newPage();
  await openApp(other, appUrl);
  await dropFiles(other, [await temporary(exported.text)]);
  await other.getByRole('button', { name: 'Re-link', exact: true }).waitFor();
  await waitSaved(other);
  const values = (boxes: StoredBox[]) =>
    boxes.map(({ number, geometry, attributes, bowKnown }) => ({
      number,
      geometry,
      attributes,
      bowKnown,
    }));
  expect(values(await storedBoxes(other))).toEqual(values(before));
  // Another picture is not taken for it.
  await chooseFiles(other, [placeFile(DEGREES)], () =>
    other.getByRole('button', { name: 'Re-link', exact: true }).click(),
  );
  await other.getByText(/is not the file of .*its bytes differ/).waitFor();
  await chooseFiles(other, [placeFile(UTM)], () =>
    other.getByRole('button', { name: 'Re-link', exact: true }).click(),
  );
  await other.getByText(/is linked again: same bytes/).waitFor();
  await other.getByRole('button', { name: 'Re-link', exact: true }).waitFor({ state: 'hidden' });
  expect(problems.unexpected()).toEqual([]);
  await context.close();
});

/** Longitude and latitude of a pixel of the UTM picture: the plane through three of PROJ's readings. */
function lonLatAt(x: number, y: number): [lon: number, lat: number] {
  const [o, a, , b] = placeOf(UTM).probes;
  if (!o || !a || !b) throw new Error('The place has too few probes.');
  const [ax, ay] = [a.pixel[0] - o.pixel[0], a.pixel[1] - o.pixel[1]];
  const [bx, by] = [b.pixel[0] - o.pixel[0], b.pixel[1] - o.pixel[1]];
  const [dx, dy] = [x - o.pixel[0], y - o.pixel[1]];
  const s = (dx * by - dy * bx) / (ax * by - ay * bx);
  const t = (ax * dy - ay * dx) / (ax * by - ay * bx);
  const along = (axis: 0 | 1) =>
    o.lon_lat[axis] +
    s * (a.lon_lat[axis] - o.lon_lat[axis]) +
    t * (b.lon_lat[axis] - o.lon_lat[axis]);
  return [along(0), along(1)];
}

/** A ring around a pixel of the UTM picture, of half sides in pixels, turned by degrees. */
function ringAt(x: number, y: number, along: number, across: number, degrees: number) {
  const turn = (degrees * Math.PI) / 180;
  const ring = [
    [-along, -across],
    [along, -across],
    [along, across],
    [-along, across],
    [-along, -across],
  ].map(([a = 0, b = 0]) => {
    const px = x + a * Math.cos(turn) - b * Math.sin(turn);
    const py = y + a * Math.sin(turn) + b * Math.cos(turn);
    return lonLatAt(px, py);
  });
  return ring;
}

test('outlines of others: properties to fields, outlines to frames, all taken back by one undo', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [60, 60], [140, 80]);
  const before = await storedBoxes(page);
  const skew = ringAt(320, 200, 40, 12, 20);
  skew[1] = lonLatAt(345, 205);
  const feature = (geometry: unknown, properties: unknown) => ({
    type: 'Feature',
    geometry,
    properties,
  });
  const polygon = (ring: [number, number][]) => ({ type: 'Polygon', coordinates: [ring] });
  const foreign = {
    type: 'FeatureCollection',
    features: [
      feature(polygon(ringAt(200, 120, 40, 10, 0)), { kind: 'tanker', remark: 'first', teu: 12 }),
      feature(polygon(ringAt(240, 220, 30, 8, 35)), { kind: 'floating crane', remark: '', teu: 0 }),
      feature(polygon(skew), { kind: 'tanker', remark: 'skewed', teu: 3 }),
      feature({ type: 'Point', coordinates: [130.2955, 42.2335] }, { kind: 'buoy' }),
      feature(polygon(ringAt(9000, 9000, 40, 10, 0)), { kind: 'tanker' }),
    ],
  };
  await importFile(page, await temporary(JSON.stringify(foreign)));
  const dialog = page.getByRole('dialog', { name: 'Import outlines' });
  await dialog.getByRole('combobox', { name: 'Use of kind' }).selectOption('class');
  await dialog.getByRole('combobox', { name: 'Use of remark' }).selectOption('notes');
  await dialog.getByRole('combobox', { name: 'Use of teu' }).selectOption('containers_best');
  const report = dialog.getByRole('region', { name: 'What will happen' });
  await report.getByText('3 boxes from 5 features').waitFor();
  await report.getByText(/New classes: floating crane/).waitFor();
  await report.getByText(/1 (is|are) no rectangle/).waitFor();
  await report.getByText(/2 left out/).waitFor();
  await report.getByText(/outside of/).waitFor();
  await report.getByText(/point/i).waitFor();
  await dialog.getByRole('button', { name: 'Import 3 boxes' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const after = await storedBoxes(page);
  expect(after).toHaveLength(4);
  const { features } = await exportBoxes(page, 'Whole project');
  const imported = features.slice(1).map(({ properties }) => properties);
  expect(imported.map((p) => [p.class, p.notes, p.containers_best])).toEqual([
    ['tanker', 'first', 12],
    ['floating crane', '', 0],
    ['tanker', 'skewed', 3],
  ]);
  // The upright outline of 80 by 20 pixels lies where it was drawn.
  const centre = lonLatAt(200, 120);
  const at = [Number(imported[0]?.center_lon), Number(imported[0]?.center_lat)] as const;
  expect(metresApart(at, centre)).toBeLessThan(0.05);
  expect(Math.abs(Number(imported[0]?.length_m) - 40)).toBeLessThan(0.5);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  expect(await storedBoxes(page)).toEqual(before);
  const classes = await table<{ name: string }>(page, 'classes');
  expect(classes.map(({ name }) => name)).not.toContain('floating crane');
});

test('a GeoJSON of points alone, or none at all, leaves the project as it was and says why', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  const points = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'Point', coordinates: [130.29, 42.23] },
      },
    ],
  };
  await importFile(page, await temporary(JSON.stringify(points)));
  await page
    .getByText(/quaymark-\d+-\d+\.geojson.*(outline|polygon)/i)
    .first()
    .waitFor();
  await pressKeys(page, 'Escape');
  await importFile(page, await temporary('{"type":"FeatureCollection","features":['));
  await page
    .getByText(/quaymark-\d+-\d+\.geojson.*(JSON|cut short|complete)/i)
    .first()
    .waitFor();
  expect(await storedBoxes(page)).toEqual([]);
});
