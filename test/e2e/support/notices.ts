/** The sentences that the application shows in its corner. */
import type { Locator, Page } from 'playwright-core';

/** Notices that can be dismissed; a banner cannot. */
export function notices(page: Page): Locator {
  return page
    .locator('[role="alert"], [role="status"]')
    .filter({ has: page.getByRole('button', { name: 'Dismiss' }) });
}

/** Waits for a notice and gives its words: the sentence and those listed below it. */
export async function noticeText(page: Page, timeout = 15_000): Promise<string> {
  const first = notices(page).first();
  await first.waitFor({ timeout });
  const parts = await first.locator('p, li').allTextContents();
  return parts.join('\n');
}

export async function dismissAll(page: Page): Promise<void> {
  while ((await notices(page).count()) > 0) {
    await notices(page).first().getByRole('button', { name: 'Dismiss' }).click();
  }
}
