/** The browser dies in the middle of work, again and again: what was shown as saved is there. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, onTestFailed, onTestFinished } from 'vitest';
import { OUTPUT, ROOT } from '../../src/scripts/lib/paths.mjs';
import {
  chooseFiles,
  drag,
  openApp,
  pressKeys,
  screenshot,
  waitSaved,
  waitStored,
} from './support/app';
import { launchOnProfile, type ProfileBrowser, watchProblems } from './support/browser';
import { calibrate, type PixelPoint } from './support/map-view';
import { commitsOf, readStored, recordsOf, replay, type Stored } from './support/stored';
import { test } from './support/test';

const PICTURE = join(ROOT, 'test', 'fixtures', 'tiffs', 'rgb-tiled-deflate.tif');
const CRASHES = 20;
const SEED = 20231012;

/** mulberry32, so that a run can be had again by its seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Centres = readonly PixelPoint[];

/** How things stood after an edit that the screen had called saved. */
type Claim = {
  /** How many edits of this life were made until then; each is one commit. */
  readonly edits: number;
  /** The list of boxes, as it was read. */
  readonly lines: readonly string[];
  /** Where the boxes were put, in pixels; null where the program chose the place. */
  readonly centres: Centres | null;
};

function linesShown(page: Page): Promise<string[]> {
  return page
    .getByRole('treeitem')
    .evaluateAll((items) =>
      items.map((item) => (item.textContent ?? '').replace(/\s+/g, ' ').trim()),
    );
}

/** One life of the browser: edits until it is killed, and what the screen claimed of them. */
class Life {
  readonly claims: Claim[] = [];
  /** Edits begun, the last of which may not have come through. */
  begun = 0;
  private centres: Centres = [];

  constructor(
    private readonly page: Page,
    private readonly random: () => number,
  ) {}

  /** Edits without end; rejects when the browser is gone. */
  async work(): Promise<never> {
    const toScreen = await calibrate(this.page);
    await this.key('Control+a');
    if ((await linesShown(this.page)).length > 0) await this.edit('Delete', []);
    for (;;) {
      const at: PixelPoint = [10 + this.random() * 50, 8 + this.random() * 25];
      await this.key('b');
      await this.edit(async () => {
        await drag(this.page, toScreen([at[0] - 4, at[1] - 2]), toScreen([at[0] + 4, at[1] + 2]));
      }, [...this.centres, at]);
      await this.key('v');
      await this.change(at);
    }
  }

  /** What is done with the box just drawn: moved, described, then given up or not. */
  private async change([x, y]: PixelPoint): Promise<void> {
    const others = this.centres.slice(0, -1);
    const nudged: Centres = [...others, [x + 1, y]];
    const moved: Centres = [...others, [x + 1, y + 10]];
    await this.edit('ArrowRight', nudged);
    // Between two moves by keys, which would be one otherwise.
    await this.edit(() => this.describe(), nudged);
    await this.key('Escape');
    await this.edit('Shift+ArrowDown', moved);
    const dice = this.random();
    if (dice < 0.3) {
      await this.edit('Control+z', nudged);
      await this.edit('Control+z', nudged);
    } else if (dice < 0.6) {
      await this.edit('Delete', others);
      await this.edit('Control+z', moved);
    } else {
      await this.edit('Control+d', null);
      await this.edit('Delete', moved);
    }
  }

  /** Makes one edit, waits until the screen says "saved" and writes down what it shows. */
  private async edit(how: string | (() => Promise<void>), centres: Centres | null): Promise<void> {
    this.begun += 1;
    if (typeof how === 'string') await this.key(how);
    else await how();
    this.centres = centres ?? this.centres;
    await waitSaved(this.page);
    this.claims.push({ edits: this.begun, lines: await linesShown(this.page), centres });
  }

  /** Gives the selected box an activity, which the list shows. */
  private async describe(): Promise<void> {
    const activities = this.page.getByRole('group', { name: 'Activity' }).locator('label');
    await activities.nth(Math.floor(this.random() * 3)).click();
  }

  private async key(keys: string): Promise<void> {
    await pressKeys(this.page, keys);
  }
}

function projectIn({ projects }: Stored): string {
  const [project] = projects;
  if (!project || projects.length > 1) throw new Error(`There are ${projects.length} projects.`);
  return project.id;
}

function centresIn(stored: Stored): Centres {
  const boxes = [...stored.boxes] as unknown as { number: number; geometry: PixelXY }[];
  boxes.sort((a, b) => a.number - b.number);
  return boxes.map(({ geometry }) => [geometry.x, geometry.y]);
}
type PixelXY = { readonly x: number; readonly y: number };

