/** Dates side by side: what each pane shows, and one view and one pointer over the ground in all of them. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { axe, drag, pressKeys, screenshot, waitSaved } from './support/app';
import {
  lookOver,
  openBoth,
  pixelAt,
  type Rgb,
  type Spot,
  type StoredFrame,
  showsColours,
  stage,
  truth,
  whole,
} from './support/compared';
import { recordPaintedTexts, type StoredBox, table } from './support/desk';
import { classColour, columnsOf, REACH } from './support/lines';
import type { PixelPoint } from './support/map-view';
import { test } from './support/test';
import {
  type Ground,
  groundOfAfter,
  groundOfBefore,
  groundOfFourth,
  groundOfThird,
  makeFourDates,
} from './support/two-dates';

const PATHS = makeFourDates();
const GROUND = [groundOfBefore, groundOfAfter, groundOfThird, groundOfFourth] as const;

/**
 * Pixels and their place in metres of UTM zone 52 north, as PROJ has it (gdaltransform on the very
 * files): by them the arithmetic of these tests is held.
 */
const BY_PROJ: readonly (readonly [index: number, pixel: PixelPoint, ground: Ground])[] = [
  [0, [10.5, 20.5], [606_010.5, 4_676_779.5]],
  [1, [123.5, 456.5], [606_095.667279203, 4_676_415.15014657]],
  [2, [210.5, 77.5], [606_272.095148276, 4_676_680.66886882]],
  [3, [400.5, 90.5], [606_374.251449948, 4_676_620.35564274]],
];

type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

async function panesOf(page: Page): Promise<readonly Area[]> {
  return page.locator('.qm-compare-pane').evaluateAll((panes) =>
    panes.map((pane) => {
      const { x, y, width, height } = pane.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );
}

/** The middle of the mirrored pointer of each pane; null where there is none. */
async function mirrored(page: Page): Promise<readonly (Spot | null)[]> {
  return page.locator('.qm-compare-cursor').evaluateAll((cursors) =>
    cursors.map((cursor) => {
      const { x, y, width, height } = cursor.getBoundingClientRect();
      return width > 0 ? { x: x + width / 2, y: y + height / 2 } : null;
    }),
  );
}

/** Where a spot of a pane lies by the status bar, once the pointer was moved there. */
async function groundAt(page: Page, pane: number, spot: Spot): Promise<Ground> {
  return GROUND[pane]?.(await pixelAt(page, spot)) ?? [0, 0];
}

/** Places less than this apart are one, metres: a pixel of the screen is about half one. */
const SAME = 0.8;

/** The pointer rests over B: what comes under it by keys is said and mirrored without its being moved. */
async function expectRestingPointer(page: Page): Promise<void> {
  const [, pane] = await panesOf(page);
  if (!pane) throw new Error('There is no second pane.');
  const spot = { x: Math.round(pane.x + pane.width * 0.7), y: Math.round(pane.y + 200) };
  const before = await groundAt(page, 1, spot);
  await pressKeys(page, '-');
  await whole(page, 4);
  const text = (await page.getByText(/^px /).textContent()) ?? '';
  const [x = 0, y = 0] = [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number));
  const said = groundOfAfter([x, y]);
  const marked = (await mirrored(page))[0];
  if (!marked) throw new Error('The pointer is not mirrored in A.');
  const now = await groundAt(page, 1, spot);
  expect(Math.hypot(now[0] - before[0], now[1] - before[1])).toBeGreaterThan(10);
  expect(Math.hypot(now[0] - said[0], now[1] - said[1])).toBeLessThan(SAME);
  const mirroredAt = await groundAt(page, 0, marked);
  expect(Math.hypot(now[0] - mirroredAt[0], now[1] - mirroredAt[1])).toBeLessThan(2 * SAME);
  await pressKeys(page, '+');
  await whole(page, 4);
}

/** Points at a pane, and expects the same ground under the mirrored pointers of the others. */
async function expectSameGround(page: Page, from: number, what: string): Promise<void> {
  const panes = await panesOf(page);
  const pane = panes[from];
  if (!pane) throw new Error('No such pane.');
  const spot = {
    x: Math.round(pane.x + pane.width * 0.6),
    y: Math.round(pane.y + pane.height * 0.4),
  };
  const place = await groundAt(page, from, spot);
  const cursors = await mirrored(page);
  expect(cursors.map((cursor) => cursor === null)).toEqual(panes.map((_, i) => i === from));
  for (const [i, cursor] of cursors.entries()) {
    if (!cursor) continue;
    const at = await groundAt(page, i, cursor);
    const off = Math.hypot(at[0] - place[0], at[1] - place[1]);
    expect(off, `${what}: pane ${i} is ${off.toFixed(2)} m off`).toBeLessThan(SAME);
  }
}

async function addPane(page: Page, date: RegExp, count: number): Promise<void> {
  await page.getByRole('option', { name: date }).click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: /side by side/i }).click();
  await expect.poll(() => page.getByRole('menu').count(), { timeout: 15_000 }).toBe(0);
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('.qm-compare-pane').length === wanted,
    count,
  );
  await whole(page, count);
}

