/** Statistics of what a frame shows: of the whole picture, kept by its hash, or of what is in view. */
import { type ChannelStatistics, channelStatistics } from '../../domain/imaging/statistics';
import { type Frame, filesKey } from '../../domain/model/frame';
import type { ChannelChoice } from '../../domain/model/stretch';
import type { FrameRaster, RasterLevel } from '../../raster/types';
import type { PixelBounds } from '../../store/ports';
import { NOT_HASHED, openFrameRaster, sourceShowing } from '../frames/frame-imagery';
import type { Services } from '../types';

const KEPT = 64;
/** Pixels of the view that make a good sample. */
const ENOUGH = 2 ** 17;

/** Another one where statistics are found in another way, so that old ones are not taken for them. */
const WAY = 1;

const known = new Map<string, Promise<readonly ChannelStatistics[]>>();

/** Of the whole frame. Rejects with a UserError where the file cannot be read. */
export function frameStatistics(
  services: Services,
  frame: Frame,
  { bands, decibel }: ChannelChoice,
): Promise<readonly ChannelStatistics[]> {
  const choice = { bands, decibel };
  // Files that are still being stored all have the same hash, which tells nothing of them.
  const bytes = frame.file.sha256 === NOT_HASHED ? frame.id : filesKey(frame.file);
  const key = `${WAY}:${bytes}:${frame.file.name}:${bands}:${decibel}`;
  const kept = known.get(key) ?? keptStatistics(services, frame, choice, key);
  // Taken out and put back, so that the map's order is the order of last use.
  known.delete(key);
  known.set(key, kept);
  kept.catch(() => known.delete(key));
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return kept;
}

/** From the database, where they were found before; the bytes that a hash names never change. */
async function keptStatistics(
  services: Services,
  frame: Frame,
  choice: ChannelChoice,
  key: string,
): Promise<readonly ChannelStatistics[]> {
  const { sha256 } = frame.file;
  const { statistics } = services.db;
  const stored = sha256 === NOT_HASHED ? undefined : await statistics.get(key);
  if (stored) return stored.channels;
  const source = await sourceShowing(services, frame, choice.bands);
  const channels = await services.imagery.statistics(source, choice);
  if (sha256 !== NOT_HASHED) {
    // Where there is no room they are found anew the next time.
    statistics.put({ key, sha256, channels }).catch((error: unknown) => console.debug(error));
  }
  return channels;
}

/** Of a part of the frame, such as is in view. Resolves to null where nothing of it is there. */
export async function partStatistics(
  services: Services,
  frame: Frame,
  choice: ChannelChoice,
  bounds: PixelBounds,
): Promise<readonly ChannelStatistics[] | null> {
  const raster = await openFrameRaster(services, frame, choice.bands);
  const values = await valuesIn(raster, choice, bounds);
  return (values[0]?.length ?? 0) > 0 ? channelStatistics(choice, values) : null;
}

async function valuesIn(
  raster: FrameRaster,
  { bands }: ChannelChoice,
  bounds: PixelBounds,
): Promise<readonly number[][]> {
  const [full] = raster.levels;
  if (!full) return [];
  const index = levelFor(raster.levels, full, bounds);
  const level = raster.levels[index] ?? full;
  const [sx, sy] = [level.width / full.width, level.height / full.height];
  const left = Math.max(0, Math.floor(bounds.minX * sx));
  const top = Math.max(0, Math.floor(bounds.minY * sy));
  const right = Math.min(level.width, Math.ceil(bounds.maxX * sx));
  const bottom = Math.min(level.height, Math.ceil(bounds.maxY * sy));
  const places = bands.map((band) => Math.max(0, raster.bands.indexOf(band)));
  const values: number[][] = places.map(() => []);
  const size = level.tileSize;
  for (let row = Math.floor(top / size); row * size < bottom; row += 1) {
    for (let column = Math.floor(left / size); column * size < right; column += 1) {
      const tile = await raster.readTile(index, column, row);
      const { data, channels } = tile;
      const [x0, y0] = [column * size, row * size];
      for (let y = Math.max(top, y0); y < Math.min(bottom, y0 + size); y += 1) {
        for (let x = Math.max(left, x0); x < Math.min(right, x0 + size); x += 1) {
          const at = ((y - y0) * tile.width + (x - x0)) * channels;
          if (!data[at + channels - 1]) continue;
          for (const [slot, place] of places.entries()) values[slot]?.push(data[at + place] ?? 0);
        }
      }
    }
  }
  return values;
}

/** The coarsest level that still has enough pixels in the bounds. */
function levelFor(levels: readonly RasterLevel[], full: RasterLevel, bounds: PixelBounds): number {
  const across = Math.min(full.width, bounds.maxX) - Math.max(0, bounds.minX);
  const down = Math.min(full.height, bounds.maxY) - Math.max(0, bounds.minY);
  let best = 0;
  for (const [i, level] of levels.entries()) {
    const scale = (level.width / full.width) * (level.height / full.height);
    if (across * down * scale >= ENOUGH) best = i;
  }
  return best;
}
