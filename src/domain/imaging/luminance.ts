/** One plane of brightness out of a picture's bands, for comparing pictures of different kinds. */

/** optical: reflected light; radar: backscatter, as amplitude, intensity or decibels. */
export type SignalKind = 'optical' | 'radar';

/**
 * Brightness of each pixel: optical the mean of the planes, radar the mean of ln(1 + amplitude), which
 * turns the speckle's multiplication into addition. Radar planes with negative values are decibels, so
 * logarithms already, and stay as they are. Pixels that are not valid get 0.
 */
export function luminance(
  planes: readonly Float32Array[],
  valid: Uint8Array,
  kind: SignalKind,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(valid.length);
  for (const plane of planes) {
    const logarithm = kind === 'radar' && !hasNegative(plane, valid);
    for (let i = 0; i < out.length; i++) {
      if (valid[i] === 0) continue;
      const value = plane[i] as number;
      out[i] = (out[i] as number) + (logarithm ? Math.log1p(value) : value) / planes.length;
    }
  }
  return out;
}

function hasNegative(plane: Float32Array, valid: Uint8Array): boolean {
  return plane.some((value, i) => value < 0 && valid[i] !== 0);
}
