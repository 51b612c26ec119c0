/**
 * Ships that are hard to tell apart, drawn by the demo's renderer: a fleet of one kind and nearly one
 * size at sea, seen twice from other sides, under other light, by other sensors.
 */
import { material, SceneBuilder } from '../../../src/demo/build';
import { makeGrid } from '../../../src/demo/frame-grid';
import type { Frame, SensorLook } from '../../../src/demo/frame-types';
import { type Random, randomStream } from '../../../src/demo/random';
import { renderWindow, viewOf } from '../../../src/demo/render';
import { IDLE, type ShipSpec, type ShipState } from '../../../src/demo/ship-types';
import { addShip } from '../../../src/demo/ships';
import { signatureOf } from '../../../src/domain/identity/appearance';
import { rectifyChip, type SampleWindow } from '../../../src/domain/identity/chip';
import type { HullSight } from '../../../src/domain/identity/evidence';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';

const SITE = { lon: 129, lat: 40 };
/** Metres between ships. */
const PITCH = 190;
const RADIANS = Math.PI / 180;

/** A ship as an analyst would have boxed it. */
export type Sight = {
  readonly id: string;
  readonly box: BoxGeometry;
  readonly lengthM: number;
  readonly beamM: number;
  /** Metres of a pixel. */
  readonly resolutionM: number;
  readonly window: SampleWindow;
};

const DECKS = ['8a4a3e', '7c4438', '4b6b58', '56705c', '77797a', '6d7073'] as const;
const HATCHES = ['7f9486', 'a0a29e', '9a5f4f', 'a99a78', '8d4c40', '6f8375'] as const;
const HULLS = ['25272b', '25395c', '2f5a48', '7a3a2e'] as const;
const HOUSES = ['cfcfca', 'd3c9ae', 'c6c6be'] as const;
const FUNNELS = ['2f5c9a', 'a8352c', 'c09a4c', '25272b'] as const;
const CRANES = ['c79a2c', '8f979b', 'c6c6be'] as const;

/** A ship of about 120 m with hatches and perhaps cranes: what the three ships of the demo are. */
function anyShip(id: string, random: Random): ShipSpec {
  const length = 120 * random.between(0.96, 1.04);
  const hatches = random.pick([3, 4, 5]);
  const stern = -length / 2 + random.between(5.5, 9);
  const geared = random.pick([0, 1, 2, 2, 3]);
  return {
    id,
    name: null,
    class: 'cargo ship',
    kind: 'geared',
    length,
    beam: 18.4 * random.between(0.96, 1.04),
    freeboard: random.between(4.6, 5.6),
    hull: material(random.pick(HULLS)),
    deck: material(random.pick(DECKS)),
    hatch: material(random.pick(HATCHES)),
    house: material(random.pick(HOUSES)),
    funnel: material(random.pick(FUNNELS)),
    craneColour: material(random.pick(CRANES)),
    hatches,
    houseSpan: [stern, stern + random.between(14, 18)],
    cranes: Array.from(
      { length: geared },
      (_, i) => length * (-0.22 + (0.56 * (i + 0.5)) / geared + random.between(-0.04, 0.04)),
    ),
  };
}

type Sky = { readonly azimuth: number; readonly elevation: number };

function anyLook(random: Random): SensorLook {
  const haze = random.between(0.3, 1.6);
  return {
    kind: random.pick(['rgb8', 'bgrn16']),
    supersample: 2,
    blur: random.between(0.45, 0.7),
    haze: [0.018 * haze, 0.027 * haze, 0.042 * haze, 0.01 * haze],
    noise: random.between(0.001, 0.003),
    lean: [random.between(-0.15, 0.15), random.between(-0.15, 0.15)],
    exposure: random.between(1.6, 2.8),
  };
}

function frameOf(look: SensorLook, light: Sky, resolutionM: number, ships: number, seed: number) {
  const spec = {
    epsg: 32652,
    width: Math.ceil((ships * PITCH) / resolutionM),
    height: Math.ceil(PITCH / resolutionM),
    pixel: [resolutionM, resolutionM] as const,
    centre: [0, 0] as const,
    displacement: [0, 0] as const,
  };
  const frame: Frame = {
    id: 'fleet',
    file: 'fleet.tif',
    site: 'najin',
    title: '',
    sensor: '',
    acquired: '2023-09-12T02:11:37Z',
    grid: makeGrid(spec, SITE),
    look,
    season: { autumn: 0, snow: 0 },
    wind: { to: seed, strength: 1 },
    tileSize: 256,
    compression: { kind: 'none' },
    nodata: null,
    metadata: [],
    dateTime: null,
    seed,
    light,
  };
  return frame;
}

