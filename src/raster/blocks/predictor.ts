/** Undoes the predictors of TIFF 6.0 section 14 (2) and Adobe's TIFF technical note 3 (3), in place. */

type Integers = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

/**
 * Horizontal differencing. `data` holds whole rows in the machine's byte order; each sample is the
 * difference from the one `samples` places before it. Sums wrap at the width of the type.
 */
export function undoDifferencing(data: Integers, rowValues: number, samples: number): void {
  if (data instanceof BigUint64Array) {
    for (let row = 0; row + rowValues <= data.length; row += rowValues) {
      for (let i = row + samples; i < row + rowValues; i++) {
        data[i] = (data[i] ?? 0n) + (data[i - samples] ?? 0n);
      }
    }
    return;
  }
  for (let row = 0; row + rowValues <= data.length; row += rowValues) {
    for (let i = row + samples; i < row + rowValues; i++) {
      data[i] = (data[i] as number) + (data[i - samples] as number);
    }
  }
}

/**
 * Floating-point predictor: the bytes of a row are differenced and stored plane by plane, the most
 * significant plane first whatever the byte order of the file. Gives little-endian values.
 */
export function undoFloatPredictor(
  data: Uint8Array,
  rowValues: number,
  samples: number,
  valueBytes: number,
): void {
  const rowBytes = rowValues * valueBytes;
  const copy = new Uint8Array(rowBytes);
  for (let start = 0; start + rowBytes <= data.length; start += rowBytes) {
    const row = data.subarray(start, start + rowBytes);
    for (let i = samples; i < rowBytes; i++) {
      row[i] = (row[i] as number) + (row[i - samples] as number);
    }
    copy.set(row);
    for (let v = 0; v < rowValues; v++) {
      for (let b = 0; b < valueBytes; b++) {
        row[v * valueBytes + b] = copy[(valueBytes - 1 - b) * rowValues + v] as number;
      }
    }
  }
}
