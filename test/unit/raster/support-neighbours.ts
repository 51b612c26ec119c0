/** Pictures that are open beside a damaged one, and show whether anything of them comes into it. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { UserError } from '../../../src/domain/errors';
import { readStoredRows } from '../../../src/raster/blocks/stored';
import { inspectPicture } from '../../../src/raster/inspect/inspect';
import { makeCaches, openPicture, type Picture } from '../../../src/raster/pictures/picture';
import type { RasterCaches } from '../../../src/raster/pictures/tiled-image';
import { openSource } from '../../../src/raster/remote/sources';
import type { RasterTile } from '../../../src/raster/types';
import { writeTiff } from './support';
import { random } from './support-damage';
import { encodingBytes } from './support-encodings';

async function open(bytes: Uint8Array<ArrayBuffer>, name: string, caches: RasterCaches) {
  const source = { kind: 'blob', blob: new Blob([bytes]), name } as const;
  return openPicture(await openSource(source), caches);
}

const SIDE = 96;
/** So many bytes of the neighbour in a row are found nowhere else by chance: 2^48 to some thousands. */
const RUN = 6;

/** A picture that nothing else looks like, open in the same caches as the damaged one. */
export class Neighbours {
  readonly caches = makeCaches(2 ** 22, 2 ** 22);
  private readonly noise = Uint8Array.from({ length: SIDE * SIDE }, random(77));
  private readonly runs = new Set<number>();
  private opened: { readonly noise: Picture; readonly lzw: Picture } | null = null;

  async open(): Promise<void> {
    for (const run of runsOf(this.noise)) this.runs.add(run);
    const noise = writeTiff({ width: SIDE, height: SIDE, data: this.noise });
    this.opened = {
      noise: await open(noise, 'noise.tif', this.caches),
      lzw: await open(Uint8Array.from(encodingBytes('u64-lzw.tif')), 'lzw.tif', this.caches),
    };
    expect(this.appearIn(await this.opened.noise.readTile(0, 0, 0))).toBe(true);
  }

  /** Whether samples of the noise stand in a tile of another picture, in any of its channels or all. */
  appearIn({ data, channels }: RasterTile): boolean {
    if (this.standIn(data, 0, 1)) return true;
    for (let channel = 0; channel < channels; channel++) {
      if (this.standIn(data, channel, channels)) return true;
    }
    return false;
  }

  /** Looks at every sixth place: two runs' length of the noise has a whole run from one of them on. */
  private standIn(values: ArrayLike<number>, first: number, step: number): boolean {
    for (let at = first; at + RUN * step <= values.length; at += RUN * step) {
      let run = 0;
      for (let k = 0; k < RUN; k++) run = run * 256 + asByte(values[at + k * step]);
      if (this.runs.has(run)) return true;
    }
    return false;
  }

  /** The noise is as it was written (so does GDAL read bytes of an uncompressed strip); the other as GDAL says. */
  async areWhole(): Promise<void> {
    if (!this.opened) throw new Error('The neighbours are not open.');
    const { noise, lzw } = this.opened;
    const { bytes } = await readStoredRows(noise.mainReader, 0, 0, SIDE);
    expect(Buffer.from(bytes).equals(this.noise)).toBe(true);
    const { data, channels, width } = await noise.readTile(0, 0, 0);
    const shown = this.noise.map((_, i) => {
      const at = Math.floor(i / SIDE) * width + (i % SIDE);
      return data[at * channels] ?? 0;
    });
    expect(Buffer.from(shown).equals(Buffer.from(this.noise))).toBe(true);
    const rows = await readStoredRows(lzw.mainReader, 0, 0, lzw.layout.height);
    // truth.json, of which gdal_translate -of XYZ is the origin.
    expect(createHash('sha256').update(rows.bytes).digest('hex')).toBe(truthOf('u64-lzw.tif'));
  }
}

function truthOf(file: string): string | undefined {
  type Entry = { readonly file: string; readonly band_values: readonly { sha256: string }[] };
  const truth: readonly Entry[] = JSON.parse(encodingBytes('truth.json').toString('utf8'));
  return truth.find((entry) => entry.file === file)?.band_values[0]?.sha256;
}

/** The value itself where it is a byte; NaN, which is in no run, where not. */
const asByte = (value = Number.NaN) =>
  value >= 0 && value < 256 && Number.isInteger(value) ? value : Number.NaN;

/** Each run of bytes as one number. */
function* runsOf(values: Uint8Array): Generator<number> {
  for (let at = 0; at + RUN <= values.length; at++) {
    yield values.subarray(at, at + RUN).reduce((run, value) => run * 256 + value, 0);
  }
}

/** Reads a damaged file. Whether it was refused, with a sentence that names it. */
export async function isRefused(
  bytes: Uint8Array<ArrayBuffer>,
  beside: Neighbours,
  inspected = false,
): Promise<boolean> {
  try {
    const picture = await open(bytes, 'damaged.tif', beside.caches);
    if (inspected) await inspectPicture(picture);
    const tile = await picture.readTile(0, 0, 0);
    if (beside.appearIn(tile)) throw new Error('Pixels of the file beside are shown.');
    picture.close();
    return false;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toContain('“damaged.tif”');
    return true;
  }
}
