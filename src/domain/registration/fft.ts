/**
 * Fourier transforms of square pictures of complex numbers, in place. Forwards the frequencies come out
 * in bit-reversed order with rows and columns swapped, and backwards they are taken in that order, so
 * that nothing has to be sorted in between: `frequencies` tells what is where. The inner loops run along rows with one turn each, which is what
 * makes them as fast as a compiled library.
 */
export class SquareFft {
  /** The frequency, −n/2 … n/2 − 1, of each index of the transformed picture, across and down. */
  readonly frequencies: Int32Array;
  /** The index that holds minus the frequency that an index holds. */
  readonly opposite: Int32Array;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;

  /** @param n side in pixels, a power of two, at least 4 */
  constructor(readonly n: number) {
    if (n < 4 || (n & (n - 1)) !== 0) throw new RangeError(`${n} is not a power of two.`);
    this.cos = Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * i) / n));
    this.sin = Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * i) / n));
    const bits = Math.log2(n);
    const reversed = Int32Array.from({ length: n }, (_, i) => reverseBits(i, bits));
    this.frequencies = reversed.map((k) => (k < n / 2 ? k : k - n));
    // Reversing bits twice gives the index again, so a table serves both ways.
    this.opposite = reversed.map((k) => reversed[(n - k) % n] as number);
  }

  /** Not scaled: the frequency 0 becomes the sum of all pixels. */
  forward(re: Float64Array, im: Float64Array): void {
    this.columnsForward(re, im);
    transpose(re, this.n);
    transpose(im, this.n);
    this.columnsForward(re, im);
  }

  /**
   * Not scaled: gives n² times what went in. Only the columns −reach … reach (of the circle that the
   * picture is) hold the result afterwards.
   */
  backward(re: Float64Array, im: Float64Array, reach: number): void {
    const { n } = this;
    this.columnsBackward(re, im, 0, n);
    transpose(re, n);
    transpose(im, n);
    // What was columns of the picture are columns again.
    if (2 * reach + 1 >= n) this.columnsBackward(re, im, 0, n);
    else {
      this.columnsBackward(re, im, 0, reach + 1);
      this.columnsBackward(re, im, n - reach, n);
    }
  }

  private columnsForward(re: Float64Array, im: Float64Array): void {
    const { n } = this;
    let length = n;
    for (; length >= 4; length /= 4) this.split(re, im, length);
    if (length === 2) pairs(re, im, n, 0, n);
  }

  private columnsBackward(re: Float64Array, im: Float64Array, from: number, to: number): void {
    const { n } = this;
    const odd = Math.log2(n) % 2 === 1;
    if (odd) pairs(re, im, n, from, to);
    for (let length = odd ? 8 : 4; length <= n; length *= 4) this.join(re, im, length, from, to);
  }

  /** Decimation in frequency by four: rows j, j + q, j + 2q, j + 3q of each run of `length` rows. */
  private split(re: Float64Array, im: Float64Array, length: number): void {
    const { n, cos, sin } = this;
    const quarter = length / 4;
    const step = n / length;
    for (let j = 0; j < quarter; j++) {
      // A turn by nothing, a third of all: the multiplications are left out.
      const plain = j === 0;
      const c1 = cos[j * step] as number;
      const s1 = sin[j * step] as number;
      const c2 = cos[2 * j * step] as number;
      const s2 = sin[2 * j * step] as number;
      const c3 = cos[3 * j * step] as number;
      const s3 = sin[3 * j * step] as number;
      for (let start = 0; start < n; start += length) {
        let p0 = (start + j) * n;
        let p1 = p0 + quarter * n;
        let p2 = p1 + quarter * n;
        let p3 = p2 + quarter * n;
        for (const end = p0 + n; p0 < end; p0++, p1++, p2++, p3++) {
          const r0 = re[p0] as number;
          const i0 = im[p0] as number;
          const r1 = re[p1] as number;
          const i1 = im[p1] as number;
          const r2 = re[p2] as number;
          const i2 = im[p2] as number;
          const r3 = re[p3] as number;
          const i3 = im[p3] as number;
          const ar = r0 + r2;
          const ai = i0 + i2;
          const br = r1 + r3;
          const bi = i1 + i3;
          const dr = r0 - r2;
          const di = i0 - i2;
          const er = r1 - r3;
          const ei = i1 - i3;
          re[p0] = ar + br;
          im[p0] = ai + bi;
          const xr = ar - br;
          const xi = ai - bi;
          const yr = dr + ei;
          const yi = di - er;
          const zr = dr - ei;
          const zi = di + er;
          if (plain) {
            re[p1] = xr;
            im[p1] = xi;
            re[p2] = yr;
            im[p2] = yi;
            re[p3] = zr;
            im[p3] = zi;
            continue;
          }
          re[p1] = xr * c2 + xi * s2;
          im[p1] = xi * c2 - xr * s2;
          re[p2] = yr * c1 + yi * s1;
          im[p2] = yi * c1 - yr * s1;
          re[p3] = zr * c3 + zi * s3;
          im[p3] = zi * c3 - zr * s3;
        }
      }
    }
  }

  /** Undoes `split`, four times as large. */
  private join(re: Float64Array, im: Float64Array, length: number, from: number, to: number): void {
    const { n, cos, sin } = this;
    const quarter = length / 4;
    const step = n / length;
    for (let j = 0; j < quarter; j++) {
      const c1 = cos[j * step] as number;
      const s1 = sin[j * step] as number;
      const c2 = cos[2 * j * step] as number;
      const s2 = sin[2 * j * step] as number;
      const c3 = cos[3 * j * step] as number;
      const s3 = sin[3 * j * step] as number;
      for (let start = 0; start < n; start += length) {
        let p0 = (start + j) * n + from;
        let p1 = p0 + quarter * n;
        let p2 = p1 + quarter * n;
        let p3 = p2 + quarter * n;
        for (const end = p0 + to - from; p0 < end; p0++, p1++, p2++, p3++) {
          const r0 = re[p0] as number;
          const i0 = im[p0] as number;
          const u2 = re[p1] as number;
          const v2 = im[p1] as number;
          const u1 = re[p2] as number;
          const v1 = im[p2] as number;
          const u3 = re[p3] as number;
          const v3 = im[p3] as number;
          const r1 = u1 * c1 - v1 * s1;
          const i1 = v1 * c1 + u1 * s1;
          const r2 = u2 * c2 - v2 * s2;
          const i2 = v2 * c2 + u2 * s2;
          const r3 = u3 * c3 - v3 * s3;
          const i3 = v3 * c3 + u3 * s3;
          const ar = r0 + r2;
          const ai = i0 + i2;
          const br = r1 + r3;
          const bi = i1 + i3;
          const dr = r0 - r2;
          const di = i0 - i2;
          const er = r1 - r3;
          const ei = i1 - i3;
          re[p0] = ar + br;
          im[p0] = ai + bi;
          re[p1] = dr - ei;
          im[p1] = di + er;
          re[p2] = ar - br;
          im[p2] = ai - bi;
          re[p3] = dr + ei;
          im[p3] = di - er;
        }
      }
    }
  }
}

