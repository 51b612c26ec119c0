/** The frame on the map: its place, its boxes, its picture. Made when it is shown, then disposed of. */
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import type Projection from 'ol/proj/Projection';
import { isAbort, sentenceOf } from '../domain/errors';
import {
  formatAxis,
  formatHeading,
  formatMeters,
  formatNumber,
  formatPixelSize,
  formatSize,
} from '../domain/geo/format-numbers';
import { type FrameGeo, makeFrameGeo } from '../domain/geo/frame-geo';
import { fromPlane } from '../domain/geometry/plane';
import { bandsToShow } from '../domain/imaging/tile-bands';
import type { Box, BoxGeometry } from '../domain/model/box';
import type { Patch } from '../domain/model/commit';
import { type Frame, filesKey } from '../domain/model/frame';
import type { Stretch } from '../domain/model/stretch';
import type { LonLat, PixelXY, PlaneXY, Radians } from '../domain/model/units';
import type { FrameRaster } from '../raster/types';
import type { MagnifiedPicture } from './magnifier';
import { BoxIndex } from './overlay/box-index';
import type { MeasureTexts } from './overlay/measure';
import { Picture } from './picture/picture';
import { planeProjection } from './plane-view';
import type { ViewTransform } from './view-transform';

export type RasterState = 'loading' | 'ready' | { readonly error: string };

export type ShownFrameOptions = {
  readonly map: OlMap;
  /** See PictureOptions. */
  readonly copied: boolean;
  readonly openRaster: (frame: Frame, signal: AbortSignal) => Promise<FrameRaster>;
  readonly onState: (state: RasterState) => void;
  readonly onTile: () => void;
  readonly onNotice: (sentence: string) => void;
};

/** Up the screen, for pictures without a place. */
const UP: Radians = -Math.PI / 2;
/** Above this many changed boxes the index is made anew, which is then faster. */
const REBUILD_FROM = 2000;

export class ShownFrame {
  readonly projection: Projection;
  /** Where the frame lies as it is aligned. */
  geo: FrameGeo | null;
  index: BoxIndex;
  raster: FrameRaster | null = null;
  private picture: Picture | null = null;
  private opening = new AbortController();
  private onScreen = true;

  constructor(
    public frame: Frame,
    boxes: readonly Box[],
    private readonly options: ShownFrameOptions,
  ) {
    this.projection = planeProjection(frame);
    this.geo = geoOf(frame, options.onNotice);
    this.index = new BoxIndex(boxes, frame.pixelAspect);
  }

  /** For those who do not see it. */
  get label(): string {
    const { size } = this.index;
    return `Map of ${this.frame.title}, ${size === 1 ? '1 box' : `${size} boxes`}`;
  }

