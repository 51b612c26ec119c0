/** Groups of changed cells as oriented boxes with a kind and a score. */
import { planeToLocal } from '../geometry/box-geometry';
import { minAreaRect } from '../geometry/min-area-rect';
import type { BoxGeometry } from '../model/box-geometry';
import type { PlaneXY } from '../model/units';
import { alongsideOf } from './alongside';
import { type Component, isHull, strongComponents } from './components';
import { distinct } from './distinct';
import type { Evidence } from './evidence';
import { FULL, footprintOf } from './footprint';
import { type Lattice, latticeAt, STEP } from './lattice';
import { boxMean, type Size } from './planes';
import type { Rect } from './saliency';
import { shadowTest } from './shadows';
import { spillOf } from './surroundings';
import type { ChangeCandidate, ChangeFrame, ChangeKind } from './types';
import { boatAhead, SLENDER_BESIDE_WATER } from './wakes';

/** Evidence that belongs to a change, and evidence that makes one. */
const LOW = 3;
const HIGH = 6;
/** Cells of the smallest change. */
const FEWEST_CELLS = 12;
/** The smallest change in square metres, where the scale is known: a boat of 6 m by 2.5 m. */
const LEAST_AREA_M2 = 15;
/** On ground, where small things are many: less than two containers of 40 feet side by side. */
const LEAST_GROUND_M2 = 60;
/** Nothing that ports handle is longer, in metres; or, without a scale, than this share of the grid. */
const MOST_LENGTH_M = 450;
const MOST_SHARE = 0.7;
/** Cells by which softened pictures make things longer. */
const WIDENED = 4;
/** A change that fills less of its box is a line along an edge, or clutter run together. */
const LEAST_FILL = 0.3;
/** How many times more an object stands out on its date than the bare ground does on the other. */
const CLEARER = 1.25;
const MOST = 200;
/** Nothing that scores less is proposed. */
const LEAST_SCORE = 0.45;
/** What is left of the evidence where only light and shade seem to have changed. */
const SHADOW_WEIGHT = 0.12;
/** And where neither date shows an object more clearly than the other, so that it may be light after all. */
const CHANGED_WEIGHT = 0.6;
/** No hull or stack is longer in its own widths, but wakes and the edges of what leans are. */
const LINE_FROM = 8.5;
/** Where light was compared with radar, wakes are fainter than hulls. */
const WAKE_STRENGTH = 9;
/** On ground strips are lines from here, where they are no wider than walls and shades of roofs are. */
const STRIP_FROM = 5.8;
const STRIP_WIDTH_M = 11;
/** What is left of the evidence of a line. */
const LINE_WEIGHT = 0.3;
/** Where the surroundings changed by more than this share of the change itself, it is of the ground (snow). */
const SPILL = 0.3;
const SPILL_WEIGHT = 0.3;
/** On ground, what fills less of its box is ground too. */
const LEAST_GROUND_FILL = 0.5;
/** Water beside a ship at a quay shows in the lattice this far off, cells. */
const OFFSHORE = 1.5 * STEP;
/** Points of the ring that is looked at. */
const RING = 24;
/** Share of a thing's cells that a fragment of it has at most, and how far off it lies, metres. */
const FRAGMENT = 0.2;
const FRAGMENT_M = 15;
/** Cells that tell which date shows an object, at most. */
const KIND_SAMPLES = 400;
/** Cells around over which it is told which date stands out more. */
const SIDE_REACH = 2;

/**
 * Best first.
 * @param frame one of the two, for what they have in common
 */
