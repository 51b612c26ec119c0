/** What commands ask of a map's view, answered for whichever frame is shown. */
import { boundsPlane } from '../domain/geometry/box-geometry';
import { rectFromPoints, toPlane } from '../domain/geometry/plane';
import type { BoxId } from '../domain/model/ids';
import type { LonLat, PixelXY } from '../domain/model/units';
import type { PixelBounds } from '../store/ports';
import type { ViewState } from '../store/session';
import type { MapStage } from './map-stage';
import type { ShownFrame } from './shown-frame';
import { metersAcross } from './view-carry';
import type { ViewTransform } from './view-transform';

/** Boxes whose longest side is shorter than this, CSS pixels, are not well seen. */
const LEAST_SEEN = 16;

export abstract class ViewPort {
  protected shown: ShownFrame | null = null;

  constructor(readonly stage: MapStage) {}

  fitFrame(): void {
    this.stage.fit();
  }

  actualSize(): void {
    this.stage.setResolution(1);
  }

  zoomBy(factor: number): void {
    this.stage.zoomBy(factor);
  }

  panBy(shareX: number, shareY: number): void {
    const [width, height] = this.stage.size();
    this.stage.glideBy(shareX * width, shareY * height);
  }

  rotateBy(angle: number): void {
    this.stage.glideTurn(angle);
  }

  northUp(): void {
    const view = this.stage.transform();
    const north = view && this.shown?.trueNorthAt(view.center);
    if (typeof north === 'number') this.stage.turnTo(-Math.PI / 2 - north);
  }

  imageUp(): void {
    this.stage.turnTo(0);
  }

  reveal(boxIds: readonly BoxId[], least = LEAST_SEEN): void {
    const { shown } = this;
    if (!shown) return;
    const geometries = boxIds.flatMap((id) => shown.index.get(id)?.geometry ?? []);
    if (geometries.length === 0) return;
    const bounds = geometries.map((geometry) => boundsPlane(geometry, shown.frame.pixelAspect));
    const points = bounds.flatMap(({ minU, minV, maxU, maxV }) => [
      [minU, minV] as const,
      [maxU, maxV] as const,
    ]);
    const largest = geometries.reduce((most, one) => Math.max(most, one.length, one.width), 0);
    this.stage.reveal(rectFromPoints(points), largest, least);
  }

  center(): PixelXY | null {
    return this.stage.state()?.center ?? null;
  }

  centerOn(place: LonLat): void {
    const pixel = this.shown?.geo?.lonLatToPixel(place);
    if (pixel && this.shown) this.stage.centerOn(toPlane(pixel, this.shown.frame.pixelAspect));
  }

  view(): ViewState | null {
    return this.stage.state();
  }

  visible(): PixelBounds | null {
    return this.stage.visible();
  }

  corners(): readonly PixelXY[] | null {
    return this.stage.corners();
  }
}

/** In the middle of a view: true north on the screen in radians, and metres of a CSS pixel; null without a place. */
export function measureOf(shown: ShownFrame, view: ViewTransform) {
  const rotated = shown.trueNorthAt(view.center);
  return {
    north: rotated === null ? null : rotated + Math.PI / 2 + view.rotation,
    metersPerPixel: shown.geo && metersAcross(shown.geo, shown.frame.pixelAspect, view),
  };
}
