/** Draws a world map's data: footprints, legs, sites, sightings, and what the pointer is on. */
import { type BaseLook, baseLook } from '../base/base-look';
import { TAG_HEIGHT, type TagContent, type TagPainter } from '../overlay/text-tag';
import type { WorldXY } from './mercator';
import type { PlacedLeg, PlacedSighting, PlacedSite, WorldHit, WorldScene } from './world-scene';

export type WorldLook = BaseLook & {
  readonly strong: string;
  readonly warn: string;
};

const MARK = 5;
/** Room between a site, or the last mark beside it, and its name; CSS pixels. */
const SITE_GAP = 12;
const HALO = 'rgba(0, 0, 0, 0.7)';
const SITE_FONT = "600 11px 'Inter Variable', Inter, system-ui, sans-serif";

export function worldLook(element: Element): WorldLook {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    ...baseLook(element),
    strong: colour('--t1'),
    warn: colour('--warn'),
  };
}

export function paintWorld(
  context: CanvasRenderingContext2D,
  scene: WorldScene,
  { look, hovered }: { readonly look: WorldLook; readonly hovered: WorldHit | null },
): void {
  context.save();
  context.lineJoin = 'round';
  for (const { footprint, points } of scene.footprints) {
    tracePath(context, points);
    context.closePath();
    context.strokeStyle = footprint.current ? look.accent : look.strong;
    context.lineWidth = footprint.current ? 2 : 1;
    context.stroke();
  }
  for (const leg of scene.legs) {
    const on = hovered?.kind === 'leg' && hovered.leg === leg.leg;
    paintLeg(context, leg, on);
  }
  for (const { leg, points } of scene.legs) {
    const sign = leg.flag === null ? null : alongLine(points, 1 / 3);
    if (sign) paintFlag(context, sign, look);
  }
  for (const { at, place } of scene.sightings)
    if (at !== place) paintSpoke(context, at, place, look);
  for (const placed of scene.sightings) {
    const on = hovered?.kind === 'sighting' && hovered.sighting.id === placed.sighting.id;
    paintSighting(context, placed, on);
  }
  for (const site of scene.sites) paintSite(context, site, look);
  context.restore();
}

function tracePath(context: CanvasRenderingContext2D, points: readonly WorldXY[]): void {
  context.beginPath();
  for (const [i, [x, y]] of points.entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

/** Impossible legs are dashed, and carry a sign over all legs: colour alone would not say it. */
function paintLeg(
  context: CanvasRenderingContext2D,
  { leg, points }: PlacedLeg,
  on: boolean,
): void {
  context.save();
  if (leg.flag !== null) context.setLineDash([5, 4]);
  tracePath(context, points);
  context.strokeStyle = HALO;
  context.lineWidth = on ? 5 : 3.5;
  context.stroke();
  context.strokeStyle = leg.color;
  context.lineWidth = on ? 3 : 1.75;
  context.stroke();
  context.setLineDash([]);
  const arrow = alongLine(points, 1 / 2);
  if (arrow) paintArrow(context, arrow, leg.color);
  context.restore();
}

type Arrow = { readonly at: WorldXY; readonly angle: number };

/** At a part of the line's length; null where the line is too short for anything on it. */
function alongLine(points: readonly WorldXY[], share: number): Arrow | null {
  const lengths = points.map(([x, y], i) => {
    const [px, py] = points[i - 1] ?? [x, y];
    return Math.hypot(x - px, y - py);
  });
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  if (whole < 24) return null;
  let left = whole * share;
  for (const [i, [x, y]] of points.entries()) {
    const length = lengths[i] ?? 0;
    if (length > 0 && left <= length) {
      const [px, py] = points[i - 1] ?? [x, y];
      const part = left / length;
      return {
        at: [px + (x - px) * part, py + (y - py) * part],
        angle: Math.atan2(y - py, x - px),
      };
    }
    left -= length;
  }
  return null;
}

function paintArrow(context: CanvasRenderingContext2D, { at, angle }: Arrow, color: string): void {
  context.save();
  context.translate(...at);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(7, 0);
  context.lineTo(-5, -5.5);
  context.lineTo(-5, 5.5);
  context.closePath();
  context.lineWidth = 2;
  context.strokeStyle = HALO;
  context.stroke();
  context.fillStyle = color;
  context.fill();
  context.restore();
}

function paintFlag(
  context: CanvasRenderingContext2D,
  { at: [x, y] }: Arrow,
  look: WorldLook,
): void {
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fillStyle = look.warn;
  context.fill();
  context.fillStyle = look.void;
  context.font = SITE_FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText('!', x, y + 0.5);
}

/** Over everything, on a rim of its own: lines and marks that it lies on leave it legible. */
function paintSite(
  context: CanvasRenderingContext2D,
  { site, at: [x, y], marks }: PlacedSite,
  look: WorldLook,
): void {
  context.strokeStyle = look.void;
  context.fillStyle = look.strong;
  context.lineWidth = 2;
  context.beginPath();
  context.rect(x - 3, y - 3, 6, 6);
  context.stroke();
  context.fill();
  context.lineWidth = 5;
  context.font = SITE_FONT;
  context.textBaseline = 'middle';
  const across = context.canvas.width / context.getTransform().a;
  const right = x + SITE_GAP + marks.right;
  const fits = right + context.measureText(site.name).width < across - 4;
  context.textAlign = fits ? 'left' : 'right';
  const left = fits ? right : x - SITE_GAP - marks.left;
  context.strokeText(site.name, left, y);
  context.fillText(site.name, left, y);
}

/** From a mark that was moved aside to its place. */
function paintSpoke(
  context: CanvasRenderingContext2D,
  at: WorldXY,
  place: WorldXY,
  look: WorldLook,
): void {
  tracePath(context, [place, at]);
  context.strokeStyle = look.text;
  context.lineWidth = 0.75;
  context.stroke();
}

function paintSighting(
  context: CanvasRenderingContext2D,
  { sighting, at }: PlacedSighting,
  on: boolean,
): void {
  context.beginPath();
  context.arc(at[0], at[1], on ? MARK + 2 : MARK, 0, 2 * Math.PI);
  context.fillStyle = sighting.color;
  context.fill();
  context.lineWidth = on ? 2 : 1.25;
  context.strokeStyle = on ? '#ffffff' : HALO;
  context.stroke();
}

/** The words for what the pointer is on. */
function hitText(hit: WorldHit): string {
  if (hit.kind === 'sighting') return `${hit.sighting.label}, ${hit.sighting.time}`;
  if (hit.kind === 'footprint') return hit.footprint.label;
  return hit.leg.flag === null ? hit.leg.label : `${hit.leg.label}. ${hit.leg.flag}`;
}

/** A tag beside the pointer, kept on the map. */
export function paintHitTag(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  {
    hit,
    at: [x, y],
    width,
  }: { readonly hit: WorldHit; readonly at: WorldXY; readonly width: number },
): void {
  const content: TagContent = {
    text: hitText(hit),
    ...(hit.kind === 'sighting' ? { swatch: hit.sighting.color } : {}),
    ...(hit.kind === 'leg' ? { swatch: hit.leg.color } : {}),
  };
  const across = tags.width(context, content);
  const left = Math.max(4, Math.min(width - across - 4, x + 12));
  const top = y > TAG_HEIGHT + 16 ? y - TAG_HEIGHT - 10 : y + 16;
  tags.paint(context, { x: left, y: top, width: across, height: TAG_HEIGHT }, content);
}
