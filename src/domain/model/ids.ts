/** Identifiers are opaque strings, branded so that one kind cannot be passed for another. */
import { z } from 'zod';

export const ProjectId = z.string().min(1).brand<'ProjectId'>();
export type ProjectId = z.infer<typeof ProjectId>;
export const SiteId = z.string().min(1).brand<'SiteId'>();
export type SiteId = z.infer<typeof SiteId>;
export const FrameId = z.string().min(1).brand<'FrameId'>();
export type FrameId = z.infer<typeof FrameId>;
export const BoxId = z.string().min(1).brand<'BoxId'>();
export type BoxId = z.infer<typeof BoxId>;
export const ClassId = z.string().min(1).brand<'ClassId'>();
export type ClassId = z.infer<typeof ClassId>;
export const VesselId = z.string().min(1).brand<'VesselId'>();
export type VesselId = z.infer<typeof VesselId>;
export const GroupId = z.string().min(1).brand<'GroupId'>();
export type GroupId = z.infer<typeof GroupId>;
export const ObservationId = z.string().min(1).brand<'ObservationId'>();
export type ObservationId = z.infer<typeof ObservationId>;
export const EventId = z.string().min(1).brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

/** SHA-256 of a file's bytes, 64 lower-case hex digits. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

/** A new random identifier: the prefix tells a reader what it names, the rest is a UUIDv4. */
export function newId<T extends { parse(value: unknown): unknown }>(
  schema: T,
  prefix: 'prj' | 'sit' | 'frm' | 'box' | 'cls' | 'ves' | 'grp' | 'obs' | 'evt',
): ReturnType<T['parse']> {
  return schema.parse(`${prefix}_${crypto.randomUUID()}`) as ReturnType<T['parse']>;
}
