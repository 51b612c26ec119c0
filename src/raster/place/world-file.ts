/** World files: six numbers beside a picture (.tfw, .wld), by the convention of ESRI's ARC/INFO. */
import type { Transform } from '../../domain/model/frame';

/**
 * The transform for pixel edges. The file gives x and y of the middle of the first pixel, in the order
 * dx/dcol, dy/dcol, dx/drow, dy/drow, x, y, a number a line. null where the text is no such file.
 */
export function parseWorldFile(text: string): Transform | null {
  const numbers = text
    .trim()
    .split(/\s+/)
    // Some European programs write a decimal comma.
    .map((word) => Number(word.replace(',', '.')));
  const [xCol = 0, yCol = 0, xRow = 0, yRow = 0, x = 0, y = 0] = numbers;
  if (numbers.length < 6 || !numbers.slice(0, 6).every(Number.isFinite)) return null;
  if (xCol * yRow - xRow * yCol === 0) return null;
  return [x - (xCol + xRow) / 2, xCol, xRow, y - (yCol + yRow) / 2, yCol, yRow];
}
