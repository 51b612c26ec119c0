/**
 * The empty margin of a picture that says nothing of it: turned and orthorectified scenes are filled up to a
 * rectangle with one value, which not every provider declares as no data.
 */
import { BitPlane } from './bit-plane';
import type { Size } from './planes';
import type { ChangeFrame } from './types';

/** Margins are solid: what has fewer cells, or this share of them at its own edge, is dark or bright ground. */
const FEWEST = 256;
const MOST_EDGE = 0.5;
/** Data that a margin encloses in pieces so small, of all data, are things on ground of one value, not data. */
const ISLAND = 0.05;
const LEAST_ISLAND = 12;
/** Cells beyond a margin whose values were sampled across its edge. */
const MIXED = 2;

/**
 * The frame without cells of exactly one value in all bands that hang together and reach the picture's edge;
 * the frame itself where there are none. Nothing but `valid` differs.
 */
export function withoutCollar(frame: ChangeFrame): ChangeFrame {
  const { width, height, valid } = frame;
  const size = { width, height };
  const left = new BitPlane(size);
  valid.forEach((value, cell) => {
    if (value !== 0) left.set(cell % width, Math.floor(cell / width));
  });
  let margin = new BitPlane(size);
  let any = false;
  for (const cell of edgeCells(valid, size)) {
    const group = floodFrom(cell, frame, left);
    if (!group || !isSolid(group, size)) continue;
    any = true;
    for (const one of group) margin.set(one % width, Math.floor(one / width));
  }
  if (!any) return frame;
  if (hasIslands(margin, valid, size)) return frame;
  for (let i = 0; i < MIXED; i += 1) margin = margin.grown();
  return { ...frame, valid: valid.map((value, i) => (inPlane(margin, i, size) ? 0 : value)) };
}

const inPlane = (plane: BitPlane, cell: number, { width }: Size) =>
  plane.has(cell % width, Math.floor(cell / width));

/** Cells with data at the edge of the picture: of the grid, or beside what has none. */
function* edgeCells(valid: Uint8Array, { width, height }: Size): Generator<number> {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (valid[at] === 0) continue;
      const rim = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      const across = valid[at - 1] === 0 || valid[at + 1] === 0;
      if (rim || across || valid[at - width] === 0 || valid[at + width] === 0) yield at;
    }
  }
}

/** Takes the 4-connected cells of a cell's values in all bands; null where it was taken or they are few. */
function floodFrom(start: number, { width, height, bands }: ChangeFrame, left: BitPlane) {
  const values = bands.map((band) => band[start]);
  const isAlike = (cell: number) => bands.every((band, k) => band[cell] === values[k]);
  const take = (cell: number) => isAlike(cell) && left.take(cell % width, Math.floor(cell / width));
  const cells: number[] = [];
  const stack = take(start) ? [start] : [];
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    cells.push(cell);
    const x = cell % width;
    if (x > 0 && take(cell - 1)) stack.push(cell - 1);
    if (x + 1 < width && take(cell + 1)) stack.push(cell + 1);
    if (cell >= width && take(cell - width)) stack.push(cell - width);
    if (cell < width * (height - 1) && take(cell + width)) stack.push(cell + width);
  }
  return cells.length < FEWEST ? null : cells;
}

function isSolid(cells: readonly number[], size: Size): boolean {
  const plane = new BitPlane(size);
  for (const cell of cells) plane.set(cell % size.width, Math.floor(cell / size.width));
  const inner = plane.shrunk();
  const edge = cells.filter((cell) => !inPlane(inner, cell, size)).length;
  return edge <= MOST_EDGE * cells.length;
}

/** Whether a margin encloses things: black water does, which was clipped to one value, with its ships. */
function hasIslands(margin: BitPlane, valid: Uint8Array, size: Size): boolean {
  const data = new BitPlane(size);
  let count = 0;
  valid.forEach((value, cell) => {
    if (value === 0 || inPlane(margin, cell, size)) return;
    data.set(cell % size.width, Math.floor(cell / size.width));
    count += 1;
  });
  return data.groups().some(({ length }) => length >= LEAST_ISLAND && length < ISLAND * count);
}
