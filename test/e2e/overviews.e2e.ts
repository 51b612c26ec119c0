/** A large file in strips without overviews: looked at at once, its overviews made in the background. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { type Field, geoKeys, writeTiff } from '../unit/raster/support';
import { chooseFiles, dropFiles, openApp, waitSaved } from './support/app';
import { folderOf } from './support/made-files';
import { test } from './support/test';

const SIDE = 6000;
const MAKING = /Making overviews of strips\.tif/;

/** An uncompressed grey TIFF in strips of one row: lines at a slant. */
async function stripedFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quaymark-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'strips.tif');
  const fields = [
    [256, 4, 1, SIDE],
    [257, 4, 1, SIDE],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, SIDE, 0],
    [277, 3, 1, 1],
    [278, 4, 1, 1],
    [279, 4, SIDE, 0],
  ] as const;
  const arrays = 8 + 2 + fields.length * 12 + 4;
  const pixels = arrays + SIDE * 8;
  const head = Buffer.alloc(pixels);
  head.write('II*\0\x08', 'latin1');
  head.writeUInt16LE(fields.length, 8);
  for (const [i, [tag, type, count, value]] of fields.entries()) {
    const at = 10 + i * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    const place = tag === 273 ? arrays : tag === 279 ? arrays + SIDE * 4 : value;
    if (type === 3) head.writeUInt16LE(value, at + 8);
    else head.writeUInt32LE(place, at + 8);
  }
  for (let y = 0; y < SIDE; y++) {
    head.writeUInt32LE(pixels + y * SIDE, arrays + y * 4);
    head.writeUInt32LE(SIDE, arrays + (SIDE + y) * 4);
  }
  const file = await open(path, 'w');
  await file.write(head);
  for (let y = 0; y < SIDE; y += 100) {
    await file.write(Uint8Array.from({ length: SIDE * 100 }, (_, i) => (i * 7 + y) % 251));
  }
  await file.close();
  return path;
}

/** The journals of overviews that the browser keeps, each as text. */
function journals(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    type Entries = { entries(): AsyncIterable<[string, FileSystemFileHandle]> };
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('overviews', { create: true });
    const texts: string[] = [];
    for await (const [name, handle] of (folder as unknown as Entries).entries()) {
      if (name.endsWith('.journal')) texts.push(await (await handle.getFile()).text());
    }
    return texts;
  });
}

const isComplete = (journal: string | undefined) => journal?.endsWith('{"complete":true}\n');

/**
 * Cancels the making of overviews in the moment it is shown: on a fast machine it is over before the driver has
 * found the button.
 */
function cancelAtOnce(page: Page): Promise<void> {
  return page.evaluate(() => {
    const isCancel = ({ ariaLabel, textContent }: Element) =>
      /^Cancel(: Making overviews|$)/.test(ariaLabel ?? textContent ?? '');
    new MutationObserver((_, watch) => {
      if (!document.body.textContent?.includes('Making overviews of strips.tif')) return;
      const button = [...document.querySelectorAll('button')].find(isCancel);
      if (!button) return;
      watch.disconnect();
      document.body.dataset.cancelled = 'true';
      button.click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

async function openStrips(
  page: Page,
  appUrl: string,
  ready: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  const path = await stripedFile();
  await openApp(page, appUrl);
  await ready(page);
  const choose = page.getByRole('button', { name: /Choose files/ });
  await chooseFiles(page, [path], () => choose.click());
  await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
}

test('overviews are made once, go on after a reload, and are used', async ({ page, appUrl }) => {
  await openStrips(page, appUrl);
  await waitSaved(page);
  await expect
    .poll(async () => (await journals(page))[0]?.split('\n').length ?? 0, {
      timeout: 30_000,
      interval: 10,
    })
    .toBeGreaterThan(2);
  const linesOf = async () => (await journals(page))[0]?.split('\n').length ?? 0;
  const before = await linesOf();
  await page.reload();
  // Begun anew, the journal would be cut to its first line.
  let fewest = before;
  await expect
    .poll(
      async () => {
        fewest = Math.min(fewest, await linesOf());
        return isComplete((await journals(page))[0]);
      },
      { timeout: 60_000, interval: 10 },
    )
    .toBe(true);
  expect(fewest).toBe(before);
  await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
  const [journal = ''] = await journals(page);
  const steps = journal.trim().split('\n').slice(1, -1);
  const rows = steps.map((line) => (JSON.parse(line) as { rows: number }).rows);
  // Every row once: what was done before the reload was not done again.
  expect(rows).toEqual(rows.map((_, i) => i + 1));
  await expect.poll(() => page.getByText(MAKING).count()).toBe(0);
  await page.locator('[data-picture="whole"]').waitFor();

  // Opened once more there is nothing left to make, and what is there is used.
  await page.reload();
  await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
  expect(await page.getByText(MAKING).count()).toBe(0);
  expect(await journals(page)).toEqual([journal]);
}, 120_000);

test('their making can be cancelled', async ({ page, appUrl }) => {
  await openStrips(page, appUrl, cancelAtOnce);
  await page.locator('body[data-cancelled]').waitFor({ timeout: 30_000 });
  await expect.poll(() => page.getByText(MAKING).count()).toBe(0);
  expect(isComplete((await journals(page))[0])).not.toBe(true);
}, 60_000);

/** Its first pixel `right` pixels east of the whole's corner, 1 m each. */
function tileOfPort(right: number): Uint8Array {
  const fields: readonly Field[] = [
    [33550, 12, [1, 1, 0]],
    [33922, 12, [0, 0, 0, 442000 + right, 4676000, 0]],
    geoKeys(32652),
  ];
  const [width, height] = [1201, 2300];
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i * 7) % 251);
  return writeTiff({ width, height, data, fields });
}

test('tiles of one picture get overviews together, which are used from then on', async ({
  page,
  appUrl,
}) => {
  const names = ['port_2023-10-12_R1C1.tif', 'port_2023-10-12_R1C2.tif'];
  const path = await folderOf({
    [names[0] ?? '']: tileOfPort(0),
    [names[1] ?? '']: tileOfPort(1201),
  });
  await openApp(page, appUrl);
  await dropFiles(page, names.map(path));
  await page.getByRole('dialog').getByRole('button', { name: 'Open as one frame' }).click();
  await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
  await waitSaved(page);
  await expect
    .poll(async () => isComplete((await journals(page))[0]), { timeout: 40_000 })
    .toBe(true);
  const made = await journals(page);
  expect(made).toHaveLength(1);
  expect(JSON.parse(made[0]?.split('\n')[0] ?? '')).toMatchObject({ width: 2402, height: 2300 });
  await page.reload();
  await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
  expect(await page.getByText(/Making overviews/).count()).toBe(0);
  expect(await journals(page)).toEqual(made);
}, 120_000);
