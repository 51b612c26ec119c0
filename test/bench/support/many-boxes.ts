/** Bringing many boxes into the open project, as a user does: by dropping a file. */
import type { Page } from 'playwright-core';
import { dropFiles, pressKeys, readDownload, waitSaved } from '../../e2e/support/app';
import { mapArea } from '../../e2e/support/map-view';
import { type BoxesFile, makeBoxesFile } from './boxes-file';
import { awaitEntry, awaitStored, now } from './diary';
import { drawQuickly } from './drawing';

/** Draws one box, exports the project, and makes a file with so many boxes of it. */
export async function strewnBoxes(page: Page, boxes: number): Promise<BoxesFile> {
  const { x, y, width, height } = await mapArea(page);
  const stern = { x: x + width / 2, y: y + height / 2 };
  await page.keyboard.press('s');
  await drawQuickly(page, stern, { x: stern.x + 40, y: stern.y + 10 });
  await awaitStored(page, 'boxes', 1);
  await waitSaved(page);
  await pressKeys(page, 'Escape', 'Escape', 'v', 'Control+e');
  await page.getByRole('button', { name: /^Export \d/ }).waitFor();
  const { bytes } = await readDownload(page, () => pressKeys(page, 'Control+Enter'));
  return makeBoxesFile(bytes.toString('utf8'), boxes);
}

export type ImportTimes = {
  /** From the drop to the dialog that says what will happen, milliseconds. */
  readonly read: number;
  /** From the dialog's button until every box is stored. */
  readonly stored: number;
  /** From the dialog's button until the list shows them. */
  readonly listed: number;
};

/** Drops the file, and answers the dialog. */
export async function importBoxes(
  page: Page,
  { path, boxes }: BoxesFile,
  into: 'new' | 'here',
): Promise<ImportTimes> {
  const before = await now(page);
  await dropFiles(page, [path]);
  const { at: dropped } = await awaitEntry(page, 'drop', before);
  const dialog = page.getByRole('dialog');
  const refused = page.getByRole('alert');
  await dialog.or(refused).first().waitFor({ timeout: 120_000 });
  if (await refused.isVisible()) throw new Error((await refused.textContent()) ?? 'refused');
  const read = (await now(page)) - dropped;
  const place = into === 'new' ? 'As a new project' : 'Into this project';
  await dialog.getByRole('radio', { name: place }).click();
  const asked = await now(page);
  await dialog.getByRole('button', { name: /^(Open as a new project|Import )/ }).click();
  const { at: clicked } = await awaitEntry(page, 'click', asked);
  const [stored, listed] = await Promise.all([
    awaitStored(page, 'boxes', boxes + 1),
    listedAt(page, into === 'new' ? boxes : boxes + 1),
  ]);
  await waitSaved(page, 120_000);
  return { read, stored: stored - clicked, listed: listed - clicked };
}

/** The moment when the list's head counts so many boxes and rows are there. */
export function listedAt(page: Page, boxes: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const shown = () => {
      const panel = document.querySelector('section[aria-label="Boxes"]');
      const count = Number(panel?.querySelector('h2 span')?.textContent?.replace(/\D/g, ''));
      return count === wanted && panel?.querySelector('[role="treeitem"]');
    };
    while (!shown()) await new Promise(requestAnimationFrame);
    // What is in the document now is on the screen with the next frame.
    await new Promise(requestAnimationFrame);
    return performance.now();
  }, boxes);
}
