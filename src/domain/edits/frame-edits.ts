/** Edits of frames and sites. All refuse with a UserError whose sentence says why. */
import { UserError } from '../errors';
import { distanceM, wrapLongitude } from '../geo/geodesy';
import { type PlaceFields, placeFields } from '../geo/placing';
import type { Patch } from '../model/commit';
import { type FilePart, Frame, type Georef } from '../model/frame';
import { type FrameId, newId, SiteId } from '../model/ids';
import type { Site } from '../model/project';
import type { LonLat, Meters } from '../model/units';
import { added, changed, frameOf, removed, requireName, siteOf } from './edit-parts';
import { eventsInOrder } from './event-order';
import { withoutAlignment, withoutFrame, withoutReference } from './left-behind';
import type { DocumentView, Edit, EditContext } from './types';

/** Frames whose middle is nearer than this to a site's middle belong to it. */
const SITE_RADIUS: Meters = 20_000;

type Footprint = readonly (readonly [number, number])[];

/** A site for a frame: one that is there, or a new one that the frame's edit has to add. */
export type SitePlace = { readonly site: Site; readonly isNew: boolean };

/**
 * The nearest site within SITE_RADIUS of the footprint's middle, else a new one. Frames without a
 * place share one site without a place.
 */
export function siteFor(doc: DocumentView, footprint: Footprint | null): SitePlace {
  const center = footprint && middleOf(footprint);
  let best: { site: Site; away: Meters } | null = null;
  for (const site of doc.all('sites')) {
    const away = awayFrom(site, center);
    if (away !== null && away <= SITE_RADIUS && (!best || away < best.away)) best = { site, away };
  }
  if (best) return { site: best.site, isNew: false };
  const name = center ? placeName(center) : 'Without a place';
  return { site: newSite(doc, name, center), isNew: true };
}

function awayFrom(site: Site, center: [number, number] | null): Meters | null {
  if (center === null || site.center === null) return center === site.center ? 0 : null;
  return distanceM(site.center, center);
}

/** 'Site at 42.24° N 130.30° E', until somebody gives it a name. */
function placeName([lon, lat]: LonLat): string {
  const north = `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? 'S' : 'N'}`;
  return `Site at ${north} ${Math.abs(lon).toFixed(2)}° ${lon < 0 ? 'W' : 'E'}`;
}

function newSite(doc: DocumentView, name: string, center: [number, number] | null): Site {
  return { id: newId(SiteId, 'sit'), projectId: doc.projectId, name, center, timeZone: null };
}

/** The middle of a footprint's bounds; the longitudes of a ring across the antimeridian run on without a jump. */
export function middleOf(footprint: Footprint): [number, number] {
  const lons = footprint.map(([lon]) => lon);
  const lats = footprint.map(([, lat]) => lat);
  return [
    wrapLongitude((Math.min(...lons) + Math.max(...lons)) / 2),
    (Math.min(...lats) + Math.max(...lats)) / 2,
  ];
}

/** Adds a frame, and its site where that is new. */
export function addFrame(
  doc: DocumentView,
  _ctx: EditContext,
  args: { readonly frame: Frame } & SitePlace,
): Edit {
  const frame = { ...args.frame, siteId: args.site.id };
  if (doc.get('frames', frame.id)) {
    throw new UserError(`"${frame.title}" is in the project already.`);
  }
  const site = args.isNew ? [added('sites', args.site)] : [];
  return { label: `Add frame ${frame.title}`, patches: [...site, added('frames', frame)] };
}

/** What can be changed of a frame: everything but what it is and where it belongs. */
export type FrameChanges = Partial<
  Omit<Frame, 'id' | 'projectId' | 'siteId' | 'createdAt' | 'updatedAt'>
>;

/** Another date may put the frame before those that it was after: its events are turned round with it. */
export function updateFrame(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: FrameId; readonly changes: FrameChanges; readonly verb?: string },
): Edit {
  const frame = frameOf(doc, args.id);
  const { acquired } = { ...frame, ...args.changes };
  // A date that is on record is not asked again: an old one that is amiss keeps none from a change.
  const asked = args.changes.acquired ?? null;
  const next = { ...frame, ...args.changes, acquired: asked, updatedAt: ctx.now };
  const checked = Frame.safeParse(next);
  const label = `${args.verb ?? 'Change'} frame ${frame.title}`;
  if (!checked.success) {
    const field = checked.error.issues[0]?.path.join('.') ?? 'value';
    if (field.startsWith('acquired')) {
      throw new UserError(
        `"${asked?.value ?? ''}" is no date and time of a picture. Write a day such as 2023-10-12.`,
      );
    }
    throw new UserError(`The ${field} of "${frame.title}" cannot be set to that.`);
  }
  const after = { ...checked.data, acquired };
  const keys = Object.keys(args.changes) as (keyof FrameChanges)[];
  const same = keys.every((key) => JSON.stringify(frame[key]) === JSON.stringify(after[key]));
  if (same) return { label, patches: [] };
  const events = args.changes.acquired ? eventsInOrder(doc, ctx, after) : [];
  return { label, patches: [changed('frames', frame, after), ...events] };
}

