/** A small project to work on, and what it holds: read from the browser's database and the export. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../../src/scripts/lib/paths.mjs';
import {
  dropFiles,
  openApp,
  pressKeys,
  readDownload,
  type ScreenPoint,
  waitSaved,
  waitStored,
} from './app';
import { calibrate, type PixelPoint } from './map-view';

const PLACES = join(ROOT, 'test', 'fixtures', 'places');

/** The same ground three times, written by test/fixtures/make-places.mjs; GDAL's reading of it. */
export type Place = {
  readonly file: string;
  readonly size: readonly [width: number, height: number];
  readonly middle_row_m: number;
  readonly probes: readonly {
    readonly pixel: PixelPoint;
    readonly samples: readonly number[];
    readonly lon_lat: readonly [lon: number, lat: number];
  }[];
};

export const UTM = 'utm.tif';
export const DEGREES = 'degrees.tif';
export const MERCATOR = 'mercator.tif';
/** The days of the three pictures, as the film strip names them. */
export const DAY = { [UTM]: /12 Sep/, [DEGREES]: /12 Oct/, [MERCATOR]: /12 Nov/ } as const;

const places: readonly Place[] = JSON.parse(
  readFileSync(join(PLACES, 'truth.json'), 'utf8'),
).places;

export function placeOf(file: string): Place {
  const found = places.find((place) => place.file === file);
  if (!found) throw new Error(`There is no place ${file}.`);
  return found;
}

export const placeFile = (file: string) => join(PLACES, file);
export const tiffFile = (file: string) => join(ROOT, 'test', 'fixtures', 'tiffs', file);

/** Opens the application with these pictures of the place; the first of them is shown. */
export async function openPlaces(
  page: Page,
  url: string,
  files: readonly (keyof typeof DAY)[] = [UTM],
): Promise<void> {
  await openApp(page, url);
  await dropFiles(page, files.map(placeFile));
  for (const file of files) await page.getByRole('option', { name: DAY[file] }).waitFor();
  await waitStored(page);
  await showFrame(page, files[0] ?? UTM);
}

export async function showFrame(page: Page, file: keyof typeof DAY): Promise<void> {
  await page.getByRole('option', { name: DAY[file] }).click();
  await settled(page);
}

/** Waits until the picture stands still: it has come and no tile is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('progressbar', { name: /Opening/ }).waitFor({ state: 'hidden' });
  await page.waitForTimeout(250);
}

/** What stands in a table of the browser's database; boxes by number, out of their pages. */
export async function table<T>(page: Page, name: string): Promise<T[]> {
  if (name !== 'boxes') return rows(page, name);
  const pages = await rows<{ readonly boxes: readonly T[] }>(page, 'boxPages');
  return pages.flatMap(({ boxes }) => boxes);
}

function rows<T>(page: Page, name: string): Promise<T[]> {
  return page.evaluate(
    (store) =>
      new Promise<T[]>((resolve, reject) => {
        const opening = indexedDB.open('quaymark');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction(store).objectStore(store).getAll();
          asking.onerror = () => reject(asking.error);
          asking.onsuccess = () => {
            opening.result.close();
            resolve(asking.result);
          };
        };
      }),
    name,
  );
}

