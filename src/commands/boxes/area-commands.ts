/** Areas of a frame: what was looked at, what cannot be seen, and where changes are searched. */
import {
  addObservation,
  examinedWhole,
  removeObservation,
  setExamined,
  wholeOf,
} from '../../domain/edits/observation-edits';
import { fromDragRect } from '../../domain/geometry/box-drawing';
import { boundsPlane, containsPoint, cornersPlane } from '../../domain/geometry/box-geometry';
import { toPlane } from '../../domain/geometry/plane';
import { fitRectangle } from '../../domain/geometry/rectangle-fit';
import type { BoxGeometry } from '../../domain/model/box-geometry';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import type { Observation, ObservationKind } from '../../domain/model/observation';
import type { PixelXY, PlaneXY } from '../../domain/model/units';
import { searchAreaOf, withSearchArea } from '../../store/compare-state';
import type { AreaUse } from '../../store/session';
import { currentFrame, openDocument } from '../box-access';
import { canEditOnMap, hasFrame } from '../conditions';
import { notify } from '../notify';
import type { Command, Services } from '../types';
import { commitEdit } from '../vessels/vessel-commands';

function canDrawHere(services: Services): true | string {
  const possible = canEditOnMap(services);
  return possible === true ? hasFrame(services) : possible;
}

/** The area in hand; null where there is none, or boxes are selected. */
export function areaInHand(services: Services): Observation | null {
  const { areaId, selection } = services.session.getState();
  if (!areaId || selection.length > 0) return null;
  return openDocument(services)?.get('observations', areaId) ?? null;
}

export function removeArea(services: Services, { id }: Observation): void {
  commitEdit(services, (document, context) => removeObservation(document, context, { id }));
  services.session.setState({ areaId: null });
}

function comparesTwo({ session }: Services): true | string {
  const { screen, compare } = session.getState();
  const two = screen === 'compare' && compare.frames.length > 1;
  return two || 'Compare two frames first.';
}

function areaTool(use: AreaUse, label: string, key: string, icon: string): Command {
  return {
    id: `tool.area-${use.replace('_', '-')}`,
    label,
    group: 'Tools',
    icon,
    keys: [key],
    keywords: 'area draw rectangle cloud shadow haze not there absent limit',
    enabled: use === 'search' ? comparesTwo : canDrawHere,
    checked: ({ session }) => {
      const { tool, areaUse } = session.getState();
      return tool === 'area' && areaUse === use;
    },
    run: ({ session, map }) => {
      map.current?.cancelGesture();
      session.setState({ tool: 'area', areaUse: use });
    },
  };
}

/** What of a frame is in view, as an area that lies as the view is turned; null for a view of no size. */
function areaWithin(frame: Frame, corners: readonly PixelXY[]): BoxGeometry | null {
  const aspect = frame.pixelAspect;
  const [view, whole] = [corners.map((corner) => toPlane(corner, aspect)), wholeOf(frame)];
  const area = fitRectangle(view, aspect, true)?.geometry ?? null;
  const inArea = (point: PlaneXY) => area !== null && containsPoint(area, point, 0, aspect);
  if (cornersPlane(whole, aspect).every(inArea)) return whole;
  const upright = area !== null && Math.abs(Math.sin(2 * area.angle)) < 1e-6;
  return upright ? (overlapOf(whole, area, aspect) ?? area) : area;
}

/** What two upright rectangles share. */
function overlapOf(a: BoxGeometry, b: BoxGeometry, aspect: number): BoxGeometry | null {
  const [one, other] = [boundsPlane(a, aspect), boundsPlane(b, aspect)];
  const min: PlaneXY = [Math.max(one.minU, other.minU), Math.max(one.minV, other.minV)];
  const max: PlaneXY = [Math.min(one.maxU, other.maxU), Math.min(one.maxV, other.maxV)];
  return min[0] < max[0] && min[1] < max[1] ? fromDragRect(min, max, aspect) : null;
}

/** Records an area of the current frame: what is in view. */
function observe(services: Services, kind: Exclude<ObservationKind, 'examined'>): void {
  const frame = currentFrame(services);
  const corners = services.map.current?.corners();
  const geometry = frame && corners && areaWithin(frame, corners);
  if (!geometry) return;
  commitEdit(
    services,
    (document, context) =>
      addObservation(document, context, { frameId: frame.id, kind, geometry }).edit,
  );
  const what = kind === 'obscured' ? 'cannot be seen' : 'was looked at, nothing seen';
  notify(services.session, 'info', `Recorded that the part of "${frame.title}" in view ${what}.`);
}

/** Says that a whole frame was examined, so that what is not boxed on it was not there; or takes it back. */
export function markExamined(services: Services, frameId: FrameId, examined: boolean): void {
  commitEdit(services, (document, context) =>
    setExamined(document, context, { frameId, examined }),
  );
}

function isExamined(services: Services): boolean {
  const frame = currentFrame(services);
  const document = openDocument(services);
  return frame !== null && document !== null && examinedWhole(document, frame.id) !== null;
}

export const AREA_COMMANDS: readonly Command[] = [
  areaTool('nothing_seen', 'Draw an area: looked here, nothing seen', 'k', 'eye'),
  areaTool('obscured', 'Draw an area that cannot be seen', 'Shift+K', 'eye-off'),
  areaTool('search', 'Draw the area in which changes are searched', 'Shift+J', 'scan'),
  {
    id: 'tool.area-shape',
    label: 'Draw areas along their axis',
    group: 'Tools',
    icon: 'spline',
    keys: [],
    keywords: 'oriented turned rectangle keel upright',
    checked: ({ session }) => session.getState().areaShape === 'keel',
    run: ({ session, map }) => {
      map.current?.cancelGesture();
      session.setState(({ areaShape }) => ({
        areaShape: areaShape === 'keel' ? 'upright' : 'keel',
      }));
    },
  },
  {
    id: 'compare.search-everywhere',
    label: 'Search for changes everywhere again',
    group: 'Compare',
    icon: 'maximize',
    keys: [],
    enabled: ({ session }) =>
      searchAreaOf(session.getState().compare) !== null || 'The search is not limited to an area.',
    run: ({ session }) =>
      session.setState(({ compare }) => ({ compare: withSearchArea(compare, null) })),
  },
  {
    id: 'frames.examined',
    label: 'Whole frame examined: what is not boxed was not there',
    group: 'Frames',
    icon: 'list-checks',
    keys: ['j'],
    keywords: 'looked observed absent gone not there',
    enabled: canDrawHere,
    checked: isExamined,
    run: (services) => {
      const frame = currentFrame(services);
      if (frame) markExamined(services, frame.id, !isExamined(services));
    },
  },
  {
    id: 'observations.nothing-seen',
    label: 'Looked at what is in view, nothing seen',
    group: 'Frames',
    icon: 'eye',
    keys: [],
    keywords: 'not there absent',
    enabled: canDrawHere,
    run: (services) => observe(services, 'nothing_seen'),
  },
  {
    id: 'observations.obscured',
    label: 'What is in view cannot be seen',
    group: 'Frames',
    icon: 'eye-off',
    keys: [],
    keywords: 'cloud haze shadow obscured not observed',
    enabled: canDrawHere,
    run: (services) => observe(services, 'obscured'),
  },
];