/** Opens the menu of the third tile and chooses its last entry after a wait, faster than a hand can. */
function chooseAtOnce(page: Page, milliseconds: number): Promise<void> {
  return page.evaluate(async (wait) => {
    const tile = document.querySelectorAll('[role="option"]')[2];
    const { x, y } = tile?.getBoundingClientRect() ?? { x: 0, y: 0 };
    const at = { clientX: x + 20, clientY: y + 20, button: 2, bubbles: true, cancelable: true };
    tile?.dispatchEvent(new MouseEvent('contextmenu', at));
    // A message comes before the next picture of the screen, and so before any animation has begun.
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    document.querySelectorAll<HTMLElement>('[role="menuitemcheckbox"]')[2]?.click();
  }, milliseconds);
}

describe('two dates side by side', () => {
  test('each pane shows its own date where it lies, also panned in the other', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    await openBoth(page, appUrl, PATHS.slice(0, 2));
    await pressKeys(page, '2');
    await whole(page);
    const at = await truth(page);
    const expectBoth = async (what: string) => {
      const left = await lookOver(page, groundOfBefore, { from: 0.03, to: 0.47 });
      const right = await lookOver(page, groundOfAfter, { from: 0.53, to: 0.97 });
      await showsColours(page, left, (place) => at(place).before, `${what}, A`);
      const after = (place: Ground): Rgb => [at(place).after, at(place).after, at(place).after];
      await showsColours(page, right, after, `${what}, B`);
    };
    await expectBoth('at first');

    const { x, y, width, height } = await stage(page);
    const grip = { x: x + width * 0.75, y: y + height * 0.5 };
    await pressKeys(page, 'h');
    await drag(page, grip, { x: grip.x - 50, y: grip.y + 35 });
    await pressKeys(page, 'v');
    await whole(page);
    await expectBoth('panned in B');
  });

  test('a box on A is a dashed ghost on B at the same ground, gone and back by a key', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    const painted = await recordPaintedTexts(page);
    await openBoth(page, appUrl, PATHS.slice(0, 2));
    await pressKeys(page, '2');
    await whole(page);
    const { x, y, width, height } = await stage(page);
    const from = { x: Math.round(x + width * 0.18), y: Math.round(y + height * 0.4) };
    const to = { x: from.x + 100, y: from.y + 60 };
    // The middle of the edge below, and where B has the same ground by both read-outs.
    const edge = { x: from.x + 50, y: to.y };
    const other = { x: Math.round(edge.x + width / 2), y: edge.y };
    const ground = groundOfBefore(await pixelAt(page, edge));
    const there = groundOfAfter(await pixelAt(page, other));
    // A pixel of the screen is about a metre.
    expect(Math.hypot(ground[0] - there[0], ground[1] - there[1])).toBeLessThan(1.5);

    await pressKeys(page, 'b');
    await drag(page, from, to);
    await waitSaved(page);
    await pressKeys(page, 'v', 'Escape');
    const colour = await classColour(page, /cargo ship/i);
    const onOther = () => columnsOf(page, other, colour);
    const drawn = { timeout: 15_000, interval: 250 };
    // All of its own line, and of the ghost's about five parts in nine.
    await expect.poll(() => columnsOf(page, edge, colour), drawn).toBe(2 * REACH.columns + 1);
    await expect.poll(onOther, drawn).toBeGreaterThan(12);
    expect(await onOther()).toBeLessThan(34);
    // Pointed at, it says of which date it is.
    await painted();
    await page.mouse.move(other.x, other.y - 30, { steps: 4 });
    await expect.poll(painted, drawn).toContain('Cargo ship 1, 12 Oct 2023');
    await pressKeys(page, 'g');
    await expect.poll(onOther, drawn).toBe(0);
    expect(await columnsOf(page, edge, colour)).toBe(2 * REACH.columns + 1);
    await pressKeys(page, 'g');
    await expect.poll(onOther, drawn).toBeGreaterThan(12);
  });
});

