/** Containers on a quay are counted on two dates; what left is told in words, what was not seen is no zero. */
import { expect } from 'vitest';
import { axe, openDemo, pressKeys, screenshot, waitSaved } from './support/app';
import { type TruthObject, truthOf } from './support/demo';
import { test } from './support/test';
import { drawTruth } from './support/truth-boxes';

const DATES = [
  { file: 'najin-september.tif', option: /12 Sep/, count: '50' },
  { file: 'najin-december-ortho.tif', option: /5 Dec/, count: '12' },
] as const;

test('a group of containers is followed before and after', {
  timeout: 120_000,
}, async ({ page, appUrl }) => {
  await openDemo(page, appUrl);
  for (const { file, option, count } of DATES) {
    const { objects } = await truthOf(file);
    const stack = objects.find((one: TruthObject) => one.class === 'container stack');
    if (!stack) throw new Error(`The truth of ${file} has no stack.`);
    await page.getByRole('option', { name: option }).click();
    await waitSaved(page);
    await drawTruth(page, stack, 2);
    await pressKeys(page, '8');
    await waitSaved(page);
    const inspector = page.getByRole('region', { name: 'Inspector' });
    await inspector.getByLabel('Containers, best').fill(count);
    await pressKeys(page, 'Enter');
    await waitSaved(page);
    await inspector.getByLabel('Group', { exact: true }).fill('Pier stacks');
    await pressKeys(page, 'Enter');
    await inspector.getByRole('button', { name: 'Show the log of Pier stacks' }).waitFor();
    await waitSaved(page);
  }
  await page.getByRole('button', { name: 'Show the log of Pier stacks' }).click();
  await page.getByRole('heading', { name: 'Pier stacks', level: 2 }).waitFor();
  const site = page.getByRole('region', { name: 'At Najin' });
  const rows = await site.getByRole('row').allTextContents();
  expect(rows.find((row) => row.includes('12 Sep'))).toContain('50');
  // Nobody has drawn anything on the October frame: that is not a count of none.
  expect(rows.find((row) => row.includes('9 Oct'))).toContain('not observed');
  await site.getByText('38 left between 12 Sep 2023 and 5 Dec 2023.').waitFor();
  // October is counted without a box; what is no count is told, and nothing typed is lost.
  await site.getByRole('button', { name: 'Count without a box on 9 Oct 2023' }).click();
  const form = page.getByRole('form', { name: 'Count of Pier stacks' });
  await form.getByLabel('At least').fill('30');
  await form.getByLabel('Best').fill('20');
  await form.getByRole('button', { name: 'Save the count' }).click();
  await form.getByRole('alert').waitFor();
  expect(await form.getByLabel('At least').inputValue()).toBe('30');
  await form.getByLabel('Best').fill('35');
  await form.getByLabel('At most').fill('40');
  await screenshot(page, 'groups-count');
  expect(await axe(page)).toEqual([]);
  await form.getByRole('button', { name: 'Save the count' }).click();
  await site.getByText('30–40, best 35').first().waitFor();
  await site.getByText('10–20, best 15 left between 12 Sep 2023 and 9 Oct 2023.').waitFor();
  await waitSaved(page);
  // A count that is on record is seen before another takes its place.
  await page.getByRole('button', { name: 'Count without a box', exact: true }).click();
  const october = form.getByLabel('Date').locator('option', { hasText: '9 Oct' });
  await form.getByLabel('Date').selectOption((await october.getAttribute('value')) ?? '');
  expect(await form.getByLabel('At least').inputValue()).toBe('30');
  expect(await form.getByLabel('Best').inputValue()).toBe('35');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await pressKeys(page, 'Control+z');
  await site.getByText('38 left between 12 Sep 2023 and 5 Dec 2023.').waitFor();
  await screenshot(page, 'groups');
  expect(await axe(page)).toEqual([]);

  await page.getByLabel('Name', { exact: true }).fill('Pier 2 stacks');
  await pressKeys(page, 'Enter');
  await page.getByRole('heading', { name: 'Pier 2 stacks', level: 2 }).waitFor();
  await waitSaved(page);
  await page.getByRole('button', { name: 'Log', exact: true }).click();
  await page.getByText('Pier 2 stacks: 38 left between 12 Sep 2023 and 5 Dec 2023.').waitFor();
});