export type StoredBox = {
  readonly id: string;
  readonly projectId: string;
  readonly frameId: string;
  readonly classId: string;
  readonly number: number;
  readonly geometry: {
    readonly x: number;
    readonly y: number;
    readonly length: number;
    readonly width: number;
    readonly angle: number;
  };
  readonly bowKnown: boolean;
  readonly locked: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** All boxes as stored, in order of their numbers. */
export async function storedBoxes(page: Page): Promise<StoredBox[]> {
  await waitSaved(page);
  const boxes = await table<StoredBox>(page, 'boxes');
  return boxes.sort((a, b) => a.number - b.number);
}

export async function onlyBox(page: Page): Promise<StoredBox> {
  const [only, ...more] = await storedBoxes(page);
  if (!only || more.length > 0) throw new Error(`There are ${more.length + 1} boxes, not one.`);
  return only;
}

/** The numbers of the selected boxes, as the list of boxes marks them. */
export async function selectedNumbers(page: Page): Promise<number[]> {
  await page.waitForTimeout(60);
  const rows = page.getByRole('treeitem', { selected: true });
  const texts = await rows.allInnerTexts();
  return texts.map((text) => Number.parseInt(text, 10)).sort((a, b) => a - b);
}

/** Draws an upright box by a drag from corner to corner, and goes back to the selecting tool. */
export async function drawUpright(page: Page, from: PixelPoint, to: PixelPoint): Promise<void> {
  const toScreen = await calibrate(page);
  await page.keyboard.press('b');
  await sweep(page, toScreen(from), toScreen(to));
  await page.keyboard.press('v');
  await waitSaved(page);
}

/** Opens one picture or more in a window of 1440 by 900, with an upright box on the first. */
export async function openBoxed(
  page: Page,
  url: string,
  files: readonly (keyof typeof DAY)[] = [UTM, DEGREES],
): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPlaces(page, url, files);
  await drawUpright(page, [150, 120], [210, 140]);
}

/** Presses at the first point, goes by the others with steps between, and lets go at the last. */
export async function sweep(page: Page, ...points: readonly ScreenPoint[]): Promise<void> {
  const [first, ...rest] = points;
  if (!first) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 5 });
  await page.mouse.up();
}

export type Feature = {
  readonly type: 'Feature';
  readonly geometry: { readonly type: string; readonly coordinates: [number, number][][] };
  readonly properties: Record<string, unknown> & { readonly pixel_corners: PixelPoint[] };
};
export type Exported = {
  readonly fileName: string;
  readonly text: string;
  readonly quaymark: Record<string, unknown> & {
    readonly classes: readonly { readonly name: string; readonly number: number }[];
    readonly scope: string;
  };
  readonly features: readonly Feature[];
};

/** Exports by the keyboard's way. `scope`: the word of the dialog's choice; left out: as proposed. */
export async function exportBoxes(page: Page, scope?: string | RegExp): Promise<Exported> {
  await pressKeys(page, 'Control+e');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Export \d/ }).waitFor();
  if (scope) await dialog.getByRole('radio', { name: scope }).check();
  const { name, bytes } = await readDownload(page, () => pressKeys(page, 'Control+Enter'));
  await dialog.waitFor({ state: 'hidden' });
  const text = bytes.toString('utf8');
  return { fileName: name, text, ...JSON.parse(text) };
}

/** Metres between two places less than a kilometre apart; good to a millimetre there. */
export function metresApart(
  a: readonly [lon: number, lat: number],
  b: readonly [lon: number, lat: number],
): number {
  const lat = ((a[1] + b[1]) / 2) * (Math.PI / 180);
  // Length of a degree on the WGS 84 ellipsoid (Snyder 1987, eq. 4-19 and 4-20).
  const e2 = 0.00669437999014;
  const w = 1 - e2 * Math.sin(lat) ** 2;
  const perLon = ((Math.PI / 180) * 6378137 * Math.cos(lat)) / Math.sqrt(w);
  const perLat = ((Math.PI / 180) * 6378137 * (1 - e2)) / w ** 1.5;
  return Math.hypot((a[0] - b[0]) * perLon, (a[1] - b[1]) * perLat);
}

/** Keeps every text that is painted on the map from now on; to be called before the page opens. */
export async function recordPaintedTexts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const painted: string[] = [];
    Object.assign(window, { painted });
    const paint = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      painted.push(text);
      paint.call(this, text, ...rest);
    };
  });
  /** The texts painted since the last call. */
  return () => page.evaluate(() => (window as unknown as { painted: string[] }).painted.splice(0));
}
