/** Renders a frame tile by tile into one image. */
import type { Affine, FrameGrid } from './frame-grid';
import type { Frame } from './frame-types';
import { GBuffer, paint, type View } from './gbuffer';
import type { Pair } from './geodesy';
import { makeSea } from './noise';
import { develop, expose } from './optics';
import { echo, speckled } from './radar';
import { DATUM, type Prism, type Scene } from './scene-types';
import { castShadows, ShadowBuffer } from './shadows';
import { paintSurface, type Surface } from './surface';
import { type Land, makeTerrain, TERRAIN_CELL } from './terrain';
import type { Image } from './tiff-tiles';

const TILE = 256;
const RADIANS = Math.PI / 180;

export function viewOf(frame: Frame): View {
  const { azimuth, elevation } = frame.light;
  const flat = Math.cos(elevation * RADIANS);
  return {
    lean: frame.look.lean,
    light: [
      flat * Math.sin(azimuth * RADIANS),
      flat * Math.cos(azimuth * RADIANS),
      Math.sin(elevation * RADIANS),
    ],
    layover: frame.look.kind === 'radar16',
  };
}

export type Window = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The box on the ground that a prism, its shadow and its lean can touch: [west, south, east, north]. */
function reach(prism: Prism, view: View): readonly [number, number, number, number] {
  let [w, s, e, n] = [1e9, 1e9, -1e9, -1e9];
  const k = prism.cast === 'none' ? 0 : prism.z1 / view.light[2];
  const shifts: readonly Pair[] = [
    [0, 0],
    [-view.light[0] * k, -view.light[1] * k],
    [view.lean[0] * (prism.z1 - DATUM), view.lean[1] * (prism.z1 - DATUM)],
  ];
  for (let i = 0; i < prism.outline.length; i += 2) {
    for (const [de, dn] of shifts) {
      w = Math.min(w, (prism.outline[i] as number) + de);
      e = Math.max(e, (prism.outline[i] as number) + de);
      s = Math.min(s, (prism.outline[i + 1] as number) + dn);
      n = Math.max(n, (prism.outline[i + 1] as number) + dn);
    }
  }
  return [w, s, e, n];
}

/** The ground metres that a tile of a frame covers, with its margin. */
function tileBounds(grid: FrameGrid, x: number, y: number, side: number) {
  const corners = [
    grid.toGround(x, y),
    grid.toGround(x + side, y),
    grid.toGround(x, y + side),
    grid.toGround(x + side, y + side),
  ];
  const es = corners.map(([e]) => e);
  const ns = corners.map(([, n]) => n);
  return [Math.min(...es), Math.min(...ns), Math.max(...es), Math.max(...ns)] as const;
}

function sampleAffine(
  grid: FrameGrid,
  x: number,
  y: number,
  side: number,
  supersample: number,
): Affine {
  const [a, b, c, d, e, f] = grid.affineAt(x + side / 2, y + side / 2);
  const s = supersample;
  return [a * s, b * s, (c - x) * s, d * s, e * s, (f - y) * s];
}

/** Half the side of a square about the site's origin that holds a window, metres. */
function extentOf(grid: FrameGrid, { x, y, width, height }: Window): number {
  const bounds = tileBounds(grid, x - 100, y - 100, Math.max(width, height) + 200);
  // Whole cells of the terrain's grid, so that every window reads the same nodes.
  return Math.ceil(Math.max(...bounds.map(Math.abs)) / TERRAIN_CELL + 2) * TERRAIN_CELL;
}

/** Renders a window of the frame: interleaved samples of its bands. onProgress gets the share done, 0–1. */
export function renderWindow(
  frame: Frame,
  scene: Scene,
  land: Land,
  window: Window,
  onProgress: (share: number) => void = () => undefined,
): Image {
  const { look, grid } = frame;
  const view = viewOf(frame);
  const bands = look.kind === 'rgb8' ? 3 : look.kind === 'bgrn16' ? 4 : 1;
  const count = window.width * window.height * bands;
  const data = look.kind === 'rgb8' ? new Uint8Array(count) : new Uint16Array(count);
  const surface: Surface = {
    terrain: makeTerrain(land, extentOf(grid, window)),
    sea: makeSea(frame.seed, frame.wind.to),
    season: frame.season,
    roughness: frame.wind.strength,
    wakes: scene.wakes,
  };
  const margin = look.kind === 'radar16' ? 64 : 8;
  const side = TILE + 2 * margin;
  const g = new GBuffer(side * look.supersample);
  const shadows = new ShadowBuffer(g.side);
  const reaches = scene.prisms.map((prism) => reach(prism, view));
  for (let ty = 0; ty < window.height; ty += TILE) {
    for (let tx = 0; tx < window.width; tx += TILE) {
      const [x0, y0] = [window.x + tx - margin, window.y + ty - margin];
      g.aim(sampleAffine(grid, x0, y0, side, look.supersample));
      const [w, s, e, n] = tileBounds(grid, x0, y0, side);
      const near = scene.prisms.filter((_, i) => {
        const r = reaches[i];
        return r !== undefined && r[0] < e && r[2] > w && r[1] < n && r[3] > s;
      });
      paintSurface(g, view, surface, 2);
      for (const prism of near) paint(g, view, prism);
      castShadows(g, view, near, shadows);
      developTile({ frame, view, g, shadows, window, tx, ty, margin, bands, data });
    }
    onProgress(Math.min(1, (ty + TILE) / window.height));
  }
  return { width: window.width, height: window.height, bands, data };
}

type TileJob = {
  readonly frame: Frame;
  readonly view: View;
  readonly g: GBuffer;
  readonly shadows: ShadowBuffer;
  readonly window: Window;
  readonly tx: number;
  readonly ty: number;
  readonly margin: number;
  readonly bands: number;
  readonly data: Uint8Array | Uint16Array;
};

function developTile(job: TileJob) {
  const { frame, view, g, shadows, window, tx, ty, margin, bands, data } = job;
  const { look, seed, grid } = frame;
  const side = g.side / look.supersample;
  const origin = [window.x + tx - margin, window.y + ty - margin] as const;
  const planes =
    look.kind === 'radar16'
      ? [echo(g, view, shadows, look.supersample, seed, origin)]
      : expose(g, view, shadows, look);
  for (let y = 0; y < Math.min(TILE, window.height - ty); y++) {
    for (let x = 0; x < Math.min(TILE, window.width - tx); x++) {
      const from = (y + margin) * side + x + margin;
      const to = ((ty + y) * window.width + tx + x) * bands;
      const px = window.x + tx + x;
      const py = window.y + ty + y;
      if (frame.nodata !== null && outsideSwath(grid, px, py)) continue;
      if (look.kind === 'radar16')
        data[to] = speckled((planes[0] as Float32Array)[from] as number, px, py, seed);
      else develop(planes, from, look, seed, px, py, data, to);
    }
  }
}

/** A frame with nodata is a slanting strip, as scanners leave it in a north-up file. */
function outsideSwath(grid: FrameGrid, x: number, y: number): boolean {
  const slant = (y / grid.height - 0.5) * 0.14 * grid.width;
  const across = x - grid.width / 2 + slant;
  const along = y - grid.height / 2 - (x / grid.width - 0.5) * 0.14 * grid.height;
  return Math.abs(across) > grid.width * 0.455 || Math.abs(along) > grid.height * 0.455;
}
