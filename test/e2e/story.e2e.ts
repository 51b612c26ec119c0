/** The main job as a user does it: files in, boxes drawn and described, kept, taken back, handed over. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { dropFiles, openApp, pressKeys, readDownload, waitSaved } from './support/app';
import { DECEMBER, demoFile, SEPTEMBER, type TruthObject, truthOf } from './support/demo';
import type { PixelPoint } from './support/map-view';
import { projAt } from './support/proj-grid';
import { test } from './support/test';
import { drawTruth } from './support/truth-boxes';

const apart = (a: PixelPoint, b: PixelPoint) => Math.hypot(a[0] - b[0], a[1] - b[1]);

type Feature = {
  readonly geometry: { readonly type: string; readonly coordinates: [number, number][][] };
  readonly properties: Record<string, unknown> & { readonly pixel_corners: PixelPoint[] };
};

async function exportProject(page: Page): Promise<{ text: string; features: Feature[] }> {
  await pressKeys(page, 'Control+e');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Export \d/ }).waitFor();
  const { bytes } = await readDownload(page, () => pressKeys(page, 'Control+Enter'));
  const text = bytes.toString('utf8');
  if (await dialog.isVisible()) await pressKeys(page, 'Escape');
  return { text, features: JSON.parse(text).features };
}

function expectCorners(feature: Feature, { corners }: TruthObject): void {
  const off = feature.properties.pixel_corners.map((corner, i) =>
    apart(corner, corners[i] ?? [0, 0]),
  );
  expect(Math.max(...off), `corners off by ${off.map((d) => d.toFixed(2))} px`).toBeLessThan(1);
}

/** Every position of the file against PROJ's reading of the same pixel, in metres on the ground. */
function expectPlaces(feature: Feature): void {
  const ring = feature.geometry.coordinates[0] ?? [];
  expect(ring).toHaveLength(5);
  for (const pixel of feature.properties.pixel_corners) {
    const [lon, lat] = projAt(SEPTEMBER, pixel);
    const off = ring.map(([x, y]) =>
      Math.hypot((x - lon) * 111320 * Math.cos((lat * Math.PI) / 180), (y - lat) * 111132),
    );
    expect(Math.min(...off)).toBeLessThan(0.01);
  }
}

test('files in, a ship and a container boxed and described, kept, undone, redone and exported', async ({
  page,
  appUrl,
}) => {
  const truth = await truthOf(SEPTEMBER);
  const ship = truth.objects.find(({ name }) => name === 'Maia');
  const container = truth.containers[0];
  if (!ship || !container) throw new Error('the truth names no ship or container');

  await openApp(page, appUrl);
  await dropFiles(page, [demoFile(SEPTEMBER), demoFile(DECEMBER)]);
  await page.getByRole('option', { name: /12 Sep/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('option', { name: /5 Dec/ }).waitFor({ timeout: 60_000 });
  await waitSaved(page);
  await page.getByRole('option', { name: /12 Sep/ }).click();

  await drawTruth(page, ship, 2);
  await drawTruth(page, container, 8);
  // The container is still selected: its class by its key, then the ship by the key for "previous".
  await pressKeys(page, '9', ';', '1', 'Enter');
  await describeByKeyboard(page);
  await waitSaved(page);

  await page.reload();
  await page
    .getByRole('treeitem', { name: /cargo ship/i })
    .first()
    .waitFor();
  await waitSaved(page);
  await page.getByRole('application').focus();
  const before = await exportProject(page);
  await pressKeys(page, 'Control+z', 'Control+z');
  await waitSaved(page);
  expect((await exportProject(page)).text).not.toContain('laden');
  await pressKeys(page, 'Control+Shift+Z', 'Control+Shift+Z');
  await waitSaved(page);
  const { features } = await exportProject(page);
  expect(features).toEqual(before.features);

  const drawn = (name: string) => {
    const feature = features.find(({ properties }) => properties.class === name);
    if (!feature) throw new Error(`no ${name} in the export`);
    return feature;
  };
  expectCorners(drawn('cargo ship'), ship);
  expectCorners(drawn('container'), container);
  for (const feature of features) expectPlaces(feature);
  const { properties } = drawn('cargo ship');
  expect(properties).toMatchObject({
    activity: 'alongside',
    freeboard: 'laden',
    acquired_at: truth.acquired_at,
    acquired_precision: 'instant',
    image_file: SEPTEMBER,
  });
  expect(Math.abs(Number(properties.length_m) - ship.length_m)).toBeLessThan(0.8);
  expect(Math.abs(Number(properties.width_m) - ship.beam_m)).toBeLessThan(0.8);
  expect(Math.abs(Number(properties.heading_deg) - ship.heading_deg)).toBeLessThan(0.5);
});

/** Fills the inspector without the mouse: activity by its number, freeboard by its number. */
async function describeByKeyboard(page: Page): Promise<void> {
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('group', { name: 'Activity' }).waitFor();
  await focusField(page, 'Activity');
  await pressKeys(page, '1');
  await focusField(page, 'Freeboard');
  await pressKeys(page, '1');
  await pressKeys(page, 'Escape');
}

/** Presses Tab until the focus is in the field of this name. */
async function focusField(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    const inside = await page.evaluate(
      (wanted) =>
        document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent ===
        wanted,
      name,
    );
    if (inside) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not come to the field "${name}".`);
}
