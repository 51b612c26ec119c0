/** The whole job by keys, the pointer only placed; and the one list of commands where it is shown. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { COMMANDS } from '../../src/commands/registry';
import { chooseFiles, drawKeel, openApp, pressKeys, readDownload, waitSaved } from './support/app';
import {
  DAY,
  DEGREES,
  openBoxed,
  openPlaces,
  placeFile,
  selectedNumbers,
  settled,
  storedBoxes,
  UTM,
} from './support/desk';
import { calibrate, mapArea } from './support/map-view';
import { test } from './support/test';

const palette = (page: Page) => page.getByRole('combobox', { name: 'Find or run a command' });

async function runByName(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await palette(page).waitFor();
  await page.keyboard.type(words);
  await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor();
  await page.waitForTimeout(80);
  await page.keyboard.press('Enter');
  await palette(page).waitFor({ state: 'hidden' });
}

test('from opening to export by keys alone, the pointer only placed', async ({ page, appUrl }) => {
  await openApp(page, appUrl);
  await chooseFiles(page, [placeFile(UTM), placeFile(DEGREES)], () => page.keyboard.press('o'));
  await page.getByRole('option', { name: DAY[DEGREES] }).waitFor();
  await waitSaved(page);
  await page.waitForTimeout(300);
  await pressKeys(page, 'PageUp', 'f');
  await page.getByRole('option', { name: DAY[UTM], selected: true }).waitFor();
  await settled(page);
  const toScreen = await calibrate(page);
  await pressKeys(page, '2', 's');
  await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
  // Activity by Tab and a digit, and back to the map.
  await page.keyboard.press('v');
  await page.keyboard.press('Enter');
  await page.locator('section[aria-label="Inspector"] :focus').waitFor();
  await pressKeys(page, 'Enter', '1', 'Escape');
  await waitSaved(page);
  const [box] = await storedBoxes(page);
  expect(box?.attributes.activity).toBe('alongside');
  await pressKeys(page, 'Control+c', 'PageDown');
  await page.getByRole('option', { name: DAY[DEGREES], selected: true }).waitFor();
  await settled(page);
  await pressKeys(page, 'Control+v', 'Shift+ArrowLeft', ']');
  expect(await storedBoxes(page)).toHaveLength(2);
  await runByName(page, 'export boxes');
  const dialog = page.getByRole('dialog', { name: 'Export GeoJSON' });
  await dialog.getByRole('button', { name: /^Export 1 box/ }).waitFor();
  // From the button back to the choice of what goes: everything.
  await dialog.getByRole('radio', { name: 'Selection' }).focus();
  await pressKeys(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
  const { bytes } = await readDownload(page, () => page.keyboard.press('Control+Enter'));
  expect(JSON.parse(bytes.toString('utf8')).features).toHaveLength(2);
});

test('the palette has every command, those that cannot run with the reason', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await page.keyboard.press('Control+k');
  await palette(page).waitFor();
  await page.keyboard.type('>');
  const results = page.getByRole('listbox', { name: 'Results' });
  await expect.poll(() => results.getByRole('option').count()).toBeGreaterThan(40);
  for (const { id, label } of COMMANDS) {
    if (id === 'help.palette') continue;
    const option = results.getByRole('option').filter({ hasText: label }).first();
    expect(await option.count(), label).toBe(1);
  }
  for (const option of await results.getByRole('option', { disabled: true }).all()) {
    const text = (await option.textContent()) ?? '';
    expect(text, text).toMatch(/[a-z]\./);
  }
});

test('what is typed before the palette is there is what Enter runs', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await page.keyboard.press('Control+k');
  // As fast as the page takes them.
  const keys = [...'keyboard shortcuts', 'Enter'];
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
});

test('a dialog that is closed gives the focus back, the first time too', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  const map = page.getByRole('application');
  await map.focus();
  for (const time of ['first', 'second']) {
    await page.keyboard.press('Shift+?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const back = map.and(page.locator(':focus'));
    await back.waitFor({ timeout: 3000 }).catch(() => expect.fail(`not the ${time} time`));
  }
});

test('one press of Esc closes a tooltip and does what it does without one', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  const tooltip = page.getByRole('tooltip');
  await page.keyboard.press('Shift+?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByRole('button', { name: 'Close', exact: true }).hover();
  await tooltip.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden', timeout: 3000 });
  await tooltip.waitFor({ state: 'hidden' });
  // What is open beside its button goes, and nothing beyond it.
  await page.getByRole('button', { name: 'How to filter' }).click();
  const help = page.getByRole('dialog', { name: 'How to filter' });
  const rail = page.getByRole('navigation', { name: 'Tools' });
  await rail.getByRole('button', { name: 'Project name and settings' }).hover();
  await tooltip.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden', timeout: 3000 });
  // A tool is put down while the pointer rests on a button.
  await page.getByRole('application').focus();
  await page.keyboard.press('b');
  const box = rail.getByRole('button', { name: 'Draw an upright box', exact: true });
  await expect.poll(() => box.getAttribute('aria-pressed')).toBe('true');
  await rail.getByRole('button', { name: 'Pan', exact: true }).hover();
  await tooltip.waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => box.getAttribute('aria-pressed'), { timeout: 3000 }).toBe('false');
});

test('the help lists every command that has a key, and the classes', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await page.keyboard.press('Shift+?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.waitFor();
  for (const { label, keys } of COMMANDS) {
    if (keys.length === 0) continue;
    expect(await dialog.getByText(label, { exact: true }).count(), label).toBeGreaterThan(0);
  }
  expect(await dialog.getByText('Fishing vessel').count()).toBe(1);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

test('the palette goes to boxes, dates and coordinates', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  const toScreen = await calibrate(page);
  await page.keyboard.press('s');
  await drawKeel(page, toScreen([150, 220]), toScreen([290, 150]), 60);
  await pressKeys(page, 'v', 'Escape');
  await runByName(page, '#12 Oct');
  await page.getByRole('option', { name: DAY[DEGREES], selected: true }).waitFor();
  await runByName(page, 'box 1');
  await page.getByRole('option', { name: DAY[UTM], selected: true }).waitFor();
  expect(await selectedNumbers(page)).toEqual([1]);
  await page.keyboard.press('f');
  await settled(page);
  await runByName(page, ':42.2333, 130.2955');
  await settled(page);
  const { x, y, width, height } = await mapArea(page);
  await page.mouse.move(2, 2);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.getByText(/42\.2333\d° N 130\.2955\d° E|42\.2332\d° N 130\.2954\d° E/).waitFor();
});

test('the palette goes to boxes, dates and coordinates from a screen without a map too', async ({
  page,
  appUrl,
}) => {
  await openBoxed(page, appUrl);
  const map = page.getByRole('application');
  const log = async () => {
    await page.getByRole('button', { name: 'Log', exact: true }).click();
    await map.waitFor({ state: 'detached' });
  };
  await log();
  await runByName(page, 'box 1');
  await map.waitFor();
  expect(await selectedNumbers(page)).toEqual([1]);
  await log();
  await runByName(page, '#12 Oct');
  await map.waitFor();
  await page.getByRole('option', { name: DAY[DEGREES], selected: true }).waitFor();
  await log();
  await runByName(page, ':42.2333, 130.2955');
  await map.waitFor();
  await settled(page);
  const { x, y, width, height } = await mapArea(page);
  await page.mouse.move(2, 2);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.getByText(/42\.2333\d° N 130\.2955\d° E|42\.2332\d° N 130\.2954\d° E/).waitFor();
});

/** The digit 3 with Alt in the element that has the focus, as layouts that write signs with it report that. */
async function pressAlt3(page: Page, code: string, modifierAltGraph: boolean): Promise<void> {
  await page.evaluate(
    (pressed) => {
      const key = { key: '3', altKey: true, bubbles: true, cancelable: true, ...pressed };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', key));
    },
    { code, modifierAltGraph },
  );
}

test('in a field, signs that are written by AltGr or the number pad lead to no other screen', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await pressKeys(page, '/');
  const field = page.locator('input:focus');
  await field.waitFor();
  const map = page.getByRole('application');
  for (const [code, altGraph] of [
    ['Digit3', true],
    ['Numpad3', false],
  ] as const) {
    await pressAlt3(page, code, altGraph);
    // Two drawings later a screen that was asked for would stand.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(await map.isVisible(), code).toBe(true);
    expect(await field.count(), code).toBe(1);
  }
  // The digit above the letters with Alt leads there.
  await pressAlt3(page, 'Digit3', false);
  await map.waitFor({ state: 'hidden' });
});
