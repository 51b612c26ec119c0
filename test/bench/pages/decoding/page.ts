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

/** Megabytes of samples a second, best of so many spells; null where the reader cannot read the file. */
async function rate(base64: string, who: 'ours' | 'theirs', spells: number, ms: number) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  let read: Read;
  try {
    read = await (who === 'ours' ? ours : theirs)(bytes);
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
