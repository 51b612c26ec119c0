/** A frame: one image file with an acquisition time, a sensor and a place. */
import { z } from 'zod';
import { FrameId, ProjectId, Sha256, SiteId } from './ids';

export const AcquisitionSource = z.enum(['gdal_metadata', 'tiff_tag', 'file_name', 'analyst']);

/**
 * When the picture was taken. value: ISO 8601 UTC, 'YYYY-MM-DDTHH:mm:ss[.sss]Z' for an instant
 * (seconds may be 00 where only the minute is known), 'YYYY-MM-DD' for a day.
 */
export const Acquisition = z.object({
  value: z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?Z)?$/),
  precision: z.enum(['instant', 'day']),
  source: AcquisitionSource,
  /** What was read, for the reader who doubts: 'ACQUISITIONDATETIME=2023-10-12T01:47:09Z'. */
  detail: z.string(),
});
export type Acquisition = z.infer<typeof Acquisition>;

/**
 * How pixels lie on the earth. transform is GDAL's geotransform [x0, dx/dcol, dx/drow, y0, dy/dcol,
 * dy/drow] for pixel-edge coordinates (PixelIsPoint already resolved), in units of the CRS.
 */
export const Georef = z.object({
  transform: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** 'EPSG:32652', or null where the CRS has no code. */
  epsg: z.number().int().nullable(),
  /** As a reader knows it: 'WGS 84 / UTM zone 52N'. */
  crsName: z.string(),
  /** A proj4 definition string, resolved once when the file is opened. */
  proj4: z.string(),
});
export type Georef = z.infer<typeof Georef>;

export const SAMPLE_TYPES = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'uint64',
  'int64',
  'float16',
  'float32',
  'float64',
  'complex',
] as const;

export const Raster = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bands: z.number().int().positive(),
  sampleType: z.enum(SAMPLE_TYPES),
  /** Bits that carry data (11 of 16), where the file says so or its values show it; else null. */
  bitsUsed: z.number().int().positive().nullable(),
  bandNames: z.array(z.string()),
  /** Index of the band that is alpha, or null. */
  alphaBand: z.number().int().nonnegative().nullable(),
  /** Value meaning "no data", per band. NaN is written as the string 'nan'. */
  nodata: z.array(z.union([z.number(), z.literal('nan')]).nullable()),
  compression: z.string(),
  tiled: z.boolean(),
  overviews: z.number().int().nonnegative(),
});
export type Raster = z.infer<typeof Raster>;

/** How samples become brightness. lo and hi are per displayed channel, in sample values. */
export const Stretch = z.object({
  /** One band index (grey) or three (red, green, blue), 0-based. */
  bands: z.union([z.tuple([z.number()]), z.tuple([z.number(), z.number(), z.number()])]),
  lo: z.array(z.number()),
  hi: z.array(z.number()),
  gamma: z.number().positive(),
  /** 'none' shows 8-bit samples as they are; 'percentile' was computed; 'manual' was set. */
  method: z.enum(['none', 'percentile', 'manual']),
  /** Amplitude-like radar is shown in decibels: 20·log10(value). */
  decibel: z.boolean(),
});
export type Stretch = z.infer<typeof Stretch>;

/** How the imagery is found again. The bytes themselves are never altered. */
export const FileRef = z.object({
  name: z.string(),
  size: z.number().nonnegative(),
  sha256: Sha256,
  /** handle: stored file handle; opfs: copy in the origin private file system; url: read by ranges. */
  kept: z.enum(['handle', 'opfs', 'url', 'none']),
  url: z.string().nullable(),
});
export type FileRef = z.infer<typeof FileRef>;

export const Frame = z.object({
  id: FrameId,
  projectId: ProjectId,
  siteId: SiteId,
  title: z.string(),
  acquired: Acquisition.nullable(),
  sensor: z.string(),
  /** At most six characters for badges: 'PNEO', 'S1'. */
  sensorShort: z.string(),
  provider: z.string(),
  credit: z.string(),
  synthetic: z.boolean(),
  file: FileRef,
  raster: Raster,
  /** null: the picture has no place on the earth; pixels work, metres do not. */
  georef: Georef.nullable(),
  /** Ground width of a pixel divided by its ground height, at the centre; 1 for square pixels. */
  pixelAspect: z.number().positive(),
  /** Ground size of a pixel row at the centre, metres (geodesic); null without georeferencing. */
  resolutionM: z.number().positive().nullable(),
  /** Closed ring of [lon, lat] through the picture's outline, counter-clockwise; null without place. */
  footprint: z.array(z.tuple([z.number(), z.number()])).nullable(),
  stretch: Stretch,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Frame = z.infer<typeof Frame>;
