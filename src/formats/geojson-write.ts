/** Writing GeoJSON: RFC 7946, one feature per box, and the whole records in a member of our own. */
import type { FrameGeo } from '../domain/geo/frame-geo';
import { frameGeoOf } from '../domain/geo/measure-cache';
import { placeColumns } from '../domain/geo/place-columns';
import { cornersPixel } from '../domain/geometry/box-geometry';
import { displayText } from '../domain/imaging/display-text';
import type { Box } from '../domain/model/box';
import type { Frame } from '../domain/model/frame';
import type { BoxId, ClassId, FrameId, GroupId, VesselId } from '../domain/model/ids';
import type { BoxClass, Site } from '../domain/model/project';
import type { CargoGroup, Vessel } from '../domain/model/vessel';
import { changeTexts } from './change-texts';
import { flattenAttributes } from './flat-attributes';
import { type BoxShape, round7, shapeOf } from './geojson-shape';
import { linkColumns } from './link-columns';
import type { ExportContent, WriteContext, WriteSummary } from './types';

/**
 * Version of the `quaymark` member; a reader refuses a higher one. 2 adds vessels, groups, observations,
 * events and alignments, which a reader of 1 would lose; 3 frames that were examined whole; 4 counts of
 * groups without boxes, and boxes that were judged to show two hulls; 5 by way of which other frame a frame
 * was laid on its reference; 6 alignments that stretch.
 */
export const GEOJSON_FORMAT_VERSION = 6;

const CHUNK_CHARACTERS = 1 << 19;
const TURN_MS = 50;

/** A frame with what its features have in common. */
type Place = {
  readonly frame: Frame;
  readonly site: Site | undefined;
  readonly geo: FrameGeo | null;
  readonly columns: ReturnType<typeof placeColumns>;
  readonly display: string;
};

type Records = {
  readonly classes: ReadonlyMap<ClassId, BoxClass>;
  readonly vessels: ReadonlyMap<VesselId, Vessel>;
  readonly groups: ReadonlyMap<GroupId, CargoGroup>;
  readonly changes: ReadonlyMap<BoxId, string>;
  /** Of the boxes that are written: no box names one that is not in the file. */
  readonly boxIds: ReadonlySet<BoxId>;
};

/** The text of a file in chunks of about half a million characters. */
export async function* writeGeoJson(
  content: ExportContent,
  context: WriteContext,
): AsyncGenerator<string, WriteSummary> {
  const records: Records = {
    classes: new Map(content.classes.map((one) => [one.id, one])),
    vessels: new Map(content.vessels.map((one) => [one.id, one])),
    groups: new Map(content.groups.map((one) => [one.id, one])),
    changes: changeTexts(content),
    boxIds: new Set(content.boxes.map(({ id }) => id)),
  };
  const places = placesOf(content);
  const total = content.boxes.length;
  const withoutPlace = new Map<FrameId, number>();
  let split = 0;
  let chunk = headOf(content, context);
  let turn = performance.now();
  for (const [i, box] of content.boxes.entries()) {
    const place = places.get(box.frameId);
    const shape = place ? geometryOf(box, place) : null;
    if (shape?.type === 'MultiPolygon') split += 1;
    if (!shape) withoutPlace.set(box.frameId, (withoutPlace.get(box.frameId) ?? 0) + 1);
    const properties = propertiesOf(box, records, place);
    const feature = { type: 'Feature', id: box.id, geometry: shape, properties };
    chunk += `${i === 0 ? '\n' : ',\n'}${JSON.stringify(feature)}`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
    context.progress?.(i + 1, total);
    turn = await breathe(turn);
    context.signal?.throwIfAborted();
  }
  yield `${chunk}\n]}\n`;
  context.progress?.(total, total);
  return summaryOf(content, withoutPlace, split);
}

/** Lets messages in (an abort, say) when the last time is long enough ago. */
async function breathe(since: number): Promise<number> {
  if (performance.now() - since < TURN_MS) return since;
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now();
}

function placesOf(content: ExportContent): ReadonlyMap<FrameId, Place> {
  const sites = new Map(content.sites.map((site) => [site.id, site]));
  const frames = new Map(content.frames.map((frame) => [frame.id, frame]));
  return new Map(
    content.frames.map((frame) => {
      const reference = frame.alignment && frames.get(frame.alignment.referenceId);
      const columns = placeColumns(frame, reference);
      const site = sites.get(frame.siteId);
      const display = displayText(frame);
      return [frame.id, { frame, site, geo: frameGeoOf(frame), columns, display }];
    }),
  );
}

