/** Changes between files, in the analysis worker's task: pixels so coarse that they are cut finer. */
import { describe, expect, it } from 'vitest';
import { boxOverlap } from '../../../src/domain/change/overlap';
import { shrunk } from '../../../src/domain/change/planes';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import type { GridFrame } from '../../../src/domain/registration/common-grid';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import type { TaskContext } from '../../../src/workers/analysis-context';
import { type ChangeArgs, changes } from '../../../src/workers/change-task';
import { box, portScene, SIDE, type Thing } from '../change/scenes';
import { writeTiff } from '../raster/support';

const PIXEL_M = 3;
const size = { width: Math.floor(SIDE / PIXEL_M), height: Math.floor(SIDE / PIXEL_M) };

/** The port in pixels of 3 m: the means of its cells of 1 m. */
function fileOf(date: number, things: readonly Thing[]): Blob {
  const scene = portScene({ date, things });
  const planes = scene.bands.map((band) => shrunk(band, scene, size, PIXEL_M));
  const data = new Uint8Array(3 * size.width * size.height);
  planes.forEach((plane, k) => {
    plane.forEach((value, i) => {
      data[3 * i + k] = Math.min(255, Math.max(0, Math.round(value)));
    });
  });
  return new Blob([writeTiff({ ...size, samples: 3, data })]);
}

const georef = {
  transform: [600_000, PIXEL_M, 0, 4_700_000, 0, -PIXEL_M],
  epsg: 32652,
  crsName: 'WGS 84 / UTM zone 52N',
  proj4: '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs',
} satisfies ChangeArgs['before']['frame']['georef'];

const frame = { georef, pixelAspect: 1, resolutionM: PIXEL_M, raster: size };

type Files = Readonly<Record<'before' | 'after', Blob>>;

async function found(files: Files, area?: ChangeArgs['area'], of: GridFrame = frame) {
  const context: TaskContext = {
    signal: new AbortController().signal,
    open: ({ source }) => openImage(source, makeCaches()),
    checkpoint: async () => {},
  };
  const side = (key: 'before' | 'after') => {
    const source = { kind: 'blob', blob: files[key], name: `${key}.tif` } as const;
    return { picture: { key, source }, frame: of, signal: 'optical' } as const;
  };
  return changes(
    { before: side('before'), after: side('after'), ...(area ? { area } : {}) },
    context,
  );
}

const inPixels = ({ x, y, length, width, angle }: BoxGeometry): BoxGeometry => ({
  x: x / PIXEL_M,
  y: y / PIXEL_M,
  length: length / PIXEL_M,
  width: width / PIXEL_M,
  angle,
});

describe('changes in pixels of 3 m', () => {
  const white = [230, 225, 220] as const;
  // Two barges of 11 m beam, with 9 m of water between them.
  const barges = [box(200, 290, 90, 11), box(200, 310, 90, 11)];
  const files = {
    before: fileOf(1, []),
    after: fileOf(
      2,
      barges.map((one) => ({ box: one, colour: white })),
    ),
  };

  it('are told apart where two hulls lie three pixels from each other, in pixels of the frame', async () => {
    const { found: list, pixelM } = await found(files);
    expect(pixelM).toBeCloseTo(PIXEL_M, 1);
    for (const barge of barges) {
      const best = Math.max(...list.map(({ before }) => boxOverlap(before, inPixels(barge))));
      expect(best).toBeGreaterThan(0.5);
    }
  });

  it('are looked for in the area alone', async () => {
    const rows = (from: number, to: number) =>
      [
        [20, from],
        [110, from],
        [110, to],
        [20, to],
      ] as unknown as NonNullable<ChangeArgs['area']>;
    expect((await found(files, rows(60, 120))).found.length).toBeGreaterThan(0);
    expect((await found(files, rows(115, 130))).found).toEqual([]);
  });
});

describe('an empty margin', () => {
  it('is none where it touches no edge of the picture, though it does that of a part which is looked at', async () => {
    // Wider than one part: a black lake in the middle, where the two parts end.
    const [width, height] = [2400, 160];
    const data = Uint8Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      const lake = x >= 700 && x < 1700 && y >= 40 && y < 120;
      return lake ? 0 : 90 + ((i * 2_654_435_761) % 37);
    });
    const file = new Blob([writeTiff({ width, height, data })]);
    const transform = [600_000, 1, 0, 4_700_000, 0, -1] as const;
    const of: GridFrame = {
      georef: { ...georef, transform: [...transform] },
      pixelAspect: 1,
      resolutionM: 1,
      raster: { width, height },
    };
    const { collars } = await found({ before: file, after: file }, undefined, of);
    expect(collars).toEqual({ before: false, after: false });
  });
});
