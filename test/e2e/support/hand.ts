/** Counts what a hand does on a page: buttons pressed and keys struck, as the page receives them. */
import type { Page } from 'playwright-core';

export type HandCount = { readonly clicks: number; readonly keys: number };

/** To be called before the page opens; holds until it is left or reloaded. */
export async function countHand(page: Page): Promise<() => Promise<HandCount>> {
  await page.addInitScript(() => {
    const hand = { clicks: 0, keys: 0 };
    Object.assign(window, { hand });
    const watch = { capture: true, passive: true };
    addEventListener('pointerdown', () => hand.clicks++, watch);
    addEventListener('keydown', ({ repeat }) => repeat || hand.keys++, watch);
  });
  return () => page.evaluate(() => (window as unknown as { hand: HandCount }).hand);
}