/** Everything before the first feature. `name` is what GDAL and QGIS call the layer. */
function headOf(content: ExportContent, context: WriteContext): string {
  const { project, sites, classes, frames, boxes, scope } = content;
  const { vessels, groups, observations, events } = content;
  // Its address may hold the analyst's key to a paid service.
  const { baseMap: _baseMap, ...shared } = project;
  const quaymark = {
    format_version: GEOJSON_FORMAT_VERSION,
    app_version: context.appVersion,
    exported_at: context.exportedAt,
    scope,
    box_count: boxes.length,
    project: shared,
    sites,
    classes,
    frames: frames.map(withoutKeys),
    vessels,
    groups,
    observations,
    events,
  };
  const name = JSON.stringify(project.name);
  return `{"type":"FeatureCollection","name":${name},"quaymark":${JSON.stringify(quaymark)},"features":[`;
}

/** Signed addresses carry their key in the query, others a name and password before the host. */
function withoutKeys(frame: Frame): Frame {
  if (frame.file.url === null || !URL.canParse(frame.file.url)) return frame;
  const address = new URL(frame.file.url);
  // Not the origin, which is 'null' for all but the usual schemes.
  for (const part of ['username', 'password', 'search', 'hash'] as const) address[part] = '';
  return { ...frame, file: { ...frame.file, url: address.href } };
}

function geometryOf(box: Box, { geo }: Place): BoxShape | null {
  const corners = geo?.cornersLonLat(box.geometry);
  return corners ? shapeOf(corners) : null;
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

/**
 * One row of an attribute table. pixel_corners are rounded to a thousandth of a pixel; pixel_x to
 * keel_angle_rad are the stored numbers themselves, from which a box is read back.
 */
function propertiesOf(box: Box, records: Records, place: Place | undefined) {
  const boxClass = records.classes.get(box.classId);
  const { geometry } = box;
  const measures = place?.geo?.boxMeasures(geometry) ?? null;
  const corners = cornersPixel(geometry, place?.frame.pixelAspect ?? 1);
  const heading = measures && round(measures.headingDeg, 3) % 360;
  return {
    id: box.id,
    box_number: box.number,
    class: boxClass?.name ?? null,
    class_number: boxClass?.number ?? null,
    site: place?.site?.name ?? null,
    frame_id: box.frameId,
    frame_title: place?.frame.title ?? null,
    acquired_at: place?.frame.acquired?.value ?? null,
    acquired_precision: place?.frame.acquired?.precision ?? null,
    image_file: place?.frame.file.name ?? null,
    image_sha256: place?.frame.file.sha256 ?? null,
    display: place?.display ?? null,
    ...(place?.columns ?? placeColumns({ georef: null }, undefined)),
    ...linkColumns(box, records),
    not_same_hull: verdictsOf(box, records),
    changes: records.changes.get(box.id) ?? null,
    length_m: measures && round(measures.lengthM, 3),
    width_m: measures && round(measures.widthM, 3),
    size_copied: box.sizeCopied ?? false,
    heading_deg: box.bowKnown ? heading : null,
    axis_deg: measures && round(measures.axisDeg, 3) % 180,
    bow_known: box.bowKnown,
    center_lon: measures && round7(measures.center[0]),
    center_lat: measures && round7(measures.center[1]),
    pixel_corners: corners.map(([x, y]) => [round(x, 3), round(y, 3)]),
    ...flattenAttributes(box.attributes),
    author: box.author,
    created_at: box.createdAt,
    updated_at: box.updatedAt,
    locked: box.locked,
    pixel_x: geometry.x,
    pixel_y: geometry.y,
    pixel_length: geometry.length,
    pixel_width: geometry.width,
    keel_angle_rad: geometry.angle,
  };
}

/** The ids of boxes that were judged to show another hull; null for none. */
function verdictsOf({ notSame = [] }: Box, { boxIds }: Records): readonly BoxId[] | null {
  const written = notSame.filter((id) => boxIds.has(id));
  return written.length > 0 ? written : null;
}

function summaryOf(
  content: ExportContent,
  withoutPlace: ReadonlyMap<FrameId, number>,
  split: number,
): WriteSummary {
  const titles = new Map(content.frames.map((frame) => [frame.id, frame.title]));
  const count = [...withoutPlace.values()].reduce((sum, one) => sum + one, 0);
  const warnings = [...withoutPlace].map(([frameId, boxes]) => {
    const title = titles.get(frameId) ?? frameId;
    const what = boxes === 1 ? '1 box is' : `${boxes} boxes are`;
    return `${what} on "${title}", which has no place on the earth: written with pixels and without a geometry.`;
  });
  return { features: content.boxes.length, withoutPlace: count, split, warnings };
}
