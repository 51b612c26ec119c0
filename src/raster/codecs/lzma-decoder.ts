/** The LZMA algorithm after Igor Pavlov's specification of it (lzma-specification.txt in the LZMA SDK). */

const HALF = 1024;
const MATCH_MIN = 2;

/** Adaptive probabilities of bits, 11 bits each. */
const probabilities = (count: number) => new Uint16Array(count).fill(HALF);

type Lengths = {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly mid: Uint16Array;
  readonly high: Uint16Array;
};

const lengths = (): Lengths => ({
  choice: probabilities(2),
  low: probabilities(16 * 8),
  mid: probabilities(16 * 8),
  high: probabilities(256),
});

function freshModel(literals: number) {
  return {
    literal: probabilities(0x300 << literals),
    isMatch: probabilities(12 * 16),
    isRep: probabilities(12),
    isRep0: probabilities(12),
    isRep1: probabilities(12),
    isRep2: probabilities(12),
    isRep0Long: probabilities(12 * 16),
    slot: probabilities(4 * 64),
    position: probabilities(128),
    align: probabilities(16),
    length: lengths(),
    repLength: lengths(),
  };
}

/** Decodes chunks of one stream one after the other into one output. */
export class LzmaDecoder {
  private readonly out: Uint8Array<ArrayBuffer>;
  private written = 0;
  private dictionaryStart = 0;
  private lc = 3;
  private lp = 0;
  private pb = 2;
  private model = freshModel(3);
  private state = 0;
  private reps: [number, number, number, number] = [0, 0, 0, 0];
  private range = 0;
  private code = 0;
  private at = 0;

  constructor(
    readonly data: Uint8Array,
    expected: number,
  ) {
    this.out = new Uint8Array(expected);
  }

  get full(): boolean {
    return this.written >= this.out.length;
  }

  get result(): Uint8Array<ArrayBuffer> {
    return this.full ? this.out : this.out.slice(0, this.written);
  }

  setProperties(byte: number): void {
    if (byte >= 225) throw new RangeError('The properties of the LZMA data cannot be.');
    this.lc = byte % 9;
    this.lp = Math.floor(byte / 9) % 5;
    this.pb = Math.floor(byte / 45);
    if (this.lc + this.lp > 4) throw new RangeError('The properties of the LZMA data cannot be.');
  }

  resetState(): void {
    this.model = freshModel(this.lc + this.lp);
    this.state = 0;
    this.reps = [0, 0, 0, 0];
  }

  resetDictionary(): void {
    this.dictionaryStart = this.written;
  }

  copy(from: number, size: number): void {
    const part = this.data.subarray(from, from + Math.min(size, this.out.length - this.written));
    this.out.set(part, this.written);
    this.written += part.length;
  }

  /** A chunk of `size` decoded bytes whose range-coded data begins at `from`. */
  decode(from: number, size: number): void {
    this.range = 0xffffffff;
    this.code = 0;
    for (let i = 1; i < 5; i++) this.code = ((this.code << 8) | (this.data[from + i] ?? 0)) >>> 0;
    this.at = from + 5;
    const end = Math.min(this.written + size, this.out.length);
    while (this.written < end) {
      if (this.at > this.data.length + 8) throw new RangeError('The LZMA data ends early.');
      this.step(end);
    }
  }

  private bit(model: Uint16Array, index: number): number {
    const p = model[index] as number;
    const bound = (this.range >>> 11) * p;
    let bit = 0;
    if (this.code < bound) {
      this.range = bound;
      model[index] = p + ((2048 - p) >> 5);
    } else {
      this.range -= bound;
      this.code -= bound;
      model[index] = p - (p >> 5);
      bit = 1;
    }
    this.normalise();
    return bit;
  }

  private normalise(): void {
    if (this.range >= 2 ** 24) return;
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | (this.data[this.at++] ?? 0)) >>> 0;
  }

  private direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      this.range >>>= 1;
      const bit = this.code >= this.range ? 1 : 0;
      if (bit) this.code -= this.range;
      value = value * 2 + bit;
      this.normalise();
    }
    return value;
  }

  private tree(model: Uint16Array, offset: number, bits: number): number {
    let m = 1;
    for (let i = 0; i < bits; i++) m = (m << 1) | this.bit(model, offset + m);
    return m - (1 << bits);
  }

  private reverseTree(model: Uint16Array, offset: number, bits: number): number {
    let m = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(model, offset + m);
      m = (m << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  private step(end: number): void {
    const { model, state } = this;
    const place = (this.written - this.dictionaryStart) & ((1 << this.pb) - 1);
    if (this.bit(model.isMatch, state * 16 + place) === 0) {
      this.literal();
      return;
    }
    let length: number;
    if (this.bit(model.isRep, state) === 0) {
      const [a, b, c] = this.reps;
      length = this.length(model.length, place);
      this.state = state < 7 ? 7 : 10;
      this.reps = [this.distance(length), a, b, c];
    } else if (this.repeat(place)) {
      length = this.length(model.repLength, place);
      this.state = state < 7 ? 8 : 11;
    } else {
      this.state = state < 7 ? 9 : 11;
      length = 1 - MATCH_MIN;
    }
    let from = this.written - this.reps[0] - 1;
    if (from < this.dictionaryStart) throw new RangeError('The LZMA data points before its start.');
    const stop = Math.min(end, this.written + length + MATCH_MIN);
    while (this.written < stop) this.out[this.written++] = this.out[from++] as number;
  }

  /** Chooses one of the last distances; false for a single byte at the very last. */
  private repeat(place: number): boolean {
    const { model, state } = this;
    const [a, b, c, d] = this.reps;
    if (this.bit(model.isRep0, state) === 0) {
      return this.bit(model.isRep0Long, state * 16 + place) === 1;
    }
    if (this.bit(model.isRep1, state) === 0) this.reps = [b, a, c, d];
    else if (this.bit(model.isRep2, state) === 0) this.reps = [c, a, b, d];
    else this.reps = [d, a, b, c];
    return true;
  }

  private literal(): void {
    const { model, out, state, written } = this;
    const before = written > this.dictionaryStart ? (out[written - 1] as number) : 0;
    const position = (written - this.dictionaryStart) & ((1 << this.lp) - 1);
    const offset = 0x300 * ((position << this.lc) + (before >> (8 - this.lc)));
    let symbol = 1;
    if (state >= 7) {
      let match = out[written - this.reps[0] - 1] ?? 0;
      while (symbol < 0x100) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = this.bit(model.literal, offset + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.bit(model.literal, offset + symbol);
    out[this.written++] = symbol & 255;
    this.state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  private length(model: Lengths, place: number): number {
    if (this.bit(model.choice, 0) === 0) return this.tree(model.low, place * 8, 3);
    if (this.bit(model.choice, 1) === 0) return 8 + this.tree(model.mid, place * 8, 3);
    return 16 + this.tree(model.high, 0, 8);
  }

  private distance(length: number): number {
    const { model } = this;
    const slot = this.tree(model.slot, Math.min(length, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + this.reverseTree(model.position, base - slot, bits);
    return base + this.direct(bits - 4) * 16 + this.reverseTree(model.align, 0, 4);
  }
}