describe('three and four dates side by side', () => {
  test('the menu of a frame goes when something was chosen, however fast', async ({
    page,
    appUrl,
  }) => {
    await openBoth(page, appUrl, PATHS);
    await pressKeys(page, '2');
    for (const [i, wait] of [0, 0, 20, 60, 120, 125].entries()) {
      await chooseAtOnce(page, wait);
      const count = i % 2 === 0 ? 3 : 2;
      await page.waitForFunction(
        (wanted) => document.querySelectorAll('.qm-compare-pane').length === wanted,
        count,
      );
      await page.waitForTimeout(300);
      expect(await page.getByRole('menu').count(), `after ${wait} ms`).toBe(0);
    }
  });

  test('panning, zooming and turning in any pane move all; the pointer is mirrored on the ground', {
    timeout: 150_000,
  }, async ({ page, appUrl }) => {
    for (const [index, pixel, ground] of BY_PROJ) {
      const [east, north] = GROUND[index]?.(pixel) ?? [0, 0];
      expect(Math.hypot(east - ground[0], north - ground[1])).toBeLessThan(0.001);
    }
    await openBoth(page, appUrl, PATHS);
    await pressKeys(page, '2', '+', '+');
    await addPane(page, /26 Oct/, 3);
    await expectSameGround(page, 0, 'three panes');

    const [, second, third] = await panesOf(page);
    if (!second || !third) throw new Error('There are no three panes.');
    const grip = { x: third.x + third.width / 2, y: third.y + third.height / 2 };
    await pressKeys(page, 'h');
    await drag(page, grip, { x: grip.x - 60, y: grip.y + 40 });
    await pressKeys(page, 'v');
    await whole(page, 3);
    await expectSameGround(page, 1, 'panned in the third');

    // What is said of A and B is not taken for the others'; of those it is said at their dates.
    await page.getByText(/^A and B: Not aligned, by georeferencing/).waitFor();
    expect(await page.getByText('Not aligned, by georeferencing', { exact: true }).count()).toBe(1);
    await addPane(page, /2 Nov/, 4);
    const [first] = await panesOf(page);
    if (!first) throw new Error('There is no pane.');
    await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2);
    await page.mouse.wheel(0, -120);
    await whole(page, 4);
    await expectSameGround(page, 3, 'zoomed in the first of four');
    await expectRestingPointer(page);

    await pressKeys(page, 'Control+]', 'Control+]', 'Control+]');
    await whole(page, 4);
    await expectSameGround(page, 0, 'turned');
    await screenshot(page, 'compare-four-panes');
    expect(await axe(page)).toEqual([]);
  });

  test('a box is drawn and dragged in any of four panes, on the date that is shown there, and undone', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    await openBoth(page, appUrl, PATHS);
    await pressKeys(page, '2');
    await addPane(page, /26 Oct/, 3);
    await addPane(page, /2 Nov/, 4);
    const frames = await table<StoredFrame & { readonly acquired: { value: string } }>(
      page,
      'frames',
    );
    const days: string[] = [];
    for (const { x, y, width, height } of await panesOf(page)) {
      const from = { x: Math.round(x + width * 0.4), y: Math.round(y + height * 0.4) };
      const to = { x: from.x + 50, y: from.y + 30 };
      const known = new Set((await table<StoredBox>(page, 'boxes')).map(({ id }) => id));
      const newest = async () =>
        (await table<StoredBox>(page, 'boxes')).find(({ id }) => !known.has(id));
      await pressKeys(page, 'b');
      await drag(page, from, to);
      await waitSaved(page);
      await pressKeys(page, 'v');
      const drawn = await newest();
      days.push(frames.find(({ id }) => id === drawn?.frameId)?.acquired.value.slice(0, 10) ?? '');
      const middle = { x: from.x + 25, y: from.y + 15 };
      await drag(page, middle, { x: middle.x + 20, y: middle.y + 10 });
      await waitSaved(page);
      expect((await newest())?.geometry).not.toEqual(drawn?.geometry);
      await pressKeys(page, 'Control+z');
      await waitSaved(page);
      expect((await newest())?.geometry).toEqual(drawn?.geometry);
      await pressKeys(page, 'Escape');
    }
    expect(days).toEqual(['2023-10-12', '2023-10-19', '2023-10-26', '2023-11-02']);
    await pressKeys(page, 'Control+z', 'Control+z', 'Control+z', 'Control+z');
    await waitSaved(page);
    expect(await table(page, 'boxes')).toEqual([]);
  });
});
