/**
 * What moving a slider or a handle costs, and does: shaders, textures and reads are counted; bounds are
 * set at both ends by mouse and by keys, and by mean and standard deviation as GDAL finds them.
 */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { pressKeys, waitSaved } from './support/app';
import { table, tiffFile } from './support/desk';
import { openPicture, panel } from './support/picture-view';
import { test } from './support/test';

type Look = {
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  readonly method: string;
  readonly parameter: number | null;
  readonly gamma: number;
  readonly sharpen: number;
};

async function look(page: Page): Promise<Look> {
  await waitSaved(page);
  const [frame] = await table<{ readonly stretch: Look }>(page, 'frames');
  if (!frame) throw new Error('No frame is stored.');
  return frame.stretch;
}

type Cost = { shaders: number; textures: number; jobs: number };
type Counted = Window & { qmCost: Cost };

/** Counts compiled shaders, linked programs, loaded textures, and jobs sent to workers. */
async function countWork(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const cost = { shaders: 0, textures: 0, jobs: 0 };
    Object.assign(window, { qmCost: cost });
    const wrap = (target: object, name: string, count: (args: unknown[]) => void) => {
      const known: unknown = Reflect.get(target, name);
      if (typeof known !== 'function') return;
      Reflect.set(target, name, function wrapped(this: unknown, ...args: unknown[]) {
        count(args);
        return Reflect.apply(known, this, args) as unknown;
      });
    };
    for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
      for (const name of ['compileShader', 'linkProgram']) {
        wrap(prototype, name, () => {
          cost.shaders += 1;
        });
      }
      wrap(prototype, 'texImage2D', ([, , , width]) => {
        // One-pixel textures stand in for what is not there.
        if (width !== 1) cost.textures += 1;
      });
    }
    wrap(Worker.prototype, 'postMessage', ([message]) => {
      if ((message as { kind?: string }).kind === 'job') cost.jobs += 1;
    });
  });
}

const cost = (page: Page) => page.evaluate(() => ({ ...(window as unknown as Counted).qmCost }));

/** Presses in the middle of a control, moves by so many pixels, and lets go after a look at the costs. */
async function dragged(page: Page, name: string | RegExp, dx: number): Promise<Cost> {
  const control = panel(page).getByRole('slider', { name });
  await control.scrollIntoViewIfNeeded();
  const box = await control.boundingBox();
  if (!box) throw new Error('There is no such control.');
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const before = await cost(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + dx, from.y, { steps: 8 });
  await page.waitForTimeout(300);
  const after = await cost(page);
  await page.mouse.up();
  return {
    shaders: after.shaders - before.shaders,
    textures: after.textures - before.textures,
    jobs: after.jobs - before.jobs,
  };
}

async function sharpen(page: Page): Promise<void> {
  const field = panel(page).getByRole('textbox', { name: 'Sharpen, typed' });
  await field.fill('0.5');
  await field.press('Enter');
  await waitSaved(page);
}

const NOTHING: Cost = { shaders: 0, textures: 0, jobs: 0 };
const file = () => tiffFile('u16-bigendian-strips.tif');