export type Change = {
  /** Whether hatches may have been opened or closed between the two pictures. */
  readonly working: boolean;
};

/** Renders the ships in a row and boxes them as a hand would. */
function picture(ships: readonly ShipSpec[], seed: number, { working }: Change): Sight[] {
  const random = randomStream(seed);
  const resolutionM = random.between(0.4, 0.8);
  const sky = { azimuth: random.between(90, 270), elevation: random.between(22, 60) };
  const frame = frameOf(anyLook(random), sky, resolutionM, ships.length, seed);
  const scene = new SceneBuilder();
  const view = viewOf(frame);
  for (const [i, ship] of ships.entries()) {
    const east = (i - (ships.length - 1) / 2) * PITCH;
    const place = { east, north: 0, heading: random.between(0, 360) };
    const open = working && random.next() < 0.5 ? [Math.floor(random.between(0, 3))] : [];
    const state: ShipState = { ...IDLE, openHatches: open, rise: random.between(-0.8, 0.8) };
    addShip(scene, ship, place, state, view);
  }
  const { width, height } = frame.grid;
  // A ring far away: there is no land in these pictures.
  const land = { ring: [9e4, 9e4, 9.1e4, 9e4, 9e4, 9.1e4], clearings: [] };
  const image = renderWindow(frame, scene, land, { x: 0, y: 0, width, height });
  const order = frame.look.kind === 'rgb8' ? [0, 1, 2] : [2, 1, 0];
  const gamma = frame.look.kind === 'rgb8' ? random.between(0.75, 1.35) : 1;
  const full = frame.look.kind === 'rgb8' ? 255 : 2047;
  const planes = order.map((band) =>
    Float32Array.from(
      { length: width * height },
      (_, i) => full * ((image.data[i * image.bands + band] ?? 0) / full) ** gamma,
    ),
  );
  const window: SampleWindow = { width, height, x: 0, y: 0, step: 1, aspect: 1, planes };
  return scene.objects.map((ship) => {
    const rise = ship.z - 3;
    const east = ship.axes.east + view.lean[0] * rise;
    const north = ship.axes.north + view.lean[1] * rise;
    const [x, y] = frame.grid.toPixel(east, north);
    const half = 0.5 * RADIANS;
    const off = () => random.between(-1, 1);
    const turned = random.next() < 0.5 ? Math.PI : 0;
    const lengthM = ship.length + off() * resolutionM * 1.5;
    const beamM = ship.width + off() * resolutionM;
    const box = {
      x: x + off(),
      y: y + off(),
      length: lengthM / resolutionM,
      width: beamM / resolutionM,
      angle: (ship.axes.heading - 90) * RADIANS + turned + off() * half,
    };
    return { id: ship.id, box, lengthM, beamM, resolutionM, window };
  });
}

/** The same `count` ships on two dates, in the same order. */
export function lookAlikes(
  seed: number,
  count: number,
  change: Change = { working: false },
): { readonly before: readonly Sight[]; readonly after: readonly Sight[] } {
  const random = randomStream(seed);
  const ships = Array.from({ length: count }, (_, i) => anyShip(`ship-${i}`, random));
  return {
    before: picture(ships, seed * 1000 + 1, { working: false }),
    after: picture(ships, seed * 1000 + 2, change),
  };
}

/** The same sighting with its box drawn too long or too short about one of its ends. */
export function withLengthError(sight: Sight, share: number): Sight {
  const { box } = sight;
  const move = (box.length * share) / 2;
  return {
    ...sight,
    lengthM: sight.lengthM * (1 + share),
    box: {
      ...box,
      length: box.length * (1 + share),
      x: box.x + Math.cos(box.angle) * move,
      y: box.y + Math.sin(box.angle) * move,
    },
  };
}

/** What identity knows of a sighting whose date and place are not known. */
export function hullOf(sight: Sight): HullSight {
  const chip = rectifyChip(sight.window, sight.box);
  return {
    boxId: sight.id,
    lengthM: sight.lengthM,
    beamM: sight.beamM,
    resolutionM: sight.resolutionM,
    className: 'cargo ship',
    at: null,
    place: null,
    axisDeg: null,
    signature: chip && signatureOf(chip),
  };
}

/** Normal deviates of this share of the length, at most two of them, the same for the same seed. */
export function lengthErrors(seed: number, share: number): () => number {
  const random = randomStream(seed);
  return () => {
    const size = Math.sqrt(-2 * Math.log(1 - random.next()));
    const deviate = size * Math.cos(2 * Math.PI * random.next());
    return share * Math.max(-2, Math.min(2, deviate));
  };
}
