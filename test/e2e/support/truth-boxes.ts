/** Draws what the demo's truth says is there, as a hand draws it. */
import type { Page } from 'playwright-core';
import { drawKeel, waitSaved } from './app';
import type { TruthFrame, TruthObject } from './demo';
import { goTo, type PixelPoint, wheelOnto } from './map-view';

const middle = (a: PixelPoint, b: PixelPoint): PixelPoint => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const apart = (a: PixelPoint, b: PixelPoint) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Screen pixels along a keel that is drawn with care, and the highest zoom used for it. */
const KEEL_ON_SCREEN = 300;
const MOST_ZOOM = 4;

/** Draws the keel box of a truth rectangle, which is then selected; `zoom`: screen pixels per pixel. */
export async function drawTruth(
  page: Page,
  { corners }: TruthObject,
  zoom?: number,
): Promise<void> {
  const [sternPort, bowPort, bowStarboard, sternStarboard] = corners;
  const stern = middle(sternPort, sternStarboard);
  const bow = middle(bowPort, bowStarboard);
  const near = zoom ?? Math.min(MOST_ZOOM, KEEL_ON_SCREEN / apart(stern, bow));
  const toScreen = await goTo(page, middle(stern, bow), near);
  await page.keyboard.press('s');
  const [from, to] = [toScreen(stern), toScreen(bow)];
  const scale = Math.hypot(to.x - from.x, to.y - from.y) / apart(stern, bow);
  await drawKeel(page, from, to, apart(sternPort, sternStarboard) * scale);
  await waitSaved(page);
  await page.keyboard.press('Escape');
}

/**
 * The same with the keel tool in hand already, and found from the whole picture by the wheel alone: as an
 * analyst does who saves his steps.
 */
export async function drawOnto(page: Page, { corners }: TruthObject): Promise<void> {
  const [sternPort, bowPort, bowStarboard, sternStarboard] = corners;
  const stern = middle(sternPort, sternStarboard);
  const bow = middle(bowPort, bowStarboard);
  const near = Math.min(MOST_ZOOM, KEEL_ON_SCREEN / apart(stern, bow));
  const toScreen = await wheelOnto(page, middle(stern, bow), near);
  const [from, to] = [toScreen(stern), toScreen(bow)];
  const scale = Math.hypot(to.x - from.x, to.y - from.y) / apart(stern, bow);
  await drawKeel(page, from, to, apart(sternPort, sternStarboard) * scale);
  await waitSaved(page);
}

/** What the truth calls by this name or identifier. */
export function objectOf(truth: TruthFrame, name: string): TruthObject {
  const found = truth.objects.find((one) => one.name === name || one.id === name);
  if (!found) throw new Error(`The truth of ${truth.file} has no ${name}.`);
  return found;
}
