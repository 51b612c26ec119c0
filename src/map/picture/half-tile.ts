/**
 * Half floats hold every whole number up to 2048 exactly, and so the samples of most satellites, which have
 * 11 bits. They are uploaded in a fraction of the time that floats take where graphics are done in software.
 */

/** Whole numbers below this are had as half floats. */
const BELOW = 2 ** 11;
const MASK = BELOW - 1;
/** Pixels from one to the next that are looked at before all are. */
const STRIDE = 61;
const OPAQUE = halfOf(1);

/** IEEE 754 binary16 of a whole number below 2048. */
function halfOf(whole: number): number {
  if (whole === 0) return 0;
  const exponent = Math.floor(Math.log2(whole));
  return ((exponent + 15) << 10) | ((whole * 2 ** (10 - exponent)) & 0x3ff);
}

const HALVES = Uint16Array.from({ length: BELOW }, (_, whole) => halfOf(whole));

/**
 * Three bands and alpha of a tile as half floats, 0 where alpha is; null where some sample is too large for
 * that. As a DataView, which tells them from floats and from bytes.
 * @param shown places of the three among the channels, of which the last is alpha
 * @param passing whether it is done with before the next call, which then writes over it: new memory takes longer
 * than what is written into it
 */
export function halfTile(
  data: Uint16Array,
  channels: number,
  [red = 0, green = 0, blue = 0]: readonly number[],
  passing = false,
): DataView<ArrayBuffer> | null {
  for (let at = 0; at < data.length; at += channels * STRIDE) {
    if (data[at + channels - 1] && (data[at + red] as number) >= BELOW) return null;
  }
  const length = (data.length / channels) * 4;
  const out = passing ? roomFor(length) : new Uint16Array(length);
  let bits = 0;
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    if (data[from + channels - 1] === 0) {
      // One by one: a call of fill() for each pixel takes three times as long as all the rest.
      out[to] = 0;
      out[to + 1] = 0;
      out[to + 2] = 0;
      out[to + 3] = 0;
      continue;
    }
    const r = data[from + red] as number;
    const g = data[from + green] as number;
    const b = data[from + blue] as number;
    bits |= r | g | b;
    out[to] = HALVES[r & MASK] as number;
    out[to + 1] = HALVES[g & MASK] as number;
    out[to + 2] = HALVES[b & MASK] as number;
    out[to + 3] = OPAQUE;
  }
  return bits < BELOW ? new DataView(out.buffer, 0, length * 2) : null;
}

let room = new Uint16Array(0);

function roomFor(length: number): Uint16Array<ArrayBuffer> {
  if (room.length < length) room = new Uint16Array(length);
  return room;
}
