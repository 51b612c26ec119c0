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
});
