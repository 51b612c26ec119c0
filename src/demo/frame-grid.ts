/** How the pixels of one frame lie on the site's ground plane. */
import { groundPlane, type Pair, projectionOf } from './geodesy';

export type Place = { readonly lon: number; readonly lat: number };

export type GridSpec = {
  readonly epsg: number;
  readonly width: number;
  readonly height: number;
  /** Units of the CRS per pixel, both positive. */
  readonly pixel: Pair;
  /** Where the middle of the frame lies, metres east and north of the site's origin. */
  readonly centre: Pair;
  /** Metres east and north by which the file's georeferencing is wrong. */
  readonly displacement: Pair;
};

/** pixel = [a x + b y + c, d x + e y + f] for ground metres x east, y north. */
export type Affine = readonly [number, number, number, number, number, number];

export type FrameGrid = GridSpec & {
  readonly site: Place;
  /** GDAL's geotransform as written to the file, with the displacement. */
  readonly geotransform: readonly [number, number, number, number, number, number];
  /** Ground metres to pixels (pixel-edge coordinates), exact. */
  readonly toPixel: (east: number, north: number) => Pair;
  readonly toGround: (x: number, y: number) => Pair;
  readonly toLonLat: (east: number, north: number) => Pair;
  /** The affine map from ground to pixels about a pixel; within 2 mm over 256 m. */
  readonly affineAt: (x: number, y: number) => Affine;
};

export function makeGrid(spec: GridSpec, site: Place): FrameGrid {
  const plane = groundPlane(site.lon, site.lat);
  const crs = projectionOf(spec.epsg);
  const project = (east: number, north: number): Pair => crs.forward(...plane.inverse(east, north));
  const [cx, cy] = project(...spec.centre);
  const [px, py] = spec.pixel;
  const x0 = Math.round((cx - (spec.width / 2) * px) / px) * px;
  const y0 = Math.round((cy + (spec.height / 2) * py) / py) * py;
  const [dx, dy] = project(
    spec.centre[0] + spec.displacement[0],
    spec.centre[1] + spec.displacement[1],
  );
  const toPixel = (east: number, north: number): Pair => {
    const [x, y] = project(east, north);
    return [(x - x0) / px, (y0 - y) / py];
  };
  const toGround = (x: number, y: number): Pair =>
    plane.forward(...crs.inverse(x0 + x * px, y0 - y * py));
  return {
    ...spec,
    site,
    geotransform: [x0 + dx - cx, px, 0, y0 + dy - cy, 0, -py],
    toPixel,
    toGround,
    toLonLat: plane.inverse,
    affineAt: (x, y) => affineAbout(toPixel, toGround(x, y)),
  };
}

function affineAbout(toPixel: (e: number, n: number) => Pair, [e, n]: Pair): Affine {
  const step = 64;
  const [cx, cy] = toPixel(e, n);
  const [ex, ey] = toPixel(e + step, n);
  const [wx, wy] = toPixel(e - step, n);
  const [nx, ny] = toPixel(e, n + step);
  const [sx, sy] = toPixel(e, n - step);
  const a = (ex - wx) / (2 * step);
  const b = (nx - sx) / (2 * step);
  const d = (ey - wy) / (2 * step);
  const f = (ny - sy) / (2 * step);
  return [a, b, cx - a * e - b * n, d, f, cy - d * e - f * n];
}

export function applyAffine(m: Affine, x: number, y: number): Pair {
  return [m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]];
}

export function invertAffine(m: Affine): Affine {
  const det = m[0] * m[4] - m[1] * m[3];
  const a = m[4] / det;
  const b = -m[1] / det;
  const d = -m[3] / det;
  const e = m[0] / det;
  return [a, b, -(a * m[2] + b * m[5]), d, e, -(d * m[2] + e * m[5])];
}
