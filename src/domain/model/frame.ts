/** A frame: one picture, of one image file or of several, with an acquisition time, a sensor and a place. */
import { z } from 'zod';
import { Alignment } from './alignment';
import { isDayOrInstant } from './day';
import { FrameId, ProjectId, Sha256, SiteId } from './ids';
import { Stretch } from './stretch';

export { Stretch } from './stretch';

const AcquisitionSource = z.enum(['gdal_metadata', 'tiff_tag', 'file_name', 'analyst']);

/**
 * When the picture was taken. value: ISO 8601 UTC, 'YYYY-MM-DDTHH:mm:ss[.sss]Z' for an instant
 * (seconds may be 00 where only the minute is known), 'YYYY-MM-DD' for a day.
 */
export const Acquisition = z.object({
  value: z.string().refine(isDayOrInstant, 'no day, or no time of day'),
  precision: z.enum(['instant', 'day']),
  source: AcquisitionSource,
  /** What was read, for the reader who doubts: 'ACQUISITIONDATETIME=2023-10-12T01:47:09Z'. */
  detail: z.string(),
});
export type Acquisition = z.infer<typeof Acquisition>;

/** GDAL's geotransform, see Georef. */
export const Transform = z.tuple([
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
]);
export type Transform = z.infer<typeof Transform>;

/** A place in the picture (pixels) and the same place on the map (units of the CRS). */
export const ControlPoint = z.object({
  pixel: z.tuple([z.number(), z.number()]),
  map: z.tuple([z.number(), z.number()]),
});
export type ControlPoint = z.infer<typeof ControlPoint>;

/**
 * How pixels lie on the earth. transform is GDAL's geotransform [x0, dx/dcol, dx/drow, y0, dy/dcol,
 * dy/drow] for pixel-edge coordinates (PixelIsPoint already resolved), in units of the CRS.
 */
export const Georef = z.object({
  transform: Transform,
  /** 'EPSG:32652', or null where the CRS has no code. */
  epsg: z.number().int().nullable(),
  /** As a reader knows it: 'WGS 84 / UTM zone 52N'. */
  crsName: z.string(),
  /** A proj4 definition or, where there is none, WKT, resolved once when the file is opened. */
  proj4: z.string(),
  /**
   * Where it comes from: tags of the file; files beside it (world file, .aux.xml, .prj); ground control
   * points in the file, fitted and so approximate; the analyst. Missing in older records: the file.
   */
  source: z.enum(['file', 'world_file', 'gcps', 'analyst']).optional(),
  /**
   * Within how many metres the system's datum is tied to WGS 84; null where that is not known. Missing where
   * the datum is WGS 84 or as good as that, and in older records.
   */
  datumM: z.number().positive().nullable().optional(),
  /** Root mean square of the control points' distances from where the transform puts them, pixels. */
  residualPx: z.number().nonnegative().optional(),
  /** The control points that the transform was fitted to. */
  gcps: z.array(ControlPoint).optional(),
});
export type Georef = z.infer<typeof Georef>;

const SAMPLE_TYPES = [
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
  /** Value meaning "no data", per band. What JSON has no number for is written as GDAL writes it. */
  nodata: z.array(z.union([z.number(), z.enum(['nan', 'inf', '-inf'])]).nullable()),
  /** Per band, where some have one: value · scale + offset is the physical value; null: the value itself. */
  scaling: z.array(z.object({ scale: z.number(), offset: z.number() }).nullable()).optional(),
  compression: z.string(),
  tiled: z.boolean(),
  overviews: z.number().int().nonnegative(),
});
export type Raster = z.infer<typeof Raster>;

/** Where the sun stood, in degrees; azimuth clockwise from true north. */
export const Sun = z.object({
  azimuthDeg: z.number().nullable(),
  elevationDeg: z.number().min(-90).max(90).nullable(),
  /** What was read: 'MEAN_SUN_ELEVATION=31.2'. */
  detail: z.string(),
});
export type Sun = z.infer<typeof Sun>;

const PART_ROLES = [
  'band',
  'tile',
  'world_file',
  'metadata',
  'projection',
  'overviews',
  'mask',
] as const;

/** One of the files that a frame is made of besides, or instead of, the image itself. */
export const FilePart = z.object({
  name: z.string(),
  size: z.number().nonnegative(),
  sha256: Sha256,
  role: z.enum(PART_ROLES),
});
export type FilePart = z.infer<typeof FilePart>;

/** Whether it holds some of the frame's pixels itself, as a band or a tile, and lies beside no image. */
export function isPicture({ role }: FilePart): boolean {
  return role === 'band' || role === 'tile';
}

/** How the imagery is found again. The bytes themselves are never altered. */
export const FileRef = z.object({
  name: z.string(),
  size: z.number().nonnegative(),
  sha256: Sha256,
  /** handle: stored file handle; opfs: copy in the origin private file system; url: read by ranges. */
  kept: z.enum(['handle', 'opfs', 'url', 'none']),
  url: z.string().nullable(),
  /**
   * Bands or tiles that lie in one file each, in order, and the files beside the image that are used.
   * With bands or tiles, size is the sum of theirs, and sha256 the hash of their hashes: of their 64 hex
   * digits, each followed by a line feed, in order. Missing where the frame is a single file.
   */
  parts: z.array(FilePart).optional(),
});
export type FileRef = z.infer<typeof FileRef>;

/** Which parts of a picture hold data, on a coarse grid. */
export const Coverage = z.object({
  columns: z.number().int().positive(),
  rows: z.number().int().positive(),
  /** Lengths of runs of cells, row by row from the top left: with data, without, with, and so on. */
  runs: z.array(z.number().int().nonnegative()),
});
export type Coverage = z.infer<typeof Coverage>;

/** Tells apart what a frame's files show together: the image's hash, and those of the files beside it. */
export function filesKey({ sha256, parts = [] }: FileRef): string {
  const beside = parts.filter((part) => !isPicture(part)).map((part) => part.sha256);
  return [sha256, ...beside].join(':');
}

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
  /** The place that the files gave, where the analyst has given another one. */
  fileGeoref: Georef.optional(),
  /** The file's transform where it names no usable coordinate system, for when the analyst names one. */
  unplacedTransform: Transform.nullable().optional(),
  /** Ground width of a pixel divided by its ground height, at the centre; 1 for square pixels. */
  pixelAspect: z.number().positive(),
  /** Ground size of a pixel row at the centre, metres (geodesic); null without georeferencing. */
  resolutionM: z.number().positive().nullable(),
  /** Closed ring of [lon, lat] through the picture's outline, counter-clockwise; null without place. */
  footprint: z.array(z.tuple([z.number(), z.number()])).nullable(),
  /** Missing where the whole picture holds data, and of frames of before this was looked at. */
  coverage: Coverage.optional(),
  stretch: Stretch,
  sun: Sun.nullable().default(null),
  /** How it is laid on its site's reference frame; missing where it lies as its georeferencing says. */
  alignment: Alignment.optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Frame = z.infer<typeof Frame>;

/** A stored frame with what was not recorded when it was made; the same object where nothing is missing. */
export function completeFrame(frame: Frame): Frame {
  const stored: { sun?: unknown; stretch: { interpolation?: unknown } } = frame;
  const whole = stored.sun !== undefined && stored.stretch.interpolation !== undefined;
  if (whole) return frame;
  // A date that an earlier version took, of no day of the calendar, keeps no project from opening.
  return { ...Frame.parse({ ...frame, acquired: null }), acquired: frame.acquired };
}
