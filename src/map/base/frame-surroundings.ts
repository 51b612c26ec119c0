/** Coast and graticule around one frame, drawn in the frame's plane and never on its picture. */
import type { FrameGeo } from '../../domain/geo/frame-geo';
import { longitudeNear } from '../../domain/geo/geodesy';
import type { Land, Region } from '../../domain/geo/land';
import { fromPlane, toPlane } from '../../domain/geometry/plane';
import type { Frame } from '../../domain/model/frame';
import type { TagRect } from '../overlay/text-tag';
import { planeToScreen, type ScreenXY, screenToPlane, type ViewTransform } from '../view-transform';
import type { BaseLook } from './base-look';
import {
  holds,
  type LandPath,
  makeLandPath,
  paintLand,
  type ScreenMatrix,
  widened,
} from './land-path';
import { overlap, paintGraticule } from './paint-graticule';

/** Places of the view that are looked up to learn which part of the earth it shows. */
const GRID = 8;
/** The paths reach beyond the view by this part of it, so that panning does not make them anew. */
const BEYOND = 0.6;
/** Detail that is left out of the coast, CSS pixels. */
const DETAIL = 0.5;
/** Detail is made anew where the view has come closer by this factor. */
const CLOSER = 4;
const COAST_WIDTH = 1.25;
/** A frame not larger than this on screen, CSS pixels, is hard to see in its region. */
const SPECK = 32;

export type PlacedPicture = { readonly frame: Frame; readonly geo: FrameGeo };

export class FrameSurroundings {
  private path: LandPath | null = null;
  private pathOf: PlacedPicture | null = null;

  paint(
    context: CanvasRenderingContext2D,
    picture: PlacedPicture,
    {
      view,
      land,
      graticule,
      look,
      covered,
    }: {
      readonly view: ViewTransform;
      readonly land: Land | null;
      readonly graticule: boolean;
      readonly look: BaseLook;
      /** Where no label may stand. */
      readonly covered: readonly TagRect[];
    },
  ): void {
    const region = regionInView(picture, view);
    if (!region) return;
    context.save();
    clipToOutside(context, picture.frame, view);
    if (land) {
      const path = this.landPath(land, picture, region, view);
      const matrix = matrixOf(view, path.origin);
      const scale = 1 / view.resolution;
      paintLand(context, path, { matrix, scale, look: { ...look, width: COAST_WIDTH } });
    }
    const outline = frameOutline(picture.frame, view);
    if (graticule) {
      paintGraticule(context, {
        region,
        width: view.width,
        height: view.height,
        toScreen: (lon, lat) => {
          const pixel = picture.geo.lonLatToPixel([lon, lat]);
          return pixel && planeToScreen(view, toPlane(pixel, picture.frame.pixelAspect));
        },
        taken: (rect) =>
          covered.some((other) => overlap(rect, other)) ||
          touches(rect, outline, picture.frame, view),
        look,
      });
    }
    paintMark(context, outline, look);
    context.restore();
  }

  private landPath(
    land: Land,
    picture: PlacedPicture,
    region: Region,
    view: ViewTransform,
  ): LandPath {
    const { path } = this;
    const tolerance = view.resolution * DETAIL;
    const same = this.pathOf?.geo === picture.geo && this.pathOf.frame.id === picture.frame.id;
    if (path && same && holds(path.region, region) && tolerance * CLOSER >= path.tolerance) {
      return path;
    }
    const { geo, frame } = picture;
    const made = makeLandPath(land, widened(region, BEYOND), {
      tolerance,
      toPlane: (lon, lat) => {
        const pixel = geo.lonLatToPixel([lon, lat]);
        return pixel && toPlane(pixel, frame.pixelAspect);
      },
    });
    this.path = made;
    this.pathOf = picture;
    return made;
  }
}

/** The part of the earth that a view shows; null where none of it is on the earth. */
function regionInView({ frame, geo }: PlacedPicture, view: ViewTransform): Region | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  let near: number | null = null;
  for (let i = 0; i <= GRID; i += 1) {
    for (let k = 0; k <= GRID; k += 1) {
      const point = screenToPlane(view, [(view.width * i) / GRID, (view.height * k) / GRID]);
      const place = geo.pixelToLonLat(fromPlane(point, frame.pixelAspect));
      if (!place) continue;
      const lon = longitudeNear(place[0], near ?? place[0]);
      near ??= lon;
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, place[1]);
      north = Math.max(north, place[1]);
    }
  }
  return near === null ? null : { west, south, east, north };
}

function frameOutline(frame: Frame, view: ViewTransform): readonly ScreenXY[] {
  const { width, height } = frame.raster;
  const corners = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ] as const;
  return corners.map((corner) => planeToScreen(view, toPlane(corner, frame.pixelAspect)));
}

/** A frame that has become a speck in its region is marked, so that it is found. */
function paintMark(
  context: CanvasRenderingContext2D,
  outline: readonly ScreenXY[],
  look: BaseLook,
): void {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [across, down] = [Math.max(...xs) - left, Math.max(...ys) - top];
  if (Math.max(across, down) > SPECK) return;
  context.strokeStyle = look.accent;
  context.lineWidth = 2;
  context.strokeRect(left - 5, top - 5, across + 10, down + 10);
}

/** Keeps what is painted off the picture. */
function clipToOutside(context: CanvasRenderingContext2D, frame: Frame, view: ViewTransform): void {
  context.beginPath();
  context.rect(0, 0, view.width, view.height);
  for (const [i, [x, y]] of frameOutline(frame, view).entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
  context.clip('evenodd');
}

function touches(
  rect: TagRect,
  outline: readonly ScreenXY[],
  frame: Frame,
  view: ViewTransform,
): boolean {
  const { width, height } = frame.raster;
  const inside = ([x, y]: ScreenXY) => {
    const [px, py] = fromPlane(screenToPlane(view, [x, y]), frame.pixelAspect);
    return px >= 0 && py >= 0 && px <= width && py <= height;
  };
  const [right, bottom] = [rect.x + rect.width, rect.y + rect.height];
  return (
    inside([rect.x, rect.y]) ||
    inside([right, rect.y]) ||
    inside([rect.x, bottom]) ||
    inside([right, bottom]) ||
    outline.some(([x, y]) => overlap(rect, { x, y, width: 0, height: 0 }))
  );
}

/** From plane points relative to an origin to the screen. */
function matrixOf(view: ViewTransform, origin: readonly [number, number]): ScreenMatrix {
  const cos = Math.cos(view.rotation) / view.resolution;
  const sin = Math.sin(view.rotation) / view.resolution;
  const [x, y] = planeToScreen(view, origin);
  return [cos, sin, -sin, cos, x, y];
}
