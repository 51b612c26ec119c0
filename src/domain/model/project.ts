/** A project and its parts that are not frames or boxes: sites and classes. */
import { z } from 'zod';
import { ClassId, FrameId, ProjectId, SiteId } from './ids';

/** Version of the shape of stored records; a higher one than this is refused, a lower one migrated. */
export const SCHEMA_VERSION = 2;

/** Map tiles around frames, from an address of the analyst's: a template of tiles, or that of a WMTS. */
export const BaseMap = z.object({
  address: z.string().min(1),
  attribution: z.string(),
  /** The identifier of a WMTS's layer; missing until one is chosen, and of templates. */
  layer: z.string().min(1).optional(),
});
export type BaseMap = z.infer<typeof BaseMap>;

export const Project = z.object({
  id: ProjectId,
  name: z.string().min(1),
  author: z.string(),
  synthetic: z.boolean(),
  /** Missing until one is given. */
  baseMap: BaseMap.optional(),
  /** The numbers that the next box and the next class get; they only go up. */
  nextBoxNumber: z.number().int().positive(),
  nextClassNumber: z.number().int().positive(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Project = z.infer<typeof Project>;

export const Site = z.object({
  id: SiteId,
  projectId: ProjectId,
  name: z.string().min(1),
  /** [lon, lat] of the middle of its frames; null for pictures without a place. */
  center: z.tuple([z.number(), z.number()]).nullable(),
  /** IANA zone for local times, or null. */
  timeZone: z.string().nullable(),
  /** The frame that the site's others are aligned to; missing until one is chosen. */
  referenceFrameId: FrameId.optional(),
});
export type Site = z.infer<typeof Site>;

export const BoxClass = z.object({
  id: ClassId,
  projectId: ProjectId,
  /** Fixed when the class is made and never given again: the class index of label exports. */
  number: z.number().int().positive(),
  name: z.string().min(1),
  /** '#rrggbb'. */
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  /** One keyboard character, or null. */
  key: z.string().length(1).nullable(),
  /** Place in lists, ascending. */
  order: z.number(),
  /** Whether its boxes have a bow: ships do, containers do not. */
  directed: z.boolean(),
  /** Category above the class: 'ship', 'cargo', 'equipment'. */
  category: z.string(),
});
export type BoxClass = z.infer<typeof BoxClass>;

/** Only ships are hulls that can be followed; a class of the user's own may be one. */
export function isHull({ directed, category }: BoxClass): boolean {
  return directed || category === 'ship';
}
