/** Whom boxes show, said without the mouse; and why a key did nothing. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { axe, drawKeel, pressKeys, screenshot, waitSaved } from './support/app';
import { DAY, DEGREES, openPlaces, settled, storedBoxes, table, UTM } from './support/desk';
import { calibrate } from './support/map-view';
import { test } from './support/test';

type Linked = { readonly link?: { readonly vesselId: string } | null; readonly groupId?: string };

/** The name of what has the focus: of a field, or of the map. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: active } = document;
    if (active?.getAttribute('role') === 'application') return 'map';
    const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : null;
    return active?.getAttribute('aria-label') ?? label ?? '';
  });
}

describe('followed by keys', () => {
  test('the key for linking leads to the field and Enter back; arrows choose, the likeliest first', async ({
    page,
    appUrl,
  }) => {
    await openPlaces(page, appUrl, [UTM, DEGREES]);
    const toScreen = await calibrate(page);
    await pressKeys(page, '1', 's');
    // Two hulls of different size; the one that comes later in the alphabet is copied to the other date.
    await drawKeel(page, toScreen([100, 60]), toScreen([140, 60]), 30);
    await pressKeys(page, 'u');
    await page.keyboard.type('Angara');
    await page.keyboard.press('Enter');
    await waitSaved(page);
    expect(await focused(page)).toBe('map');
    await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
    await pressKeys(page, 'u');
    await page.keyboard.type('Maia');
    await page.keyboard.press('Enter');
    await waitSaved(page);
    expect(await focused(page)).toBe('map');
    await pressKeys(page, 'Control+c', 'PageDown');
    await page.getByRole('option', { name: DAY[DEGREES], selected: true }).waitFor();
    await settled(page);
    await pressKeys(page, 'Control+v', 'u', 'ArrowDown');
    const options = page.getByRole('listbox', { name: 'Link to' }).getByRole('option');
    expect(await options.allTextContents()).toEqual([
      expect.stringMatching(/^Maia.*ikely/),
      expect.stringMatching(/^Angara/),
    ]);
    await screenshot(page, 'follow-by-keys');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show the log of Maia' }).waitFor();
    expect(await focused(page)).toBe('map');
    await waitSaved(page);
    const vessels = await table<{ id: string; name: string }>(page, 'vessels');
    const boxes = (await storedBoxes(page)) as readonly (Linked & { number: number })[];
    const nameOf = (link: Linked['link']) => vessels.find(({ id }) => id === link?.vesselId)?.name;
    expect(boxes.map(({ link }) => nameOf(link))).toEqual(['Angara', 'Maia', 'Maia']);
  });

  test('why a box is linked is kept when Esc leads back to the map, and when the page goes', async ({
    page,
    appUrl,
  }) => {
    await openPlaces(page, appUrl);
    const toScreen = await calibrate(page);
    await pressKeys(page, '1', 's');
    await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
    await pressKeys(page, 'u');
    await page.keyboard.type('Maia');
    await page.keyboard.press('Enter');
    await waitSaved(page);
    const why = page.getByLabel('Why');
    await why.click();
    await page.keyboard.type('Four hatches');
    await pressKeys(page, 'Escape');
    expect(await focused(page)).toBe('map');
    const rationale = async () => {
      const [box] = (await storedBoxes(page)) as readonly { link?: { rationale: string } }[];
      return box?.link?.rationale;
    };
    expect(await rationale()).toBe('Four hatches');
    await why.click();
    await pressKeys(page, 'End');
    await page.keyboard.type(', red hull');
    await page.reload();
    await why
      .or(page.getByRole('treeitem', { name: /Maia/ }))
      .first()
      .waitFor();
    expect(await rationale()).toBe('Four hatches, red hull');
  });

  test('of containers Enter leads to their number, and the key for linking to their group', async ({
    page,
    appUrl,
  }) => {
    await openPlaces(page, appUrl);
    const toScreen = await calibrate(page);
    await pressKeys(page, '8', 's');
    await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
    await pressKeys(page, 'Enter');
    expect(await focused(page)).toBe('Containers, best');
    await page.keyboard.type('50');
    await pressKeys(page, 'Escape', 'u');
    expect(await focused(page)).toBe('Group');
    await page.keyboard.type('Quay');
    await page.keyboard.press('Enter');
    await waitSaved(page);
    expect(await focused(page)).toBe('map');
    const [group] = await table<{ id: string; name: string }>(page, 'groups');
    const [box] = await storedBoxes(page);
    expect(group?.name).toBe('Quay');
    expect((box as Linked | undefined)?.groupId).toBe(group?.id);
    expect(box?.attributes.containers).toMatchObject({ best: 50 });
  });

  test('why a key did nothing is said in the status bar, until another does something', async ({
    page,
    appUrl,
  }) => {
    await openPlaces(page, appUrl, [UTM, DEGREES]);
    const bar = page.getByRole('contentinfo');
    await pressKeys(page, 'y');
    await bar.getByText('Select a box first.').waitFor();
    await screenshot(page, 'key-refused');
    expect(await axe(page)).toEqual([]);
    await pressKeys(page, ',');
    await bar.getByText('This is the first date.').waitFor();
    await pressKeys(page, '.');
    await page.getByRole('option', { name: DAY[DEGREES], selected: true }).waitFor();
    expect(await bar.getByText('This is the first date.').count()).toBe(0);
    // A crane is neither a hull nor containers.
    const toScreen = await calibrate(page);
    await pressKeys(page, '0', 's');
    await drawKeel(page, toScreen([150, 220]), toScreen([190, 200]), 30);
    await pressKeys(page, 'u');
    await bar.getByText('Boxes of one class, ships or containers, can be followed.').waitFor();
  });
});
