/** Pairs of made pictures that cannot be laid on each other, or only at one place: what must not be "aligned". */
import { emptyPlane, type Plane } from '../../../src/domain/registration/plane';
import { coarsened, finePort, planeOf, randomOf, spoiled } from './support';

/** Side of the pictures, pixels. */
export const SIZE = 256;

export type Impossible = {
  readonly reference: Plane;
  readonly moving: Plane;
  /** The only shift that would not be wrong, pixels; null where every one is. */
  readonly truth: readonly [dx: number, dy: number] | null;
};

const port = (seed: number): Plane => coarsened(finePort(4 * SIZE, seed), 0, 0, SIZE);

/** Deep water: waves and noise that are new in every picture, of the same brightness. */
export function waterOf(seed: number, side = SIZE): Plane {
  const random = randomOf(seed);
  const phase = random() * 6;
  return filled((x, y) => {
    const swell = 4 * Math.sin(phase + x / (5 + (seed % 3)) + (y * (seed % 7)) / 40);
    return 40 + x / 40 + swell + 12 * (random() + random() - 1);
  }, side);
}

/** Cloud that hides all: soft heaps that have moved on from one picture to the next. */
export function cloudOf(seed: number): Plane {
  const random = randomOf(seed);
  const heaps = Array.from({ length: 60 }, () => [
    random() * SIZE,
    random() * SIZE,
    (15 + 50 * random()) ** 2,
  ]);
  const soft = filled((x, y) =>
    heaps.reduce((sum, [cx = 0, cy = 0, r2 = 1]) => {
      return sum + 25 * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / r2);
    }, 200),
  );
  return spoiled(soft, { gamma: 1, gain: 1, noise: 1 }, seed);
}

function filled(value: (x: number, y: number) => number, side = SIZE): Plane {
  const values = Float32Array.from({ length: side * side }, (_, i) =>
    value(i % side, Math.floor(i / side)),
  );
  return planeOf(side, side, values);
}

/** Containers in rows that go on beyond the picture: the same slots, other boxes in them. */
export function yard(seed: number, [dx, dy]: readonly [number, number], side = SIZE): Plane {
  const random = randomOf(seed);
  const levels = Float32Array.from({ length: 4096 }, () => 40 + 180 * random());
  const noise = randomOf(seed + 7);
  return filled((x, y) => {
    const [u, v] = [(x - dx) / 12, (y - dy) / 6];
    const inside = u - Math.floor(u) < 0.85 && v - Math.floor(v) < 0.75;
    const slot = Math.floor(u) * 61 + Math.floor(v) * 13 + 4096 * 64;
    return (inside ? (levels[slot % 4096] as number) : 90) + 4 * (noise() - 0.5);
  }, side);
}

/** Another place in the same corner of a picture: both end at the same slanting edge. */
function collared(plane: Plane): Plane {
  const valid = plane.valid.map((_, i) => (i % SIZE > 40 + Math.floor(i / SIZE) / 3 ? 1 : 0));
  return { ...plane, values: plane.values.map((value, i) => (valid[i] ? value : 0)), valid };
}

/** Blocks of eight pixels with a step between them, as a JPEG of little quality has. */
function blocky(plane: Plane, seed: number): Plane {
  const random = randomOf(seed);
  const steps = Float32Array.from({ length: (SIZE / 8) ** 2 }, () => 5 * (random() - 0.5));
  const values = plane.values.map((value, i) => {
    const [column, row] = [Math.floor((i % SIZE) / 8), Math.floor(i / SIZE / 8)];
    return value + (steps[row * (SIZE / 8) + column] as number);
  });
  return { ...plane, values };
}

/** Ships on water that are elsewhere in the other picture. */
function roads(seed: number): Plane {
  const random = randomOf(seed + 31);
  const water = waterOf(seed);
  for (let k = 0; k < 12; k++) {
    const [cx, cy, level] = [random() * SIZE, random() * SIZE, 120 + 100 * random()];
    for (let y = Math.max(0, Math.floor(cy - 3)); y < Math.min(SIZE, cy + 3); y++) {
      for (let x = Math.max(0, Math.floor(cx - 12)); x < Math.min(SIZE, cx + 12); x++) {
        water.values[y * SIZE + x] = level;
      }
    }
  }
  return water;
}

/** Rows of a field, which say nothing about the way along them. */
function furrows(seed: number): Plane {
  const random = randomOf(seed);
  return filled((x, y) => 100 + 30 * Math.sin((x + 0.4 * y) / 1.7) + 30 * (random() - 0.5));
}

const nowhere = (reference: Plane, moving: Plane): Impossible => ({
  reference,
  moving,
  truth: null,
});

/** One pair of a kind for each seed. */
export const IMPOSSIBLE: Readonly<Record<string, (seed: number) => Impossible>> = {
  'different places': (seed) => nowhere(port(seed), port(seed + 1000)),
  'different places with the same edge': (seed) =>
    nowhere(collared(port(seed)), collared(port(seed + 2000))),
  'all water': (seed) => nowhere(waterOf(seed), waterOf(seed + 1000)),
  'water in blocks of a JPEG': (seed) =>
    nowhere(blocky(waterOf(seed), seed), blocky(waterOf(seed + 1000), seed + 1)),
  'ships that left': (seed) => nowhere(roads(seed), roads(seed + 1000)),
  'all cloud': (seed) => nowhere(cloudOf(seed), cloudOf(seed + 1000)),
  'cloud over land': (seed) => nowhere(port(seed), cloudOf(seed + 1000)),
  furrows: (seed) => nowhere(furrows(seed), furrows(seed + 1000)),
  'a yard shifted by a slot': (seed) => ({
    reference: yard(seed, [0, 0]),
    moving: yard(seed + 1000, [12 + (seed % 5) / 4, 6]),
    truth: [12 + (seed % 5) / 4, 6],
  }),
  'one colour and noise': (seed) => {
    const random = randomOf(seed);
    return nowhere(
      { ...emptyPlane(SIZE, SIZE), valid: new Uint8Array(SIZE * SIZE).fill(1) },
      filled(() => 80 + random()),
    );
  },
};

/** Whether a shift that was found is none that may be. */
export function isWrong(
  { truth }: Impossible,
  { dx, dy }: { readonly dx: number; readonly dy: number },
): boolean {
  return truth === null || Math.hypot(dx - truth[0], dy - truth[1]) > 1;
}