describe('the display panel', () => {
  test('sliders and handles compile no shader, load no texture and read nothing', {
    timeout: 150_000,
  }, async ({ page, appUrl }) => {
    await countWork(page);
    await openPicture(page, appUrl, file());
    await pressKeys(page, 'd');
    const start = await cost(page);
    expect(start.shaders).toBeGreaterThan(0);
    expect(start.textures).toBeGreaterThan(0);
    expect(start.jobs).toBeGreaterThan(0);
    const bounds = [/black point/, /white point/];
    for (const [preset, by, names] of [
      ['True colour', 20, ['Gamma', 'Contrast', 'Saturation', ...bounds]],
      ['Grey', 32, ['Sharpen', 'Brightness']],
      ['NDVI', 12, ['Gamma', /black point/]],
    ] as const) {
      await panel(page).getByRole('radio', { name: preset, exact: true }).click();
      await waitSaved(page);
      // Sharpening begins with a shader of its own, and is a number like the others from then on.
      if (preset === 'Grey') await sharpen(page);
      await page.waitForTimeout(600);
      for (const name of names) {
        const first = preset === 'True colour' && name instanceof RegExp;
        const handle = first ? new RegExp(`Red: ${name.source}`) : name;
        const before = await look(page);
        const moved = String(name).includes('white') ? -by : by;
        expect(await dragged(page, handle, moved), `${preset}, ${name}`).toEqual(NOTHING);
        await expect.poll(() => look(page), { message: `${preset}, ${name}` }).not.toEqual(before);
      }
    }
  });

  test('handles move by keys at both ends, one change for each key that is let go', async ({
    page,
    appUrl,
  }) => {
    await openPicture(page, appUrl, file());
    await pressKeys(page, 'd');
    await panel(page).getByRole('radio', { name: 'Grey', exact: true }).click();
    await expect.poll(async () => (await look(page)).lo.length).toBe(1);
    const first = await look(page);
    const black = panel(page).getByRole('slider', { name: /black point/ });
    const white = panel(page).getByRole('slider', { name: /white point/ });
    const [least, most] = await Promise.all(
      ['aria-valuemin', 'aria-valuemax'].map(async (name) =>
        Number(await black.getAttribute(name)),
      ),
    );
    const step = ((most ?? 0) - (least ?? 0)) / 256;
    await black.focus();
    await pressKeys(page, 'ArrowRight');
    await expect
      .poll(async () => (await look(page)).lo[0])
      .toBeCloseTo((first.lo[0] ?? 0) + step, 6);
    expect(await look(page)).toMatchObject({ method: 'manual', hi: first.hi });
    await white.focus();
    await pressKeys(page, 'Shift+ArrowLeft');
    const narrow = (first.hi[0] ?? 0) - 10 * step;
    await expect.poll(async () => (await look(page)).hi[0]).toBeCloseTo(narrow, 6);
    // The ends do not pass each other.
    for (let i = 0; i < 30; i += 1) await page.keyboard.press('Shift+ArrowLeft');
    const { lo, hi } = await look(page);
    expect(hi[0]).toBeGreaterThan(lo[0] ?? 0);
    // And back to the map, as from the inspector.
    await pressKeys(page, 'Escape');
    expect(await page.getByRole('application').evaluate((map) => map.matches(':focus'))).toBe(true);
    await page.reload();
    await page.getByRole('application').waitFor();
    expect(await look(page)).toMatchObject({ lo, hi, method: 'manual' });
  });

  test('a handle in hand is let go by Escape, and all is as before', async ({ page, appUrl }) => {
    await openPicture(page, appUrl, file());
    await pressKeys(page, 'd');
    await panel(page).getByRole('radio', { name: 'Grey', exact: true }).click();
    await expect.poll(async () => (await look(page)).lo.length).toBe(1);
    await waitSaved(page);
    const before = await look(page);
    const white = panel(page).getByRole('slider', { name: /white point/ });
    const value = async () => Number(await white.getAttribute('aria-valuenow'));
    const first = await value();
    const { x = 0, y = 0, width = 0, height = 0 } = (await white.boundingBox()) ?? {};
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 - 30, y + height / 2, { steps: 4 });
    await expect.poll(value).toBeLessThan(first);
    await page.keyboard.press('Escape');
    await expect.poll(value).toBe(first);
    // The button is still down.
    await page.mouse.move(x + width / 2 - 60, y + height / 2, { steps: 4 });
    await page.mouse.up();
    expect([await value(), await look(page)]).toEqual([first, before]);
  });

  test('two and three standard deviations about the mean are those that GDAL finds', async ({
    page,
    appUrl,
  }) => {
    await openPicture(page, appUrl, file());
    await pressKeys(page, 'd');
    await panel(page).getByRole('radio', { name: 'Grey', exact: true }).click();
    for (const n of [3, 2]) {
      await panel(page)
        .getByRole('button', { name: `±${n}σ` })
        .click();
      await expect.poll(async () => (await look(page)).parameter).toBe(n);
      // gdalinfo -stats u16-bigendian-strips.tif (GDAL 3.6.2): band 4 mean 1079.381, StdDev 657.267
      const { lo, hi, method } = await look(page);
      expect(method).toBe('sigma');
      expect(lo[0]).toBeCloseTo(1079.381 - n * 657.267, 1);
      expect(hi[0]).toBeCloseTo(1079.381 + n * 657.267, 1);
    }
    await pressKeys(page, 'Control+z');
    await expect.poll(async () => (await look(page)).parameter).toBe(3);
    await pressKeys(page, 'Control+z');
    await expect.poll(async () => (await look(page)).method).not.toBe('sigma');
  });
});
