/** A tiny TIFF writer for cases GDAL does not write, and shortcuts for opening bytes. */
import { readFileSync } from 'node:fs';
import { inspectPicture } from '../../../src/raster/inspect/inspect';
import { makeCaches, openPicture, type Picture } from '../../../src/raster/pictures/picture';
import { openSource } from '../../../src/raster/remote/sources';
import type { Inspection } from '../../../src/raster/types';

export type Field = readonly [
  tag: number,
  type: 2 | 3 | 4 | 12,
  values: string | readonly number[],
];

export type Plain = {
  readonly width: number;
  readonly height: number;
  readonly samples?: number;
  readonly data: Uint8Array;
  readonly fields?: readonly Field[];
  readonly littleEndian?: boolean;
  /** What the pointer to the next directory holds. */
  readonly next?: number;
};

const SIZES = { 2: 1, 3: 2, 4: 4, 12: 8 } as const;

/** A classic TIFF of one uncompressed 8-bit strip; `fields` add to or replace its fields. */
export function writeTiff(plain: Plain): Uint8Array<ArrayBuffer> {
  const { width, height, samples = 1, data, fields = [], littleEndian = true, next = 0 } = plain;
  const all = new Map<number, Field>();
  const base: Field[] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, Array.from({ length: samples }, () => 8)],
    [259, 3, [1]],
    [262, 3, [samples >= 3 ? 2 : 1]],
    [273, 4, [8]],
    [277, 3, [samples]],
    [278, 4, [height]],
    [279, 4, [data.length]],
  ];
  for (const field of [...base, ...fields]) all.set(field[0], field);
  const sorted = [...all.values()].sort((a, b) => a[0] - b[0]);
  const directory = 8 + data.length + (data.length % 2);
  let end = directory + 2 + sorted.length * 12 + 4;
  const long = sorted.reduce((sum, [, , values]) => sum + values.length * 8, 0);
  const bytes = new Uint8Array(end + 8192 + long);
  const view = new DataView(bytes.buffer);
  bytes.set(littleEndian ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, 42, littleEndian);
  view.setUint32(4, directory, littleEndian);
  bytes.set(data, 8);
  view.setUint16(directory, sorted.length, littleEndian);
  for (const [i, [tag, type, raw]] of sorted.entries()) {
    const at = directory + 2 + i * 12;
    const values = typeof raw === 'string' ? [...new TextEncoder().encode(`${raw}\0`)] : [...raw];
    const size = SIZES[type] * values.length;
    view.setUint16(at, tag, littleEndian);
    view.setUint16(at + 2, type, littleEndian);
    view.setUint32(at + 4, values.length, littleEndian);
    let to = at + 8;
    if (size > 4) {
      view.setUint32(at + 8, end, littleEndian);
      to = end;
      end += size + (size % 2);
    }
    for (const value of values) {
      if (type === 2) view.setUint8(to, value);
      else if (type === 3) view.setUint16(to, value, littleEndian);
      else if (type === 4) view.setUint32(to, value, littleEndian);
      else view.setFloat64(to, value, littleEndian);
      to += SIZES[type];
    }
  }
  view.setUint32(directory + 2 + sorted.length * 12, next, littleEndian);
  return bytes.slice(0, end);
}

/** GeoKeys of a projected CRS by its code, and of how pixels are meant (1 area, 2 point). */
export function geoKeys(epsg: number, rasterType: 1 | 2 = 1): Field {
  return [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, rasterType, 3072, 0, 1, epsg]];
}

export async function openBytes(
  bytes: Uint8Array<ArrayBuffer> | Buffer,
  name = 'test.tif',
): Promise<Picture> {
  const source = { kind: 'blob', blob: new Blob([new Uint8Array(bytes)]), name } as const;
  return openPicture(await openSource(source), makeCaches());
}

export async function inspectBytes(
  bytes: Uint8Array<ArrayBuffer> | Buffer,
  name?: string,
): Promise<Inspection> {
  return inspectPicture(await openBytes(bytes, name));
}

const FIXTURES = new URL('../../fixtures/tiffs/', import.meta.url);

export function fixture(name: string): Buffer {
  return readFileSync(new URL(name, FIXTURES));
}