export function candidatesOf(frame: ChangeFrame, evidence: Evidence): ChangeCandidate[] {
  const size: Size = { width: frame.width, height: frame.height };
  const scale = frame.metresPerPixel;
  const least = scale === null ? FEWEST_CELLS : Math.max(FEWEST_CELLS, LEAST_AREA_M2 / scale ** 2);
  const longest =
    scale === null
      ? MOST_SHARE * Math.max(size.width, size.height)
      : MOST_LENGTH_M / scale + WIDENED;
  const isShadow = frame.kind === 'optical' ? shadowTest(evidence, frame.valid, size) : () => false;
  const boxOf = remembering((cells) => minAreaRect(outlineOf(cells, size), 1));
  const shapeOf = (cells: Component) => {
    const box = boxOf(cells);
    if (!box) return { fill: 0, slenderness: 1 };
    return { fill: cells.length / (box.length * box.width), slenderness: box.length / box.width };
  };
  const spill = spillOf(evidence, frame.valid, size);
  const { waterside } = evidence;
  const isAlongside = ({ x, y }: BoxGeometry) =>
    waterside?.shore.has(Math.floor(x), Math.floor(y)) ?? false;
  const alongside = alongsideOf(evidence, { ...size, metres: scale ?? 1, longest });
  const judged = (cells: Component): ChangeCandidate | null => {
    const part = boxOf(cells);
    if (!part || part.length > longest) return null;
    const whole = alongside.wholeOf(cells, part, () => kindOf(evidence, cells));
    const box = whole?.box ?? part;
    const fill = whole?.fill ?? cells.length / (box.length * box.width);
    const area = whole ? Math.round(fill * box.length * box.width) : cells.length;
    if (fill < LEAST_FILL) return null;
    const onGround = evidence.ground !== null && latticeAt(evidence.ground, box.x, box.y) > 0.5;
    if (onGround && fill < LEAST_GROUND_FILL) return null;
    if (onGround && scale !== null && cells.length * scale ** 2 < LEAST_GROUND_M2) return null;
    if (isAlongside(box) && !isHull({ fill, slenderness: box.length / box.width })) return null;
    // On water what counts is the size on the earth: a ship of few large cells is no less a ship.
    const side = Math.sqrt(cells.length) * (onGround ? 1 : Math.max(1, scale ?? 1));
    const strength = meanOf(evidence.strength, cells);
    const line =
      isLine(box, onGround ? scale : null) || (evidence.waterside && isWake(box, strength));
    // Large and well filled beats faint, small or ragged; 0 to 1 without an upper end that clips.
    let weight = strength * side * fill ** 2;
    // What takes longer to tell only lowers it further.
    if (scoreOf(line ? LINE_WEIGHT * weight : weight) < LEAST_SCORE) return null;
    const kind = kindOf(evidence, cells);
    if (kind === 'changed') weight *= CHANGED_WEIGHT;
    if (line) weight *= LINE_WEIGHT;
    if (scoreOf(weight) < LEAST_SCORE) return null;
    if (onGround && isShadow(cells, kind)) weight *= SHADOW_WEIGHT;
    if (scoreOf(weight) < LEAST_SCORE) return null;
    if (onGround && spill(box) > SPILL) weight *= SPILL_WEIGHT;
    const score = scoreOf(weight);
    if (score < LEAST_SCORE) return null;
    const inland = onGround && isInland(evidence.ground, box);
    const footprint = whole ? FULL : footprintOf(cells, box, size.width);
    return { kind, box, score, area, fill, footprint, onGround, inland, movedTo: null };
  };
  const thresholds = { low: LOW, high: HIGH, fewest: least };
  const hulls = evidence.waterside !== null;
  const lead = leadOf(evidence);
  const boatOf = boatsOf(evidence, frame, boxOf);
  const { strength } = evidence;
  const groups = strongComponents(strength, lead, size, thresholds, shapeOf, hulls, boatOf);
  const found = groups.flatMap((cells) => {
    const first = judged(cells);
    const other = first && alongside.otherOf(first, cells);
    return [first, other].filter((one) => one !== null);
  });
  found.sort((a, b) => b.score - a.score);
  const whole = hulls ? withoutFragments(found, scale ? FRAGMENT_M / scale : FRAGMENT_M) : found;
  return distinct(whole, MOST);
}

/** Groups are looked at several times until it is clear what they are. */
function remembering<T>(work: (cells: Component) => T): (cells: Component) => T {
  const known = new Map<Component, { readonly found: T }>();
  return (cells) => {
    const entry = known.get(cells) ?? { found: work(cells) };
    known.set(cells, entry);
    return entry.found;
  };
}

const scoreOf = (weight: number) => weight / (weight + 60);

/** The list without what lies beside something of its kind that is much larger: what radar scatters. */
function withoutFragments(list: readonly ChangeCandidate[], reach: number): ChangeCandidate[] {
  return list.filter(({ kind, box, area }) =>
    list.every((other) => {
      if (other.kind !== kind || area > FRAGMENT * other.area) return true;
      const [along, across] = planeToLocal(other.box, [box.x, box.y], 1);
      const off = [Math.abs(along) - other.box.length / 2, Math.abs(across) - other.box.width / 2];
      return Math.max(...off) > reach;
    }),
  );
}

