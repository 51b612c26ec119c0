/**
 * Baseline JPEG (ITU-T T.81) for the pictures that a browser decodes otherwise than libtiff: with
 * subsampled colours repeated, not interpolated, and components as they are stored.
 */
import { inverseCosine } from './idct';
import { parseStream, precisionOf, type Segment } from './jpeg-stream';

const ZIGZAG = Uint8Array.from([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
  13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52,
  45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
]);

/** By the next 16 bits: value × 32 + bits of the code; 0 where there is no such code. */
type Huffman = Uint16Array;

type Component = {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly quantisation: Uint16Array;
  readonly stride: number;
  readonly plane: Uint8Array;
  dc: Huffman;
  ac: Huffman;
  previous: number;
};

type Tables = { quantisation: Uint16Array[]; huffman: Map<number, Huffman>; interval: number };

function readTables(segments: readonly Segment[]): Tables {
  const tables: Tables = { quantisation: [], huffman: new Map(), interval: 0 };
  for (const { marker, bytes } of segments) {
    let at = 4;
    while (marker === 0xdb && at < bytes.length) {
      const wide = (bytes[at] as number) >> 4 ? 2 : 1;
      const values = new Uint16Array(64);
      for (let i = 0; i < 64; i++) {
        const from = at + 1 + i * wide;
        values[i] =
          wide === 2 ? ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0) : (bytes[from] ?? 0);
      }
      tables.quantisation[(bytes[at] as number) & 3] = values;
      at += 1 + 64 * wide;
    }
    while (marker === 0xc4 && at < bytes.length) {
      const counts = bytes.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, n) => sum + n, 0);
      tables.huffman.set(bytes[at] as number, huffman(counts, bytes.subarray(at + 17)));
      at += 17 + total;
    }
    if (marker === 0xdd) tables.interval = ((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0);
  }
  return tables;
}

function huffman(counts: Uint8Array, values: Uint8Array): Huffman {
  const table = new Uint16Array(65_536);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    for (let i = 0; i < (counts[length - 1] ?? 0); i++, code++) {
      const first = code << (16 - length);
      table.fill((values[index++] ?? 0) * 32 + length, first, first + 2 ** (16 - length));
    }
    code <<= 1;
  }
  return table;
}

/** Bits of a scan; zeros where it ends or at a marker. */
class ScanBits {
  private buffer = 0;
  private count = 0;
  private at = 0;

  constructor(private readonly data: Uint8Array) {}

  private fill(): void {
    while (this.count <= 16) {
      let byte = this.data[this.at] ?? 0;
      if (byte === 0xff) {
        if (this.data[this.at + 1] === 0) this.at += 2;
        else byte = 0;
      } else this.at++;
      this.buffer = ((this.buffer << 8) | byte) & 0xffffff;
      this.count += 8;
    }
  }

  code(table: Huffman): number {
    this.fill();
    const found = table[(this.buffer >> (this.count - 16)) & 0xffff] as number;
    if (found === 0) throw new RangeError('There is no such Huffman code.');
    this.count -= found & 31;
    return found >> 5;
  }

  /** A signed number of so many bits (T.81, F.2.2.1). */
  number(bits: number): number {
    if (bits === 0) return 0;
    this.fill();
    this.count -= bits;
    const value = (this.buffer >> this.count) & ((1 << bits) - 1);
    return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
  }

  /** Goes behind the next restart marker. */
  restart(): void {
    this.count = 0;
    while (this.at < this.data.length) {
      const next = this.data[this.at + 1] ?? 0;
      if (this.data[this.at] === 0xff && next >= 0xd0 && next <= 0xd7) break;
      this.at++;
    }
    this.at += 2;
  }

  get ended(): boolean {
    return this.at > this.data.length + 64;
  }
}

