/** Boxes copied from one frame to another, at the same place on the ground where that is known. */
import { UserError } from '../errors';
import { type FrameGeo, makeFrameGeo } from '../geo/frame-geo';
import { fromCenter, sideMiddles } from '../geometry/box-geometry';
import { distance, fromPlane, midpoint, toPlane } from '../geometry/plane';
import type { Box, BoxGeometry } from '../model/box';
import type { Frame } from '../model/frame';
import type { FrameId } from '../model/ids';
import type { PlaneXY } from '../model/units';
import { type BoxDraft, newBoxPatches } from './box-edits';
import { frameOf, nameOfBoxes } from './edit-parts';
import type { DocumentView, Edit, EditContext } from './types';

export type Paste = {
  readonly edit: Edit;
  /** How the places were found: by longitude and latitude, or by equal pixels. */
  readonly placement: 'ground' | 'pixels';
  /** How many have their centre outside the picture. */
  readonly outside: number;
};

/**
 * Pastes boxes onto a frame. Both frames with a place: the box's ends and sides are carried over the
 * ground, so that position, length, width and heading stay; else the pixels are the same. Attributes
 * come along. Refused when nothing would lie on the picture, or a class is not of this project.
 */
export function pasteBoxes(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly boxes: readonly Box[]; readonly frameId: FrameId },
): Paste {
  const target = frameOf(doc, args.frameId);
  const geos = new Map<FrameId, FrameGeo | null>();
  const geoOf = (frame: Frame): FrameGeo | null => {
    const known = geos.get(frame.id);
    if (known !== undefined) return known;
    const made = makeFrameGeo(frame);
    geos.set(frame.id, made);
    return made;
  };
  let placement: Paste['placement'] = 'ground';
  const drafts = args.boxes.map((box): BoxDraft => {
    if (!doc.get('classes', box.classId)) {
      throw new UserError(`Box ${box.number} is of a class that this project does not have.`);
    }
    const source = doc.get('frames', box.frameId);
    const carried = source && carry(box.geometry, source, target, geoOf);
    if (!carried && source?.id !== target.id) placement = 'pixels';
    return { ...box, frameId: target.id, geometry: carried ?? box.geometry };
  });
  if (drafts.length === 0)
    throw new UserError('Nothing was copied yet. Select boxes and copy them.');
  const outside = drafts.filter(({ geometry }) => !isOn(target, geometry)).length;
  if (outside === drafts.length) {
    throw new UserError(
      `The copied place is not on "${target.title}". Choose a frame that shows the same ground.`,
    );
  }
  const { boxes, patches } = newBoxPatches(doc, ctx, drafts);
  return { edit: { label: `Paste ${nameOfBoxes(doc, boxes)}`, patches }, placement, outside };
}

/** The same rectangle on the ground in another frame's pixels; null where either has no place. */
function carry(
  box: BoxGeometry,
  source: Frame,
  target: Frame,
  geoOf: (frame: Frame) => FrameGeo | null,
): BoxGeometry | null {
  if (source.id === target.id) return box;
  const [from, to] = [geoOf(source), geoOf(target)];
  if (!from || !to) return null;
  const over = (point: PlaneXY): PlaneXY | null => {
    const lonLat = from.pixelToLonLat(fromPlane(point, source.pixelAspect));
    const pixel = lonLat && to.lonLatToPixel(lonLat);
    return pixel && toPlane(pixel, target.pixelAspect);
  };
  const middles = sideMiddles(box, source.pixelAspect);
  const [stern, bow] = [over(middles.stern), over(middles.bow)];
  const [port, starboard] = [over(middles.port), over(middles.starboard)];
  if (!stern || !bow || !port || !starboard) return null;
  return fromCenter(
    midpoint(stern, bow),
    distance(stern, bow),
    distance(port, starboard),
    Math.atan2(bow[1] - stern[1], bow[0] - stern[0]),
    target.pixelAspect,
  );
}

function isOn({ raster }: Frame, { x, y }: BoxGeometry): boolean {
  return x >= 0 && y >= 0 && x <= raster.width && y <= raster.height;
}
