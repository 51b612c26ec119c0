/** What is said of a frame besides its boxes: what was looked at, and what cannot be seen. */
import { addObservation, examinedWhole, setExamined } from '../domain/edits/observation-edits';
import type { FrameId } from '../domain/model/ids';
import type { ObservationKind } from '../domain/model/observation';
import { currentFrame, openDocument } from './box-access';
import { canEdit, hasFrame } from './conditions';
import { notify } from './notify';
import type { Command, Services } from './types';
import { commitEdit } from './vessel-commands';

function canDrawHere(services: Services): true | string {
  const possible = canEdit(services);
  return possible === true ? hasFrame(services) : possible;
}

/** Records an area of the current frame: what is in view. */
function observe(services: Services, kind: Exclude<ObservationKind, 'examined'>): void {
  const frame = currentFrame(services);
  const seen = services.map.current?.visible();
  if (!frame || !seen) return;
  const [left, top] = [Math.max(0, seen.minX), Math.max(0, seen.minY)];
  const right = Math.min(frame.raster.width, seen.maxX);
  const bottom = Math.min(frame.raster.height, seen.maxY);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const length = (right - left) * frame.pixelAspect;
  commitEdit(
    services,
    (document, context) =>
      addObservation(document, context, {
        frameId: frame.id,
        kind,
        geometry: { x, y, length, width: bottom - top, angle: 0 },
      }).edit,
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
