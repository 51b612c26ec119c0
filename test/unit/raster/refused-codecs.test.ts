/** Compressions that are not read are refused by their names, with what to do. */
import { describe, expect, it } from 'vitest';
import { inspectBytes, writeTiff } from './support';

const compressed = (compression: number) =>
  writeTiff({ width: 2, height: 2, data: new Uint8Array(4), fields: [[259, 3, [compression]]] });

describe('compressions that are not read', () => {
  it.each([
    [34661, 'JBIG'],
    [34676, 'SGI LogLuv'],
    [34677, 'SGI LogLuv 24'],
    [32809, 'ThunderScan'],
    [65001, 'the unknown method 65001'],
  ])('%i is refused as %s', async (compression, name) => {
    await expect(inspectBytes(compressed(compression), 'port.tif')).rejects.toThrow(
      `“port.tif” is compressed with ${name}, which cannot be read here. Convert it with gdal_translate -co COMPRESS=DEFLATE and open the copy.`,
    );
  });

  it.each([
    [0xc3, 'lossless JPEG'],
    [0xc9, 'JPEG with arithmetic coding'],
  ])('a JPEG stream of process %i is refused as %s, not as damaged', async (marker, name) => {
    // Start of image; frame of 8 bits, 2 × 2, one component; start of scan (T.81, B.2).
    const frame = [0xff, marker, 0, 11, 8, 0, 2, 0, 2, 1, 1, 0x11, 0];
    const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 1, 0, 0, 0];
    const data = Uint8Array.from([0xff, 0xd8, ...frame, ...scan, 0xff, 0xd9]);
    const file = writeTiff({ width: 2, height: 2, data, fields: [[259, 3, [7]]] });
    await expect(inspectBytes(file, 'port.tif')).rejects.toThrow(
      `“port.tif” is compressed with ${name}, which cannot be read here.`,
    );
  });
});
