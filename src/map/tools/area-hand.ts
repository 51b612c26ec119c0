/**
 * The area in hand, reshaped by its corners, its edges and the dot that turns it. As with boxes, a drag is
 * a preview until the button goes up, and then one edit.
 */
import { updateObservation } from '../../domain/edits/observation-edits';
import type { Edit, EditContext } from '../../domain/edits/types';
import { planeToLocal, type SideName } from '../../domain/geometry/box-geometry';
import type { BoxGeometry } from '../../domain/model/box';
import type { Patch } from '../../domain/model/commit';
import type { ObservationId } from '../../domain/model/ids';
import type { Observation } from '../../domain/model/observation';
import type { PlaneXY } from '../../domain/model/units';
import type { ScreenXY } from '../view-transform';
import type { DeskFrame, DeskHost } from './desk-types';
import { isClick, type PointerAction } from './gesture';
import { type Handle, handleAt } from './handles';
import { reshaped } from './select-tool';

type Drag = {
  readonly area: Observation;
  readonly handle: Handle;
  readonly from: ScreenXY;
  readonly start: PlaneXY;
  /** null until the pointer has moved. */
  readonly to: BoxGeometry | null;
};

export type HeldArea = { readonly area: Observation; readonly handle: Handle };

/** The side of a rectangle that a point near its outline belongs to. */
function nearestSide(area: BoxGeometry, point: PlaneXY, aspect: number): SideName {
  const [along, across] = planeToLocal(area, point, aspect);
  const [toEnds, toSides] = [
    area.length / 2 - Math.abs(along),
    area.width / 2 - Math.abs(across),
  ].map(Math.abs) as [number, number];
  if (toEnds < toSides) return along > 0 ? 'bow' : 'stern';
  return across > 0 ? 'starboard' : 'port';
}

export class AreaHand {
  private drag: Drag | null = null;

  /** @param commit makes the edit, or tells why it is refused */
  constructor(
    private readonly host: Pick<DeskHost, 'document' | 'session' | 'current' | 'view'>,
    private readonly commit: (make: (context: EditContext) => { edit: Edit }) => void,
  ) {}

  get busy(): boolean {
    return this.drag !== null;
  }

  cancel(): void {
    this.drag = null;
  }

  /** Whether the area that is dragged is no longer as it was taken hold of. */
  isChangedBy(patches: readonly Patch[]): boolean {
    const held = this.drag?.area.id;
    return patches.some(({ table, id }) => table === 'observations' && id === held);
  }

  /** The area that has handles now; null where none is in hand, or it cannot be changed. */
  reshapable(): Observation | null {
    const { document, session } = this.host;
    const { areaId, selection, tool, boxesShown } = session.getState();
    const inHand = areaId !== null && selection.length === 0 && tool === 'select' && boxesShown;
    if (!inHand || document.lockedReason) return null;
    const area = document.get('observations', areaId);
    const here = area?.frameId === this.host.current()?.frame.id;
    return area && here && area.kind !== 'examined' ? area : null;
  }

  /** Where an area is shown while it is dragged. */
  preview(id: ObservationId): BoxGeometry | null {
    return this.drag?.area.id === id ? this.drag.to : null;
  }

  /** What of the area in hand is under a point of the screen; `onOutline`: the point is on its outline. */
  under(screen: ScreenXY, plane: PlaneXY, onOutline: boolean): HeldArea | null {
    if (this.drag) return this.drag;
    const area = this.reshapable();
    const view = this.host.view();
    const aspect = this.host.current()?.frame.pixelAspect;
    if (!area || !view || aspect === undefined) return null;
    const handle = handleAt(area.geometry, aspect, view, screen);
    if (handle) return { area, handle };
    if (!onOutline) return null;
    return { area, handle: { kind: 'side', side: nearestSide(area.geometry, plane, aspect) } };
  }

  /** Whether the action was one of a drag of the area. */
  act(action: PointerAction, desk: DeskFrame, held: HeldArea | null): boolean {
    if (action.type === 'press') {
      this.drag = held && { ...held, from: action.screen, start: action.plane, to: null };
      return this.drag !== null;
    }
    if (!this.drag) return false;
    const { area, handle, from, start, to } = this.drag;
    if (action.type === 'move') {
      if (to === null && isClick(from, action.screen)) return true;
      const context = { aspect: desk.frame.pixelAspect, north: desk.northAt(action.plane) };
      this.drag = { ...this.drag, to: reshaped(area.geometry, handle, start, action, context) };
      return true;
    }
    this.drag = null;
    if (to) {
      this.commit((context) => ({
        edit: updateObservation(this.host.document, context, {
          id: area.id,
          changes: { geometry: to },
        }),
      }));
    }
    return true;
  }
}
