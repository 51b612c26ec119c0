/** Pictures in and out for the measure of changes: the colours of a TIFF as planes, and PNGs. */
import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { fromFile } from 'geotiff';
import { cornersPlane } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';

export type Planar = {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Float32Array[];
};

/** Red, green and blue of a file. */
export async function readColours(path: string): Promise<Planar> {
  const file = await fromFile(path);
  const image = await file.getImage();
  const [width, height] = [image.getWidth(), image.getHeight()];
  const rgb = await image.readRGB({ interleave: true });
  const bands = [0, 1, 2].map((band) =>
    Float32Array.from({ length: width * height }, (_, i) => Number(rgb[3 * i + band])),
  );
  file.close();
  return { width, height, bands };
}

export type Outline = {
  readonly box: BoxGeometry;
  readonly colour: readonly [number, number, number];
};

/** Two pictures of 8 bits side by side, with boxes drawn on both. */
export async function writeSideBySide(
  path: string,
  pictures: readonly [Planar, Planar],
  outlines: readonly Outline[],
): Promise<void> {
  const [{ width, height }] = pictures;
  const rgb = new Uint8Array(2 * width * height * 3);
  pictures.forEach(({ bands }, side) => {
    bands.forEach((band, k) => {
      for (let i = 0; i < band.length; i += 1) {
        const cell = Math.floor(i / width) * 2 * width + side * width + (i % width);
        rgb[cell * 3 + k] = Math.min(255, Math.max(0, band[i] as number));
      }
    });
  });
  for (const { box, colour } of outlines) {
    const corners = cornersPlane(box, 1);
    corners.forEach(([x0, y0], i) => {
      const [x1, y1] = corners[(i + 1) % 4] ?? [x0, y0];
      const steps = Math.ceil(Math.hypot(x1 - x0, y1 - y0));
      for (let k = 0; k <= steps; k += 1) {
        const x = Math.floor(x0 + ((x1 - x0) * k) / Math.max(1, steps));
        const y = Math.floor(y0 + ((y1 - y0) * k) / Math.max(1, steps));
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        rgb.set(colour, (y * 2 * width + x) * 3);
        rgb.set(colour, (y * 2 * width + width + x) * 3);
      }
    });
  }
  await writePng(path, rgb, 2 * width, height);
}

/** An 8-bit RGB PNG of interleaved bytes. */
async function writePng(
  path: string,
  rgb: Uint8Array,
  width: number,
  height: number,
): Promise<void> {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    out.set(body, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  await writeFile(path, Buffer.concat([signature, ...parts]));
}
