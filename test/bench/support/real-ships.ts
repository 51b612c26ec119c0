/**
 * Ships cut from real pictures and shown a second time as another pass might have: turned, at another
 * scale, under other light, with another gain, gamma, haze and noise. The folder boxes/ of that which
 * QUAYMARK_IMAGERY names holds the pictures and truth.json: [{file, set, boxes: [[x, y, length, width, angle]…]}…],
 * pixels, y down, radians; file is relative to the folder above.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fromFile } from 'geotiff';
import { hashNormal, type Random, randomStream } from '../../../src/demo/random';
import type { SampleWindow } from '../../../src/domain/identity/chip';
import type { Sight } from '../../unit/identity/look-alikes';

type Listed = {
  readonly file: string;
  readonly set: string;
  readonly boxes: readonly (readonly [number, number, number, number, number])[];
};

/** Pixels; a shorter ship shows too little to be told from others. */
const LEAST_LENGTH = 40;
/** All are said to have about this length, so that only looks can tell them apart. */
const LENGTH_M = 120;

async function pictureOf(path: string): Promise<SampleWindow> {
  const file = await fromFile(path);
  const image = await file.getImage();
  const [width, height] = [image.getWidth(), image.getHeight()];
  const rgb = await image.readRGB({ interleave: true });
  const planes = [0, 1, 2].map((band) =>
    Float32Array.from({ length: width * height }, (_, i) => Number(rgb[3 * i + band])),
  );
  file.close();
  return { width, height, x: 0, y: 0, step: 1, aspect: 1, planes };
}

/** The ships of one set. */
export async function realShips(folder: string, set: string): Promise<readonly Sight[]> {
  const listed: readonly Listed[] = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8'));
  const found: Sight[] = [];
  for (const { file, boxes } of listed.filter((entry) => entry.set === set)) {
    const window = await pictureOf(join(dirname(folder), file));
    for (const [i, [x, y, length, width, angle]] of boxes.entries()) {
      if (length < LEAST_LENGTH) continue;
      const lengthM = LENGTH_M * (0.96 + 0.08 * ((found.length * 0.618) % 1));
      found.push({
        id: `${file} ${i}`,
        box: { x, y, length, width, angle },
        lengthM,
        beamM: LENGTH_M / 6.5,
        resolutionM: lengthM / length,
        window,
      });
    }
  }
  return found;
}

/** Nearest place inside a picture, bilinear. */
function sampleAt({ width, height }: SampleWindow, plane: ArrayLike<number>, x: number, y: number) {
  const left = Math.min(width - 2, Math.max(0, Math.floor(x - 0.5)));
  const top = Math.min(height - 2, Math.max(0, Math.floor(y - 0.5)));
  const u = Math.min(1, Math.max(0, x - 0.5 - left));
  const v = Math.min(1, Math.max(0, y - 0.5 - top));
  const at = (column: number, row: number) => plane[row * width + column] ?? 0;
  const upper = at(left, top) * (1 - u) + at(left + 1, top) * u;
  const lower = at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u;
  return upper * (1 - v) + lower * v;
}

type Pass = {
  readonly turn: number;
  readonly scale: number;
  readonly gamma: number;
  readonly gains: readonly number[];
  readonly haze: number;
  readonly noise: number;
  /** Light from one side of the hull: brighter to starboard by this share at the ship's side. */
  readonly side: number;
};

function anyPass(random: Random): Pass {
  return {
    turn: random.between(0, 2 * Math.PI),
    scale: random.between(0.7, 1.2),
    gamma: random.between(0.75, 1.35),
    gains: [0, 1, 2].map(() => random.between(0.85, 1.15)),
    haze: random.between(0, 30),
    noise: random.between(2, 6),
    side: random.between(-0.25, 0.25),
  };
}

/** The same ship on another pass, in a picture of its own. */
export function seenAgain(sight: Sight, seed: number): Sight {
  const random = randomStream(seed);
  const pass = anyPass(random);
  const { box, window } = sight;
  const side = Math.ceil(box.length * pass.scale * 1.5);
  const cos = Math.cos(pass.turn) / pass.scale;
  const sin = Math.sin(pass.turn) / pass.scale;
  const across = [-Math.sin(box.angle), Math.cos(box.angle)] as const;
  const planes = window.planes.map((plane, band) =>
    Float32Array.from({ length: side * side }, (_, i) => {
      const dx = (i % side) + 0.5 - side / 2;
      const dy = Math.floor(i / side) + 0.5 - side / 2;
      const [fromX, fromY] = [dx * cos + dy * sin, dy * cos - dx * sin];
      const value = sampleAt(window, plane, box.x + fromX, box.y + fromY) / 255;
      const abeam = (2 * (fromX * across[0] + fromY * across[1])) / box.width;
      const light = 1 + pass.side * Math.max(-1, Math.min(1, abeam));
      const seen = 255 * (pass.gains[band] ?? 1) * light * value ** pass.gamma;
      const noise = pass.noise * hashNormal(i % side, Math.floor(i / side), seed + band);
      return Math.round(Math.max(0, Math.min(255, seen * 0.8 + pass.haze + noise)));
    }),
  );
  const off = (size: number) => random.between(-size, size);
  const again = {
    x: side / 2 + off(1),
    y: side / 2 + off(1),
    length: box.length * pass.scale * (1 + off(0.02)),
    width: box.width * pass.scale * (1 + off(0.06)),
    angle: box.angle + pass.turn + (random.next() < 0.5 ? Math.PI : 0) + off(0.01),
  };
  return {
    ...sight,
    box: again,
    lengthM: sight.lengthM * (1 + off(0.01)),
    window: { width: side, height: side, x: 0, y: 0, step: 1, aspect: 1, planes },
  };
}
