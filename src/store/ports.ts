/** What commands ask of the map, so that they need not know OpenLayers. Implemented in map/. */
import type { BoxId } from '../domain/model/ids';
import type { LonLat, PixelXY } from '../domain/model/units';
import type { ViewState } from './session';

/** Upright bounds in pixels of a frame. */
export type PixelBounds = {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
};

export interface MapPort {
  /** The whole frame in view, image up. */
  fitFrame(): void;
  /** One image row to one screen pixel, about the middle of the view. */
  actualSize(): void;
  /** Factor above 1 comes closer. */
  zoomBy(factor: number): void;
  /** Moves the view by a share of its width and height, right and down positive. */
  panBy(shareX: number, shareY: number): void;
  /** Turns the picture on screen, radians clockwise. */
  rotateBy(angle: number): void;
  northUp(): void;
  imageUp(): void;
  /**
   * Brings boxes of the current frame into view, without moving when all are well in view.
   * @param least CSS pixels that the longest side of the largest has at least where it is well seen
   */
  reveal(boxIds: readonly BoxId[], least?: number): void;
  /** The middle of the view in pixels of the current frame. */
  center(): PixelXY | null;
  centerOn(place: LonLat): void;
  view(): ViewState | null;
  /** What is in view, as bounds in pixels of the current frame; may reach beyond it. */
  visible(): PixelBounds | null;
  /** The same as it lies in a turned view: its corners, from the screen's upper left clockwise. */
  corners(): readonly PixelXY[] | null;
  /** Whether all of the picture in view has been drawn, or none is to come. */
  isWhole(): boolean;
  /** Drops the gesture under way. Gives whether there was one. */
  cancelGesture(): boolean;
  /** The last pixel that the pointer was over, for pasting there. */
  pointer(): PixelXY | null;
  /** Puts the keyboard's focus on the map. */
  focus(): void;
}
