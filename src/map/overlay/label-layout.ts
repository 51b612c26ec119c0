/** Where labels go: near their box, and over nothing that matters. Pure. */
import type { ScreenXY } from '../view-transform';
import { boundsOf, clipToRect, overlaps, rectsOverlap } from './polygons';
import type { TagRect } from './text-tag';

export type LabelRequest<Id> = {
  readonly id: Id;
  readonly width: number;
  readonly height: number;
  readonly corners: readonly ScreenXY[];
  /** Shown even where it covers something. */
  readonly always: boolean;
};

export type Obstacle<Id> = { readonly id: Id; readonly corners: readonly ScreenXY[] };

/** Space between a box and its label, CSS pixels. */
const GAP = 5;

/**
 * Places labels in the order given, the first served first: above, below, above left, left, right of
 * the part of the box that is on screen. A label is left out where each place would be over another
 * box, an earlier label, one of the `taken` rectangles, or the edge of the map.
 *
 * @param near gives the boxes near a rectangle; a box does not hinder its own label.
 */
export function placeLabels<Id>(
  requests: readonly LabelRequest<Id>[],
  near: (rect: TagRect) => Iterable<Obstacle<Id>>,
  taken: readonly TagRect[],
  screen: TagRect,
): ReadonlyMap<Id, TagRect> {
  const placed = new Map<Id, TagRect>();
  const occupied = [...taken];
  for (const request of requests) {
    const places = candidates(request, screen);
    const free = places.find((rect) => isFree(request.id, rect, near, occupied, screen));
    const rect = free ?? (request.always ? fallback(places, occupied, screen) : undefined);
    if (!rect) continue;
    placed.set(request.id, rect);
    occupied.push(rect);
  }
  return placed;
}

function isFree<Id>(
  id: Id,
  rect: TagRect,
  near: (rect: TagRect) => Iterable<Obstacle<Id>>,
  occupied: readonly TagRect[],
  screen: TagRect,
): boolean {
  if (!isWithin(rect, screen)) return false;
  if (occupied.some((other) => rectsOverlap(rect, other))) return false;
  for (const obstacle of near(rect)) {
    if (obstacle.id !== id && overlaps(obstacle.corners, rect)) return false;
  }
  return true;
}

/** For a label that must be shown: the first place that is on screen and covers no other tag. */
function fallback(
  places: readonly TagRect[],
  occupied: readonly TagRect[],
  screen: TagRect,
): TagRect | undefined {
  const onScreen = places.filter((rect) => isWithin(rect, screen));
  const clear = onScreen.find((rect) => !occupied.some((other) => rectsOverlap(rect, other)));
  return clear ?? onScreen[0];
}

function isWithin(rect: TagRect, screen: TagRect): boolean {
  return (
    rect.x >= screen.x &&
    rect.y >= screen.y &&
    rect.x + rect.width <= screen.x + screen.width &&
    rect.y + rect.height <= screen.y + screen.height
  );
}

function candidates<Id>(request: LabelRequest<Id>, screen: TagRect): readonly TagRect[] {
  const { width, height } = request;
  const visible = clipToRect(request.corners, screen);
  const bounds = boundsOf(visible);
  if (!bounds) return [];
  const middleX = bounds.x + bounds.width / 2;
  const middleY = bounds.y + bounds.height / 2;
  const right = bounds.x + bounds.width;
  const centred = span(visible, middleX - width / 2, width, screen) ?? bounds;
  const leftmost = span(visible, bounds.x, width, screen) ?? bounds;
  const at = (x: number, y: number): TagRect => ({ x, y, width, height });
  return [
    at(middleX - width / 2, centred.y - GAP - height),
    at(middleX - width / 2, centred.y + centred.height + GAP),
    at(bounds.x, leftmost.y - GAP - height),
    at(bounds.x - GAP - width, middleY - height / 2),
    at(right + GAP, middleY - height / 2),
  ];
}

/** Bounds of the part of a polygon in a vertical strip, so that a label sits close to a slanting side. */
function span(
  polygon: readonly ScreenXY[],
  x: number,
  width: number,
  screen: TagRect,
): TagRect | null {
  const strip = { x, y: screen.y, width, height: screen.height };
  return boundsOf(clipToRect(polygon, strip));
}