function readBlock(bits: ScanBits, component: Component, block: Int32Array): void {
  const { quantisation } = component;
  block.fill(0);
  component.previous += bits.number(bits.code(component.dc) & 15);
  block[0] = component.previous * (quantisation[0] as number);
  for (let k = 1; k < 64; k++) {
    const found = bits.code(component.ac);
    const size = found & 15;
    if (size === 0 && found !== 0xf0) break;
    k += found >> 4;
    if (size > 0 && k < 64) {
      block[ZIGZAG[k] as number] = bits.number(size) * (quantisation[k] as number);
    }
  }
  inverseCosine(block);
}

/**
 * The components of a stream, interleaved by pixel, width × height × components.
 * @throws RangeError where the stream is not sound baseline JPEG of 8 bits
 */
export function decodeBaselineJpeg(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { segments, scan } = parseStream(data);
  const frame = segments.find(({ marker }) => marker === 0xc0 || marker === 0xc1);
  const start = segments.find(({ marker }) => marker === 0xda);
  if (!frame || !start || !scan || precisionOf(frame) !== 8) {
    throw new RangeError('This is not a baseline JPEG stream of 8 bits.');
  }
  const tables = readTables(segments);
  const at = (i: number) => frame.bytes[i] ?? 0;
  const [height, width, count] = [(at(5) << 8) | at(6), (at(7) << 8) | at(8), at(9)];
  const factors = Array.from({ length: count }, (_, i) => at(11 + i * 3));
  const most = (shift: number) => Math.max(1, ...factors.map((f) => (f >> shift) & 15));
  const [mostAcross, mostDown] = [most(4), most(0)];
  const columns = Math.ceil(width / (8 * mostAcross));
  const rows = Math.ceil(height / (8 * mostDown));
  const components = factors.map((factor, i): Component => {
    const [across, down] = [factor >> 4, factor & 15];
    const tablesAt = 6 + i * 2;
    const choice = start.bytes[tablesAt] ?? 0;
    const quantisation = tables.quantisation[at(12 + i * 3) & 3];
    const dc = tables.huffman.get(choice >> 4);
    const ac = tables.huffman.get(0x10 | (choice & 15));
    if (!quantisation || !dc || !ac || !across || !down) {
      throw new RangeError('A table of the JPEG stream is missing.');
    }
    const stride = columns * across * 8;
    const plane = new Uint8Array(stride * rows * down * 8);
    return { id: at(10 + i * 3), across, down, quantisation, stride, plane, dc, ac, previous: 0 };
  });
  readScan(new ScanBits(scan), components, columns, rows, tables.interval);
  return interleave(components, width, height, mostAcross, mostDown);
}

function readScan(
  bits: ScanBits,
  components: readonly Component[],
  columns: number,
  rows: number,
  interval: number,
): void {
  const block = new Int32Array(64);
  for (let unit = 0; unit < columns * rows; unit++) {
    if (interval > 0 && unit > 0 && unit % interval === 0) {
      bits.restart();
      for (const component of components) component.previous = 0;
    }
    if (bits.ended) throw new RangeError('The JPEG stream ends early.');
    const [column, row] = [unit % columns, Math.floor(unit / columns)];
    for (const component of components) {
      const { across, down, stride, plane } = component;
      for (let part = 0; part < across * down; part++) {
        readBlock(bits, component, block);
        const x = (column * across + (part % across)) * 8;
        const y = (row * down + Math.floor(part / across)) * 8;
        for (let i = 0; i < 8; i++) {
          plane.set(block.subarray(i * 8, i * 8 + 8), (y + i) * stride + x);
        }
      }
    }
  }
}

function interleave(
  components: readonly Component[],
  width: number,
  height: number,
  mostAcross: number,
  mostDown: number,
): Uint8Array<ArrayBuffer> {
  const count = components.length;
  const out = new Uint8Array(width * height * count);
  for (const [c, { across, down, stride, plane }] of components.entries()) {
    for (let y = 0; y < height; y++) {
      const from = Math.floor((y * down) / mostDown) * stride;
      let to = y * width * count + c;
      for (let x = 0; x < width; x++, to += count) {
        out[to] = plane[from + Math.floor((x * across) / mostAcross)] as number;
      }
    }
  }
  return out;
}