/** Whether no point of a ring around a box is water. */
function isInland(ground: Lattice | null, box: BoxGeometry): boolean {
  const { x, y, angle } = box;
  const [along, across] = [box.length / 2 + OFFSHORE, box.width / 2 + OFFSHORE];
  return Array.from({ length: RING }, (_, i) => (2 * Math.PI * i) / RING).every((turn) => {
    const [a, b] = [along * Math.cos(turn), across * Math.sin(turn)];
    const [dx, dy] = [
      a * Math.cos(angle) - b * Math.sin(angle),
      a * Math.sin(angle) + b * Math.cos(angle),
    ];
    return ground !== null && latticeAt(ground, x + dx, y + dy) > 0.5;
  });
}

/** A wake, or on ground (its scale in metres a cell) the strip that a wall or a shadow leaves. */
function isLine({ length, width }: BoxGeometry, groundScale: number | null): boolean {
  const slenderness = length / width;
  if (slenderness > LINE_FROM) return true;
  return groundScale !== null && slenderness > STRIP_FROM && width * groundScale < STRIP_WIDTH_M;
}

/** Slender and faint beside hulls: what a ship leaves behind it. */
function isWake({ length, width }: BoxGeometry, strength: number): boolean {
  return length > SLENDER_BESIDE_WATER * width && strength < WAKE_STRENGTH;
}

/** Which date stands out more around each cell of a rectangle: positive for the first. */
function leadOf({ before, after }: Evidence): (rect: Rect) => Float32Array {
  return (rect) => {
    const [first, second] = [before.of(rect), after.of(rect)];
    const lead = first.map((value, i) => value - (second[i] as number));
    return boxMean(lead, rect, SIDE_REACH);
  };
}

/** Takes a boat out of its wake, on water and not alongside, as light shows both; null for all else. Between light and radar of what is on the date of light alone. */
function boatsOf(
  evidence: Evidence,
  frame: Pick<ChangeFrame, 'kind'> & Size,
  boxOf: (cells: Component) => BoxGeometry | null,
) {
  const { before, after, ground, waterside } = evidence;
  const inLight: ChangeKind = frame.kind === 'optical' ? 'gone' : 'appeared';
  const heightAt = (cell: number) => Math.max(before.heightAt(cell), after.heightAt(cell));
  // Of a hull one end may stand out more than the other too, by radar or light, but as a whole it stands out more than foam.
  const isFoam = (cells: Component) =>
    meanOf(evidence.strength, cells) < WAKE_STRENGTH && kindOf(evidence, cells) === inLight;
  return (cells: Component): Component | null => {
    const middle = cells[cells.length >> 1] as number;
    const [x, y] = [middle % frame.width, Math.floor(middle / frame.width)];
    if (waterside?.shore.has(x, y) || (ground && latticeAt(ground, x, y) > 0.5)) return null;
    const box = boxOf(cells);
    if (!box || (waterside && !isFoam(cells))) return null;
    return boatAhead(cells, box, { heightAt, besideWater: waterside !== null }, frame);
  };
}

/** Corners of the first and last cell of each row. */
function outlineOf(cells: Component, { width }: Size): PlaneXY[] {
  let [top, bottom] = [Number.MAX_SAFE_INTEGER, 0];
  for (let i = 0; i < cells.length; i += 1) {
    top = Math.min(top, cells[i] as number);
    bottom = Math.max(bottom, cells[i] as number);
  }
  top = Math.floor(top / width);
  const rows = Math.floor(bottom / width) + 1 - top;
  const from = new Int32Array(rows).fill(width);
  const to = new Int32Array(rows).fill(-1);
  for (let i = 0; i < cells.length; i += 1) {
    const cell = (cells[i] as number) - top * width;
    const row = Math.floor(cell / width);
    const x = cell - row * width;
    if (x < (from[row] as number)) from[row] = x;
    if (x > (to[row] as number)) to[row] = x;
  }
  const corners: PlaneXY[] = [];
  for (let row = 0; row < rows; row += 1) {
    const [left, right] = [from[row] as number, (to[row] as number) + 1];
    if (right === 0) continue;
    for (const y of [top + row, top + row + 1]) corners.push([left, y], [right, y]);
  }
  return corners;
}

function meanOf(plane: Float32Array, cells: Component): number {
  let sum = 0;
  for (const cell of cells) sum += plane[cell] as number;
  return sum / cells.length;
}

/** The date on which the place stands out from its surroundings is the one with the object. */
function kindOf({ before, after }: Evidence, cells: Component): ChangeKind {
  const stride = Math.ceil(cells.length / KIND_SAMPLES);
  let [first, second] = [0, 0];
  for (let i = 0; i < cells.length; i += stride) {
    first += before.at(cells[i] as number);
    second += after.at(cells[i] as number);
  }
  if (first > CLEARER * second) return 'gone';
  if (second > CLEARER * first) return 'appeared';
  return 'changed';
}
