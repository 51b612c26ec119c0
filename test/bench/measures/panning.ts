/** How smoothly the picture follows the hand, with few and with many boxes on it. */
import type { Page } from 'playwright-core';
import { pressKeys } from '../../e2e/support/app';
import { goTo, mapArea } from '../../e2e/support/map-view';
import type { Figure, Measure } from '../measure';
import type { BoxesFile } from '../support/boxes-file';
import { inNewPage, openPicture } from '../support/drawing';
import { importBoxes, strewnBoxes } from '../support/many-boxes';
import { panFigures, panFrames } from '../support/pan';

const COUNTS = [1000, 10_000, 100_000] as const;
const IN_VIEW = 200;

async function showAll(page: Page): Promise<void> {
  await page.getByRole('application').focus();
  await pressKeys(page, 'Escape', 'f');
  await page.waitForTimeout(600);
}

/** Zooms in until about so many boxes are in view. */
async function zoomIn(page: Page, { boxes, picture }: BoxesFile): Promise<void> {
  const [width, height] = picture;
  const area = await mapArea(page);
  const share = IN_VIEW / boxes;
  const zoom = Math.sqrt((area.width * area.height) / (share * width * height));
  await goTo(page, [width / 2, height / 2], zoom);
  await page.waitForTimeout(600);
}

export const panning: Measure = {
  name: 'panning',
  what: 'between animation frames during a drag of 3 s; baseline: the same place without boxes',
  run: async (context) => {
    const figures: Figure[] = [];
    for (const count of COUNTS) {
      context.say(`${count} boxes`);
      const found = await inNewPage(context, async (page) => {
        await openPicture(page, context.appUrl);
        await showAll(page);
        // The first drag also fetches tiles beside the view, which none of the others need.
        await panFrames(page);
        const bare = await panFrames(page);
        const file = await strewnBoxes(page, count);
        await zoomIn(page, file);
        const bareNear = await panFrames(page);
        await importBoxes(page, file, 'here');
        await zoomIn(page, file);
        const near = await panFrames(page);
        await showAll(page);
        const all = await panFrames(page);
        return [
          ...(count === COUNTS[0] ? panFigures('no boxes', bare, null) : []),
          ...panFigures(`${count} boxes, all in view`, all, bare),
          ...panFigures(`${count} boxes, about ${IN_VIEW} in view`, near, bareNear),
        ];
      });
      figures.push(...found);
    }
    return figures;
  },
};
