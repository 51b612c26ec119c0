/** How two frames of a site (or up to four, side by side) are compared; kept with the project's session. */
import { z } from 'zod';
import { BoxGeometry } from '../domain/model/box-geometry';
import { FrameId } from '../domain/model/ids';

/** In the order of their keys. */
export const COMPARE_MODES = [
  'swipe',
  'sides',
  'blink',
  'composite',
  'difference',
  'fade',
] as const;

/** Changes per second. More than three flashes (six changes) a second can harm (WCAG 2.2, 2.3.1). */
export const BLINK_HZ = { least: 0.5, most: 5 } as const;
/** The most frames that are shown side by side. */
export const MOST_FRAMES = 4;

/** The part of two frames that is searched for changes, in pixels of the one that it was drawn on. */
const SearchArea = z.object({
  beforeId: FrameId,
  afterId: FrameId,
  frameId: FrameId,
  geometry: BoxGeometry,
});
export type SearchArea = Readonly<z.infer<typeof SearchArea>>;

const part = z.number().min(0).max(1);

export const CompareState = z.object({
  mode: z.enum(COMPARE_MODES).catch('swipe'),
  /** Before (A), after (B), and side by side a third and a fourth; empty until something is compared. */
  frames: z.array(FrameId).max(MOST_FRAMES).catch([]),
  /** Where the divider stands, of the map's width or height; before is left of it, or above. */
  swipeAt: part.catch(0.5),
  divider: z.enum(['vertical', 'horizontal']).catch('vertical'),
  blinkHz: z.number().min(BLINK_HZ.least).max(BLINK_HZ.most).catch(2),
  blinking: z.boolean().catch(true),
  /** How much of the after frame is seen. */
  fade: part.catch(0.5),
  /** Difference of brightness (0…1) from which a change is shown. */
  threshold: part.catch(0.15),
  /** Whether the other date's boxes are shown. */
  ghosts: z.boolean().catch(true),
  /** Whether the after frame is shown with the before frame's brightness. */
  matched: z.boolean().catch(false),
  /** At most one for each pair of frames. */
  areas: z.array(SearchArea).catch([]),
});
export type CompareState = Readonly<z.infer<typeof CompareState>>;
export type CompareMode = CompareState['mode'];

/** Whether something between two frames is between A and B, whichever is which. */
export function isBetween(
  { beforeId, afterId }: { readonly beforeId: FrameId; readonly afterId: FrameId },
  { frames: [a, b] }: Pick<CompareState, 'frames'>,
): boolean {
  return (beforeId === a && afterId === b) || (beforeId === b && afterId === a);
}

/** The area that the search between A and B is limited to; null for all that both show. */
export function searchAreaOf(compare: CompareState): SearchArea | null {
  return compare.areas.find((one) => isBetween(one, compare)) ?? null;
}

/** With the search between A and B limited to an area; null: to none. */
export function withSearchArea(
  compare: CompareState,
  area: Pick<SearchArea, 'frameId' | 'geometry'> | null,
): CompareState {
  const [beforeId, afterId] = compare.frames;
  const known = searchAreaOf(compare);
  const others = compare.areas.filter((one) => one !== known);
  if (!beforeId || !afterId || !area) return { ...compare, areas: others };
  return { ...compare, areas: [...others, { beforeId, afterId, ...area }] };
}

/** What was stored, with what is missing or senseless as at first. */
export function compareStateFrom(stored: unknown): CompareState {
  const known = CompareState.safeParse(stored ?? {});
  return known.success ? known.data : CompareState.parse({});
}
