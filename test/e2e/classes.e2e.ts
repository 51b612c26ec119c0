/** The project's classes: their keys, and the editor of names, colours, keys, order and merging. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawKeel, pressKeys, waitSaved } from './support/app';
import {
  drawUpright,
  exportBoxes,
  onlyBox,
  openPlaces,
  storedBoxes,
  table,
  UTM,
} from './support/desk';
import { calibrate } from './support/map-view';
import { test } from './support/test';

type StoredClass = {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly color: string;
  readonly key: string | null;
  readonly order: number;
};

async function storedClasses(page: Page): Promise<StoredClass[]> {
  await waitSaved(page);
  const classes = await table<StoredClass>(page, 'classes');
  return classes.sort((a, b) => a.order - b.order);
}

const namesOf = (classes: readonly StoredClass[]) => classes.map(({ name }) => name);

async function classOf(page: Page): Promise<string | undefined> {
  const { classId } = await onlyBox(page);
  return (await storedClasses(page)).find(({ id }) => id === classId)?.name;
}

const editor = (page: Page) => page.getByRole('dialog', { name: 'Classes' });
const row = (page: Page, name: string) => editor(page).getByRole('listitem', { name, exact: true });

async function openEditor(page: Page): Promise<void> {
  await page.keyboard.press('Shift+C');
  await editor(page).waitFor();
}

async function fill(page: Page, name: string, field: string, text: string): Promise<void> {
  const input = row(page, name).getByRole('textbox', { name: field });
  await input.fill(text);
  await input.press('Enter');
}

async function choose(page: Page, name: string, ...entries: readonly string[]): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `More for ${name}` })
    .click();
  for (const entry of entries) {
    const item = page.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).first();
    const area = await item.boundingBox();
    if (!area) throw new Error(`The menu has no "${entry}".`);
    // By a way that a hand would take: submenus close when the pointer jumps out of them.
    await page.mouse.move(area.x + 20, area.y + area.height / 2, { steps: 8 });
    await item.click({ position: { x: 20, y: area.height / 2 } });
  }
}

test('a stack drawn along its axis that turns out to be a ship has its bow', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl, [UTM]);
  await pressKeys(page, '8', 's');
  const toScreen = await calibrate(page);
  await drawKeel(page, toScreen([100, 100]), toScreen([180, 100]), 40);
  expect((await onlyBox(page)).bowKnown).toBe(false);
  await pressKeys(page, '1');
  await waitSaved(page);
  expect((await onlyBox(page)).bowKnown).toBe(true);
  await pressKeys(page, 'Control+z');
  await waitSaved(page);
  expect((await onlyBox(page)).bowKnown).toBe(false);
});

test('each of the ten keys sets the class of the selected box and of new ones', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [100, 80], [180, 120]);
  const names = namesOf(await storedClasses(page));
  expect(names.slice(0, 10)).toEqual([
    'cargo ship',
    'tanker',
    'container ship',
    'fishing vessel',
    'tug',
    'small craft',
    'warship',
    'container stack',
    'container',
    'crane',
  ]);
  for (const [i, key] of [...'1234567890'].entries()) {
    await page.keyboard.press(key);
    expect(await classOf(page)).toBe(names[i]);
  }
  await pressKeys(page, 'Escape', '5');
  await drawUpright(page, [200, 80], [260, 120]);
  const classes = await storedClasses(page);
  const drawn = (await storedBoxes(page)).map(
    ({ classId }) => classes.find(({ id }) => id === classId)?.name,
  );
  expect(drawn).toEqual(['crane', 'tug']);
});

test('classes are added, renamed, recoloured, given keys and put in order; undo takes all back', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  const before = await storedClasses(page);
  await openEditor(page);
  await editor(page).getByRole('button', { name: 'Add a class' }).click();
  await fill(page, 'new class', 'Name', 'barge');
  await fill(page, 'barge', 'Key', 'w');
  await row(page, 'barge')
    .getByRole('button', { name: /Colour of barge/ })
    .click();
  await page.getByRole('textbox', { name: 'Hexadecimal' }).fill('#12ab34');
  await pressKeys(page, 'Enter', 'Escape');
  await fill(page, 'tanker', 'Name', 'oil tanker');
  // One step upwards by keys, and by the menu.
  await row(page, 'barge').getByRole('textbox', { name: 'Name' }).press('Alt+ArrowUp');
  await choose(page, 'barge', 'Move up');
  const edited = await storedClasses(page);
  const barge = edited.find(({ name }) => name === 'barge');
  expect(barge).toMatchObject({ key: 'w', color: '#12ab34', number: before.length + 1 });
  expect(namesOf(edited).at(-3)).toBe('barge');
  expect(namesOf(edited)[1]).toBe('oil tanker');

  // A key that is another's, a command's, or none at all is refused with the reason.
  await fill(page, 'barge', 'Key', 's');
  await row(page, 'barge').getByText('The key S is taken by "Draw along the keel".').waitFor();
  await fill(page, 'barge', 'Key', '3');
  await row(page, 'barge').getByText('The key 3 belongs to "container ship".').waitFor();
  await fill(page, 'barge', 'Key', 'kk');
  await row(page, 'barge')
    .getByText(/one key/)
    .waitFor();
  await fill(page, 'barge', 'Name', 'crane');
  await editor(page).getByText('There is a class named "crane" already.').waitFor();
  expect(await storedClasses(page)).toEqual(edited);
  await editor(page).getByRole('button', { name: 'Done' }).click();

  // The new class's key works, beyond nine.
  await drawUpright(page, [100, 80], [180, 120]);
  await page.keyboard.press('w');
  expect(await classOf(page)).toBe('barge');

  // All of it is there after a reload, and can be taken back after it.
  await page.reload();
  await page.getByRole('treeitem', { name: /barge/ }).first().waitFor();
  expect(await storedClasses(page)).toEqual(edited);
  await page.getByRole('application').focus();
  // The last page may hold the project for a moment longer.
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await expect.poll(() => undo.getAttribute('aria-disabled')).not.toBe('true');
  // Draw, class; add, name, key, colour, rename, up, up.
  await pressKeys(page, ...Array.from({ length: 9 }, () => 'Control+z'));
  await expect.poll(() => storedClasses(page)).toEqual(before);
  await pressKeys(page, ...Array.from({ length: 9 }, () => 'Control+Shift+Z'));
  await expect.poll(() => storedClasses(page)).toEqual(edited);
});

test('merged and removed classes leave their number unused', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await page.keyboard.press('2');
  await drawUpright(page, [100, 80], [180, 120]);
  await openEditor(page);
  const start = await storedClasses(page);
  // A class in use is not removed, and says so.
  await row(page, 'tanker').getByRole('button', { name: 'More for tanker' }).click();
  const remove = page.getByRole('menuitem', { name: 'Remove' });
  expect(await remove.getAttribute('aria-disabled')).toBe('true');
  await pressKeys(page, 'Escape');
  await choose(page, 'tanker', 'Merge into', 'cargo ship');
  await choose(page, 'rail car', 'Remove');
  await editor(page).getByRole('button', { name: 'Add a class' }).click();
  await fill(page, 'new class', 'Name', 'lighter');
  const after = await storedClasses(page);
  expect(namesOf(after)).not.toContain('tanker');
  expect(namesOf(after)).not.toContain('rail car');
  expect(after.find(({ name }) => name === 'lighter')?.number).toBe(start.length + 1);
  await editor(page).getByRole('button', { name: 'Done' }).click();
  expect(await classOf(page)).toBe('cargo ship');
  const { quaymark, features } = await exportBoxes(page);
  const numbers = quaymark.classes.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).not.toContain(2);
  expect(numbers).not.toContain(start.length);
  expect(features[0]?.properties).toMatchObject({ class: 'cargo ship', class_number: 1 });
  // Name, add, remove, merge.
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+z', 'Control+z', 'Control+z', 'Control+z');
  expect(await storedClasses(page)).toEqual(start);
  expect(await classOf(page)).toBe('tanker');
});

test('a preset brings its classes without changing those that are there', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  const before = await storedClasses(page);
  await openEditor(page);
  await editor(page).getByRole('button', { name: 'Add a preset' }).click();
  await page.getByRole('menuitem', { name: /FAIR1M, ships/ }).click();
  await row(page, 'Dry Cargo Ship').waitFor();
  const after = await storedClasses(page);
  expect(after.slice(0, before.length)).toEqual(before);
  // Nine ships, of which "Warship" is there already.
  expect(after).toHaveLength(before.length + 8);
  // There are twenty colours; none is given twice before all are taken.
  expect(new Set(after.map(({ color }) => color.toLowerCase())).size).toBe(20);
  await pressKeys(page, 'Escape');
  await page.getByRole('application').focus();
  await pressKeys(page, 'Control+z');
  expect(await storedClasses(page)).toEqual(before);
});
