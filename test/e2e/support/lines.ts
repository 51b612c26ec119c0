/** Lines of boxes as they are seen on the screen, told from the picture beneath by their hue. */
import type { Page } from 'playwright-core';
import { coloursOf, type Rgb, type Spot } from './compared';
import { table } from './desk';

type StoredClass = { readonly name: string; readonly color: string };

/** The colour of a class of the project, 0…255. */
export async function classColour(page: Page, wanted: RegExp): Promise<Rgb> {
  const classes = await table<StoredClass>(page, 'classes');
  const hex = classes.find(({ name }) => wanted.test(name))?.color;
  if (!hex) throw new Error(`There is no class ${wanted}.`);
  const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16);
  return [part(1), part(3), part(5)];
}

/** Columns on each side of a spot, and rows above and below it, in which a level line is looked for. */
export const REACH = { columns: 20, rows: 4 } as const;
/** Of a line's colour, what a pixel has at least that it is on; the pictures have less of it. */
const LEAST_PART = 0.4;

function chroma(colour: Rgb): Rgb {
  const mean = (colour[0] + colour[1] + colour[2]) / 3;
  return [colour[0] - mean, colour[1] - mean, colour[2] - mean];
}

/** How much of a colour's hue is in a pixel: 0 in grey, 1 in the colour itself. */
function partOf(colour: Rgb, pixel: Rgb): number {
  const [wanted, found] = [chroma(colour), chroma(pixel)];
  const along = (a: Rgb, b: Rgb) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return along(found, wanted) / along(wanted, wanted);
}

/** How many of the columns about a spot have a pixel of a colour, 0…41. */
export async function columnsOf(page: Page, spot: Spot, colour: Rgb): Promise<number> {
  const { columns, rows } = REACH;
  const spots = Array.from({ length: (2 * columns + 1) * (2 * rows + 1) }, (_, i) => ({
    x: spot.x - columns + (i % (2 * columns + 1)),
    y: spot.y - rows + Math.floor(i / (2 * columns + 1)),
  }));
  const found = await coloursOf(page, spots);
  const lit = spots.filter((_, i) => partOf(colour, found[i] ?? [0, 0, 0]) > LEAST_PART);
  return new Set(lit.map(({ x }) => x)).size;
}
