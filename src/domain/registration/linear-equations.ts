/** Solves linear equations, each row followed by its right-hand side; null where they have no one answer. */
export function solved(rows: Float64Array[]): number[] | null {
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    let pivot = i;
    for (let r = i + 1; r < size; r++) {
      if (Math.abs(rows[r]?.[i] ?? 0) > Math.abs(rows[pivot]?.[i] ?? 0)) pivot = r;
    }
    const row = rows[pivot] as Float64Array;
    rows[pivot] = rows[i] as Float64Array;
    rows[i] = row;
    const lead = row[i] as number;
    if (!(Math.abs(lead) > 1e-12)) return null;
    for (let c = i; c <= size; c++) row[c] = (row[c] as number) / lead;
    for (const other of rows) {
      if (other === row) continue;
      const factor = other[i] as number;
      for (let c = i; c <= size; c++) {
        other[c] = (other[c] as number) - factor * (row[c] as number);
      }
    }
  }
  return rows.map((row) => row[size] as number);
}
