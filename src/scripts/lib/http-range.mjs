/** The Range header of HTTP (RFC 9110, section 14). */

/** More ranges than this in one request are taken for an attack and answered with the whole file. */
const MOST_RANGES = 16;

/**
 * @typedef {{start: number, end: number}} ByteRange first and last byte, both included
 */

/**
 * Reads a Range header.
 * @param {string | undefined} header such as 'bytes=0-99', 'bytes=100-', 'bytes=-500', 'bytes=0-1,5-6'
 * @param {number} size the file's, in bytes
 * @returns {ByteRange[] | 'whole' | 'unsatisfiable'} 'whole' when there is no header, or one that
 * must be ignored; 'unsatisfiable' when no range lies in the file
 */
export function parseRange(header, size) {
  const list = header?.match(/^\s*bytes\s*=(.*)$/i)?.[1];
  if (list === undefined) return 'whole';
  const specs = list.split(',').map((spec) => spec.trim());
  if (specs.length > MOST_RANGES) return 'whole';
  /** @type {ByteRange[]} */
  const ranges = [];
  for (const spec of specs) {
    const match = spec.match(/^(\d*)-(\d*)$/);
    if (!match || spec === '-') return 'whole';
    const [, first = '', last = ''] = match;
    if (first !== '' && last !== '' && Number(last) < Number(first)) return 'whole';
    const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
    const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
    if (start <= end) ranges.push({ start, end });
  }
  return ranges.length > 0 ? ranges : 'unsatisfiable';
}
