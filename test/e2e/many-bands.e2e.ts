/** Any band of a picture of many can be shown, and the values of all of them are read under the pointer. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { writeTiff } from '../unit/raster/support';
import { drag, pressKeys, screenshot, waitSaved } from './support/app';
import { rowsOf } from './support/csv';
import { table } from './support/desk';
import type { PixelPoint } from './support/map-view';
import { openPicture, panel, seen } from './support/picture-view';
import { test } from './support/test';

const BANDS = 12;
const SIDE = 256;
/** As gdal_translate writes <Offset>-0.1 and <Scale>0.0001 of one band of a VRT. */
const METADATA = `<GDALMetadata>
  <Item name="OFFSET" sample="9" role="offset">-0.100000000000000006</Item>
  <Item name="SCALE" sample="9" role="scale">0.000100000000000000005</Item>
</GDALMetadata>
`;

/** Left and right halves of each band. */
const halves = (band: number) => [100 + 300 * band, 4000 - 200 * band] as const;

function twelve(): string {
  const data = new Uint16Array(SIDE * SIDE * BANDS);
  for (let i = 0; i < SIDE * SIDE; i += 1) {
    const side = i % SIDE < SIDE / 2 ? 0 : 1;
    for (let band = 0; band < BANDS; band += 1) data[i * BANDS + band] = halves(band)[side];
  }
  const path = join(mkdtempSync(join(tmpdir(), 'many-bands-')), 'twelve.tif');
  const bits = Array.from({ length: BANDS }, () => 16);
  const fields = [
    [258, 3, bits],
    [262, 3, [1]],
    [42112, 2, METADATA],
  ] as const;
  const plain = { width: SIDE, height: SIDE, samples: BANDS, fields };
  writeFileSync(path, writeTiff({ ...plain, data: new Uint8Array(data.buffer) }));
  return path;
}

type Stored = { readonly stretch: { bands: number[]; lo: number[]; hi: number[]; gamma: number } };

describe('many bands', () => {
  test('each can be shown, and is taken back', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, twelve());
    const stored = async () => {
      await waitSaved(page);
      const [frame] = await table<Stored>(page, 'frames');
      if (!frame) throw new Error('No frame is stored.');
      return frame.stretch;
    };
    const places: PixelPoint[] = [
      [SIDE / 4, SIDE / 2],
      [(3 * SIDE) / 4, SIDE / 2],
    ];
    await pressKeys(page, 'd');
    await panel(page).getByRole('radio', { name: 'Grey', exact: true }).click();
    await expect.poll(async () => (await stored()).bands).toEqual([7]);
    for (const band of [11, 0, 9]) {
      await panel(page)
        .getByLabel('Band', { exact: true })
        .selectOption({ value: String(band) });
      await expect.poll(async () => (await stored()).bands).toEqual([band]);
      await panel(page).getByRole('button', { name: 'As is' }).click();
      await expect.poll(async () => (await stored()).lo).toEqual([0]);
      const { hi, gamma } = await stored();
      const colours = await seen(page, toScreen, places);
      for (const [side, [red, green, blue]] of colours.entries()) {
        const wanted = 255 * ((halves(band)[side] ?? 0) / (hi[0] ?? 1)) ** (1 / gamma);
        for (const part of [red, green, blue]) {
          expect(
            Math.abs(part - wanted),
            `band ${band}: ${part} for ${wanted}`,
          ).toBeLessThanOrEqual(2);
        }
      }
    }
    for (let i = 0; i < 2; i += 1) await pressKeys(page, 'Control+z');
    await expect.poll(async () => (await stored()).bands).toEqual([0]);
  });

  test('all are read under the pointer, as stored and scaled', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, twelve());
    await pressKeys(page, 'd');
    const { x, y } = toScreen([SIDE / 4, SIDE / 2]);
    await page.mouse.move(x, y);
    const rows = panel(page).getByRole('table').getByRole('row');
    await expect.poll(() => rows.count()).toBe(BANDS);
    await expect.poll(() => rows.nth(11).textContent()).toMatch(/3\s?400/);
    for (let band = 0; band < BANDS; band += 1) {
      const [stored] = await rows.nth(band).getByRole('cell').allTextContents();
      expect(Number(stored?.replace(/\D/g, ''))).toBe(halves(band)[0]);
    }
    // 2800 · 0.0001 − 0.1
    expect(await rows.nth(9).getByRole('cell').last().textContent()).toBe('0.18');
  });

  test('along a line, those that are read are named, and it is said that they are not all', async ({
    page,
    appUrl,
  }) => {
    const toScreen = await openPicture(page, appUrl, twelve());
    await pressKeys(page, 'p');
    await drag(page, toScreen([40, 100]), toScreen([200, 100]));
    const values = page.getByRole('complementary', { name: 'Values' });
    await values.getByText(`of ${BANDS} bands`).waitFor();
    await screenshot(page, 'values-of-some-bands');
    const shown = (await values.getByRole('img').getAttribute('aria-label')) ?? '';
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await values.getByRole('button', { name: 'Copy as CSV' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('');
    const [row] = rowsOf(await page.evaluate(() => navigator.clipboard.readText()));
    const named = Object.keys(row ?? {}).filter((name) => name.startsWith('Band'));
    expect(named.length).toBeGreaterThan(0);
    expect(named.length).toBeLessThan(BANDS);
    expect(shown).toContain(`Values of ${named.join(', ')} over`);
    for (const name of named) await values.getByText(name, { exact: true }).waitFor();
    for (const name of named) {
      const [left] = halves(Number(name.replace('Band ', '')) - 1);
      expect(Number(row?.[name])).toBe(left);
    }
    expect(row?.bands_of_file).toBe(String(BANDS));
  });
});
