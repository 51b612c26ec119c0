/** One frame of the demo: where, when, by what sensor, and how it is written. */
import type { FrameGrid, GridSpec } from './frame-grid';
import type { Pair } from './geodesy';
import type { Season } from './terrain';
import type { Compression } from './tiff-tiles';
import type { MetadataItem } from './tiff-writer';

export type SensorLook = {
  readonly kind: 'rgb8' | 'bgrn16' | 'radar16';
  /** Samples per pixel each way. */
  readonly supersample: number;
  /** Standard deviation of the optics' blur in pixels. */
  readonly blur: number;
  /** Path radiance of red, green, blue, near infrared; the sky's haze. */
  readonly haze: readonly [number, number, number, number];
  /** Standard deviation of the read noise, as radiance. */
  readonly noise: number;
  /** Metres of apparent shift per metre of height, east and north: off-nadir look or layover. */
  readonly lean: Pair;
  readonly exposure: number;
};

export type FramePlan = {
  readonly id: string;
  readonly file: string;
  readonly site: 'najin' | 'dunai';
  readonly title: string;
  readonly sensor: string;
  /** ISO 8601 UTC. */
  readonly acquired: string;
  readonly grid: GridSpec;
  readonly look: SensorLook;
  readonly season: Season;
  /** Wind: radians, where waves travel to from east towards north; roughness about 1. */
  readonly wind: { readonly to: number; readonly strength: number };
  readonly tileSize: number;
  readonly compression: Compression;
  readonly nodata: number | null;
  readonly metadata: readonly MetadataItem[];
  readonly dateTime: string | null;
  readonly seed: number;
};

export type Frame = FramePlan & {
  readonly grid: FrameGrid;
  /** Degrees; for radar where the radar stands. */
  readonly light: { readonly azimuth: number; readonly elevation: number };
};
