/** Reads all blocks of a TIFF over and over on the page's one thread, for the bench to call. */
import { fromArrayBuffer } from 'geotiff';
import type { ByteSource } from '../../../../src/raster/bytes/byte-source';
import { makeCaches, openPicture } from '../../../../src/raster/pictures/picture';

type Bytes = Uint8Array<ArrayBuffer>;
/** Gives how many bytes of samples it has read. */
type Read = () => Promise<number>;

function memory(bytes: Bytes): ByteSource {
  const read = async (at: number, length: number) => bytes.slice(at, at + length);
  return { name: 'coded.tif', size: bytes.length, remarks: [], read };
}

/** By our blocks, not cached. */
async function ours(bytes: Bytes): Promise<Read> {
  const { mainReader } = await openPicture(memory(bytes), makeCaches(0, 0));
  const { blocksAcross, blocksDown } = mainReader.layout;
  return async () => {
    let read = 0;
    for (let row = 0; row < blocksDown; row++) {
      for (let column = 0; column < blocksAcross; column++) {
        read += (await mainReader.readOnce(column, row, 0)).byteLength;
      }
    }
    return read;
  };
}

/** By the geotiff package, without workers. */
async function theirs(bytes: Bytes): Promise<Read> {
  const image = await (await fromArrayBuffer(bytes.buffer)).getImage();
  return async () => {
    const bands = (await image.readRasters()) as Iterable<ArrayBufferView>;
    return [...bands].reduce((sum, { byteLength }) => sum + byteLength, 0);
  };
}

/** The browser's own decompression of the blocks and nothing else; null where it knows no such compression. */
async function native(bytes: Bytes): Promise<Read | null> {
  const { layout } = (await openPicture(memory(bytes), makeCaches(0, 0))).mainReader;
  if (layout.compression !== 8) return null;
  const blocks = [...layout.offsets].map((at, i) =>
    bytes.slice(at, at + (layout.byteCounts[i] ?? 0)),
  );
  return async () => {
    let read = 0;
    for (const block of blocks) {
      const stream = new Blob([block]).stream().pipeThrough(new DecompressionStream('deflate'));
      read += (await new Response(stream).arrayBuffer()).byteLength;
    }
    return read;
  };
}

const READERS = { ours, theirs, native };
export type ReaderName = keyof typeof READERS;

/** Megabytes of samples a second, best of so many spells; null where the reader cannot read the file. */
async function rate(base64: string, who: ReaderName, spells: number, ms: number) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  let read: Read | null;
  try {
    read = await READERS[who](bytes);
    if (!read) return null;
    await read();
  } catch (error) {
    console.debug(error);
    return null;
  }
  let best = 0;
  for (let spell = 0; spell < spells; spell++) {
    const began = performance.now();
    let done = 0;
    while (performance.now() - began < ms) done += await read();
    best = Math.max(best, done / 1000 / (performance.now() - began));
  }
  return best;
}

const page = { rate };
export type DecodingPage = typeof page;
Object.assign(window, { decoding: page });
