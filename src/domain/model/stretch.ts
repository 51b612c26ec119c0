/** How a frame's samples are shown: which bands, between which values, in which colours. */
import { z } from 'zod';

/** Colours of a picture of one channel: plain grey, even steps of lightness, two-sided about the middle. */
export const RAMPS = ['grey', 'uniform', 'diverging'] as const;
export type RampName = (typeof RAMPS)[number];

/** Where lo and hi come from: the samples as they are, the picture's statistics, or the analyst. */
const STRETCH_METHODS = ['none', 'percentile', 'min_max', 'sigma', 'manual'] as const;

/** Normalised differences: vegetation (near infrared, red) and water (green, near infrared). */
const INDICES = ['ndvi', 'ndwi'] as const;

const band = z.number().int().nonnegative();

/**
 * How samples become brightness (see domain/imaging/display for the formula). Fields with a default
 * are missing from records that were made before there was such a choice.
 */
export const Stretch = z.object({
  /**
   * 0-based bands: one (grey or a colour ramp), two (the index (a − b) / (a + b)), or three (red,
   * green, blue).
   */
  bands: z.union([z.tuple([band]), z.tuple([band, band]), z.tuple([band, band, band])]),
  /** The name of the index of two bands. */
  index: z.enum(INDICES).nullable().default(null),
  /** Per displayed channel, in sample values (of an index: its values, −1…1). */
  lo: z.array(z.number()),
  hi: z.array(z.number()),
  method: z.enum(STRETCH_METHODS),
  /** Per cent cut off at each end ('percentile'), or how many standard deviations ('sigma'). */
  parameter: z.number().nonnegative().nullable().default(null),
  /** What lo and hi were computed from: the whole frame, or what was in view. */
  extent: z.enum(['frame', 'view']).default('frame'),
  gamma: z.number().positive(),
  /** Added to the brightness (0…1). */
  brightness: z.number().min(-1).max(1).default(0),
  /** Factor about the middle grey. */
  contrast: z.number().min(0).default(1),
  /** Factor on what differs from grey: 0 shows colours as grey, 1 as they are. */
  saturation: z.number().min(0).default(1),
  invert: z.boolean().default(false),
  /** Amount of what differs from the four neighbours that is added; 0: none. */
  sharpen: z.number().min(0).default(0),
  ramp: z.enum(RAMPS).default('grey'),
  /** Above 1:1: pixels as squares, or smoothed. */
  interpolation: z.enum(['nearest', 'smooth']).default('nearest'),
  /** Amplitude-like radar is shown in decibels: 20·log10(value). */
  decibel: z.boolean(),
});
export type Stretch = z.infer<typeof Stretch>;

/** What decides which numbers are shown, before any of them becomes brightness. */
export type ChannelChoice = Pick<Stretch, 'bands' | 'decibel'>;

/** The adjustments that change nothing. */
export const PLAIN = {
  gamma: 1,
  brightness: 0,
  contrast: 1,
  saturation: 1,
  invert: false,
  sharpen: 0,
} as const satisfies Partial<Stretch>;

/** A stretch of which only the choices that matter are given; the others are the schema's defaults. */
export function stretchOf(
  given: Pick<Stretch, 'bands' | 'lo' | 'hi' | 'method'> & Partial<Stretch>,
): Stretch {
  return Stretch.parse({ gamma: 1, decibel: false, ...given });
}
