/**
 * What lies around frames: land and sea where GDAL has them, the picture untouched, nothing fetched from
 * elsewhere until the analyst says so.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { pressKeys, type ScreenPoint, screenshot, waitSaved } from './support/app';
import { DEGREES, openPlaces, type Place, placeOf, UTM } from './support/desk';
import { colours, type LonLat, placeAt, type Rgb, screenAt } from './support/ground';
import { mapArea } from './support/map-view';
import { dismissAll, notices, noticeText } from './support/notices';
import { test } from './support/test';

/** ogrinfo -so -spat LON LAT LON LAT node_modules/world-atlas/land-10m.json land (GDAL 3.6.2) */
const LAND: readonly LonLat[] = [
  [130.2, 42.3],
  [130.5, 42.45],
  [130.0, 42.1],
  [130.68, 42.6],
];
const SEA: readonly LonLat[] = [
  [130.5, 42.1],
  [130.45, 42.28],
  [131.0, 42.6],
];
const DARK_LAND: Rgb = [30, 30, 30];
const DARK_VOID: Rgb = [13, 13, 13];

/** Addresses asked for outside of the application's own server; those are cut off. */
async function cutNetwork(context: BrowserContext, appUrl: string): Promise<string[]> {
  const asked: string[] = [];
  await context.route(
    (url) => !url.href.startsWith(appUrl) && /^https?:/.test(url.protocol),
    (route) => {
      asked.push(route.request().url());
      return route.abort();
    },
  );
  return asked;
}

/** Zooms out by keys until the map shows so many degrees of latitude, the frame in its middle. */
async function zoomOut(page: Page, degrees: number): Promise<void> {
  const { x, y, width, height } = await mapArea(page);
  for (let i = 0; i < 8; i += 1) {
    const top = await placeAt(page, { x: x + width / 2, y: y + 10 });
    const bottom = await placeAt(page, { x: x + width / 2, y: y + height - 10 });
    const shown = top[1] - bottom[1];
    if (shown > degrees) return;
    // Each key shows half as much again, and quick ones add up.
    const keys = Math.ceil(Math.log(degrees / shown) / Math.log(1.5)) || 1;
    await pressKeys(page, ...Array.from({ length: keys }, () => '-'));
    await page.waitForTimeout(400);
  }
  throw new Error('The map does not zoom out so far.');
}

/** Writes the address of a base map's tiles into the project's settings. */
async function giveBaseMap(page: Page, url: string): Promise<void> {
  await pressKeys(page, 'Control+,');
  const address = page.getByLabel(/address of its tiles/);
  await address.fill(url);
  await address.press('Enter');
  await page.getByRole('button', { name: 'Done' }).click();
  await waitSaved(page);
}

async function expectColours(page: Page, places: readonly LonLat[], wanted: Rgb): Promise<void> {
  const points: ScreenPoint[] = [];
  for (const place of places) points.push(await screenAt(page, place));
  for (const [i, colour] of (await colours(page, points)).entries()) {
    expect(colour, `${places[i]}`).toEqual(wanted);
  }
}

/** The middle of the map, where the picture is, as a picture of its own. */
async function picture(page: Page, part: number): Promise<string> {
  const { x, y, width, height } = await mapArea(page);
  await page.mouse.move(2, 2);
  const [across, down] = [width * part, height * part];
  const clip = {
    x: x + (width - across) / 2,
    y: y + (height - down) / 2,
    width: across,
    height: down,
  };
  return (await page.screenshot({ clip })).toString('base64');
}

/** The path of the tile in which a place lies, at the finest zoom that was asked for (wiki.openstreetmap.org, Slippy map tilenames). */
function tileOf({ probes }: Place, asked: readonly string[]): string {
  const [lon = 0, lat = 0] = probes[0]?.lon_lat ?? [];
  const zoom = Math.max(...asked.map((path) => Number(path.split('/')[1])));
  const column = Math.floor(((lon + 180) / 360) * 2 ** zoom);
  const north = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI;
  return `/${zoom}/${Math.floor(((1 - north) / 2) * 2 ** zoom)}/${column}.svg`;
}

