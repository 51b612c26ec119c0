/** The boxes of one frame where they lie in another frame's plane, worked out once for each box. */
import { formatDate } from '../../domain/geo/format-numbers';
import { cornersPlane } from '../../domain/geometry/box-geometry';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';
import { knownTime } from '../../domain/tracks/legs';
import { type Ghost, GhostBoxes } from '../overlay/ghost-boxes';
import { type FrameLink, linkBetween } from './frame-link';

type Corners = readonly PlaneXY[] | null;

/** Ghosts for one pane. */
export class GhostSource {
  private from: Frame | null = null;
  private to: Frame | null = null;
  private link: FrameLink | null = null;
  private corners = new WeakMap<Box, { readonly corners: Corners }>();
  private boxes: readonly Box[] = [];
  private ghosts: GhostBoxes | null = null;

  /** null where the two frames cannot be laid on each other. */
  of(from: Frame, boxes: readonly Box[], to: Frame): GhostBoxes | null {
    if (from !== this.from || to !== this.to || !this.link) {
      this.link = linkBetween(from, to);
      this.corners = new WeakMap();
      this.from = from;
      this.to = to;
    } else if (boxes === this.boxes) {
      return this.ghosts;
    }
    const { link } = this;
    this.boxes = boxes;
    this.ghosts = link.byGround
      ? new GhostBoxes(
          boxes.flatMap((box) => this.ghostOf(box, from, link)),
          dateOf(from),
        )
      : null;
    return this.ghosts;
  }

  private ghostOf(box: Box, from: Frame, link: FrameLink): Ghost[] {
    let known = this.corners.get(box);
    if (!known) {
      const corners = cornersPlane(box.geometry, from.pixelAspect).map(link.map);
      const placed = corners.filter((corner) => corner !== null);
      known = { corners: placed.length === corners.length ? placed : null };
      this.corners.set(box, known);
    }
    return known.corners ? [{ box, corners: known.corners }] : [];
  }
}

function dateOf({ acquired, title }: Frame): string {
  const known = knownTime(acquired);
  return known ? formatDate(known.value) : title;
}
