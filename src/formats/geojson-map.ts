/** Somebody else's polygons as boxes: which class, which frame, which attributes, and what is left out. */
import { readTime } from '../domain/acquisition/time-text';
import type { ImportedBox } from '../domain/edits/import-edits';
import type { FrameGeo } from '../domain/geo/frame-geo';
import { frameGeoOf } from '../domain/geo/measure-cache';
import { toPlane } from '../domain/geometry/plane';
import { fitRectangle } from '../domain/geometry/rectangle-fit';
import { BoxAttributes, EMPTY_ATTRIBUTES } from '../domain/model/attributes';
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import type { BoxClass } from '../domain/model/project';
import type { LonLat, Meters, PlaneXY } from '../domain/model/units';
import { adaptValue, type FlatValue, unflattenAttributes } from './flat-attributes';
import type { ForeignFeature, ForeignGeoJson, Ring } from './geojson-parse';

export type FrameAssignment =
  | { readonly by: 'frame'; readonly frameId: FrameId }
  /** The property holds a frame's id, title, file name or SHA-256. */
  | { readonly by: 'property'; readonly property: string }
  /** The frame that shows the place; of several, the one of the day in the date property. */
  | { readonly by: 'place'; readonly dateProperty: string | null };

export type GeoJsonMapping = {
  /** Property that names the class, or null: every box gets the default class. */
  readonly classProperty: string | null;
  /** For features without a class of their own. */
  readonly defaultClass: string;
  /** Names of the file → names of classes, where they differ; '' leaves such features out. */
  readonly classNames: Readonly<Record<string, string>>;
  /** Property → flat attribute column. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Property that says whether the first edge points to the bow, or null: no bow is known. */
  readonly bowProperty: string | null;
  readonly frames: FrameAssignment;
};

export type MappedGeoJson = {
  readonly boxes: readonly ImportedBox[];
  readonly newClasses: readonly { readonly name: string; readonly directed: boolean }[];
  /** Features (by place in the file, from 0) that give no box, and why: a sentence part. */
  readonly skipped: readonly { readonly index: number; readonly reason: string }[];
  /** Boxes that are not quite the polygon: the farthest corner's distance from the box. */
  readonly fitted: readonly {
    readonly index: number;
    readonly deviationPx: number;
    readonly deviationM: Meters | null;
  }[];
  /** Attribute values that could not be understood, per property. */
  readonly unreadable: readonly { readonly property: string; readonly count: number }[];
};

type Target = { readonly frame: Frame; readonly geo: FrameGeo };
type Report = {
  readonly skipped: { index: number; reason: string }[];
  readonly fitted: { index: number; deviationPx: number; deviationM: Meters | null }[];
  readonly unreadable: Map<string, number>;
};

/** A box farther from its polygon than this (pixel rows) is listed as fitted. */
const FITTED_PIXELS = 0.5;

/** What an import would do; nothing is changed. Linear in features times frames. */
export function mapGeoJson(
  data: ForeignGeoJson,
  mapping: GeoJsonMapping,
  targets: { readonly frames: readonly Frame[]; readonly classes: readonly BoxClass[] },
): MappedGeoJson {
  const find = frameFinder(mapping.frames, targets.frames);
  const known = new Map(targets.classes.map((one) => [one.name.toLowerCase(), one.name]));
  const newClasses = new Map<string, { name: string; directed: boolean }>();
  const report: Report = { skipped: [], fitted: [], unreadable: new Map() };
  const boxes: ImportedBox[] = [];
  for (const feature of data.features) {
    const { index, leftOut } = feature;
    const named = leftOut === null ? classNameOf(feature, mapping) : '';
    if (leftOut !== null || named === '') {
      report.skipped.push({ index, reason: leftOut ?? 'its class is not imported' });
      continue;
    }
    const attributes = attributesOf(feature, mapping, report);
    const directed =
      mapping.bowProperty !== null && isTrue(feature.properties[mapping.bowProperty]);
    const found = known.get(named.toLowerCase()) ?? newClasses.get(named.toLowerCase())?.name;
    const className = found ?? named;
    const before = boxes.length;
    for (const ring of feature.rings) {
      const target = find(feature, ring);
      const box =
        typeof target === 'string' ? target : place(ring, target, directed, index, report);
      if (typeof box === 'string') report.skipped.push({ index, reason: box });
      else boxes.push({ ...box, className, bowKnown: directed, attributes });
    }
    if (!found && boxes.length > before) {
      newClasses.set(named.toLowerCase(), { name: named, directed: SHIP_WORDS.test(named) });
    }
  }
  const unreadable = [...report.unreadable].map(([property, count]) => ({ property, count }));
  return { ...report, boxes, newClasses: [...newClasses.values()], unreadable };
}

const SHIP_WORDS =
  /\b(ships?|vessels?|boats?|motorboat|sailboat|tug|tugboat|tanker|ferry|yacht|barge|warship|trawler|freighter|carrier)\b/i;

function classNameOf({ properties }: ForeignFeature, mapping: GeoJsonMapping): string {
  const value = mapping.classProperty === null ? null : properties[mapping.classProperty];
  const given = value === null || value === undefined ? '' : String(value).trim();
  if (given === '') return mapping.defaultClass;
  return Object.hasOwn(mapping.classNames, given) ? (mapping.classNames[given] ?? given) : given;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === 'true' || value === '1';
}

