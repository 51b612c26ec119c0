/** From the vessels' screen and the log to the picture: the box is seen whole, and large enough to look at. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { openDemo, pressKeys, waitSaved, waitStored } from './support/app';
import { whole } from './support/compared';
import { SEPTEMBER, type TruthObject, truthOf } from './support/demo';
import { linkTo } from './support/link';
import { calibrate, mapArea } from './support/map-view';
import { test } from './support/test';
import { drawOnto, objectOf } from './support/truth-boxes';

/** CSS pixels of a hull of which more can be said than where it is. */
const LOOKED_AT = 160;
/** CSS pixels that are left between a box and the map's edge. */
const CLEAR = 20;

const LARGE = { width: 1440, height: 900 } as const;
const SMALL = { width: 1280, height: 720 } as const;

/** Fails where a corner of the hull is off the map or at its very edge, or where the hull is small. */
async function expectLookedAt(page: Page, { corners }: TruthObject, how: string): Promise<void> {
  await page.getByRole('option', { name: /12 Sep/, selected: true }).waitFor();
  await whole(page, 1);
  const toScreen = await calibrate(page);
  const area = await mapArea(page);
  const seen = corners.map(toScreen);
  for (const { x, y } of seen) {
    expect(x, `${how}: left`).toBeGreaterThan(area.x + CLEAR);
    expect(x, `${how}: right`).toBeLessThan(area.x + area.width - CLEAR);
    expect(y, `${how}: top`).toBeGreaterThan(area.y + CLEAR);
    expect(y, `${how}: bottom`).toBeLessThan(area.y + area.height - CLEAR);
  }
  const [stern, bow] = seen;
  if (!stern || !bow) throw new Error('A hull has four corners.');
  expect(Math.hypot(bow.x - stern.x, bow.y - stern.y), how).toBeGreaterThan(LOOKED_AT);
  await page
    .getByRole('region', { name: 'Inspector' })
    .getByText('box 1', { exact: true })
    .waitFor();
}

/** Every way to the box, by its name, from the screen that the keys lead to. */
const WAYS: Readonly<
  Record<string, { readonly screen: string; readonly go: (page: Page) => Locator }>
> = {
  'the vessel’s button': {
    screen: 'Alt+3',
    go: (page) => page.getByRole('button', { name: 'Show on map' }),
  },
  'a line of its log': {
    screen: 'Alt+3',
    go: (page) => page.getByRole('button', { name: /^Show box \d+ on its frame$/ }),
  },
  'a cell of the log’s table': {
    screen: 'Alt+4',
    go: (page) => page.getByRole('row', { name: /Maia/ }).getByRole('button', { name: 'Seen' }),
  },
};

describe('a box that is shown on the map', () => {
  test('is seen whole and large, wherever the map was before', {
    timeout: 180_000,
  }, async ({ page, appUrl }) => {
    await openDemo(page, appUrl);
    await waitStored(page);
    const maia = objectOf(await truthOf(SEPTEMBER), 'Maia');
    await page.getByRole('option', { name: /12 Sep/ }).click();
    await whole(page, 1);
    await pressKeys(page, 's');
    await drawOnto(page, maia);
    await page.getByRole('treeitem', { name: /No details/ }).waitFor();
    await pressKeys(page, 'Escape');
    await linkTo(page, 'Maia');
    await waitSaved(page);
    // Where the map may have been: all of the frame, one pixel of it, another date.
    const before: Readonly<Record<string, () => Promise<void>>> = {
      'all of its frame': () => pressKeys(page, 'Escape', 'f'),
      'a corner at eight times': async () => {
        await pressKeys(page, 'Escape', 'f', 'x');
        for (let i = 0; i < 6; i++) await pressKeys(page, 'Shift+ArrowLeft', '+');
      },
      'another date': async () => {
        await page.getByRole('option', { name: /9 Oct/ }).click();
        await pressKeys(page, 'f');
      },
    };
    const places = Object.entries(before);
    const ways = Object.entries(WAYS);
    for (const [i, [where, leave]] of places.entries()) {
      for (const [j, [way, { screen, go }]] of ways.entries()) {
        const size = (i + j) % 2 === 0 ? LARGE : SMALL;
        await page.setViewportSize(size);
        await page.getByRole('application').focus();
        await leave();
        await page.waitForTimeout(300);
        await pressKeys(page, screen);
        await go(page).first().click();
        await page.getByRole('application').waitFor();
        await expectLookedAt(page, maia, `${way}, from ${where}, ${size.width}`);
      }
    }
  });
});
