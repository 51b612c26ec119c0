/** Sample values exactly as GDAL gives them, for checks of this program against others. */

import type { Layout } from '../directory/layout-types';
import type { BlockReader } from './blocks';
import { shownPlanar } from './colours';
import type { StoredArray } from './samples';

/** Rows of one band: their samples as little-endian bytes of GDAL's type for the file, and its shape. */
export type StoredRows = {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly type: string;
  readonly codec: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** Bands that GDAL sees: converted colours are three, of a palette the indices are one. */
function storedBands({ conversion, samples }: Layout): number {
  return conversion && conversion !== 'palette' ? 3 : samples;
}

/** GDAL's name of the type of a layout's samples (that of version 3.6, where signed bytes are Byte). */
function storedType({ bits, format, complex, conversion }: Layout): string {
  if (conversion && conversion !== 'palette') return 'Byte';
  const size = bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
  if (format === 'float') return `${complex ? 'C' : ''}Float${bits === 64 ? 64 : 32}`;
  if (size === 8) return 'Byte';
  return `${complex ? 'C' : ''}${format === 'uint' ? 'UInt' : 'Int'}${size}`;
}

const ARRAYS = {
  Byte: Uint8Array,
  UInt16: Uint16Array,
  Int16: Int16Array,
  UInt32: Uint32Array,
  Int32: Int32Array,
  Float32: Float32Array,
  Float64: Float64Array,
} as const;

function arrayFor(type: string, length: number): StoredArray {
  if (type === 'UInt64') return new BigUint64Array(length);
  if (type === 'Int64') return new BigInt64Array(length);
  const name = type.replace(/^C/, '') as keyof typeof ARRAYS;
  return new ARRAYS[name](length);
}

/** Rows `first` to `first + count` of a band, width × count samples; complex ones are two values each. */
export async function readStoredRows(
  reader: BlockReader,
  band: number,
  first: number,
  count: number,
): Promise<StoredRows> {
  const { layout } = reader;
  const { width, height, blockWidth, blockHeight, blocksAcross } = layout;
  const bands = storedBands(layout);
  const type = storedType(layout);
  const parts = layout.complex ? 2 : 1;
  const out = arrayFor(type, width * count * parts);
  const apart = shownPlanar(layout);
  const stride = (apart ? 1 : bands) * parts;
  const offset = apart ? 0 : band * parts;
  const last = Math.floor((first + count - 1) / blockHeight);
  for (let row = Math.floor(first / blockHeight); row <= last; row++) {
    for (let column = 0; column < blocksAcross; column++) {
      const block = await reader.readStored(column, row, apart ? band : 0);
      const top = Math.max(first, row * blockHeight);
      const bottom = Math.min(first + count, (row + 1) * blockHeight);
      const left = column * blockWidth;
      const across = Math.min(blockWidth, width - left);
      for (let y = top; y < bottom; y++) {
        let from = (y - row * blockHeight) * blockWidth * stride + offset;
        let to = ((y - first) * width + left) * parts;
        for (let x = 0; x < across; x++, from += stride, to += parts) {
          for (let part = 0; part < parts; part++) copy(block, from + part, out, to + part);
        }
      }
    }
  }
  const bytes = new Uint8Array(out.buffer as ArrayBuffer);
  return { width, height, bands, type, codec: layout.codec.name, bytes };
}

function copy(from: StoredArray, at: number, to: StoredArray, place: number): void {
  const value = from[at];
  if (to instanceof BigUint64Array || to instanceof BigInt64Array) to[place] = BigInt(value ?? 0);
  else to[place] = Number(value);
}
