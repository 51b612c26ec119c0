/** What a measure is, and the arithmetic that measures share. */
import type { Browser } from 'playwright-core';

/** One number that was measured. */
export type Figure = {
  /** 'start-up: first screen, p50' */
  readonly name: string;
  readonly value: number;
  /** 'ms', 'kB', 'frames/s' */
  readonly unit: string;
  /** What the same would take by other means, in the same unit: the plainest way, or an earlier run. */
  readonly baseline?: number;
};

export type BenchContext = {
  /** The built application's address, ending in '/'. */
  readonly appUrl: string;
  /** Where dist/ is. */
  readonly dist: string;
  readonly browser: Browser;
  /** The browser's program, for measures that start one of their own. */
  readonly executablePath: string;
  /** Says what is going on, since some measures take minutes. */
  readonly say: (line: string) => void;
};

/**
 * One thing that is measured. To add one: write a file in measures/ that exports a `Measure`, and put
 * it into the list in measures/registry.ts. Pages are opened by `newContext(context.browser)` and the
 * drivers of test/e2e/support/app.ts; large images come from `bigTiff` in make-big-tiffs.mjs.
 */
export type Measure = {
  /** A short word to run it alone: `npm run bench start-up`. */
  readonly name: string;
  readonly what: string;
  readonly run: (context: BenchContext) => Promise<readonly Figure[]>;
};

/**
 * The value that this share of the samples does not exceed (nearest rank).
 * @param share 0.5 for the median, 0.95 for the slow end
 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('There are no samples to take a percentile of.');
  return value;
}

/** The usual two figures of a time that was taken many times. */
export function timeFigures(name: string, samplesMs: readonly number[]): readonly Figure[] {
  return [
    { name: `${name}, p50`, value: percentile(samplesMs, 0.5), unit: 'ms' },
    { name: `${name}, p95`, value: percentile(samplesMs, 0.95), unit: 'ms' },
  ];
}
