/** Small files that tests make for themselves, and what the program says of frames. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type Field, geoKeys } from '../../unit/raster/support';
import { mapArea } from './map-view';
import { readStored } from './stored';

export type Size = { readonly width: number; readonly height: number };
export const FULL: Size = { width: 400, height: 300 };
export const HALF: Size = { width: 200, height: 150 };

/** Steps of grey with edges; `level` tells bands apart. */
export function steps({ width, height }: Size, level: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return level + ((Math.floor((x * 16) / width) + Math.floor((y * 12) / height)) % 2) * 50;
  });
}

/** North-up in UTM 52N, its corner at 442000 4676000. */
export const placed = (scale: number): readonly Field[] => [
  [33550, 12, [scale, scale, 0]],
  [33922, 12, [0, 0, 0, 442000, 4676000, 0]],
  geoKeys(32652),
];

/** An empty folder that goes when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quaymark-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export async function folderOf(
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<(name: string) => string> {
  const folder = await temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return (name) => join(folder, name);
}

export async function frameRecords(page: Page) {
  return (await readStored(page)).frames as unknown as readonly {
    readonly title: string;
    readonly file: { sha256: string; parts?: readonly { role: string; name: string }[] };
    readonly raster: { bandNames: readonly string[]; bands: number; overviews: number };
    readonly georef: { source: string; epsg: number; transform: number[]; gcps?: unknown[] } | null;
  }[];
}

/** What the status bar says of the pixel in the middle of the map. */
export async function middleReadout(page: Page): Promise<string> {
  const { x, y, width, height } = await mapArea(page);
  await page.mouse.move(x + width / 2 + 3, y + height / 2);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.getByText(/^px -?[\d.]+/).waitFor();
  await page.waitForTimeout(400);
  return (await page.locator('footer > *').allTextContents()).join('\n');
}
