/**
 * The inverse discrete cosine transform of 8 × 8 coefficients in whole numbers, after Loeffler, Ligtenberg
 * and Moschytz (ICASSP 1989), with the scaling and rounding of libjpeg's accurate method: 13 bits for
 * constants, 2 more kept between the passes.
 */
const CONSTANT_BITS = 13;
const PASS_BITS = 2;
const fix = (value: number) => Math.round(value * 2 ** CONSTANT_BITS);
const C = {
  c0298: fix(0.298631336),
  c0390: fix(0.39018064),
  c0541: fix(0.5411961),
  c0765: fix(0.765366865),
  c0899: fix(0.899976223),
  c1175: fix(1.175875602),
  c1501: fix(1.50132111),
  c1847: fix(1.847759065),
  c1961: fix(1.96157056),
  c2053: fix(2.053119869),
  c2562: fix(2.562915447),
  c3072: fix(3.072711026),
};

/** One pass over 8 values that lie `step` apart; the results are rounded off by `shift` bits. */
function pass(data: Int32Array, at: number, step: number, shift: number): void {
  const value = (i: number) => data[at + i * step] as number;
  const shared = (value(2) + value(6)) * C.c0541;
  const even2 = shared - value(6) * C.c1847;
  const even3 = shared + value(2) * C.c0765;
  const even0 = (value(0) + value(4)) << CONSTANT_BITS;
  const even1 = (value(0) - value(4)) << CONSTANT_BITS;
  const turn = (value(7) + value(3) + value(5) + value(1)) * C.c1175;
  const z1 = (value(7) + value(1)) * -C.c0899;
  const z2 = (value(5) + value(3)) * -C.c2562;
  const z3 = (value(7) + value(3)) * -C.c1961 + turn;
  const z4 = (value(5) + value(1)) * -C.c0390 + turn;
  const odd = [
    value(1) * C.c1501 + z1 + z4,
    value(3) * C.c3072 + z2 + z3,
    value(5) * C.c2053 + z2 + z4,
    value(7) * C.c0298 + z1 + z3,
  ];
  const even = [even0 + even3, even1 + even2, even1 - even2, even0 - even3];
  const half = 1 << (shift - 1);
  for (let i = 0; i < 4; i++) {
    const [e, o] = [even[i] as number, odd[i] as number];
    data[at + i * step] = (e + o + half) >> shift;
    data[at + (7 - i) * step] = (e - o + half) >> shift;
  }
}

/** Turns dequantised coefficients into samples 0 to 255, in place. */
export function inverseCosine(block: Int32Array): void {
  for (let x = 0; x < 8; x++) pass(block, x, 8, CONSTANT_BITS - PASS_BITS);
  for (let y = 0; y < 8; y++) pass(block, y * 8, 1, CONSTANT_BITS + PASS_BITS + 3);
  for (let i = 0; i < 64; i++) block[i] = Math.min(255, Math.max(0, (block[i] as number) + 128));
}
