/** Tiles from an address that the analyst gave, laid into a frame's plane around the picture. */
import TileLayer from 'ol/layer/Tile';
import { addCoordinateTransforms, fromLonLat, get, toLonLat } from 'ol/proj';
import type Projection from 'ol/proj/Projection';
import { getRenderPixel } from 'ol/render';
import type RenderEvent from 'ol/render/Event';
import type TileImage from 'ol/source/TileImage';
import XYZ from 'ol/source/XYZ';
import TileGrid from 'ol/tilegrid/TileGrid';
import { UserError } from '../../domain/errors';
import { readBaseAddress, tileHost } from '../../domain/geo/tile-address';
import { fromPlane, toPlane } from '../../domain/geometry/plane';
import type { BaseMap } from '../../domain/model/project';
import { toCoordinate, toPlanePoint } from '../plane-view';
import type { PlacedPicture } from './frame-surroundings';
import { openWmts } from './load-wmts';

/** How far around a frame tiles reach; ground metres. */
const REACH_METERS = 1_500_000;
const COARSEST_METERS = 2048;
const LEVELS = 18;
/** Below the coast and the picture. */
const Z_INDEX = -2;
/** So many tiles that do not come, with none that came before: the address sends nothing. */
const GIVE_UP = 8;

/**
 * The tiles that a base map's address stands for; of a WMTS, its description is read first.
 * @throws UserError where the address is none, or the service does not show the layer
 */
export async function openTiles({ address, layer }: BaseMap): Promise<TileImage> {
  const base = readBaseAddress(address);
  if (base.kind === 'tiles') {
    return new XYZ({ url: base.template, crossOrigin: 'anonymous', wrapX: true });
  }
  if (layer === undefined) {
    throw new UserError(
      `A layer of the base map at ${tileHost(address)} has to be chosen first: do it in the project's settings.`,
    );
  }
  return (await openWmts(base.capabilities)).tiles(layer);
}

/**
 * @param source disposed together with the layer
 * @param onFailure called once, with the sentence that says that no tiles come; no more are asked for then
 */
export function makeTileLayer(
  source: TileImage,
  { frame, geo }: PlacedPicture,
  {
    projection,
    host,
    onFailure,
  }: {
    readonly projection: Projection;
    /** Who sends the tiles, in sentences. */
    readonly host: string;
    readonly onFailure: (sentence: string) => void;
  },
): TileLayer<TileImage> {
  const aspect = frame.pixelAspect;
  const nowhere: [number, number] = [Number.NaN, Number.NaN];
  const system = source.getProjection() ?? get('EPSG:3857') ?? undefined;
  addCoordinateTransforms(
    projection,
    system,
    (coordinate) => {
      const place = geo.pixelToLonLat(fromPlane(toPlanePoint(coordinate), aspect));
      return place ? fromLonLat([...place], system) : nowhere;
    },
    (coordinate) => {
      const [lon = 0, lat = 0] = toLonLat(coordinate, system);
      const pixel = geo.lonLatToPixel([lon, lat]);
      return pixel ? toCoordinate(toPlane(pixel, aspect)) : nowhere;
    },
  );
  source.setTileGridForProjection(projection, planeGrid(frame));
  const layer = new TileLayer({ source, zIndex: Z_INDEX, className: 'qm-base-tiles' });
  keepOffPicture(layer, frame);
  stopWithoutTiles(layer, source, () => {
    onFailure(
      `The base map at ${host} sends no tiles. Check the address in the project's settings and the network, and whether that server lets other pages use it (CORS); then switch it off and on again.`,
    );
  });
  return layer;
}

/**
 * Hides a layer whose source sends nothing, so that it is not asked for tile after tile. A source that has sent
 * one is believed: many have no tiles of open sea, or beyond a country's borders.
 */
function stopWithoutTiles(
  layer: TileLayer<TileImage>,
  source: TileImage,
  onStop: () => void,
): void {
  let failed = 0;
  const onError = () => {
    failed += 1;
    if (failed < GIVE_UP) return;
    source.un('tileloaderror', onError);
    layer.setVisible(false);
    onStop();
  };
  source.on('tileloaderror', onError);
  source.once('tileloadend', () => source.un('tileloaderror', onError));
}

/** Tiles of the plane far beyond the frame: without a grid of its own it would end at the frame's edge. */
function planeGrid({ raster, pixelAspect, resolutionM }: PlacedPicture['frame']): TileGrid {
  const [x, y] = [(raster.width * pixelAspect) / 2, -raster.height / 2];
  const reach = REACH_METERS / (resolutionM ?? 1);
  const resolutions = Array.from({ length: LEVELS }, (_, i) => COARSEST_METERS / 2 ** i).map(
    (meters) => meters / (resolutionM ?? 1),
  );
  return new TileGrid({ extent: [x - reach, y - reach, x + reach, y + reach], resolutions });
}

function keepOffPicture(layer: TileLayer<TileImage>, frame: PlacedPicture['frame']): void {
  const { width, height } = frame.raster;
  const corners = (
    [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ] as const
  ).map((corner) => toCoordinate(toPlane(corner, frame.pixelAspect)));
  layer.on('prerender', (event) => {
    const { context } = event;
    if (!(context instanceof CanvasRenderingContext2D) || !event.frameState) return;
    context.save();
    context.beginPath();
    context.rect(0, 0, context.canvas.width, context.canvas.height);
    for (const [i, corner] of corners.entries()) {
      const [x = 0, y = 0] = renderPixel(event, corner);
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
    context.clip('evenodd');
  });
  layer.on('postrender', ({ context }) => {
    if (context instanceof CanvasRenderingContext2D) context.restore();
  });
}

/** Where a coordinate is on the canvas that is being drawn. */
function renderPixel(event: RenderEvent, coordinate: readonly number[]): number[] {
  const transform = event.frameState?.coordinateToPixelTransform ?? [1, 0, 0, 1, 0, 0];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const [x = 0, y = 0] = coordinate;
  return getRenderPixel(event, [a * x + c * y + e, b * x + d * y + f]);
}