describe('around the frame', () => {
  test('coast and land are where GDAL has them, with the network cut', async ({
    context,
    page,
    appUrl,
  }) => {
    const asked = await cutNetwork(context, appUrl);
    await openPlaces(page, appUrl, [UTM, DEGREES]);
    const before = await picture(page, 0.5);
    await pressKeys(page, 'Shift+M');
    await page.getByText('Coast: Natural Earth').waitFor();
    await page.waitForTimeout(1500);
    expect(await picture(page, 0.5)).toBe(before);
    await zoomOut(page, 0.9);
    await expectColours(page, LAND, DARK_LAND);
    await expectColours(page, SEA, DARK_VOID);
    await screenshot(page, 'base-region');

    // The other picture is in degrees: another plane, the same earth. Nothing is fetched again.
    await context.setOffline(true);
    await pressKeys(page, '.');
    await page.getByRole('application', { name: /^Map of degrees/ }).waitFor();
    await zoomOut(page, 0.9);
    await expectColours(page, LAND.slice(0, 2), DARK_LAND);
    await expectColours(page, SEA.slice(0, 2), DARK_VOID);
    await pressKeys(page, 'Shift+M');
    await page.getByText('Coast: Natural Earth').waitFor({ state: 'hidden' });
    expect(asked).toEqual([]);
  });

  test('tiles come from the address the analyst gives, once switched on', async ({
    context,
    page,
    problems,
    appUrl,
  }) => {
    const tiles: string[] = [];
    await context.route('https://tiles.example.test/**', async (route) => {
      tiles.push(new URL(route.request().url()).pathname);
      const headers = { 'access-control-allow-origin': '*' };
      await route.fulfill({ contentType: 'image/svg+xml', headers, body: GREEN_TILE });
    });
    await openPlaces(page, appUrl, [UTM]);
    const before = await picture(page, 0.5);
    await pressKeys(page, 'Control+,');
    const sent = page.locator('dl', { hasText: 'Kept' }).locator('div', { hasText: 'Sent' });
    expect(await sent.textContent()).toMatch(/^Sent\s*nothing$/);
    const address = page.getByLabel(/address of its tiles/);
    await address.fill('ftp://tiles.example.test/{z}/{x}/{y}.png');
    await address.press('Enter');
    await page.getByText(/has to begin with https/).waitFor();
    await address.fill('https://tiles.example.test/{TileMatrix}/{TileRow}/{TileCol}.svg');
    await address.press('Enter');
    await page.getByLabel(/Attribution/).fill('© Example tiles');
    expect(await sent.textContent()).toContain('the base map’s server learns which region');
    await page.getByRole('button', { name: 'Done' }).click();
    await waitSaved(page);
    expect(tiles).toEqual([]);

    await pressKeys(page, 'd');
    await page.getByRole('checkbox', { name: 'Base map' }).check();
    await pressKeys(page, 'd');
    await page.getByText('© Example tiles').waitFor();
    const { x, y, width } = await mapArea(page);
    const corner = { x: x + width / 2, y: y + 12 };
    await expect.poll(() => colours(page, [corner])).toEqual([[0, 128, 0]]);
    expect(tiles).toEqual(expect.arrayContaining([tileOf(placeOf(UTM), tiles)]));
    expect(await picture(page, 0.5)).toBe(before);

    await page.reload();
    await page.getByText('© Example tiles').waitFor();
    await context.route('https://gone.example.test/**', (route) => route.fulfill({ status: 404 }));
    problems.expect(/gone\.example\.test|404|CORS|ERR_FAILED/);
    await pressKeys(page, 'Control+,');
    await address.fill('https://gone.example.test/{z}/{x}/{y}.png');
    await address.press('Enter');
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await noticeText(page)).toContain('The base map at gone.example.test sends no tiles.');
  });

  test('is switched on far down a panel that has little room, and the map stays where it is', async ({
    page,
    appUrl,
  }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await openPlaces(page, appUrl, [UTM]);
    await pressKeys(page, 'd');
    const panel = page.getByRole('complementary', { name: 'Display' });
    const before = await panel.boundingBox();
    const graticule = panel.getByRole('checkbox', { name: 'Graticule' });
    await graticule.check();
    await screenshot(page, 'base-switched-on-at-1280');
    expect(await panel.boundingBox()).toEqual(before);
    const { y: top = 0, height = 0 } = before ?? {};
    const { y = 0 } = (await graticule.boundingBox()) ?? {};
    expect(y).toBeGreaterThan(top);
    expect(y).toBeLessThan(top + height);
  });

  test('an address that sends nothing is not asked on and on, and one with gaps is believed', async ({
    context,
    page,
    problems,
    appUrl,
  }) => {
    problems.expect(/example\.test|404|CORS|ERR_FAILED/);
    let [asked, answered] = [0, 0];
    await context.route('https://gone.example.test/**', async (route) => {
      asked += 1;
      await route.fulfill({ status: 404 });
    });
    await context.route('https://gaps.example.test/**', async (route) => {
      const headers = { 'access-control-allow-origin': '*' };
      answered += 1;
      const body = { contentType: 'image/svg+xml', headers, body: GREEN_TILE };
      await route.fulfill(answered % 12 === 1 ? body : { status: 404, headers });
    });
    await openPlaces(page, appUrl, [UTM]);
    await pressKeys(page, 'd');
    await giveBaseMap(page, 'https://gone.example.test/{z}/{x}/{y}.png');
    await page.getByRole('checkbox', { name: 'Base map' }).check();
    expect(await noticeText(page)).toContain('The base map at gone.example.test sends no tiles.');
    await dismissAll(page);
    await page.waitForTimeout(500);
    const before = asked;
    await zoomOut(page, 1);
    expect(asked).toBe(before);
    expect(asked).toBeLessThan(100);

    await giveBaseMap(page, 'https://gaps.example.test/{z}/{x}/{y}.png');
    await expect.poll(() => answered).toBeGreaterThan(11);
    await page.waitForTimeout(500);
    expect(await notices(page).count()).toBe(0);
  });

  test('the frame’s window shows where the site’s frames lie, by mouse, keys and as a list', async ({
    page,
    appUrl,
  }) => {
    await openPlaces(page, appUrl, [UTM, DEGREES]);
    await pressKeys(page, 'Shift+F');
    const map = page.getByRole('region', { name: /^Where the frames of the site lie/ });
    await map.scrollIntoViewIfNeeded();
    await page.waitForTimeout(1500);
    const look = async () => (await map.screenshot()).toString('base64');
    await map.focus();
    const first = await look();
    await pressKeys(page, 'ArrowLeft');
    await expect.poll(look).not.toBe(first);
    await pressKeys(page, '0');
    await expect.poll(look).toBe(first);
    const { x, y, width, height } = (await map.boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 3, y + height / 3, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(2, 2);
    await expect.poll(look).not.toBe(first);
    await map.focus();
    await pressKeys(page, '0');
    await expect.poll(look).toBe(first);
    await page.getByText('As a list').click();
    await expect.poll(() => page.locator('details li').allTextContents()).toHaveLength(2);
  });
});

const GREEN_TILE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#008000"/></svg>';
