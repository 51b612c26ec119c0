/**
 * Small images of the kinds that are mostly opened, made of noise: readers that have read them once are
 * compiled when the first file comes.
 */
import { TAG } from '../raster/directory/tags';

/** Pixels of a tile, across and down, and how many there are each way. */
const TILE = 256;
const EACH_WAY = 4;
const TILES = EACH_WAY ** 2;
/** Types of fields, and the bytes of a value of each (TIFF 6.0, section 2). */
const [SHORT, LONG, DOUBLE] = [3, 4, 12] as const;
const BYTES = { [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 } as const;
/** Bytes of the header, and of one entry of the directory (TIFF 6.0, section 2). */
const HEAD = 8;
const ENTRY = 12;
const [DEFLATE, JPEG] = [8, 7];
const [RGB, YCBCR] = [2, 6];

type Field = readonly [tag: number, type: keyof typeof BYTES, values: readonly number[]];

/** Metres of UTM zone 52 north, by a pixel scale and a tie point (GeoTIFF 1.1, 7.1 and B.6). */
const PLACE: readonly Field[] = [
  [TAG.ModelPixelScale, DOUBLE, [0.5, 0.5, 0]],
  [TAG.ModelTiepoint, DOUBLE, [0, 0, 0, 500_000, 3_890_000, 0]],
  [TAG.GeoKeyDirectory, SHORT, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32_652]],
];

/** A JPEG in colour, and four bands of 16 bits under Deflate. */
export async function rehearsalImages(): Promise<readonly Blob[]> {
  const jpeg = await jpegTile();
  const deflated = await deflatedTile();
  return [
    tiffOf(jpeg, [
      [TAG.BitsPerSample, SHORT, [8, 8, 8]],
      [TAG.Compression, SHORT, [JPEG]],
      [TAG.Photometric, SHORT, [YCBCR]],
      [TAG.SamplesPerPixel, SHORT, [3]],
      [TAG.YCbCrSubSampling, SHORT, [2, 2]],
    ]),
    tiffOf(deflated, [
      [TAG.BitsPerSample, SHORT, [16, 16, 16, 16]],
      [TAG.Compression, SHORT, [DEFLATE]],
      [TAG.Photometric, SHORT, [RGB]],
      [TAG.SamplesPerPixel, SHORT, [4]],
      [TAG.ExtraSamples, SHORT, [0]],
    ]),
  ];
}

function noise(length: number): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from({ length }, () => 80 + 60 * Math.random());
}

async function jpegTile(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(TILE, TILE);
  canvas.getContext('2d')?.putImageData(new ImageData(noise(TILE * TILE * 4), TILE), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 });
  return new Uint8Array(await blob.arrayBuffer());
}

async function deflatedTile(): Promise<Uint8Array> {
  const samples = Uint16Array.from(noise(TILE * TILE * 4));
  const deflated = new Blob([samples]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(deflated).arrayBuffer());
}

/** A little-endian TIFF whose tiles are all the same. */
function tiffOf(tile: Uint8Array, kind: readonly Field[]): Blob {
  const fields: readonly Field[] = [
    [TAG.ImageWidth, LONG, [EACH_WAY * TILE]],
    [TAG.ImageLength, LONG, [EACH_WAY * TILE]],
    ...kind,
    ...PLACE,
    [TAG.TileWidth, SHORT, [TILE]],
    [TAG.TileLength, SHORT, [TILE]],
    [TAG.TileOffsets, LONG, new Array<number>(TILES).fill(HEAD)],
    [TAG.TileByteCounts, LONG, new Array<number>(TILES).fill(tile.length)],
  ];
  const directory = HEAD + tile.length + (tile.length % 2);
  let apart = directory + 2 + fields.length * ENTRY + 4;
  const view = new DataView(new ArrayBuffer(apart + 8 * TILES * fields.length));
  new Uint8Array(view.buffer).set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  new Uint8Array(view.buffer).set(tile, HEAD);
  view.setUint16(directory, fields.length, true);
  const sorted = [...fields].sort(([a], [b]) => a - b);
  for (const [i, [tag, type, values]] of sorted.entries()) {
    const at = directory + 2 + i * ENTRY;
    const bytes = BYTES[type];
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, values.length, true);
    // What does not fit into the entry lies elsewhere.
    const fits = values.length * bytes <= 4;
    if (!fits) view.setUint32(at + 8, apart, true);
    for (const [k, value] of values.entries()) {
      const place = (fits ? at + 8 : apart) + k * bytes;
      if (type === SHORT) view.setUint16(place, value, true);
      else if (type === LONG) view.setUint32(place, value, true);
      else view.setFloat64(place, value, true);
    }
    if (!fits) apart += values.length * bytes;
  }
  return new Blob([view.buffer]);
}
