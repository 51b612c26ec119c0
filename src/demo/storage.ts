/** Tank farms and heaps of bulk cargo. */
import { axesAt, type SceneBuilder, shade } from './build';
import { CONCRETE, OFF_WHITE, STEEL } from './materials';
import { noise } from './noise';
import { hash01 } from './random';
import { type Axes, DATUM, type Material } from './scene-types';

/** Cylindrical tanks in a walled yard: columns along the axes, rows across. */
export function addTankFarm(
  scene: SceneBuilder,
  at: Axes,
  columns: number,
  rows: number,
  radius: number,
) {
  const pitch = radius * 2.9;
  const [f1, l1] = [columns * pitch, rows * pitch];
  const z = DATUM + 0.01;
  scene.box(at, [0, f1], [0, l1], [z, z], shade(CONCRETE, 0.62), {
    tone: (f, l) => 0.9 + 0.3 * noise(f * 0.12, l * 0.12),
  });
  for (const l of [0, l1])
    scene.box(at, [0, f1], [l - 0.3, l + 0.3], [DATUM, DATUM + 1.4], CONCRETE);
  for (const f of [0, f1])
    scene.box(at, [f - 0.3, f + 0.3], [0, l1], [DATUM, DATUM + 1.4], CONCRETE);
  for (let k = 0; k < columns * rows; k++) {
    const f = ((k % columns) + 0.5) * pitch;
    const l = (Math.floor(k / columns) + 0.5) * pitch;
    const r = radius * (0.78 + 0.22 * hash01(k, 3, columns));
    const top = DATUM + 9 + 3 * hash01(k, 5, rows);
    const paint = shade(OFF_WHITE, 0.75 + 0.3 * hash01(k, 7, 1));
    const tank = axesAt(at, f, l);
    scene.drum(tank, [0, 0], r, [DATUM, top], paint, {
      side: shade(paint, 0.8),
      tone: (a, b) =>
        (Math.hypot(a, b) > r - 0.5 ? 0.75 : 1) *
        (1 - (0.1 * Math.hypot(a, b)) / r) *
        (1 + 0.1 * noise(a * 0.3 + k * 9, b * 0.3)),
    });
    scene.drum(tank, [0, 0], 0.6, [top, top + 0.8], STEEL);
    scene.box(tank, [r - 0.2, r + 1.1], [-0.5, 0.5], [DATUM, top], STEEL);
    scene.box(tank, [r, pitch * 0.5], [-0.2, 0.2], [DATUM + 0.4, DATUM + 0.8], STEEL);
  }
}

/** A heap: ragged cones in a row, each face lit by its own slope. */
export function addHeap(
  scene: SceneBuilder,
  at: Axes,
  radius: number,
  cones: number,
  m: Material,
  seed: number,
) {
  const steep = 0.72;
  for (let cone = 0; cone < cones; cone++) {
    const r = radius * (0.75 + 0.35 * hash01(cone, 1, seed));
    const middle = axesAt(
      at,
      (cone - (cones - 1) / 2) * radius * 1.05,
      radius * 0.3 * (hash01(cone, 2, seed) - 0.5),
    );
    const faces = 18;
    const rim = (k: number) =>
      r * (0.86 + 0.28 * hash01(((k % faces) + faces) % faces, cone, seed + 5));
    const rings = 6;
    for (let ring = 0; ring < rings; ring++) {
      const [inner, outer] = [ring / rings, (ring + 1) / rings];
      const z = DATUM + r * steep * (1 - (inner + outer) / 2);
      for (let k = 0; k < faces; k++) {
        const [a, b] = [(k * 2 * Math.PI) / faces, ((k + 1) * 2 * Math.PI) / faces];
        const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
        const [ra, rb] = [rim(k), rim(k + 1)];
        const points = [
          ra * inner * ca,
          ra * inner * sa,
          ra * outer * ca,
          ra * outer * sa,
          rb * outer * cb,
          rb * outer * sb,
          rb * inner * cb,
          rb * inner * sb,
        ];
        scene.shape(middle, points, z, z, m, {
          slope: [-steep * Math.cos((a + b) / 2), -steep * Math.sin((a + b) / 2)],
          tone: (f, l) =>
            1 + 0.35 * noise(f * 0.9 + seed, l * 0.9) + 0.2 * noise(f * 0.2, l * 0.2 + seed),
        });
      }
      const top = DATUM + r * steep * (1 - outer) * 0.95;
      if (ring % 2 === 0) scene.drum(middle, [0, 0], r * outer * 0.86, [DATUM, top], m);
    }
  }
}