function attributesOf(
  { properties }: ForeignFeature,
  mapping: GeoJsonMapping,
  { unreadable }: Report,
): BoxAttributes {
  const columns: Record<string, FlatValue> = {};
  for (const [property, column] of Object.entries(mapping.attributes)) {
    const value = properties[property];
    if (value === null || value === undefined || value === '') continue;
    const adapted = adaptValue(column, value);
    if (adapted === undefined) unreadable.set(property, (unreadable.get(property) ?? 0) + 1);
    else columns[column] = adapted;
  }
  const parsed = BoxAttributes.safeParse(unflattenAttributes(columns));
  if (parsed.success) return parsed.data;
  // Values that fit one by one and not together: a count whose bounds contradict each other.
  unreadable.set('containers', (unreadable.get('containers') ?? 0) + 1);
  const { containers_min: _min, containers_best: _best, containers_max: _max, ...rest } = columns;
  return BoxAttributes.parse({ ...EMPTY_ATTRIBUTES, ...(unflattenAttributes(rest) as object) });
}

/** The box of one outline on its frame, or the reason why there is none. */
function place(
  ring: Ring,
  { frame, geo }: Target,
  directed: boolean,
  index: number,
  report: Report,
): Pick<ImportedBox, 'frameId' | 'geometry'> | string {
  const outline: PlaneXY[] = [];
  for (const corner of ring) {
    const pixel = geo.lonLatToPixel(corner);
    if (!pixel) return `it cannot be placed on "${frame.title}"`;
    outline.push(toPlane(pixel, frame.pixelAspect));
  }
  const fit = fitRectangle(outline, frame.pixelAspect, directed);
  if (!fit) return 'its outline has no area';
  const { x, y } = fit.geometry;
  if (!contains(frame, [x, y])) return `it is outside of "${frame.title}"`;
  if (fit.deviation > FITTED_PIXELS) {
    const deviationM = frame.resolutionM === null ? null : fit.deviation * frame.resolutionM;
    report.fitted.push({ index, deviationPx: fit.deviation, deviationM });
  }
  return { frameId: frame.id, geometry: fit.geometry };
}

/** A pixel beyond the edge still counts: places in files are rounded. */
function contains({ raster }: Frame, [x, y]: readonly [number, number]): boolean {
  return x >= -1 && y >= -1 && x <= raster.width + 1 && y <= raster.height + 1;
}

type Find = (feature: ForeignFeature, ring: Ring) => Target | string;

function frameFinder(assignment: FrameAssignment, frames: readonly Frame[]): Find {
  const targets = frames.flatMap((frame): Target[] => {
    const geo = frameGeoOf(frame);
    return geo ? [{ frame, geo }] : [];
  });
  switch (assignment.by) {
    case 'frame':
      return byFrame(assignment.frameId, frames, targets);
    case 'property':
      return byProperty(assignment.property, frames, targets);
    case 'place':
      return byPlace(assignment.dateProperty, targets);
  }
}

function byFrame(id: FrameId, frames: readonly Frame[], targets: readonly Target[]): Find {
  const target = targets.find(({ frame }) => frame.id === id);
  const title = frames.find((frame) => frame.id === id)?.title ?? 'the frame';
  return () => target ?? `"${title}" has no place on the earth`;
}

function byProperty(key: string, frames: readonly Frame[], targets: readonly Target[]): Find {
  const byName = new Map<string, Target>();
  for (const target of targets) {
    const { id, title, file } = target.frame;
    for (const name of [title, file.name, file.sha256, id]) byName.set(name.toLowerCase(), target);
  }
  const placeless = new Set(frames.map(({ title }) => title.toLowerCase()));
  return ({ properties }) => {
    const value = properties[key];
    if (value === null || value === undefined || value === '') return `it has no "${key}"`;
    const name = String(value).toLowerCase();
    const missing = placeless.has(name) ? 'has no place on the earth' : 'is not in the project';
    return byName.get(name) ?? `its frame "${String(value).slice(0, 80)}" ${missing}`;
  };
}

function byPlace(dateProperty: string | null, targets: readonly Target[]): Find {
  return ({ properties }, ring) => {
    const center = centerOf(ring);
    const showing = targets.filter(({ frame, geo }) => {
      const pixel = geo.lonLatToPixel(center);
      return pixel !== null && contains(frame, pixel);
    });
    if (showing.length === 0) return 'no frame shows its place';
    const day = dateProperty === null ? null : dayOf(properties[dateProperty]);
    const dated =
      day === null ? showing : showing.filter(({ frame }) => dayOf(frame.acquired?.value) === day);
    const [only] = dated;
    if (only && dated.length === 1) return only;
    if (dated.length === 0) return `no frame of ${day} shows its place`;
    const when = day === null ? '' : ` of ${day}`;
    return `${dated.length} frames${when} show its place; choose one frame for the file, or a date property`;
  };
}

/** Longitudes of a ring run on without a jump, so the plain mean is its middle. */
function centerOf(ring: Ring): LonLat {
  const sum = ring.reduce(([lon, lat], [l, p]) => [lon + l, lat + p] as const, [0, 0] as const);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

/** '2023-10-12' of a day, or of an instant in UTC; null where the text begins with no date. */
function dayOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const read = readTime(value)?.value.slice(0, 10);
  const written = /^(\d{4})[-/](\d{2})[-/](\d{2})/.exec(value);
  return read ?? written?.slice(1, 4).join('-') ?? null;
}
