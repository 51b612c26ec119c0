/** What is marked on a frame besides boxes: areas of the analyst, and the proposals that are open. */
import { observationName } from '../domain/edits/observation-edits';
import { openProposals } from '../domain/edits/open-proposals';
import { carryBoxes } from '../domain/geo/carry-boxes';
import { distanceToOutline } from '../domain/geometry/box-geometry';
import type { BoxGeometry } from '../domain/model/box-geometry';
import type { Frame } from '../domain/model/frame';
import type { ObservationId } from '../domain/model/ids';
import type { Observation } from '../domain/model/observation';
import type { PlaneXY } from '../domain/model/units';
import { isBetween, type SearchArea, searchAreaOf } from '../store/compare-state';
import type { DocumentStore } from '../store/document-store';
import { PROPOSALS_SHOWN, type SessionState } from '../store/session';
import type { Mark } from './overlay/scene';

const GREY = '#b8b8b8';
const WHITE = '#f2f2f2';

/** The areas that are drawn on a frame: all but those that speak of the whole of it. */
function areasOn(doc: DocumentStore, frame: Frame): readonly Observation[] {
  return [...doc.all('observations')].filter(
    ({ frameId, kind }) => frameId === frame.id && kind !== 'examined',
  );
}

/** The area whose outline is within a distance of a point, in plane units; the nearest. */
export function areaAt(
  doc: DocumentStore,
  frame: Frame,
  point: PlaneXY,
  reach: number,
): Observation | null {
  const away = ({ geometry }: Observation) => distanceToOutline(geometry, point, frame.pixelAspect);
  const [nearest] = areasOn(doc, frame)
    .filter((one) => away(one) <= reach)
    .sort((a, b) => away(a) - away(b));
  return nearest ?? null;
}

/** The area that has handles, and where one is shown while it is dragged. */
export type HeldAreas = {
  reshapable(): Observation | null;
  preview(id: ObservationId): BoxGeometry | null;
};

export function currentMarks(
  doc: DocumentStore,
  state: SessionState,
  frame: Frame,
  hand: HeldAreas,
): readonly Mark[] {
  const held = hand.reshapable()?.id;
  const areas = areasOn(doc, frame).flatMap((one): Mark[] => {
    if (one.kind === 'examined') return [];
    const selected = one.id === state.areaId && state.selection.length === 0;
    const { kind } = one;
    const geometry = hand.preview(one.id) ?? one.geometry;
    const label = observationName(doc, one);
    return [{ kind, geometry, label, colour: GREY, selected, handles: one.id === held }];
  });
  return state.screen === 'compare' ? [...areas, ...searched(doc, state, frame)] : areas;
}

const carried = new WeakMap<SearchArea, Map<Frame, BoxGeometry | null>>();

/** The area in pixels of a frame, which may be the other one; worked out once for each frame as it lies. */
function searchAreaOn(doc: DocumentStore, area: SearchArea, frame: Frame): BoxGeometry | null {
  if (area.frameId === frame.id) return area.geometry;
  const known = carried.get(area) ?? new Map<Frame, BoxGeometry | null>();
  carried.set(area, known);
  const found = known.get(frame);
  if (found !== undefined) return found;
  const own = doc.get('frames', area.frameId);
  const [laid] = (own && carryBoxes([area.geometry], own, frame)) ?? [];
  known.set(frame, laid ?? null);
  return laid ?? null;
}

function searched(doc: DocumentStore, state: SessionState, frame: Frame): readonly Mark[] {
  const { compare, proposals } = state;
  const area = searchAreaOf(compare);
  const marks: Mark[] = [];
  const geometry = area && searchAreaOn(doc, area, frame);
  if (geometry) {
    // Where two dates are halves of one picture, an area across both has one name, on the date that it was drawn on.
    const named = compare.mode !== 'swipe' || area.frameId === frame.id;
    const label = named ? 'Search for changes here only' : '';
    marks.push({ kind: 'search', geometry, label, colour: WHITE, selected: false });
  }
  if (!proposals || !isBetween(proposals, compare)) return marks;
  const open = openProposals(doc, proposals.found);
  for (const one of open.slice(0, PROPOSALS_SHOWN)) {
    const boxClass = one.doubtful ? undefined : doc.get('classes', one.classId);
    const geometry = one.frameId === frame.id ? one.geometry : one.otherGeometry;
    const label = boxClass ? `${boxClass.name}, ${one.kind}?` : `${one.kind}?`;
    const colour = boxClass?.color ?? GREY;
    marks.push({ kind: 'proposal', geometry, label, colour, selected: false });
  }
  return marks;
}