  /** Starts to open the picture. The frame's boxes can be used meanwhile, and without it. */
  async open(): Promise<void> {
    this.opening = new AbortController();
    const { signal } = this.opening;
    const { openRaster, onState } = this.options;
    onState('loading');
    if (this.picture) this.pictureReady(this.picture);
    try {
      const raster = await openRaster(this.frame, signal);
      if (signal.aborted || raster === this.raster) return;
      this.dropPicture();
      this.pictureReady(this.makePicture(raster, false));
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) onState({ error: sentenceOf(error) });
    }
  }

  /** Makes the picture's layers before anyone looks at it: they are on the map, unseen. */
  prepare(frame: Frame, raster: FrameRaster): void {
    this.onScreen = false;
    this.update(frame);
    if (raster === this.raster) return;
    this.dropPicture();
    this.makePicture(raster, true);
  }

  /** Uploads piece by piece what a view will show of a picture that is not on screen. */
  async uploadAhead(view: ViewTransform, drawn: FrameState, signal: AbortSignal): Promise<void> {
    if (!this.onScreen) await this.picture?.uploadAhead(view, drawn, signal);
  }

  private makePicture(raster: FrameRaster, hidden: boolean): Picture {
    const { map, copied, onTile, onNotice } = this.options;
    raster.onClosed(() => {
      // On screen, it stays as it is until something takes its place.
      if (this.raster === raster && !this.onScreen) this.dropPicture();
    });
    this.raster = raster;
    this.picture = new Picture({
      map,
      raster,
      projection: this.projection,
      pixelAspect: this.frame.pixelAspect,
      stretch: this.frame.stretch,
      hidden,
      ...{ copied, onTile },
      onError: (error) => onNotice(sentenceOf(error)),
    });
    return this.picture;
  }

  private pictureReady(picture: Picture): void {
    picture.show();
    this.options.onState('ready');
  }

  /** All that a view shows of the picture is decoded, and its layers were drawn before. */
  isReady(view: ViewTransform | null): boolean {
    return (view && this.picture?.isReady(view)) ?? false;
  }

  /**
   * On screen again: the frame's record and boxes may have changed meanwhile.
   * @returns false where it has changed so much that the frame has to be opened anew
   */
  resume(frame: Frame, boxes: readonly Box[]): boolean {
    if (this.needsReopening(frame)) return false;
    this.onScreen = true;
    this.update(frame);
    this.index = new BoxIndex(boxes, frame.pixelAspect);
    return true;
  }

  /** The frame's record has changed in a way that its picture or its place on screen depends on. */
  needsReopening(after: Frame): boolean {
    const { georef, raster, pixelAspect, file, stretch } = this.frame;
    const carried = bandsToShow(raster, stretch.bands);
    return (
      String(carried) !== String(bandsToShow(after.raster, after.stretch.bands)) ||
      georef !== after.georef ||
      raster.width !== after.raster.width ||
      raster.height !== after.raster.height ||
      pixelAspect !== after.pixelAspect ||
      filesKey(file) !== filesKey(after.file) ||
      file.kept !== after.file.kept
    );
  }

  update(after: Frame): void {
    const moved = after.alignment !== this.frame.alignment;
    this.frame = after;
    if (moved) this.geo = geoOf(after, this.options.onNotice);
    this.picture?.setStretch(after.stretch);
  }

  /** Shows the picture in another way for now; null: as its record says. */
  tryStretch(stretch: Stretch | null): void {
    this.picture?.setStretch(stretch ?? this.frame.stretch);
  }

  /** What the magnifier looks at. */
  magnified(): MagnifiedPicture | null {
    const { picture, raster } = this;
    if (!picture || !raster) return null;
    return {
      levels: raster.levels,
      storedLevels: raster.storedLevels,
      bands: raster.bands,
      aspect: this.frame.pixelAspect,
      stretch: picture.shownStretch,
      tile: (level, column, row) => picture.tile(level, column, row),
    };
  }

  /** @param all the frame's boxes after the change, for when there are too many to do one by one */
  applyPatches(patches: readonly Patch[], all: () => readonly Box[]): boolean {
    const own = patches.filter(
      (patch) =>
        patch.table === 'boxes' &&
        (patch.before?.frameId === this.frame.id || patch.after?.frameId === this.frame.id),
    );
    if (own.length > REBUILD_FROM) {
      this.index = new BoxIndex(all(), this.frame.pixelAspect);
      return true;
    }
    for (const patch of own) {
      if (patch.table !== 'boxes') continue;
      this.index.replace(patch.id, patch.after?.frameId === this.frame.id ? patch.after : null);
    }
    return own.length > 0;
  }

  pixelOf(point: PlaneXY): PixelXY {
    return fromPlane(point, this.frame.pixelAspect);
  }

  lonLatAt(pixel: PixelXY): LonLat | null {
    return this.geo?.pixelToLonLat(pixel) ?? null;
  }

  /** Direction of true north in the plane; null without a place. */
  trueNorthAt(point: PlaneXY): Radians | null {
    return this.geo?.northAngle(this.pixelOf(point)) ?? null;
  }

  northAt(point: PlaneXY): Radians {
    return this.trueNorthAt(point) ?? UP;
  }

  measureOf(box: BoxGeometry, bowKnown: boolean): MeasureTexts {
    const measures = this.geo?.boxMeasures(box);
    if (!measures) {
      const length = `${formatNumber(box.length, 1)} px`;
      return { size: formatPixelSize(box.length, box.width), length, heading: null };
    }
    const { lengthM, widthM, headingDeg, axisDeg } = measures;
    return {
      size: formatSize(lengthM, widthM, this.frame.resolutionM),
      length: formatMeters(lengthM, this.frame.resolutionM),
      heading: bowKnown ? formatHeading(headingDeg) : formatAxis(axisDeg),
    };
  }

  /** No longer shown, nor opened; its picture's layers stay on the map, unseen, until dispose(). */
  retire(): void {
    this.onScreen = false;
    this.opening.abort();
    this.picture?.hide();
  }

  dispose(): void {
    this.opening.abort();
    this.dropPicture();
  }

  private dropPicture(): void {
    this.picture?.dispose();
    this.picture = null;
    this.raster = null;
  }
}

function geoOf(frame: Frame, onNotice: (sentence: string) => void): FrameGeo | null {
  try {
    return makeFrameGeo(frame);
  } catch (error) {
    onNotice(sentenceOf(error));
    return null;
  }
}
