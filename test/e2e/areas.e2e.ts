/** What is said of a frame besides boxes: that it was examined, what was looked at, what cannot be seen. */
import { expect } from 'vitest';
import { axe, pressKeys, screenshot, waitSaved } from './support/app';
import { DEGREES, drawUpright, openPlaces, UTM } from './support/desk';
import { test } from './support/test';

test('a box without a partner is gone only when the other date is said to have been examined', async ({
  page,
  appUrl,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  await drawUpright(page, [150, 120], [210, 140]);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const changes = page.getByRole('region', { name: 'Changes from A to B' });
  await changes.getByText('not said to be examined').waitFor();
  const gone = changes.getByText('looked at on B, not there');
  expect(await gone.count()).toBe(0);
  await screenshot(page, 'areas-not-observed');
  expect(await axe(page)).toEqual([]);
  await changes.getByRole('button', { name: 'All of B was examined' }).click();
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