/** The log runs from 1 to the head without a gap, and the records are what it makes of nothing. */
function expectWhole(stored: Stored): number {
  const project = projectIn(stored);
  const [head] = stored.heads;
  const numbers = commitsOf(stored, project).map(({ seq }) => seq);
  expect(numbers).toEqual(Array.from({ length: head?.seq ?? 0 }, (_, i) => i + 1));
  expect(recordsOf(stored, project)).toEqual(replay(stored, project));
  return numbers.length;
}

/** All that the screen had called saved is stored and on the screen, and can be taken back. */
async function expectKept(page: Page, life: Life, base: number): Promise<void> {
  const stored = await readStored(page);
  const head = expectWhole(stored);
  const lines = await linesShown(page);
  const last = life.claims.at(-1);
  const labels = commitsOf(stored, projectIn(stored)).map(({ kind, label }) => `${kind} ${label}`);
  expect(head, labels.join('; ')).toBeGreaterThanOrEqual(base + (last?.edits ?? 0));
  expect(head).toBeLessThanOrEqual(base + life.begun);
  const claim = life.claims.find(({ edits }) => edits === head - base);
  if (claim) {
    expect(lines).toEqual(claim.lines);
    if (claim.centres) expectNear(centresIn(stored), claim.centres);
  }
  if (head === base) return;
  const wasUndo = commitsOf(stored, projectIn(stored)).at(-1)?.kind === 'undo';
  const before = life.claims.find(({ edits }) => edits === head - base - 1);
  await goBack(page, wasUndo);
  if (before) expect(await linesShown(page)).toEqual(before.lines);
  await goBack(page, !wasUndo);
  expect(await linesShown(page)).toEqual(lines);
}

async function goBack(page: Page, redo: boolean): Promise<void> {
  const heads = (await readStored(page)).heads[0]?.seq ?? 0;
  await pressKeys(page, redo ? 'Control+Shift+Z' : 'Control+z');
  await expect.poll(async () => (await readStored(page)).heads[0]?.seq).toBe(heads + 1);
  await waitSaved(page);
}

function expectNear(found: Centres, wanted: Centres): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach(([x, y], i) => {
    const [wantedX, wantedY] = wanted[i] ?? [Number.NaN, Number.NaN];
    // The pointer reads to a tenth of a pixel, and a screen pixel is a tenth of one here.
    expect(Math.hypot(x - wantedX, y - wantedY)).toBeLessThan(0.4);
  });
}

async function openPicture(page: Page, url: string): Promise<void> {
  await openApp(page, url);
  await chooseFiles(page, [PICTURE], () =>
    page.getByRole('button', { name: 'Choose files' }).click(),
  );
  await page.getByRole('option', { name: /rgb-tiled-deflate/ }).waitFor();
  await waitStored(page);
}

async function reopen(page: Page, url: string): Promise<void> {
  await openApp(page, url);
  await page.getByRole('option', { name: /rgb-tiled-deflate/ }).waitFor();
  await waitSaved(page);
  await page.getByRole('application').focus();
}

/** Lets it work for a while, then kills the browser in the middle of whatever it does. */
async function workUntilKilled(browser: ProfileBrowser, life: Life, ms: number): Promise<void> {
  let killed = false;
  const work = life.work().catch((error: unknown) => {
    if (!killed) throw error;
  });
  await Promise.race([work, pause(ms)]);
  killed = true;
  await browser.kill();
  await work;
}

test('what was shown as saved survives 20 crashes of the browser', { timeout: 300_000 }, async ({
  appUrl,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'quaymark-crash-'));
  onTestFinished(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const random = randomOf(SEED);
  const log = [`seed ${SEED}`];
  // A life that ends with a failed test must not leave its browser behind.
  let running: ProfileBrowser | null = null;
  onTestFailed(async () => {
    if (running?.context.browser()?.isConnected()) await screenshot(running.page, 'failed crash');
    await running?.kill();
  });
  let address = appUrl;
  let life: Life | null = null;
  let base = 0;
  for (let crash = 0; crash <= CRASHES; crash++) {
    const browser = await launchOnProfile(profile);
    running = browser;
    const problems = watchProblems(browser.context);
    const { page } = browser;
    if (life) await reopen(page, address);
    else await openPicture(page, address);
    if (life) await expectKept(page, life, base);
    address = page.url();
    expect(problems.lines).toEqual([]);
    if (crash === CRASHES) {
      await browser.close();
      break;
    }
    base = expectWhole(await readStored(page));
    life = new Life(page, random);
    const ms = Math.round(500 + random() * 1200);
    await workUntilKilled(browser, life, ms);
    log.push(
      `crash ${crash + 1} after ${ms} ms: commit ${base}, ${life.begun} edits begun, ${life.claims.length} shown as saved`,
    );
    await mkdir(OUTPUT, { recursive: true });
    await writeFile(join(OUTPUT, 'crash.log'), `${log.join('\n')}\n`);
  }
  expect(log).toHaveLength(CRASHES + 1);
});
