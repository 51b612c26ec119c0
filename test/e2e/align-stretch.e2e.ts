/** A picture that is stretched against its reference is laid with its stretch, and everything says so. */
import { expect } from 'vitest';
import { alignmentOf, greyPicture, openPair, showFrame } from './support/aligned';
import { axe, pressKeys, screenshot, waitSaved } from './support/app';
import { drawUpright, exportBoxes } from './support/desk';
import { temporaryFolder } from './support/made-files';
import { test } from './support/test';

/** Roofs of many sizes, sampled where a pixel of a picture that is wider by `wide` about its middle lies. */
async function roofs(folder: string, name: string, wide: number): Promise<string> {
  const side = 400;
  const data = new Uint8Array(side * side).fill(60);
  let state = 5;
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  for (let roof = 0; roof < 400; roof++) {
    const [left, top, level] = [next() * side, next() * side, 80 + 150 * next()];
    const [right, bottom] = [left + 5 + 25 * next(), top + 5 + 25 * next()];
    for (let y = Math.ceil(top); y < Math.min(side, bottom); y++) {
      for (let x = 0; x < side; x++) {
        const at = (x - side / 2) / wide + side / 2;
        if (at >= left && at < right) data[y * side + x] = level;
      }
    }
  }
  return greyPicture(folder, name, { width: side, height: side, data });
}

test('a picture that is stretched is laid with its stretch where that is asked for, and the record says so', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const names = ['plain-2023-10-12.tif', 'wide-2023-10-13.tif'] as const;
  const files = [await roofs(folder, names[0], 1), await roofs(folder, names[1], 1.04)];
  await openPair(page, appUrl, files);
  await showFrame(page, /13 Oct/);
  await pressKeys(page, 'a');
  const dialog = page.getByRole('dialog', { name: 'Align' });
  await dialog.getByRole('radio', { name: /stretch/ }).check({ force: true });
  await dialog.getByRole('button', { name: 'Align to the reference' }).click();
  await dialog
    .getByText(/without stretch \d\.\d\d; F test, p < 0\.001/)
    .first()
    .waitFor({ timeout: 60_000 });
  await dialog.getByText('Stretched', { exact: true }).waitFor();
  await page.waitForTimeout(300);
  await screenshot(page, 'align-stretched');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('radio', { name: 'Tie points' }).check({ force: true });
  await dialog.getByText(/Four points, well spread/).waitFor();
  await screenshot(page, 'align-stretched-points');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await waitSaved(page);
  const laid = await alignmentOf(page, /wide/);
  expect(laid).toMatchObject({ method: 'automatic', kind: 'affine' });
  // Laid narrower by 1.04 along its rows: longer across them than along them.
  expect(laid?.stretch?.ratio).toBeCloseTo(1.04, 2);
  expect(Math.abs(Math.cos(laid?.stretch?.axis ?? 0))).toBeLessThan(0.1);

  // A box of 100 by 50 pixels of 2 m: its width on the ground follows, its height stays, its pixels too.
  await drawUpright(page, [120, 120], [220, 170]);
  const [feature] = (await exportBoxes(page)).features;
  expect(feature?.properties.alignment_stretch).toBeCloseTo(1.04, 2);
  const lengths = [feature?.properties.length_m, feature?.properties.width_m].map(Number);
  expect(Math.max(...lengths)).toBeGreaterThan((200 / 1.04) * 0.985);
  expect(Math.max(...lengths)).toBeLessThan((200 / 1.04) * 1.015);
  expect(Math.min(...lengths)).toBeGreaterThan(98.5);
}, 180_000);
