/** What is seen of a picture: it is opened, and the colours of the screen at its pixels are read. */
import type { Page } from 'playwright-core';
import { dropFiles, openApp, pressKeys, waitStored } from './app';
import { settled } from './desk';
import { calibrate, type PixelPoint } from './map-view';

export type Rgb = readonly [number, number, number];

export type ToScreen = Awaited<ReturnType<typeof calibrate>>;

/** Opens one file; the display panel is closed, so that nothing hides the picture. */
export async function openPicture(page: Page, url: string, path: string): Promise<ToScreen> {
  await openApp(page, url);
  await dropFiles(page, [path]);
  await page.getByRole('application', { name: /^Map of / }).waitFor();
  await waitStored(page);
  await settled(page);
  return calibrate(page);
}

/** Colours of the screen at pixels of the picture; the display panel is out of the way meanwhile. */
export async function seen(
  page: Page,
  toScreen: ToScreen,
  pixels: readonly PixelPoint[],
): Promise<Rgb[]> {
  const open = await panel(page).isVisible();
  if (open) await panel(page).getByRole('button', { name: 'Close' }).click();
  const places = pixels.map(toScreen);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(400);
  const png = (await page.screenshot()).toString('base64');
  if (open) await pressKeys(page, 'd');
  return page.evaluate(
    async ({ png, places }) => {
      const response = await fetch(`data:image/png;base64,${png}`);
      const bitmap = await createImageBitmap(await response.blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return places.map(({ x, y }): [number, number, number] => {
        const data = context?.getImageData(Math.round(x), Math.round(y), 1, 1).data ?? [0, 0, 0];
        return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0];
      });
    },
    { png, places },
  );
}

/** The display panel. */
export const panel = (page: Page) => page.getByRole('complementary', { name: 'Display' });
