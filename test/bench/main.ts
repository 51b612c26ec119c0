/** Runs the measures against the built application in a real Chromium. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { DIST, OUTPUT } from '../../src/scripts/lib/paths.mjs';
import { startStaticServer } from '../../src/scripts/lib/static-server.mjs';
import { launchBrowser } from '../e2e/support/browser';
import type { BenchContext, Figure } from './measure';
import { MEASURES } from './measures/registry';

export type BenchOptions = {
  /** The browser's program. */
  readonly executablePath: string;
  /** Names of measures; none for all. */
  readonly only: readonly string[];
};

/** A figure with how many times its baseline it is, as written to the report. */
type Reported = Figure & { readonly ratio?: number };

function withRatio(figure: Figure): Reported {
  const { value, baseline } = figure;
  return baseline === undefined ? figure : { ...figure, ratio: value / baseline };
}

function chosen(only: readonly string[]) {
  const unknown = only.filter((name) => !MEASURES.some((measure) => measure.name === name));
  if (unknown.length > 0) {
    const known = MEASURES.map((measure) => measure.name).join(', ');
    throw new Error(`There is no measure ${unknown.join(', ')}. There are: ${known}.`);
  }
  return MEASURES.filter((measure) => only.length === 0 || only.includes(measure.name));
}

function table(figures: readonly Reported[]): string {
  const number = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
  const width = Math.max(0, ...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, value, unit, baseline, ratio }) => {
      const line = `${name.padEnd(width)}  ${number(value).padStart(9)} ${unit}`;
      if (baseline === undefined || ratio === undefined) return line;
      return `${line.padEnd(width + 20)}${number(ratio)} × ${number(baseline)} ${unit}`;
    })
    .join('\n');
}

function machine(browser: string): Record<string, string | number> {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGB: Math.round(totalmem() / 1e9),
    browser: `Chromium ${browser}`,
    node: process.version,
  };
}

/**
 * Prints a table and writes test/output/bench.json: the machine, the figures, and the measures that
 * failed with why. One failed measure does not stop the others.
 */
export async function runBench({ executablePath, only }: BenchOptions): Promise<void> {
  const measures = chosen(only);
  const dist = process.env.QUAYMARK_DIST ?? DIST;
  const server = await startStaticServer({ root: dist, port: 0 });
  const browser = await launchBrowser(executablePath);
  const say = (line: string) => console.log(`   ${line}`);
  const context: BenchContext = { appUrl: server.url, dist, browser, executablePath, say };
  const figures: Reported[] = [];
  const failures: Record<string, string> = {};
  const about = machine(browser.version());
  console.log(
    Object.entries(about)
      .map((pair) => pair.join(' '))
      .join(', '),
  );
  for (const measure of measures) {
    console.log(`\n── ${measure.name}: ${measure.what}`);
    try {
      const found = (await measure.run(context)).map(withRatio);
      figures.push(...found);
      console.log(table(found));
    } catch (error) {
      failures[measure.name] = error instanceof Error ? error.message : String(error);
      console.error(error);
    }
  }
  await Promise.all([browser.close(), server.close()]);
  await mkdir(OUTPUT, { recursive: true });
  const report = { at: new Date().toISOString(), machine: about, figures, failures };
  const path = join(OUTPUT, 'bench.json');
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${table(figures)}\n\nWritten to ${path}.`);
  if (Object.keys(failures).length > 0) process.exitCode = 1;
}
