/** A project of 100,000 boxes: in, through the list, out, and open again. */
import type { Page } from 'playwright-core';
import { pressKeys } from '../../e2e/support/app';
import type { Figure, Measure } from '../measure';
import { type BareTimes, bareTimes } from '../support/bare-records';
import type { BoxesFile } from '../support/boxes-file';
import { awaitEntry, longestTask, now } from '../support/diary';
import { onDisk, openPicture } from '../support/drawing';
import { withPeakHeap } from '../support/heap';
import { importBoxes, listedAt, strewnBoxes } from '../support/many-boxes';

const BOXES = 100_000;

const unit = 'ms';
const name = (what: string) => `many: ${what}`;

/** Does something, and gives its time with the longest task and the largest heap meanwhile. */
async function watched(
  page: Page,
  what: string,
  work: () => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const began = await now(page);
  const { result, peakBytes } = await withPeakHeap(page, work);
  return [
    ...result,
    { name: name(`${what}, longest task`), value: await longestTask(page, began), unit },
    { name: name(`${what}, peak heap`), value: peakBytes / 1e6, unit: 'MB' },
  ];
}

/** The moment when the list's foot says so many boxes pass the filter, and nothing is being measured. */
function filteredAt(page: Page, shown: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const foot = () =>
      document.querySelector('section[aria-label="Boxes"] footer [role="status"]')?.textContent;
    while (Number(foot()?.split(' of ')[0]?.replace(/\D/g, '')) !== wanted) {
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    return performance.now();
  }, shown);
}

/** The moment when the list's first rows are others than before. */
function reorderedAt(page: Page, before: string): Promise<number> {
  return page.evaluate(async (old) => {
    const rows = () =>
      [...document.querySelectorAll('[role="treeitem"][aria-level="2"]')]
        .slice(0, 3)
        .map((row) => row.textContent)
        .join();
    while (rows() === old) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now();
  }, before);
}

function firstRows(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[role="treeitem"][aria-level="2"]')]
      .slice(0, 3)
      .map((row) => row.textContent)
      .join(),
  );
}

async function filterAndSort(page: Page, { oneClass }: BoxesFile): Promise<readonly Figure[]> {
  const field = page.getByLabel('Filter boxes', { exact: true });
  await field.focus();
  const asked = await now(page);
  await page.keyboard.insertText(`class="${oneClass.name}"`);
  const filtered = (await filteredAt(page, oneClass.boxes)) - asked;
  await pressKeys(page, 'Escape', 'Escape');
  const figures: Figure[] = [{ name: name('filter by class'), value: filtered, unit }];
  for (const order of ['Length', 'Heading', 'Number']) {
    const before = await firstRows(page);
    await page.getByRole('button', { name: 'Sort and group' }).click();
    const item = page.getByRole('menuitemcheckbox', { name: order });
    await item.waitFor();
    const chosen = await now(page);
    await item.click();
    const { at: clicked } = await awaitEntry(page, 'click', chosen);
    const sorted = (await reorderedAt(page, before)) - clicked;
    figures.push({ name: name(`sort by ${order.toLowerCase()}`), value: sorted, unit });
  }
  return figures;
}

async function exportAll(page: Page, bare: BareTimes): Promise<readonly Figure[]> {
  await page.getByRole('application').focus();
  const asked = await now(page);
  await pressKeys(page, 'Control+e');
  await page.getByRole('button', { name: /^Export \d/ }).waitFor();
  const dialog = (await now(page)) - asked;
  const began = performance.now();
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    pressKeys(page, 'Control+Enter'),
  ]);
  const value = performance.now() - began;
  await download.cancel();
  return [
    { name: name('export, dialog'), value: dialog, unit },
    { name: name('export, file ready'), value, unit, baseline: bare.stringify },
  ];
}

/** From the click on the project's card to a list that answers. */
async function openAgain(page: Page, bare: BareTimes): Promise<readonly Figure[]> {
  await pressKeys(page, 'Control+k');
  await page.getByRole('combobox').first().fill('Close project');
  await page.getByRole('option', { name: 'Close project' }).click();
  const card = page.getByRole('button', { name: /100.?000 boxes/ });
  await card.waitFor();
  const asked = await now(page);
  await card.click();
  const { at: clicked } = await awaitEntry(page, 'click', asked);
  const value = (await listedAt(page, BOXES)) - clicked;
  return [{ name: name('open, list shown'), value, unit, baseline: bare.read }];
}

export const manyBoxes: Measure = {
  name: 'many',
  what: `a project of ${BOXES} boxes, on disk; baselines: JSON and IndexedDB of the browser alone`,
  run: (context) =>
    onDisk(context, async (page) => {
      await openPicture(page, context.appUrl);
      const file = await strewnBoxes(page, BOXES);
      context.say('import');
      let times = { read: 0, stored: 0, listed: 0 };
      const imported = await watched(page, 'import', async () => {
        times = await importBoxes(page, file, 'new');
        return [];
      });
      const bare = await bareTimes(page);
      const figures: Figure[] = [
        { name: name('import, file read'), value: times.read, unit, baseline: bare.parse },
        { name: name('import, stored'), value: times.stored, unit, baseline: bare.put },
        { name: name('import, list shown'), value: times.listed, unit },
        ...imported,
      ];
      context.say('list');
      figures.push(...(await watched(page, 'list', () => filterAndSort(page, file))));
      context.say('export');
      figures.push(...(await watched(page, 'export', () => exportAll(page, bare))));
      context.say('open');
      figures.push(...(await watched(page, 'open', () => openAgain(page, bare))));
      return figures;
    }),
};
