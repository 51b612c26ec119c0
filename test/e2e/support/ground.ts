/** Where places on the ground are on the screen, by what the status bar says, and what is drawn there. */
import type { Page } from 'playwright-core';
import type { ScreenPoint } from './app';
import { mapArea } from './map-view';

export type LonLat = readonly [lon: number, lat: number];
export type Rgb = readonly [number, number, number];

/** What the status bar says of a point of the map. */
export async function placeAt(page: Page, { x, y }: ScreenPoint): Promise<LonLat> {
  const readout = page.getByRole('contentinfo');
  // Away first, so that the text read is not that of the place before.
  await page.mouse.move(2, 2);
  await page.getByText('px –').waitFor();
  await page.mouse.move(x, y);
  await page.getByText(/^[\d.]+° [NS] [\d.]+° [EW]$/).waitFor();
  const text = (await readout.textContent()) ?? '';
  const [, lat, lon] = /([\d.]+)° N ([\d.]+)° E/.exec(text) ?? [];
  return [Number(lon), Number(lat)];
}

/** Where a place is on the screen, by the read-out: found from the map's middle in a few steps. */
export async function screenAt(page: Page, [lon, lat]: LonLat): Promise<ScreenPoint> {
  const area = await mapArea(page);
  const reach = 60;
  let at = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  for (let step = 0; step < 2; step += 1) {
    const here = await placeAt(page, at);
    const right = await placeAt(page, { x: at.x + reach, y: at.y });
    const below = await placeAt(page, { x: at.x, y: at.y + reach });
    const [a, b] = [(right[0] - here[0]) / reach, (right[1] - here[1]) / reach];
    const [c, d] = [(below[0] - here[0]) / reach, (below[1] - here[1]) / reach];
    const [east, north] = [lon - here[0], lat - here[1]];
    const determinant = a * d - b * c;
    at = {
      x: Math.round(at.x + (east * d - north * c) / determinant),
      y: Math.round(at.y + (north * a - east * b) / determinant),
    };
  }
  return at;
}

/** The commonest colour of the 7 × 7 pixels about each point: lines of the graticule are thinner. */
export async function colours(page: Page, points: readonly ScreenPoint[]): Promise<Rgb[]> {
  await page.mouse.move(2, 2);
  const png = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ({ png, points }) => {
      const response = await fetch(`data:image/png;base64,${png}`);
      const bitmap = await createImageBitmap(await response.blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return points.map(({ x, y }): [number, number, number] => {
        const data = context?.getImageData(Math.round(x) - 3, Math.round(y) - 3, 7, 7).data ?? [];
        const counts = new Map<string, number>();
        for (let i = 0; i < data.length; i += 4) {
          const key = `${data[i]},${data[i + 1]},${data[i + 2]}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        const [most = ''] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
        const [r = 0, g = 0, b = 0] = most.split(',').map(Number);
        return [r, g, b];
      });
    },
    { png, points },
  );
}
