/** The checks of `npm test` find what they are there for. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { doubledPackages, firstLoad } from '../../../src/scripts/lib/bundle-budget.mjs';
import { firstDifference } from '../../../src/scripts/lib/ensure-installed.mjs';
import { checkFile } from '../../../src/scripts/lib/house-rules.mjs';
import { countTests, secondTries } from '../../../src/scripts/lib/vitest-report.mjs';

const faults = (text: string, name = 'src/some-file.ts') =>
  checkFile(ts, name, text).map((fault) => `${fault.line} ${fault.text}`);

describe('house rules', () => {
  test.each([
    ['let a: any;', /any/],
    ['try { a(); } catch {}', /empty catch/],
    ['try { a(); } catch (e) { /* never mind */ }', /empty catch/],
    ['a().catch(() => {});', /drops its error/],
    ['a().catch(() => null);', /drops its error/],
    ['result.catch(() => null);', /drops its error/],
    ['test.only("a", () => {});', /\.only/],
    ['describe.skip("a", () => {});', /\.skip/],
    ['export default 1;', /default export/],
    [`a(); // ${'TO'}DO: b`, /TODO/],
    [`/* ${'biome'}-ignore lint: no */ a();`, /biome-ignore/],
    [`// ${'@ts'}-ignore\na();`, /@ts-ignore/],
  ])('%j is a fault', (text, fault) => {
    expect(faults(text).join()).toMatch(fault);
  });

  test.each([
    'try { a(); } catch (e) { report(e); }',
    'a().catch((e) => report(e));',
    'waiting = result.catch(() => null);',
    'const anything = "TODO: any // biome-ignore";',
    'list.only(1); // anything goes',
  ])('%j is none', (text) => {
    expect(faults(text)).toEqual([]);
  });

  test('long files and odd names are found', () => {
    expect(faults('a();\n'.repeat(400))).toEqual([]);
    expect(faults('a();\n'.repeat(401))).toEqual(['401 401 lines, above 400: split the file']);
    expect(faults('', 'src/SomeFile.ts').join()).toMatch(/kebab-case/);
    expect(faults('a { } /* FIXME */', 'src/a.module.css').join()).toMatch(/FIXME/);
  });

  /** A body that makes a function of so many lines, its head and its end included. */
  const body = (lines: number) => `{\n${'  a();\n'.repeat(lines - 2)}}`;

  test('a function of 80 lines is no fault, one of 81 is', () => {
    expect(faults(`function a() ${body(80)}`)).toEqual([]);
    const said = '2 a function of 81 lines, above 80: split it';
    expect(faults(`\nfunction a() ${body(81)}`)).toEqual([said]);
  });

  test.each([
    ['an arrow function', `export const a = () => ${body(81)};`],
    ['a method', `class A { a() ${body(81)} }`],
    ['a test', `test('a', async () => ${body(81)});`],
    ['a test of each', `test.each([1])('a', () => ${body(81)});`],
    ['a test of a group', `describe('a', () => {\ntest('b', () => ${body(81)});\n});`],
  ])('%s may not be longer', (_, text) => {
    expect(faults(text)).toHaveLength(1);
  });

  test.each(["describe('a'", "describe.each([1])('a'", "suite('a'"])(
    '%s, …) may be as long as its tests are',
    (head) => {
      expect(faults(`${head}, () => ${body(300)});`)).toEqual([]);
    },
  );
});

describe('what a test run counts', () => {
  const result = (status: string, ...failureMessages: string[]) => ({
    status,
    fullName: `a test that ${status}`,
    failureMessages,
  });
  const file = (status: string, tests: number) => ({
    status,
    assertionResults: Array.from({ length: tests }, () => result(status)),
  });
  const report = (numPassedTests: number, numFailedTests: number, files = [file('passed', 1)]) => ({
    numPassedTests,
    numFailedTests,
    testResults: files,
  });

  test('tests that passed and failed', () => {
    expect(countTests(report(5, 0), 0)).toEqual({ passed: 5, failed: 0 });
    expect(countTests(report(5, 2), 1)).toEqual({ passed: 5, failed: 2 });
  });

  test('tests that passed at a second try are named', () => {
    const assertionResults = [
      result('passed'),
      result('passed', 'Error: late\n    at a.ts:1', 'Error: later'),
      result('failed', 'Error: wrong'),
    ];
    const run = report(2, 1, [{ status: 'failed', assertionResults }]);
    expect(secondTries(run)).toEqual(['a test that passed: Error: late']);
    expect(secondTries(null)).toEqual([]);
  });

  test('nothing bad counts as nothing', () => {
    expect(countTests(null, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(report(0, 0, []), 0)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(report(5, 0), 1)).toEqual({ passed: 5, failed: 1 });
    expect(countTests(report(5, 0, [file('failed', 0)]), 1)).toEqual({ passed: 5, failed: 1 });
  });
});

describe('the bundle', () => {
  test('first loads its entry, what that imports at once, and their styles', () => {
    const manifest = {
      'index.html': {
        file: 'a.js',
        isEntry: true,
        imports: ['_b'],
        dynamicImports: ['c'],
        css: ['a.css'],
      },
      _b: { file: 'b.js', imports: ['index.html'], assets: ['inter.woff2', 'x.png'] },
      c: { file: 'c.js', css: ['c.css'] },
    };
    expect(firstLoad(manifest)).toEqual({
      code: ['a.js', 'a.css', 'b.js'],
      fonts: ['inter.woff2'],
    });
  });

  test('has one version of each large library', () => {
    const once = { 'node_modules/geotiff': ['a.js', 'worker.js'], 'node_modules/ol': ['a.js'] };
    expect(doubledPackages(once)).toEqual([]);
    const twice = { ...once, 'node_modules/ol/node_modules/geotiff': ['b.js'] };
    expect(doubledPackages(twice).join()).toMatch(/^geotiff is in the bundle 2 times/);
  });
});

test('packages are installed again only when a locked one differs', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1' },
    'node_modules/b': { version: '1', optional: true },
  };
  expect(firstDifference(locked, { 'node_modules/a': { version: '1' } })).toBeNull();
  expect(firstDifference(locked, { 'node_modules/a': { version: '2' } })).toBe('node_modules/a');
  expect(firstDifference(locked, {})).toBe('node_modules/a');
});
