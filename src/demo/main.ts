/** The demo's entry points: render one frame to a file's bytes, and describe the whole. */
import { FRAMES, landOf, sceneOf } from './frames';
import { encodeJpeg } from './jpeg-encoder';
import { renderWindow } from './render';
import { writeTiff } from './tiff-writer';
import { frameTruth } from './truth';

export const frameFiles = FRAMES.map((frame) => frame.file);

export type MadeFrame = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly truth: ReturnType<typeof frameTruth>;
  /** For the first frame, a JPEG of 640×368 for the start screen; else null. */
  readonly cover: Uint8Array<ArrayBuffer> | null;
};

const COVER = { x: 1450, y: 1550, width: 1280, height: 736 };

/** Renders a frame of the list by its index. onProgress gets the share done, 0–1. */
export function makeFrame(index: number, onProgress: (share: number) => void): MadeFrame {
  const frame = FRAMES[index];
  if (frame === undefined) throw new Error(`The demo has no frame ${index}`);
  const scene = sceneOf(frame);
  const window = { x: 0, y: 0, width: frame.grid.width, height: frame.grid.height };
  const image = renderWindow(frame, scene, landOf(frame), window, onProgress);
  const { data } = image;
  const cover = index === 0 && data instanceof Uint8Array ? makeCover(data, image.width) : null;
  const bytes = writeTiff({
    image,
    tileSize: frame.tileSize,
    compression: frame.compression,
    epsg: frame.grid.epsg,
    geotransform: frame.grid.geotransform,
    nodata: frame.nodata,
    metadata: frame.metadata,
    dateTime: frame.dateTime,
  });
  return { bytes, truth: frameTruth(frame, scene), cover };
}

/** Half-size crop of the quay, each pixel the mean of four. */
function makeCover(rgb: Uint8Array, stride: number): Uint8Array<ArrayBuffer> {
  const [w, h] = [COVER.width / 2, COVER.height / 2];
  const out = new Uint8Array(w * h * 3);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let b = 0; b < 3; b++) {
        const i = ((COVER.y + 2 * y) * stride + COVER.x + 2 * x) * 3 + b;
        const sum = [0, 3, stride * 3, stride * 3 + 3].reduce((s, o) => s + (rgb[i + o] ?? 0), 0);
        out[(y * w + x) * 3 + b] = Math.round(sum / 4);
      }
  return encodeJpeg(out, w, h, 88);
}

export const PROJECT = {
  name: 'Demo: Najin, autumn 2023',
  synthetic: true,
  note: 'All imagery is made by a program. It shows no real place and no real event.',
  sites: [
    { id: 'najin', name: 'Najin' },
    { id: 'dunai', name: 'Dunai' },
  ],
} as const;

/** What the app needs to know of a frame before it opens it. */
export function frameEntry(index: number) {
  const frame = FRAMES[index];
  if (frame === undefined) throw new Error(`The demo has no frame ${index}`);
  return { id: frame.id, file: frame.file, site: frame.site, title: frame.title };
}
