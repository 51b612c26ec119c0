/** Physical values of samples, where a file says how they are made of the stored ones. */
import type { Raster } from '../model/frame';

/** value · scale + offset of a band; null where the file names neither. */
export function physicalValue(
  { scaling }: Pick<Raster, 'scaling'>,
  band: number,
  value: number,
): number | null {
  const own = scaling?.[band];
  return own ? value * own.scale + own.offset : null;
}

/** How a record holds a value that means "no data"; JSON has no numbers that are not finite. */
export function recordedNodata(value: number): Raster['nodata'][number] {
  if (Number.isNaN(value)) return 'nan';
  if (Number.isFinite(value)) return value;
  return value > 0 ? 'inf' : '-inf';
}

/** Whether a stored value of a band means that there is no data. */
export function isNodata({ nodata }: Pick<Raster, 'nodata'>, band: number, value: number): boolean {
  return Number.isNaN(value) || nodata[band] === recordedNodata(value);
}
