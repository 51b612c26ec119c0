/** What lies about in a yard: pallets, timber, pipes, patches of mended ground, a container alone. */
import { axesAt, material, type SceneBuilder, shade } from './build';
import { addContainer, FORTY, TWENTY } from './cargo';
import type { Pair } from './geodesy';
import { ASPHALT, CONTAINER_PAINTS, OFF_WHITE, STEEL } from './materials';
import { fractal, noise } from './noise';
import { type Random, randomStream } from './random';
import { type Axes, DATUM } from './scene-types';

const TIMBER = material('a58a63', { radar: 1.2 });
const TARP_BLUE = material('45688a', { radar: 0.8 });

function addTimber(scene: SceneBuilder, at: Axes, random: Random) {
  const count = Math.floor(random.between(2, 6));
  for (let i = 0; i < count; i++) {
    const paint = shade(TIMBER, random.between(0.65, 1.1));
    const top = DATUM + random.between(1.6, 3);
    scene.box(at, [i * 2.9, i * 2.9 + 2.2], [-3, 3], [DATUM, top], paint, {
      tone: (f, l) => 1 + 0.25 * noise(f * 4, l * 0.4 + i),
    });
  }
}

function addPallets(scene: SceneBuilder, at: Axes, random: Random) {
  const paint = random.pick([TARP_BLUE, OFF_WHITE, TIMBER, shade(STEEL, 0.8)]);
  const columns = Math.floor(random.between(3, 9));
  for (let k = 0; k < columns * 3; k++) {
    if (random.next() < 0.25) continue;
    const [f, l] = [(k % columns) * 1.7, Math.floor(k / columns) * 1.6];
    scene.box(
      at,
      [f, f + 1.3],
      [l, l + 1.2],
      [DATUM, DATUM + random.between(0.8, 1.8)],
      shade(paint, random.between(0.8, 1.15)),
    );
  }
}

function addPipes(scene: SceneBuilder, at: Axes, random: Random) {
  const count = Math.floor(random.between(4, 11));
  for (let i = 0; i < count; i++)
    scene.box(
      at,
      [0, 11.6],
      [i * 1.05, i * 1.05 + 0.9],
      [DATUM, DATUM + 0.9],
      shade(STEEL, i % 2 === 0 ? 0.5 : 0.62),
    );
}

/** Mended or worn ground and puddles: flat, of any date alike. */
export function addPatches(
  scene: SceneBuilder,
  at: Axes,
  fs: Pair,
  ls: Pair,
  count: number,
  seed: number,
) {
  const random = randomStream(seed);
  for (let i = 0; i < count; i++) {
    const f = random.between(fs[0], fs[1] - 24);
    const l = random.between(ls[0], ls[1] - 9);
    const z = DATUM + 0.008 + i * 1e-5;
    const paint = shade(ASPHALT, random.between(0.65, 1.75));
    scene.box(at, [f, f + random.between(6, 24)], [l, l + random.between(3, 9)], [z, z], paint, {
      tone: (a, b) => 1 + 0.16 * fractal(a * 0.12 + seed, b * 0.12, 3),
    });
  }
  for (let i = 0; i < count / 2; i++) {
    const [f, l] = [random.between(...fs), random.between(...ls)];
    const z = DATUM + 0.009 + i * 1e-5;
    const long = random.between(2, 7);
    const points = [0, 0, long, -0.8, long + 1.5, 0.6, long * 0.6, 1.6, 0.8, 1.2];
    scene.shape(
      axesAt(at, f, l, random.between(-20, 20)),
      points,
      z,
      z,
      shade(ASPHALT, random.between(0.7, 0.95)),
      {
        tone: (a, b) => 1 + 0.3 * noise(a * 0.7, b * 0.7),
      },
    );
  }
}

/** Goods in a zone of a yard, other ones on each date. */
export function addClutter(
  scene: SceneBuilder,
  id: string,
  at: Axes,
  fs: Pair,
  ls: Pair,
  count: number,
  seed: number,
) {
  const random = randomStream(seed);
  for (let i = 0; i < count; i++) {
    const place = axesAt(
      at,
      random.between(...fs),
      random.between(...ls),
      random.pick([0, 0, 90, 3, -4]),
    );
    const kind = random.next();
    if (kind < 0.3) addTimber(scene, place, random);
    else if (kind < 0.58) addPallets(scene, place, random);
    else if (kind < 0.75) addPipes(scene, place, random);
    else
      addContainer(
        scene,
        place,
        random.next() < 0.5 ? TWENTY : FORTY,
        DATUM,
        shade(random.pick(CONTAINER_PAINTS), random.between(0.8, 1.1)),
        {
          id: `single-${id}-${i + 1}`,
          on: 'ground',
          tier: 1,
          onTop: true,
        },
      );
  }
}