/** Sets how several frames are shown, in one edit. */
export function setStretches(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly stretches: ReadonlyMap<FrameId, Frame['stretch']> },
): Edit {
  const patches = [...args.stretches].flatMap(([id, stretch]) => {
    return updateFrame(doc, ctx, { id, changes: { stretch } }).patches;
  });
  const count = patches.length === 1 ? '1 frame' : `${patches.length} frames`;
  return { label: `Copy the display to ${count}`, patches };
}

/**
 * Removes a frame with all of its boxes, observations and events, and its site where no other frame is
 * left there. Frames that were laid on it lie where their georeferencing says again.
 */
export function removeFrame(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: FrameId },
): Edit {
  const frame = frameOf(doc, args.id);
  const boxes = doc.boxesOf(frame.id);
  const along = boxes.length === 0 ? '' : ` with ${boxes.length} boxes`;
  return {
    label: `Remove frame ${frame.title}${boxes.length === 1 ? ' with 1 box' : along}`,
    patches: [
      ...withoutFrame(doc, ctx, frame, boxes),
      removed('frames', frame),
      ...leftSite(doc, frame),
    ],
  };
}

/** The patch for the site that a frame leaves: dropped with its last frame, without its reference. */
function leftSite(doc: DocumentView, leaving: Frame): readonly Patch[] {
  const site = doc.get('sites', leaving.siteId);
  if (!site) return [];
  for (const other of doc.all('frames')) {
    if (other.siteId !== leaving.siteId || other.id === leaving.id) continue;
    const { referenceFrameId, ...rest } = site;
    return referenceFrameId === leaving.id ? [changed('sites', site, rest)] : [];
  }
  return [removed('sites', site)];
}

/**
 * Gives a frame a place of the analyst's, or takes that away: then it lies where its files say. A frame
 * among those without a place moves to the site that it turns out to be at. Where it has boxes its pixels
 * keep the shape they were drawn in. Alignments of it and to it held for the old place, and are dropped.
 */
export function placeFrame(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: FrameId; readonly georef: Georef | null },
): Edit {
  const frame = frameOf(doc, args.id);
  const byFile =
    frame.georef?.source === 'analyst' ? frame.fileGeoref : (frame.georef ?? undefined);
  const fields = placeFields(args.georef ?? byFile ?? null, frame.raster);
  if (!fields) {
    throw new UserError(
      `That would put "${frame.title}", or parts of it, off the earth. Check the points or the coordinate system.`,
    );
  }
  const { fileGeoref: _, ...others } = frame;
  const kept = args.georef && byFile ? { fileGeoref: byFile } : {};
  const placed = { ...others, ...kept, updatedAt: ctx.now };
  return {
    label: args.georef ? `Place frame ${frame.title}` : `Take the place from frame ${frame.title}`,
    patches: moveFrame(doc, ctx, {
      frame: placed,
      before: frame,
      fields,
      stays: args.georef === null,
    }),
  };
}

/** Lays a frame elsewhere, with what follows from that for its site and for alignments. */
function moveFrame(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    /** With all other changes made. */
    readonly frame: Frame;
    readonly before: Frame;
    readonly fields: PlaceFields;
    /** It keeps its site, whatever that is. */
    readonly stays?: boolean;
  },
): Patch[] {
  const { frame, before, fields } = args;
  const pixelAspect = doc.boxesOf(frame.id).length > 0 ? frame.pixelAspect : fields.pixelAspect;
  const current = doc.get('sites', frame.siteId);
  const stays = args.stays || (current !== undefined && current.center !== null);
  const target = stays ? null : siteFor(doc, fields.footprint);
  const siteId = target ? target.site.id : frame.siteId;
  const after = { ...withoutAlignment(frame), ...fields, pixelAspect, siteId };
  return [
    ...(target?.isNew ? [added('sites', target.site)] : []),
    changed('frames', before, after),
    ...withoutReference(doc, ctx, frame.id),
    ...(target ? leftSite(doc, before) : []),
  ];
}

