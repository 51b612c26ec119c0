/** Seeded randomness: the same seed gives the same picture on every machine. */

/** Mixes two integers and a seed to 32 well-spread bits. */
export function hash2(x: number, y: number, seed: number): number {
  let h =
    Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b) ^ Math.imul(seed | 0, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** As hash2, in [0, 1). */
export function hash01(x: number, y: number, seed: number): number {
  return hash2(x, y, seed) / 4294967296;
}

/** A standard normal deviate for a pixel: four bytes summed, which is close enough for sensor noise. */
export function hashNormal(x: number, y: number, seed: number): number {
  const h = hash2(x, y, seed);
  return ((h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - 510) / 147.8;
}

export type Random = {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** Uniform between two numbers. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(values: readonly [T, ...T[]]) => T;
};

/** A stream of random numbers (mulberry32). */
export function randomStream(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
  };
}
