/**
 * `npm test`: installs what is needed and runs every check, all of them, whatever fails. The last
 * line says `N passed, N failed`: each test counts as one, and so does each other stage.
 *
 * For developers: `npm test -- --only unit` (or several, by commas) and `npm test -- --only e2e NAME`
 * run single stages, and in them the tests whose file path has NAME in it.
 */
import './lib/check-node.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { runMain } from './lib/main.mjs';
import { STAGES } from './lib/test-stages.mjs';

/**
 * @param {readonly string[]} args
 * @returns {{only: Set<string> | null, filters: string[]}}
 */
function readArguments(args) {
  const at = args.indexOf('--only');
  if (at < 0) return { only: null, filters: [...args] };
  const only = new Set((args[at + 1] ?? '').split(',').filter(Boolean));
  const known = STAGES.map((stage) => stage.name);
  const unknown = [...only].filter((name) => !known.includes(name));
  if (only.size === 0 || unknown.length > 0) {
    throw new Error(`--only wants one or more of: ${known.join(', ')}.`);
  }
  return { only, filters: args.filter((_, index) => index !== at && index !== at + 1) };
}

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

await runMain(async () => {
  const { only, filters } = readArguments(process.argv.slice(2));
  await ensureInstalled();
  const start = performance.now();
  const sum = { passed: 0, failed: 0 };
  const lines = [];
  for (const stage of STAGES) {
    if (only && !only.has(stage.name)) continue;
    console.log(`\n── ${stage.name}: ${stage.what}`);
    const began = performance.now();
    const { passed, failed } = await stage.run(filters).catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    const mark = failed > 0 ? '✗' : '✓';
    const count = stage.countsTests ? `, ${passed} passed, ${failed} failed` : '';
    const line = `${mark} ${stage.name.padEnd(8)} ${seconds(began).padStart(8)}${count}`;
    console.log(line);
    lines.push(line);
    sum.passed += passed;
    sum.failed += failed;
  }
  console.log(`\n${lines.join('\n')}\n\nIn ${seconds(start)}.`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1;
});
