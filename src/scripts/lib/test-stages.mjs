/** The stages of `npm test`, in their order. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleReport, weighBundle } from './bundle-budget.mjs';
import { build, makeDemo } from './ensure-built.mjs';
import { ensureBrowser } from './find-browser.mjs';
import { checkHouseRules } from './house-rules.mjs';
import { DIST, OUTPUT, TOOLS } from './paths.mjs';
import { runNode } from './run.mjs';
import { countTests, secondTries } from './vitest-report.mjs';

/**
 * @typedef {import('./vitest-report.mjs').Count} Count
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} what
 * @property {boolean} [countsTests] whether it counts its tests, or itself as one
 * @property {(filters: readonly string[]) => Promise<Count>} run
 */

/**
 * @param {boolean} good
 * @returns {Count}
 */
const asOne = (good) => (good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/**
 * Counts a program as one check; what it wrote is shown only when it failed.
 * @param {Promise<{code: number, output: string}>} running
 */
async function quietly(running) {
  const { code, output } = await running;
  if (code !== 0) console.log(output);
  return asOne(code === 0);
}

/**
 * @param {'unit' | 'e2e'} name also the part of its report's name
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function vitest(name, args, env = {}) {
  const file = join(OUTPUT, `${name}.json`);
  await mkdir(OUTPUT, { recursive: true });
  await rm(file, { force: true });
  const { code } = await runNode(
    TOOLS.vitest,
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { env },
  );
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const report = text === null ? null : JSON.parse(text);
  for (const line of secondTries(report)) console.log(`Passed only at the second try: ${line}`);
  return countTests(report, code);
}

/** @type {readonly Stage[]} */
export const STAGES = [
  {
    name: 'types',
    what: 'TypeScript, strict',
    run: () => quietly(runNode(TOOLS.tsc, ['--noEmit', '--pretty', 'false'], { output: 'keep' })),
  },
  {
    name: 'lint',
    what: 'Biome: lint and formatting',
    run: () =>
      quietly(
        runNode(TOOLS.biome, ['check', '--error-on-warnings', '--max-diagnostics=50'], {
          output: 'keep',
        }),
      ),
  },
  {
    name: 'layers',
    what: 'who may import whom',
    run: () =>
      quietly(
        runNode(TOOLS.depcruise, ['--config', 'test/config/layers.cjs', 'src'], { output: 'keep' }),
      ),
  },
  {
    name: 'house',
    what: 'sizes, suppressions, swallowed errors',
    run: async () => {
      const { files, faults } = await checkHouseRules();
      for (const fault of faults) console.log(fault);
      return asOne(files > 0 && faults.length === 0);
    },
  },
  {
    name: 'unit',
    what: 'unit and property tests',
    countsTests: true,
    run: (filters) => vitest('unit', filters),
  },
  {
    name: 'demo',
    what: 'the demo project is made',
    run: () => quietly(makeDemo('keep')),
  },
  {
    name: 'build',
    what: 'the application builds',
    run: () => quietly(build('keep')),
  },
  {
    name: 'bundle',
    what: 'weight of the first load',
    run: async () => {
      const weighed = await weighBundle(DIST);
      console.log(bundleReport(weighed));
      return asOne(weighed.faults.length === 0);
    },
  },
  {
    name: 'e2e',
    what: 'the application in a real Chromium',
    countsTests: true,
    run: async (filters) =>
      vitest('e2e', ['--mode', 'e2e', ...filters], { CHROME_PATH: await ensureBrowser() }),
  },
];
