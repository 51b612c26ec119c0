/** Says whom a box shows, as a user does. */
import type { Page } from 'playwright-core';
import { pressKeys, waitSaved } from './app';

/** The box just drawn is a cargo ship and shows this vessel, which a new name makes. */
export async function linkTo(page: Page, name: string): Promise<void> {
  await pressKeys(page, '1', 'u');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Show the log of ${name}` }).waitFor();
  await waitSaved(page);
  await page.getByRole('application').focus();
}
