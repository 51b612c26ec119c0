/** Reads TIFFs by the application's own worker and gives what GDAL's truth can be held against. */
import { UserError } from '../../../src/domain/errors';
import { WorkerSlot } from '../../../src/workers/worker-slot';

export type BandSums = {
  readonly sha256: string;
  /** Of complex integers as complex floats, which is how NumPy holds them. */
  readonly floatSha256: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
};

export type ReadFile =
  | {
      readonly kind: 'read';
      readonly width: number;
      readonly height: number;
      readonly type: string;
      readonly codec: string;
      readonly bands: readonly BandSums[];
    }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'fault'; readonly sentence: string };

export type ReadDamaged = {
  readonly read: number;
  readonly refused: number;
  /** What was neither, in words. */
  readonly faults: readonly string[];
};

export type CheckPage = {
  /** Reads all bands of the file at an address. */
  readFile(url: string, name: string): Promise<ReadFile>;
  /** Reads so many versions of a file that are cut or altered, by seeded chance. */
  readDamaged(url: string, name: string, count: number): Promise<ReadDamaged>;
  /** Largest difference of the file's samples from raw 8-bit ones (band after band) at another address. */
  distance(url: string, name: string, truth: string): Promise<number>;
};

const slot = new WorkerSlot(
  () =>
    new Worker(new URL('../../../src/workers/imagery.worker.ts', import.meta.url), {
      type: 'module',
    }),
);

/** About this many samples at once. */
const CHUNK = 2 ** 26;
let last = 0;

async function* bandsOf(url: string, name: string) {
  yield* bandsOfBlob(await (await fetch(url)).blob(), name);
}

async function* bandsOfBlob(blob: Blob, name: string) {
  const picture = { id: ++last, source: { kind: 'blob', blob, name }, overviews: null } as const;
  const read = (band: number, count: number) =>
    slot.run('stored', { picture, band, first: 0, count }, { about: name });
  const shape = await read(0, 1);
  if (shape.width * shape.height > CHUNK) throw new Error('The file is too large for this check.');
  for (let band = 0; band < shape.bands; band++) yield read(band, shape.height);
  slot.tell({ kind: 'close', id: picture.id });
}

const ARRAYS = {
  Byte: Uint8Array,
  UInt16: Uint16Array,
  Int16: Int16Array,
  UInt32: Uint32Array,
  Int32: Int32Array,
  UInt64: BigUint64Array,
  Int64: BigInt64Array,
  Float32: Float32Array,
  Float64: Float64Array,
} as const;

function valuesOf(type: string, bytes: Uint8Array<ArrayBuffer>): ArrayLike<number | bigint> {
  return new ARRAYS[type.replace(/^C/, '') as keyof typeof ARRAYS](bytes.buffer);
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sums(type: string, bytes: Uint8Array<ArrayBuffer>): Promise<BandSums> {
  const values = valuesOf(type, bytes);
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const wide = type === 'CInt32' ? Float64Array : Float32Array;
  return {
    sha256: await sha256(bytes.buffer),
    floatSha256: type.startsWith('CInt')
      ? await sha256(wide.from(values as ArrayLike<number>).buffer)
      : '',
    min,
    max,
    mean: sum / values.length,
  };
}

/** Whole numbers below 2^32 that a seed gives again (xorshift32). */
function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

/** Every third is cut; bytes are altered anywhere and, mostly, where directories and heads of streams are. */
function damage(whole: Uint8Array<ArrayBuffer>, seed: number): Uint8Array<ArrayBuffer> {
  const next = seeded(seed);
  const bytes = seed % 3 === 0 ? whole.slice(0, next() % whole.length) : whole.slice();
  for (let flips = seed % 3 === 0 ? next() % 3 : 1 + (next() % 4); flips > 0; flips--) {
    const span = Math.max(1, next() % 3 === 0 ? bytes.length : Math.min(400, bytes.length));
    const at = next() % 2 === 0 ? next() % span : bytes.length - 1 - (next() % span);
    if (at >= 0 && at < bytes.length) bytes[at] = next() & 255;
  }
  return bytes;
}

const page: CheckPage = {
  async readDamaged(url, name, count) {
    const whole = new Uint8Array(await (await fetch(url)).arrayBuffer());
    let [read, refused] = [0, 0];
    const faults: string[] = [];
    for (let seed = 1; seed <= count; seed++) {
      try {
        for await (const _rows of bandsOfBlob(new Blob([damage(whole, seed)]), name)) read++;
      } catch (error) {
        const sentence = error instanceof Error ? error.message : String(error);
        const isSentence = error instanceof UserError && sentence.includes(`“${name}”`);
        // Of faults that nobody foresaw, and of a reader that had to be started again, the program speaks too.
        if (isSentence && !sentence.startsWith('The reader of pictures')) refused++;
        else faults.push(`${name}, seed ${seed}: ${sentence}`);
      }
    }
    return { read, refused, faults };
  },

  async readFile(url, name) {
    try {
      const bands: BandSums[] = [];
      let shape = { width: 0, height: 0, type: '', codec: '' };
      for await (const rows of bandsOf(url, name)) {
        const { width, height, type, codec } = rows;
        shape = { width, height, type, codec };
        bands.push(await sums(type, rows.bytes));
      }
      return { kind: 'read', ...shape, bands };
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      return { kind: error instanceof UserError ? 'refused' : 'fault', sentence };
    }
  },
  async distance(url, name, truth) {
    const expected = new Uint8Array(await (await fetch(truth)).arrayBuffer());
    let at = 0;
    let most = 0;
    for await (const { bytes } of bandsOf(url, name)) {
      for (const value of bytes) most = Math.max(most, Math.abs(value - (expected[at++] ?? 1e9)));
    }
    return most;
  },
};

Object.assign(window, { checkPage: page });
