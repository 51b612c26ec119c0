/** A baseline JPEG encoder (ITU-T T.81) for RGB tiles: YCbCr with chroma halved both ways. */
import {
  CHROMA_AC,
  CHROMA_DC,
  CHROMA_QUANT,
  type HuffmanSpec,
  LUMA_AC,
  LUMA_DC,
  LUMA_QUANT,
  ZIGZAG,
} from './jpeg-tables';

type Huffman = { readonly code: Uint16Array; readonly length: Uint8Array };

function huffman(spec: HuffmanSpec): Huffman {
  const code = new Uint16Array(256);
  const length = new Uint8Array(256);
  let next = 0;
  let k = 0;
  spec.counts.forEach((count, i) => {
    for (let j = 0; j < count; j++) {
      const symbol = spec.values[k++] as number;
      code[symbol] = next++;
      length[symbol] = i + 1;
    }
    next <<= 1;
  });
  return { code, length };
}

const TABLES = {
  lumaDc: huffman(LUMA_DC),
  lumaAc: huffman(LUMA_AC),
  chromaDc: huffman(CHROMA_DC),
  chromaAc: huffman(CHROMA_AC),
};

class BitWriter {
  bytes: Uint8Array<ArrayBuffer>;
  size = 0;
  private held = 0;
  private heldBits = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  byte(value: number) {
    if (this.size === this.bytes.length) {
      const grown = new Uint8Array(this.size * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes[this.size++] = value;
  }

  all(values: ArrayLike<number>) {
    for (let i = 0; i < values.length; i++) this.byte(values[i] as number);
  }

  bits(value: number, count: number) {
    this.held = (this.held << count) | value;
    this.heldBits += count;
    while (this.heldBits >= 8) {
      const out = (this.held >>> (this.heldBits - 8)) & 255;
      this.byte(out);
      if (out === 255) this.byte(0);
      this.heldBits -= 8;
    }
    this.held &= (1 << this.heldBits) - 1;
  }

  flush() {
    if (this.heldBits > 0) this.bits((1 << (8 - this.heldBits)) - 1, 8 - this.heldBits);
  }
}

/** Scale factors that the fast transform below leaves in its output. */
const AAN = [1, 1.387039845, 1.306562965, 1.175875602, 1, 0.785694958, 0.5411961, 0.275899379];

function quantTable(base: readonly number[], quality: number): Uint8Array {
  const scale = quality < 50 ? 5000 / quality : 200 - quality * 2;
  return Uint8Array.from(base, (q) =>
    Math.min(255, Math.max(1, Math.floor((q * scale + 50) / 100))),
  );
}

function divisors(quant: Uint8Array): Float32Array {
  return Float32Array.from(
    quant,
    (q, i) => 1 / (q * (AAN[i >> 3] as number) * (AAN[i & 7] as number) * 8),
  );
}

/** One pass of the transform of Arai, Agui and Nakajima (1988) over eight values a stride apart. */
function dctLine(b: Float32Array, o: number, s: number) {
  const t0 = (b[o] as number) + (b[o + 7 * s] as number);
  const t7 = (b[o] as number) - (b[o + 7 * s] as number);
  const t1 = (b[o + s] as number) + (b[o + 6 * s] as number);
  const t6 = (b[o + s] as number) - (b[o + 6 * s] as number);
  const t2 = (b[o + 2 * s] as number) + (b[o + 5 * s] as number);
  const t5 = (b[o + 2 * s] as number) - (b[o + 5 * s] as number);
  const t3 = (b[o + 3 * s] as number) + (b[o + 4 * s] as number);
  const t4 = (b[o + 3 * s] as number) - (b[o + 4 * s] as number);
  const e0 = t0 + t3;
  const e3 = t0 - t3;
  const e1 = t1 + t2;
  const e2 = t1 - t2;
  b[o] = e0 + e1;
  b[o + 4 * s] = e0 - e1;
  const z1 = (e2 + e3) * Math.SQRT1_2;
  b[o + 2 * s] = e3 + z1;
  b[o + 6 * s] = e3 - z1;
  const o0 = t4 + t5;
  const o1 = t5 + t6;
  const o2 = t6 + t7;
  const z5 = (o0 - o2) * 0.382683433;
  const z2 = 0.5411961 * o0 + z5;
  const z4 = 1.306562965 * o2 + z5;
  const z3 = o1 * Math.SQRT1_2;
  const z11 = t7 + z3;
  const z13 = t7 - z3;
  b[o + 5 * s] = z13 + z2;
  b[o + 3 * s] = z13 - z2;
  b[o + s] = z11 + z4;
  b[o + 7 * s] = z11 - z4;
}

const QUANTISED = new Int32Array(64);

function encodeBlock(
  out: BitWriter,
  block: Float32Array,
  divide: Float32Array,
  dcBefore: number,
  dc: Huffman,
  ac: Huffman,
): number {
  for (let i = 0; i < 8; i++) dctLine(block, i * 8, 1);
  for (let i = 0; i < 8; i++) dctLine(block, i, 8);
  for (let i = 0; i < 64; i++) {
    const k = ZIGZAG[i] as number;
    QUANTISED[i] = Math.round((block[k] as number) * (divide[k] as number));
  }
  const value = QUANTISED[0] as number;
  const size = magnitude(value - dcBefore);
  out.bits(dc.code[size] as number, dc.length[size] as number);
  if (size > 0) out.bits(signed(value - dcBefore, size), size);
  let last = 63;
  while (last > 0 && (QUANTISED[last] as number) === 0) last--;
  let run = 0;
  for (let i = 1; i <= last; i++) {
    const level = QUANTISED[i] as number;
    if (level === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) out.bits(ac.code[0xf0] as number, ac.length[0xf0] as number);
    const bits = magnitude(level);
    const symbol = run * 16 + bits;
    out.bits(ac.code[symbol] as number, ac.length[symbol] as number);
    out.bits(signed(level, bits), bits);
    run = 0;
  }
  if (last < 63) out.bits(ac.code[0] as number, ac.length[0] as number);
  return value;
}

const magnitude = (value: number) => 32 - Math.clz32(Math.abs(value));
const signed = (value: number, bits: number) => (value < 0 ? value + (1 << bits) - 1 : value);

function writeHead(
  out: BitWriter,
  width: number,
  height: number,
  luma: Uint8Array,
  chroma: Uint8Array,
) {
  out.all([0xff, 0xd8]);
  for (const [id, table] of [luma, chroma].entries()) {
    out.all([0xff, 0xdb, 0, 67, id]);
    out.all(ZIGZAG.map((k) => table[k] as number));
  }
  out.all([0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255]);
  out.all([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  const tables: readonly [number, HuffmanSpec][] = [
    [0x00, LUMA_DC],
    [0x10, LUMA_AC],
    [0x01, CHROMA_DC],
    [0x11, CHROMA_AC],
  ];
  for (const [id, spec] of tables) {
    const length = 19 + spec.values.length;
    out.all([0xff, 0xc4, length >> 8, length & 255, id, ...spec.counts, ...spec.values]);
  }
  out.all([0xff, 0xda, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
}

type Planes = { readonly y: Float32Array; readonly cb: Float32Array; readonly cr: Float32Array };

function toYcc(rgb: Uint8Array, width: number, height: number): Planes {
  const half = width / 2;
  const y = new Float32Array(width * height);
  const cb = new Float32Array((width * height) / 4);
  const cr = new Float32Array((width * height) / 4);
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      const i = row * width + col;
      const r = rgb[i * 3] as number;
      const g = rgb[i * 3 + 1] as number;
      const b = rgb[i * 3 + 2] as number;
      y[i] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
      const j = (row >> 1) * half + (col >> 1);
      cb[j] = (cb[j] as number) + (-0.168736 * r - 0.331264 * g + 0.5 * b) / 4;
      cr[j] = (cr[j] as number) + (0.5 * r - 0.418688 * g - 0.081312 * b) / 4;
    }
  }
  return { y, cb, cr };
}

const BLOCK = new Float32Array(64);

function loadBlock(plane: Float32Array, stride: number, x: number, y: number): Float32Array {
  for (let r = 0; r < 8; r++)
    for (let c = 0; c < 8; c++) BLOCK[r * 8 + c] = plane[(y + r) * stride + x + c] as number;
  return BLOCK;
}

/** A whole JPEG stream for RGB bytes, row by row, whose sides 16 divides; quality 1–100. */
export function encodeJpeg(
  rgb: Uint8Array,
  width: number,
  height: number,
  quality: number,
): Uint8Array<ArrayBuffer> {
  if (width % 16 !== 0 || height % 16 !== 0 || rgb.length !== width * height * 3)
    throw new Error(`No JPEG can be made of ${rgb.length} bytes as ${width}×${height} RGB`);
  const luma = quantTable(LUMA_QUANT, quality);
  const chroma = quantTable(CHROMA_QUANT, quality);
  const lumaDivide = divisors(luma);
  const chromaDivide = divisors(chroma);
  const out = new BitWriter(width * height);
  writeHead(out, width, height, luma, chroma);
  const planes = toYcc(rgb, width, height);
  let [y0, cb0, cr0] = [0, 0, 0];
  for (let y = 0; y < height; y += 16) {
    for (let x = 0; x < width; x += 16) {
      for (let k = 0; k < 4; k++) {
        const block = loadBlock(planes.y, width, x + (k & 1) * 8, y + (k >> 1) * 8);
        y0 = encodeBlock(out, block, lumaDivide, y0, TABLES.lumaDc, TABLES.lumaAc);
      }
      const cb = loadBlock(planes.cb, width / 2, x / 2, y / 2);
      cb0 = encodeBlock(out, cb, chromaDivide, cb0, TABLES.chromaDc, TABLES.chromaAc);
      const cr = loadBlock(planes.cr, width / 2, x / 2, y / 2);
      cr0 = encodeBlock(out, cr, chromaDivide, cr0, TABLES.chromaDc, TABLES.chromaAc);
    }
  }
  out.flush();
  out.all([0xff, 0xd9]);
  return out.bytes.slice(0, out.size);
}
