/** Reading Quaymark's own GeoJSON back into the records that it was written from. */
import { z } from 'zod';
import { UserError } from '../domain/errors';
import { Box } from '../domain/model/box';
import { Frame } from '../domain/model/frame';
import type { ClassId } from '../domain/model/ids';
import { ChangeEvent, Observation } from '../domain/model/observation';
import { BoxClass, Project, Site } from '../domain/model/project';
import { CargoGroup, Vessel } from '../domain/model/vessel';
import { requireReferences, requireUnique } from './check-records';
import { unflattenAttributes } from './flat-attributes';
import type { GeoJsonRoot } from './geojson-parse';
import { GEOJSON_FORMAT_VERSION } from './geojson-write';
import { withoutImpossibleDays } from './impossible-days';
import { linkOf } from './link-columns';
import type { ReadResult } from './types';

const Version = z.looseObject({ format_version: z.number().int() });

const Member = z.object({
  format_version: z.number().int(),
  app_version: z.string(),
  exported_at: z.string(),
  scope: z.enum(['selection', 'frame', 'site', 'project']),
  box_count: z.number().int().nonnegative(),
  project: Project,
  sites: z.array(Site),
  classes: z.array(BoxClass),
  frames: z.array(Frame),
  vessels: z.array(Vessel).default([]),
  groups: z.array(CargoGroup).default([]),
  observations: z.array(Observation).default([]),
  events: z.array(ChangeEvent).default([]),
});
type Member = z.infer<typeof Member>;

/**
 * The records of a file, value for value. The box's pixel numbers in its properties are the truth, not
 * the geometry, which is rounded to 1.1 cm.
 * @throws UserError, so that nothing is imported, where anything in the file is not as it was written.
 */
export function readOwn(root: GeoJsonRoot, name: string): Extract<ReadResult, { kind: 'project' }> {
  const { member: mended, warnings } = withoutImpossibleDays(root.quaymark, name);
  const member = memberOf(mended, name);
  const classIds = new Map(member.classes.map((one) => [one.number, one.id]));
  const features = root.features ?? [];
  const boxes = features.map((feature, index) => boxOf(feature, index, name, member, classIds));
  const { project, sites, classes, frames, vessels, groups, observations, events } = member;
  const records = { project, sites, classes, frames, boxes, vessels, groups, observations, events };
  requireUnique(records, name);
  requireReferences(records, name);
  const missing = member.box_count - boxes.length;
  if (missing > 0) {
    throw new UserError(
      `${name} is not complete: it should hold ${member.box_count} boxes and holds ${boxes.length}. Export it again, or take another copy.`,
    );
  }
  const more = missing < 0 ? [`${name} holds ${-missing} more boxes than were exported.`] : [];
  return { kind: 'project', records, scope: member.scope, warnings: [...warnings, ...more] };
}

function memberOf(value: unknown, name: string): Member {
  const version = Version.safeParse(value);
  if (version.success && version.data.format_version > GEOJSON_FORMAT_VERSION) {
    throw new UserError(
      `${name} was written by a newer Quaymark (format ${version.data.format_version}; this one reads up to ${GEOJSON_FORMAT_VERSION}). Update Quaymark, then import it again.`,
    );
  }
  const member = Member.safeParse(value);
  if (member.success) return member.data;
  throw new UserError(
    `${name} is a Quaymark file, but its "quaymark" part is damaged at ${placeOf(member.error)}. Take another copy of the file.`,
  );
}

/** 'frames.0.file.sha256 (expected a string)'. */
function placeOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'its top'} (${issue.message})` : 'an unknown place';
}

/** A feature's properties as they are: a schema would copy seventy of each of 100,000 features. */
function propertiesOf(feature: unknown): Readonly<Record<string, unknown>> {
  const { properties } = isObject(feature) ? feature : {};
  return isObject(properties) ? properties : {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function boxOf(
  feature: unknown,
  index: number,
  name: string,
  { project }: Member,
  classes: ReadonlyMap<number, ClassId>,
): Box {
  const p = propertiesOf(feature);
  const box = Box.safeParse({
    id: p.id,
    projectId: project.id,
    frameId: p.frame_id,
    classId: typeof p.class_number === 'number' ? classes.get(p.class_number) : undefined,
    number: p.box_number,
    geometry: {
      x: p.pixel_x,
      y: p.pixel_y,
      length: p.pixel_length,
      width: p.pixel_width,
      angle: p.keel_angle_rad,
    },
    bowKnown: p.bow_known,
    locked: p.locked,
    ...(p.size_copied === true && { sizeCopied: true }),
    attributes: unflattenAttributes(p),
    ...linkOf(p),
    ...(Array.isArray(p.not_same_hull) && { notSame: p.not_same_hull }),
    author: p.author,
    createdAt: p.created_at,
    updatedAt: p.updated_at,
  });
  if (box.success) return box.data;
  const which = typeof p.box_number === 'number' ? `box ${p.box_number}` : `feature ${index + 1}`;
  throw new UserError(
    `${name} is a Quaymark file, but ${which} is damaged at ${placeOf(box.error)}. Nothing was imported; take another copy of the file.`,
  );
}
