/**
 * The fax compressions: modified Huffman (TIFF 6.0 section 10), ITU-T T.4 (group 3, one- and
 * two-dimensional) and T.6 (group 4). A row that is damaged is kept up to the damage, the rest white, and
 * rows after the last are white, as libtiff gives them.
 */

import type { Decode } from '../directory/layout-types';
import { BLACK_RUNS, CODE_BITS, WHITE_RUNS } from './ccitt-codes';

const TWO_DIMENSIONAL = 1;

/** Bits from the most significant on; zeros after the end. */
class Bits {
  /** Position in bits. */
  at = 0;
  readonly end: number;

  constructor(private readonly data: Uint8Array) {
    this.end = data.length * 8;
  }

  peek(count: number): number {
    const first = this.at >> 3;
    const { data } = this;
    const word =
      ((data[first] ?? 0) << 16) | ((data[first + 1] ?? 0) << 8) | (data[first + 2] ?? 0);
    return (word >> (24 - (this.at & 7) - count)) & ((1 << count) - 1);
  }

  align(bits: number): void {
    this.at = Math.ceil(this.at / bits) * bits;
  }
}

/**
 * The length of a run of a colour; where no code is found, -1 less what was read until there, since some
 * writers leave out the last code of a row that ends with a long run.
 */
function readRun(bits: Bits, table: Int32Array): number {
  let run = 0;
  for (;;) {
    const found = table[bits.peek(CODE_BITS)] as number;
    if (found === 0 || bits.at >= bits.end) return -1 - run;
    bits.at += found & 15;
    run += found >> 4;
    if (found >> 4 < 64) return run;
  }
}

/**
 * A row as the columns where its colour changes, beginning with the first black one; ended by four times
 * the width, so that a search never runs over the end.
 */
type Row = Int32Array;

/** Fills a row; false where it is damaged. */
function readRow1d(bits: Bits, width: number, row: Row): boolean {
  let x = 0;
  let count = 0;
  let good = true;
  while (x < width) {
    const run = readRun(bits, count % 2 === 0 ? WHITE_RUNS : BLACK_RUNS);
    good = run >= 0;
    if (run === -1) break;
    x = Math.min(width, x + (good ? run : -1 - run));
    row[count++] = x;
    if (!good) break;
  }
  // What a damaged row leaves open is white.
  if (!good && count % 2 === 1) row[count++] = x;
  row.fill(width, count, count + 4);
  return good;
}

const PASS = 0;
const HORIZONTAL = 1;
const VERTICAL = 5;
const NONE = -1;

/** Takes a two-dimensional mode (T.4 table 4): vertical ones are VERTICAL plus their offset. */
function readMode(bits: Bits): number {
  const code = bits.peek(7);
  const take = (length: number, mode: number) => {
    bits.at += length;
    return mode;
  };
  if (code & 64) return take(1, VERTICAL);
  if (code >> 4 === 3) return take(3, VERTICAL + 1);
  if (code >> 4 === 2) return take(3, VERTICAL - 1);
  if (code >> 4 === 1) return take(3, HORIZONTAL);
  if (code >> 3 === 1) return take(4, PASS);
  if (code >> 1 === 3) return take(6, VERTICAL + 2);
  if (code >> 1 === 2) return take(6, VERTICAL - 2);
  if (code === 3) return take(7, VERTICAL + 3);
  if (code === 2) return take(7, VERTICAL - 3);
  return NONE;
}

/** Fills a row by way of the one before it; false where it is damaged. */
function readRow2d(bits: Bits, width: number, reference: Row, row: Row): boolean {
  let x = 0;
  let count = 0;
  let b = 0;
  let good = true;
  let started = false;
  while (x < width) {
    // b1: the first change of the reference row right of x to the colour that is not the present one.
    b = Math.max(0, b - 2);
    if (b % 2 !== count % 2) b++;
    while ((reference[b] as number) < width && (started ? (reference[b] as number) <= x : false)) {
      b += 2;
    }
    const b1 = reference[b] as number;
    const mode = readMode(bits);
    good = mode !== NONE && bits.at <= bits.end;
    if (!good) break;
    if (mode === PASS) {
      x = reference[b + 1] as number;
    } else if (mode === HORIZONTAL) {
      const tables = count % 2 === 0 ? [WHITE_RUNS, BLACK_RUNS] : [BLACK_RUNS, WHITE_RUNS];
      for (const table of tables) {
        const run = readRun(bits, table as Int32Array);
        good = run >= 0;
        if (run === -1) break;
        x = Math.min(width, x + (good ? run : -1 - run));
        row[count++] = x;
        if (!good) break;
      }
      if (!good) break;
    } else {
      x = Math.max(x, Math.min(width, b1 + mode - VERTICAL));
      row[count++] = x;
    }
    started = true;
  }
  // What a damaged row leaves open is white.
  if (!good && count % 2 === 1) row[count++] = x;
  row.fill(width, count, count + 4);
  return good;
}

/** Sets the black runs of a row as ones. */
function paint(row: Row, width: number, out: Uint8Array, start: number): void {
  for (let i = 0; (row[i] as number) < width; i += 2) {
    const end = Math.min(width, row[i + 1] as number);
    for (let x = row[i] as number; x < end; ) {
      const at = start + (x >> 3);
      if ((x & 7) === 0 && end - x >= 8) {
        out[at] = 0xff;
        x += 8;
      } else {
        out[at] = (out[at] as number) | (0x80 >> (x & 7));
        x++;
      }
    }
  }
}

/** Goes behind the next end-of-line code (eleven zeros and a one); false where there is none. */
function findEndOfLine(bits: Bits): boolean {
  for (let zeros = 0; bits.at < bits.end; ) {
    const bit = bits.peek(1);
    bits.at++;
    if (bit === 1 && zeros >= 11) return true;
    zeros = bit === 1 ? 0 : zeros + 1;
  }
  return false;
}

type Scheme = { readonly group: 2 | 3 | 4; readonly align: number };

function ccitt({ group, align }: Scheme): Decode {
  return (data, expected, { blockWidth: width, special }, rows) => {
    const out = new Uint8Array(expected);
    const rowBytes = Math.ceil(width / 8);
    const bits = new Bits(data);
    const mixed = group === 3 && (special.faxOptions & TWO_DIMENSIONAL) !== 0;
    let reference = new Int32Array(width + 8).fill(width);
    let row = new Int32Array(width + 8);
    for (let y = 0; y < rows && bits.at < bits.end; y++) {
      if (group === 3 && !findEndOfLine(bits)) break;
      let flat = group !== 4;
      if (mixed) {
        flat = bits.peek(1) === 1;
        bits.at++;
      }
      const good = flat ? readRow1d(bits, width, row) : readRow2d(bits, width, reference, row);
      paint(row, width, out, y * rowBytes);
      // Group 3 finds its way again at the next end of line; the others do not.
      if (!good && group !== 3) break;
      if (align > 0) bits.align(align);
      [reference, row] = [row, reference];
    }
    return out;
  };
}

export const decodeRunLengths = ccitt({ group: 2, align: 8 });
export const decodeRunLengthsByWords = ccitt({ group: 2, align: 16 });
export const decodeGroup3 = ccitt({ group: 3, align: 0 });
export const decodeGroup4 = ccitt({ group: 4, align: 0 });
