/** The demo's frames as they lie in the built application, and the truth that is written with them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIST } from '../../../src/scripts/lib/paths.mjs';
import type { PixelPoint } from './map-view';

const DEMO = join(process.env.QUAYMARK_DIST ?? DIST, 'demo');

/** 8-bit RGB, UTM 52N, half a metre. */
export const SEPTEMBER = 'najin-september.tif';
/** 8-bit RGB, EPSG:4326 with equal degrees. */
export const DECEMBER = 'najin-december-ortho.tif';

export type TruthObject = {
  readonly id: string;
  readonly name: string | null;
  readonly class: string;
  /** From the stern's port side, clockwise on the screen. */
  readonly corners: readonly [PixelPoint, PixelPoint, PixelPoint, PixelPoint];
  readonly length_m: number;
  readonly beam_m: number;
  readonly heading_deg: number;
  /** Of stacks and ships: how many containers are on it. */
  readonly containers?: number;
};

export type TruthFrame = {
  readonly file: string;
  readonly acquired_at: string;
  readonly objects: readonly TruthObject[];
  readonly containers: readonly TruthObject[];
};

export function demoFile(name: string): string {
  return join(DEMO, name);
}

export async function truthOf(file: string): Promise<TruthFrame> {
  const truth = JSON.parse(await readFile(demoFile('truth.json'), 'utf8'));
  const found = truth.frames.find((frame: TruthFrame) => frame.file === file);
  if (!found) throw new Error(`The demo's truth has no frame ${file}.`);
  return found;
}