/** What the files of a frame say of it, all together. */
export type FilesSay = Pick<
  Frame,
  'georef' | 'raster' | 'pixelAspect' | 'resolutionM' | 'footprint' | 'acquired' | 'sun'
> & {
  readonly unplacedTransform?: Frame['unplacedTransform'];
  readonly coverage?: Frame['coverage'];
};

/**
 * Adds files that lie beside a frame's image. What they say of place and samples is taken over, a place
 * of the analyst's and what else is known stay; alignments fall with a place that changes.
 */
export function addSideFiles(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: FrameId; readonly parts: readonly FilePart[]; readonly says: FilesSay },
): Edit {
  const before = frameOf(doc, args.id);
  const { says } = args;
  const { coverage: _, ...frame } = before;
  const given = {
    file: { ...frame.file, parts: [...args.parts] },
    raster: says.raster,
    acquired: frame.acquired ?? says.acquired,
    sun: frame.sun ?? says.sun,
    unplacedTransform: says.unplacedTransform ?? null,
    ...(says.coverage && { coverage: says.coverage }),
    updatedAt: ctx.now,
  };
  const label = `Add files to frame ${frame.title}`;
  if (frame.georef?.source === 'analyst') {
    const byFiles = says.georef ? { fileGeoref: says.georef } : {};
    return { label, patches: [changed('frames', before, { ...frame, ...given, ...byFiles })] };
  }
  if (JSON.stringify(frame.georef) === JSON.stringify(says.georef)) {
    return { label, patches: [changed('frames', before, { ...frame, ...given })] };
  }
  const { georef, pixelAspect, resolutionM, footprint } = says;
  const fields = { georef, pixelAspect, resolutionM, footprint };
  const patches = moveFrame(doc, ctx, { frame: { ...frame, ...given }, before, fields });
  return { label, patches };
}

/**
 * What a provider's text says of a frame: its time, unless the analyst gave one, the sun, and the sensor where
 * none is known. No patches where nothing is new.
 */
export function describeFrame(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: FrameId; readonly says: Pick<Frame, 'acquired' | 'sun' | 'sensor'> },
): Edit {
  const frame = frameOf(doc, args.id);
  const { says } = args;
  const byAnalyst = frame.acquired?.source === 'analyst';
  const known = {
    acquired: byAnalyst ? frame.acquired : (says.acquired ?? frame.acquired),
    sun: says.sun ?? frame.sun,
    sensor: frame.sensor || says.sensor,
  };
  const label = `Describe frame ${frame.title}`;
  const before = { acquired: frame.acquired, sun: frame.sun, sensor: frame.sensor };
  if (JSON.stringify(known) === JSON.stringify(before)) return { label, patches: [] };
  return { label, patches: [changed('frames', frame, { ...frame, ...known, updatedAt: ctx.now })] };
}

function updateSite(
  doc: DocumentView,
  _ctx: EditContext,
  args: {
    readonly id: SiteId;
    readonly changes: Partial<Pick<Site, 'name' | 'center' | 'timeZone'>>;
  },
): Edit {
  const site = siteOf(doc, args.id);
  const name = requireName(args.changes.name ?? site.name, 'site');
  const after = { ...site, ...args.changes, name };
  const same = JSON.stringify(after) === JSON.stringify(site);
  const label = name === site.name ? `Change site ${name}` : `Rename site ${site.name} to ${name}`;
  return { label, patches: same ? [] : [changed('sites', site, after)] };
}

export function renameSite(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: SiteId; readonly name: string },
): Edit {
  return updateSite(doc, ctx, { id: args.id, changes: { name: args.name } });
}

/**
 * Moves a frame to a site, which may be new. A site that is left without a frame is dropped, and so are
 * alignments of the frame, or to it, since frames are laid on a reference of their own site.
 */
export function moveFrameToSite(
  doc: DocumentView,
  ctx: EditContext,
  args: { readonly id: FrameId } & SitePlace,
): Edit {
  const { site, isNew } = args;
  const frame = frameOf(doc, args.id);
  if (!isNew) siteOf(doc, site.id);
  const label = `Move frame ${frame.title} to ${site.name}`;
  if (frame.siteId === site.id) return { label, patches: [] };
  return {
    label,
    patches: [
      ...(isNew ? [added('sites', site)] : []),
      changed('frames', frame, {
        ...withoutAlignment(frame),
        siteId: site.id,
        updatedAt: ctx.now,
      }),
      ...withoutReference(doc, ctx, frame.id),
      ...leftSite(doc, frame),
    ],
  };
}
