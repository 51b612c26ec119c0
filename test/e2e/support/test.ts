/** The `test` of end-to-end tests: one browser per file, a new user per test, no silent errors. */
import { test as base, inject } from 'vitest';
import { screenshot } from './app';
import {
  browserPath,
  launchBrowser,
  newContext,
  type PageProblems,
  watchProblems,
} from './browser';

/**
 * Gives tests a `page` of a context with storage of its own, `problems` to announce errors that a
 * test provokes on purpose, and the addresses served. A console error or an uncaught error that
 * nobody announced fails the test. A failed test leaves a picture of its page in test/output.
 */
export const test = base
  .extend('appUrl', { scope: 'file' }, () => inject('appUrl'))
  .extend('program', { scope: 'file' }, () => browserPath())
  .extend('browser', { scope: 'file' }, async ({ program }, { onCleanup }) => {
    const browser = await launchBrowser(program);
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('context', async ({ browser }, { onCleanup }) => {
    const context = await newContext(browser);
    onCleanup(() => context.close());
    return context;
  })
  .extend('problems', async ({ context }, { onCleanup }): Promise<PageProblems> => {
    const problems = watchProblems(context);
    onCleanup(() => {
      const lines = problems.unexpected();
      if (lines.length > 0) throw new Error(`The page reported errors:\n${lines.join('\n')}`);
    });
    return problems;
  })
  // Problems are asked for so that they are watched before the page opens.
  .extend('page', async ({ context, problems: _, task }, { onCleanup }) => {
    const page = await context.newPage();
    onCleanup(async () => {
      if (task.result?.state !== 'fail') return;
      await screenshot(page, `failed ${task.name}`.replace(/[^a-z0-9]+/gi, '-').slice(0, 80));
    });
    return page;
  });
