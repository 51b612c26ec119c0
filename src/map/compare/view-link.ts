/** Keeps the panes' views on the same place: whichever the user moves leads the others. */
import type { PlaneXY } from '../../domain/model/units';
import type { ViewTransform } from '../view-transform';
import { linkBetween } from './frame-link';
import { linkedView, warpTowards } from './linked-view';
import type { Pane } from './pane';

export type LinkState = {
  /** False where a frame has no place, and pictures are laid corner on corner. */
  readonly byGround: boolean;
  /** What is left at the edges of the views, CSS pixels. */
  readonly residual: number;
};

/**
 * The first pane's view is never warped: it is the measure of the others. When another leads, the first
 * takes over its place, turn and scale, and the warps are worked out from there.
 */
export class ViewLink {
  /** While views are being set, what they report is not the user's doing. */
  private linking = false;
  state: LinkState = { byGround: true, residual: 0 };

  /** Whether maps are being drawn to follow another, which is not done yet. */
  get busy(): boolean {
    return this.linking;
  }

  /** @returns whether the pane led */
  follow(panes: readonly Pane[], leader: Pane): boolean {
    if (this.linking || !leader.moved) return false;
    this.link(panes, leader);
    return true;
  }

  link(panes: readonly Pane[], leader: Pane): void {
    const [first, ...others] = panes;
    if (!first || this.linking) return;
    this.linking = true;
    try {
      let state: LinkState = { byGround: true, residual: 0 };
      if (leader !== first) this.lead(leader, first, true);
      for (const pane of others) {
        const found = this.lead(first, pane, false, pane === leader);
        if (!found) continue;
        const residual = Math.max(state.residual, found.residual);
        state = { byGround: state.byGround && found.byGround, residual };
      }
      this.state = state;
      for (const pane of panes) {
        pane.settle();
        if (pane !== leader) pane.map.stage.map.renderSync();
      }
    } finally {
      this.linking = false;
    }
  }

  private lead(from: Pane, to: Pane, similar: boolean, warpOnly = false): LinkState | null {
    const view = from.map.stage.transform();
    const [source, goal] = [from.frame(), to.frame()];
    if (!view || !source || !goal) return null;
    const link = linkBetween(source, goal);
    const found = linkedView(view, link.map, to.map.stage.size(), similar);
    if (!found) return null;
    // The movement of the one that leads is under way and must not be touched.
    if (warpOnly) this.warp(to, found.view);
    else to.map.stage.follow(found.view);
    return { byGround: link.byGround, residual: found.residual };
  }

  private warp(pane: Pane, wanted: ViewTransform): void {
    const now = pane.map.stage.transform();
    if (now) pane.map.stage.warpBy(warpTowards(now, wanted));
  }
}

/** Where a point of one pane's plane is in another's. */
export function pointIn(from: Pane, point: PlaneXY, to: Pane): PlaneXY | null {
  const [source, goal] = [from.frame(), to.frame()];
  return source && goal && linkBetween(source, goal).map(point);
}
