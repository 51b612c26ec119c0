/** Files that hold one tile each of a picture, told by what they say of themselves. */
import { latticeOffset } from '../geo/pixel-lattice';
import type { Acquisition, Georef, Raster } from '../model/frame';

/** What is known of a file before its pixels are looked at. */
export type TileFacts = {
  readonly name: string;
  readonly acquired: Acquisition | null;
  readonly sensor: string;
  readonly georef: Georef | null;
  readonly raster: Pick<Raster, 'width' | 'height' | 'bands' | 'sampleType' | 'alphaBand'>;
};

export type TileGroup<T> = {
  readonly title: string;
  /** In the order of their names, as they are laid over each other: the last on top. */
  readonly tiles: readonly T[];
};

/** Tiles may lie apart by so many pixels and still adjoin; more is a gap. */
const GAP_PX = 1;
/** Files that share more of their ground than this are two pictures of it, not two tiles of one. */
const MOST_SHARED = 0.75;

/** Groups of two and more files of the same time, sensor, kind and pixel grid that adjoin or overlap. */
export function groupTiles<T>(
  files: readonly T[],
  factsOf: (file: T) => TileFacts,
): TileGroup<T>[] {
  const left = [...files].sort((a, b) => compareNames(factsOf(a).name, factsOf(b).name));
  const groups: TileGroup<T>[] = [];
  while (left.length > 0) {
    const members = left.splice(0, 1);
    // Members are looked at in turn while the list grows: a tile may touch one that came late.
    for (const member of members) {
      for (const other of [...left]) {
        if (!adjoin(factsOf(member), factsOf(other))) continue;
        members.push(other);
        left.splice(left.indexOf(other), 1);
      }
    }
    const tiles = members.sort((a, b) => compareNames(factsOf(a).name, factsOf(b).name));
    const doubled = tiles.some((one, i) =>
      tiles.slice(i + 1).some((other) => sharedGround(factsOf(one), factsOf(other)) > MOST_SHARED),
    );
    if (tiles.length < 2 || doubled) continue;
    groups.push({ title: mosaicTitle(tiles.map((tile) => factsOf(tile).name)), tiles });
  }
  return groups;
}

/** R2 before R10. */
function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** The names' common part: 'port_R1C1.tif', 'port_R1C2.tif' → 'port'. */
function mosaicTitle(names: readonly string[]): string {
  const bases = names.map((name) => name.replace(/\.(tiff?|gtiff)$/i, ''));
  const [first = 'Mosaic', ...others] = bases;
  let end = 0;
  while (end < first.length && others.every((base) => base[end] === first[end])) end++;
  const common = first
    .slice(0, end)
    .replace(/[\s_.-]*(R\d*(C\d*)?|tile|part|x|y|row|col)?[\s_.(-]*\d*$/i, '');
  return common.length >= 3 ? common : first;
}

function adjoin(a: TileFacts, b: TileFacts): boolean {
  const alike =
    a.acquired?.value === b.acquired?.value &&
    (a.acquired !== null || stemOf(a.name) === stemOf(b.name)) &&
    a.sensor === b.sensor &&
    a.raster.bands === b.raster.bands &&
    a.raster.sampleType === b.raster.sampleType &&
    a.raster.alphaBand === b.raster.alphaBand;
  const offset = alike ? offsetOf(a, b) : null;
  if (!offset) return false;
  const [x, y] = overlap(a, b, offset);
  // A corner that is shared is no edge.
  return x >= -GAP_PX && y >= -GAP_PX && Math.max(x, y) > GAP_PX;
}

/** What is left of names when their numbers are taken out. */
const stemOf = (name: string) => name.toLowerCase().replace(/\d+/g, '#');

function offsetOf(a: TileFacts, b: TileFacts) {
  if (!a.georef || !b.georef || a.georef.proj4 !== b.georef.proj4) return null;
  return latticeOffset(a.georef.transform, b.georef.transform);
}

/** Pixels that two tiles share across and down; below zero where they lie apart. */
function overlap(a: TileFacts, b: TileFacts, [dx, dy]: readonly [number, number]) {
  const across = Math.min(a.raster.width, dx + b.raster.width) - Math.max(0, dx);
  const down = Math.min(a.raster.height, dy + b.raster.height) - Math.max(0, dy);
  return [across, down] as const;
}

/** The part of the smaller tile that the other covers, 0 to 1. */
function sharedGround(a: TileFacts, b: TileFacts): number {
  const offset = offsetOf(a, b);
  if (!offset) return 0;
  const [x, y] = overlap(a, b, offset);
  const smaller = Math.min(a.raster.width * a.raster.height, b.raster.width * b.raster.height);
  return (Math.max(0, x) * Math.max(0, y)) / smaller;
}
