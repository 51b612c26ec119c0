/** The truth file: what is on each frame and exactly where. */
import { locate } from './build';
import type { Frame } from './frame-types';
import type { Pair } from './geodesy';
import { DATUM, type Scene, type SceneObject } from './scene-types';

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** Where an object's middle appears on the ground: its place, shifted as its height makes it lean. */
function apparent(frame: Frame, object: SceneObject): SceneObject['axes'] {
  const rise = object.z - DATUM;
  return {
    ...object.axes,
    east: object.axes.east + frame.look.lean[0] * rise,
    north: object.axes.north + frame.look.lean[1] * rise,
  };
}

/** Stern (or back) port side first, then clockwise on a north-up screen. */
export function cornersOf(frame: Frame, object: SceneObject): readonly Pair[] {
  const axes = apparent(frame, object);
  const [hl, hw] = [object.length / 2, object.width / 2];
  const ring: readonly Pair[] = [
    [-hl, hw],
    [hl, hw],
    [hl, -hw],
    [-hl, -hw],
  ];
  return ring.map(([f, l]) => frame.grid.toPixel(...locate(axes, f, l)));
}

function inside(frame: Frame, corners: readonly Pair[]): boolean {
  const x = corners.reduce((sum, c) => sum + c[0], 0) / corners.length;
  const y = corners.reduce((sum, c) => sum + c[1], 0) / corners.length;
  return x > 0 && y > 0 && x < frame.grid.width && y < frame.grid.height;
}

/** Angle from true north to the grid's forward direction at the object, from two points on the ellipsoid. */
function trueHeading(frame: Frame, axes: SceneObject['axes']): number {
  const [lon0, lat0] = frame.grid.toLonLat(...locate(axes, -50, 0));
  const [lon1, lat1] = frame.grid.toLonLat(...locate(axes, 50, 0));
  const phi = (((lat0 + lat1) / 2) * Math.PI) / 180;
  const e2 = 0.00669437999014;
  const w = 1 - e2 * Math.sin(phi) ** 2;
  const east = ((lon1 - lon0) * Math.cos(phi)) / Math.sqrt(w);
  const north = ((lat1 - lat0) * (1 - e2)) / w ** 1.5;
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}

function describe(frame: Frame, object: SceneObject) {
  const axes = apparent(frame, object);
  const [lon, lat] = frame.grid.toLonLat(axes.east, axes.north);
  return {
    id: object.id,
    name: object.name,
    class: object.class,
    corners: cornersOf(frame, object).map(([x, y]) => [round(x, 3), round(y, 3)]),
    bow_known: object.bowKnown,
    heading_deg: round(trueHeading(frame, axes), 3),
    length_m: round(object.length, 3),
    beam_m: round(object.width, 3),
    center_lon: round(lon, 9),
    center_lat: round(lat, 9),
    ...(object.tiers.length > 0
      ? { containers: object.tiers.reduce((a, b) => a + b, 0), containers_by_tier: object.tiers }
      : {}),
    ...(object.ship === undefined
      ? {}
      : {
          activity: object.ship.activity,
          hatches: object.ship.hatches,
          hatches_open: object.ship.hatchesOpen,
          cranes: object.ship.cranes,
        }),
    ...(object.stacked === null
      ? {}
      : { stacked_on: object.stacked.on, tier: object.stacked.tier, on_top: object.stacked.onTop }),
  };
}

/** One frame's entry. Positions are true; the file's georeferencing is off by displacement_m. */
export function frameTruth(frame: Frame, scene: Scene) {
  const seen = scene.objects.filter((object) => inside(frame, cornersOf(frame, object)));
  const fine = frame.grid.pixel[0] < 2;
  const listed = (kind: 'container' | 'other') =>
    seen
      .filter((object) => (object.class === 'container') === (kind === 'container'))
      .map((object) => describe(frame, object));
  const radar = frame.look.kind === 'radar16';
  return {
    id: frame.id,
    file: frame.file,
    title: frame.title,
    site: frame.site,
    acquired_at: frame.acquired,
    crs: `EPSG:${frame.grid.epsg}`,
    width: frame.grid.width,
    height: frame.grid.height,
    geotransform: frame.grid.geotransform,
    displacement_m: frame.grid.displacement,
    ...(radar
      ? {
          radar: { towards_azimuth_deg: frame.light.azimuth, elevation_deg: frame.light.elevation },
        }
      : {
          sun: {
            azimuth_deg: round(frame.light.azimuth, 3),
            elevation_deg: round(frame.light.elevation, 3),
          },
        }),
    objects: listed('other'),
    containers: fine ? listed('container') : [],
  };
}

export type FrameTruth = ReturnType<typeof frameTruth>;