/** Rows 2i and 2i + 1 become their sum and difference, the same forwards and backwards. */
function pairs(re: Float64Array, im: Float64Array, n: number, from: number, to: number): void {
  for (let row = 0; row < n; row += 2) {
    let p0 = row * n + from;
    let p1 = p0 + n;
    for (const end = p0 + to - from; p0 < end; p0++, p1++) {
      const r0 = re[p0] as number;
      const i0 = im[p0] as number;
      const r1 = re[p1] as number;
      const i1 = im[p1] as number;
      re[p0] = r0 + r1;
      im[p0] = i0 + i1;
      re[p1] = r0 - r1;
      im[p1] = i0 - i1;
    }
  }
}

/** In squares that fit into the processor's nearest memory. */
function transpose(data: Float64Array, n: number): void {
  const side = Math.min(n, 16);
  for (let top = 0; top < n; top += side) {
    for (let left = top; left < n; left += side) {
      for (let y = top; y < top + side; y++) {
        for (let x = left === top ? y + 1 : left; x < left + side; x++) {
          const a = y * n + x;
          const b = x * n + y;
          const kept = data[a] as number;
          data[a] = data[b] as number;
          data[b] = kept;
        }
      }
    }
  }
}

function reverseBits(value: number, bits: number): number {
  let out = 0;
  for (let i = 0; i < bits; i++) out |= ((value >> i) & 1) << (bits - 1 - i);
  return out;
}
