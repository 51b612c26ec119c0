/** The port of Najin as the demo tells it: what lies where on each of the four dates. */
import { axesAt, locate, SceneBuilder, shade } from './build';
import { addSlotMarks, addStack, FORTY, type StackPlan, TWENTY } from './cargo';
import { addClutter, addPatches } from './clutter';
import { ANGARA, MAIA, MARIA, SHIPS, smallBoat } from './fleet';
import type { View } from './gbuffer';
import type { Pair } from './geodesy';
import { ASPHALT, BLUE_CRANE, COAL, GREY_CRANE, ORE, ROOFS, YELLOW } from './materials';
import { addApron, addPad, addParking, addRoad, addTown } from './port';
import { randomStream } from './random';
import { type Axes, DATUM, type Scene } from './scene-types';
import { IDLE, type ShipSpec, type ShipState } from './ship-types';
import { addShip } from './ships';
import { addHeap, addTankFarm } from './storage';
import {
  addGantry,
  addLightMast,
  addPortalCrane,
  addQuayEdge,
  addShed,
  addTracks,
  addTrain,
  addVehicle,
} from './structures';
import type { Land } from './terrain';

export const NAJIN = { lon: 130.295, lat: 42.235 } as const;
/** The quay runs 081; forward is along it, left is inland. */
const PORT: Axes = { east: 0, north: 60, heading: 81 };

const SHORE: readonly Pair[] = [
  [-3600, -900],
  [-2300, -1000],
  [-1500, -620],
  [-1150, -240],
  [-900, -60],
  [-640, 6],
  [-400, 16],
  [0, 20],
  [600, 16],
  [720, 60],
  [860, 90],
  [980, 40],
  [1150, -180],
  [1400, -420],
  [2000, -520],
  [3600, -380],
  [3600, 4200],
  [-3600, 4200],
];
const TOWN: Axes = { ...PORT, heading: 74 };
const SUBURB: Axes = { ...axesAt(PORT, 560, 330), heading: 96 };
export const NAJIN_LAND: Land = {
  ring: SHORE.flatMap(([f, l]) => [...locate(PORT, f, l)]),
  clearings: [
    { axes: TOWN, forward: [-640, 470], left: [200, 620] },
    { axes: SUBURB, forward: [-120, 460], left: [-160, 260] },
    { axes: PORT, forward: [-1500, 900], left: [-200, 235] },
    { axes: PORT, forward: [-1000, -560], left: [150, 460] },
  ],
};

export type NajinDate = 'sep' | 'oct' | 'nov' | 'dec';
const DATES: readonly NajinDate[] = ['sep', 'oct', 'nov', 'dec'];

/** Stacks on the quay: place, size, and how tall on each date (0: gone). */
const STACKS: readonly (readonly [
  string,
  number,
  number,
  number,
  number,
  number,
  readonly number[],
])[] = [
  // id, forward, left, bays, rows, box length, tiers in Sep, Oct, Nov, Dec
  ['quay-1', -218, 29, 5, 5, TWENTY, [3, 0, 0, 0]],
  ['quay-2', -150, 29, 4, 5, FORTY, [3, 0, 0, 0]],
  ['quay-3', -82, 29, 5, 5, FORTY, [2, 0, 0, 0]],
  ['quay-4', 30, 29, 4, 5, FORTY, [3, 2, 0, 0]],
  ['quay-5', 100, 29, 4, 5, FORTY, [2, 3, 0, 0]],
  ['quay-6', 172, 29, 6, 5, TWENTY, [2, 2, 0, 0]],
  ['pier-1', -375, -238, 3, 6, FORTY, [2, 3, 2, 0]],
  ['pier-2', -375, -188, 3, 6, FORTY, [2, 2, 2, 0]],
  ['pier-3', -375, -138, 3, 6, FORTY, [1, 2, 1, 0]],
  ['yard-1', 352, 98, 4, 6, FORTY, [3, 3, 2, 1]],
  ['yard-2', 412, 98, 4, 6, FORTY, [2, 3, 2, 1]],
  ['yard-3', 352, 122, 4, 6, FORTY, [3, 2, 2, 2]],
  ['yard-4', 412, 122, 4, 6, FORTY, [2, 2, 1, 0]],
  ['yard-5', 492, 98, 6, 6, TWENTY, [2, 2, 2, 1]],
  ['yard-6', 492, 122, 6, 6, TWENTY, [3, 2, 1, 1]],
  ['yard-7', 572, 98, 5, 6, FORTY, [3, 3, 2, 2]],
  ['yard-8', 572, 122, 5, 6, FORTY, [2, 2, 2, 2]],
  ['yard-9', 232, 128, 5, 5, FORTY, [2, 2, 1, 1]],
  ['yard-10', 302, 128, 3, 5, FORTY, [1, 2, 1, 1]],
];

function stackPlan(row: (typeof STACKS)[number], date: number): StackPlan {
  const [id, f, l, bays, rows, boxLength, tiers] = row;
  const pier = id.startsWith('pier');
  return {
    id: `stack-${id}`,
    axes: axesAt(PORT, f, l, pier ? 90 : 0),
    bays,
    rows,
    boxLength,
    tiers: tiers[date] ?? 0,
    fullness: 0.62,
    seed: bays * 1009 + Math.round(f) * 13 + Math.round(l),
    floor: DATUM,
  };
}

type Berth = { readonly spec: ShipSpec; readonly at: Axes; readonly state: Partial<ShipState> };

/** Alongside the main quay at a station; heading with the quay or against it. */
const mainQuay = (spec: ShipSpec, f: number, ahead: boolean, state: Partial<ShipState>): Berth => ({
  spec,
  at: axesAt(PORT, f, -spec.beam / 2 - 1.3, ahead ? 0 : 180),
  state: { moored: ahead ? 1 : -1, ...state },
});
/** Alongside a pier's face: f is the face, out is +1 where water lies forward of it. */
const pierFace = (
  spec: ShipSpec,
  f: number,
  l: number,
  out: 1 | -1,
  state: Partial<ShipState>,
): Berth => ({
  spec,
  at: axesAt(PORT, f + out * (spec.beam / 2 + 1.3), l, out === 1 ? -90 : 90),
  state: { moored: 1, ...state },
});
const afloat = (spec: ShipSpec, f: number, l: number, heading: number, knots = 0): Berth => ({
  spec,
  at: { ...axesAt(PORT, f, l), heading },
  state: { knots },
});

const FLEET: Record<NajinDate, readonly Berth[]> = {
  sep: [
    mainQuay(MAIA, -126, true, { tiers: 1, fullness: 0.3, openHatches: [1, 2] }),
    mainQuay(SHIPS.coaster, 128, false, {}),
    pierFace(SHIPS.bulkB, 330, -120, 1, { openHatches: [1, 3], rise: 1.8 }),
    pierFace(SHIPS.tankB, -420, -150, -1, {}),
    afloat(SHIPS.tankA, 420, -560, 112),
    afloat(SHIPS.launch, 60, -330, 24, 12),
    afloat(SHIPS.fishA, -160, -690, 215, 8),
    pierFace(SHIPS.tugA, 250, -200, -1, {}),
    pierFace(SHIPS.tugB, 250, -160, -1, {}),
    afloat(SHIPS.fishB, 760, -300, 301, 6),
    mainQuay(SHIPS.bulkA, 480, true, { openHatches: [0, 3], rise: 2.2 }),
    afloat(SHIPS.boxA, -300, -780, 118),
    pierFace(SHIPS.coasterB, -330, -110, 1, {}),
  ],
  oct: [
    mainQuay(ANGARA, 96, true, { tiers: 2, fullness: 0.55, openHatches: [2] }),
    mainQuay(SHIPS.bulkA, 470, false, { openHatches: [0, 2], rise: 1.2 }),
    pierFace(SHIPS.coasterB, -330, -90, 1, {}),
    pierFace(SHIPS.tugA, 250, -200, -1, {}),
    afloat(SHIPS.tugB, -40, -250, 63, 7),
    afloat(SHIPS.tankA, 380, -600, 128),
    afloat(SHIPS.fishC, -560, -560, 75, 9),
    afloat(SHIPS.launch, 180, -420, 250, 14),
    afloat(SHIPS.fishA, -600, -330, 12),
    afloat(SHIPS.bulkB, -240, -740, 131),
    mainQuay(SHIPS.coaster, -230, true, { openHatches: [1] }),
    pierFace(SHIPS.tankB, 330, -110, 1, {}),
  ],
  nov: [
    pierFace(MARIA, -330, -168, 1, { tiers: 1, fullness: 0.6, openHatches: [1] }),
    mainQuay(SHIPS.boxA, 90, true, { tiers: 2, fullness: 0.6 }),
    mainQuay(SHIPS.coaster, -190, false, {}),
    pierFace(SHIPS.tankB, 330, -120, 1, {}),
    afloat(SHIPS.bulkB, 300, -560, 140),
    afloat(SHIPS.tankA, -280, -760, 155),
    pierFace(SHIPS.tugA, 250, -200, -1, {}),
    afloat(SHIPS.fishB, 40, -380, 300, 6),
    afloat(SHIPS.fishC, 560, -330, 190, 7),
  ],
  dec: [
    afloat(MARIA, 240, -520, 148, 9),
    mainQuay(SHIPS.coasterB, -150, true, {}),
    mainQuay(SHIPS.bulkA, 450, true, { openHatches: [1, 2], rise: 1 }),
    pierFace(SHIPS.coaster, -330, -150, 1, {}),
    pierFace(SHIPS.tugA, 250, -200, -1, {}),
    afloat(SHIPS.tugB, 210, -340, 170, 8),
    pierFace(SHIPS.fishA, -420, -60, -1, {}),
    pierFace(SHIPS.fishC, -420, -120, -1, {}),
    afloat(SHIPS.tankA, -420, -640, 135),
    afloat(SHIPS.fishB, 640, -420, 260, 7),
    afloat(SHIPS.tankB, 560, -640, 140),
    mainQuay(SHIPS.boxA, 130, false, { tiers: 1, fullness: 0.4 }),
  ],
};

function addGround(scene: SceneBuilder) {
  addApron(scene, PORT, [-430, 620], [0, 78], 11);
  addApron(scene, PORT, [-420, -330], [-300, 2], 23);
  addApron(scene, PORT, [250, 330], [-240, 2], 37);
  addPad(scene, PORT, [-640, 660], [74, 205], shade(ASPHALT, 1.25), 5);
  addPatches(scene, PORT, [-630, 650], [78, 145], 60, 700);
  addPatches(scene, PORT, [-420, 612], [18, 66], 26, 701);
  addQuayEdge(scene, PORT, [-330, 250]);
  addQuayEdge(scene, PORT, [330, 620]);
  addQuayEdge(scene, axesAt(PORT, -330, -300, -90), [0, 300]);
  addQuayEdge(scene, axesAt(PORT, -420, 0, 90), [0, 300]);
  addQuayEdge(scene, axesAt(PORT, -420, -300), [0, 90]);
  addQuayEdge(scene, axesAt(PORT, 250, 0, 90), [0, 240]);
  addQuayEdge(scene, axesAt(PORT, 330, -240, -90), [0, 240]);
  addQuayEdge(scene, axesAt(PORT, 250, -240), [0, 80]);
  addTracks(scene, PORT, [-318, 606], [4.2, 14.6], true);
  addTracks(scene, PORT, [-318, 606], [9.4], true);
  addTracks(scene, axesAt(PORT, -375, -290, -90), [0, 300], [-37, -27], true);
  addTracks(scene, PORT, [-1300, 1100], [158, 163.3, 168.6, 173.9, 179.2, 184.5], false);
  addRoad(scene, PORT, [-1100, 900], 212, 8);
  addRoad(scene, PORT, [-420, 620], 72, 7);
  addRoad(scene, axesAt(PORT, -470, 0, -90), [60, 220], 0, 7);
  addRoad(scene, axesAt(PORT, 640, 0, -90), [60, 220], 0, 7);
}

const roofOf = (index: number) => ROOFS[index % ROOFS.length] ?? ROOFS[0];

function addBuildings(scene: SceneBuilder) {
  const roofs = [0, 1, 3, 2, 5];
  [-250, -120, 10].forEach((f, i) => {
    addShed(scene, axesAt(PORT, f, 100), 108, 34, roofOf(roofs[i] ?? 0), i * 7 + 3);
  });
  [-250, -120, 10].forEach((f, i) => {
    addShed(scene, axesAt(PORT, f, 54), 96, 22, roofOf(i + 3), i * 5 + 60);
  });
  addShed(scene, axesAt(PORT, 150, 108), 76, 46, roofOf(1), 91);
  addShed(scene, axesAt(PORT, 290, -118, 90), 110, 26, roofOf(3), 97);
  addTown(scene, TOWN, [-560, 420], [262, 560], 1234);
  addTown(scene, SUBURB, [-60, 400], [-70, 170], 4321);
  addTankFarm(scene, axesAt(PORT, -628, 108), 4, 2, 7.5);
  addTankFarm(scene, axesAt(PORT, 664, 90), 3, 2, 10);
  addShed(scene, axesAt(PORT, -372, 44, 90), 54, 20, roofOf(6), 33);
  addShed(scene, axesAt(PORT, -330, 128), 46, 18, roofOf(4), 35);
  for (const f of [-360, -200, -40, 200, 340, 560]) addLightMast(scene, axesAt(PORT, f, 76), 26);
}

/** Coal and ore in heaps behind the eastern berth; never quite the same. */
function addHeaps(scene: SceneBuilder, date: number) {
  const random = randomStream(55 + date);
  addPad(scene, PORT, [362, 612], [28, 64], shade(COAL, 3.2), 91, 3);
  for (let i = 0; i < 4; i++) {
    const at = axesAt(PORT, 392 + i * 60, 46);
    addHeap(
      scene,
      at,
      random.between(9, 12.5),
      i === 1 ? 2 : 4,
      i === 2 ? ORE : COAL,
      i * 31 + date,
    );
  }
}

function addGear(scene: SceneBuilder, date: number) {
  const slews = [351, 340, 20, 150, 171, 165];
  const positions = [-205, -95, 40, 150, 420, 500];
  positions.forEach((f, i) => {
    const slew = (slews[(i + date * 2) % slews.length] ?? 0) + (i % 2) * 9;
    addPortalCrane(
      scene,
      `crane-${i + 1}`,
      axesAt(PORT, f + ((date * 37 + i * 11) % 23) - 11, 9.4),
      [YELLOW, BLUE_CRANE, GREY_CRANE][i % 3] ?? YELLOW,
      slew,
    );
  });
  addPortalCrane(
    scene,
    'crane-7',
    axesAt(PORT, -343, -120 - date * 22, -90),
    YELLOW,
    70 + date * 20,
  );
  addGantry(scene, 'gantry-1', axesAt(PORT, 380 + date * 30, 110), 52, BLUE_CRANE, -8 + date * 4);
  const random = randomStream(900 + date);
  [163.3, 168.6, 173.9, 184.5].forEach((l, i) => {
    addTrain(
      scene,
      `train-${date + 1}${i + 1}`,
      PORT,
      random.between(-640, -120),
      l,
      Math.floor(random.between(9, 32)),
      random,
    );
  });
  addTrain(scene, `train-${date + 1}5`, PORT, random.between(-300, -150), 9.4, 4, random);
  addClutter(scene, `a${date + 1}`, PORT, [-470, -345], [88, 140], 10, 31 + date);
  addClutter(scene, `b${date + 1}`, PORT, [-290, 110], [124, 140], 12, 41 + date);
  addClutter(scene, `c${date + 1}`, PORT, [-412, -350], [-120, 10], 7, 51 + date);
  addClutter(scene, `d${date + 1}`, PORT, [200, 350], [28, 60], 9, 61 + date);
  addClutter(scene, `e${date + 1}`, PORT, [262, 276], [-220, -30], 4, 71 + date);
  addParking(scene, `car-a${date + 1}`, axesAt(PORT, 210, 86), 26, date + 1);
  addParking(scene, `car-b${date + 1}`, axesAt(PORT, -560, 96), 30, date + 11);
  for (let i = 0; i < 22; i++) {
    const place = axesAt(
      PORT,
      random.between(-300, 600),
      random.pick([20, 41, 70, 74]),
      random.next() < 0.5 ? 0 : 180,
    );
    addVehicle(scene, `truck-${date + 1}-${i + 1}`, place, random.next() < 0.7, random);
  }
}

function addBoats(scene: SceneBuilder, date: number, view: View) {
  const random = randomStream(70 + date);
  addApron(scene, PORT, [-760, -752], [-200, 20], 61);
  addApron(scene, PORT, [-700, -694], [-150, 20], 62);
  for (let i = 0; i < 24; i++) {
    if (random.next() < 0.2) continue;
    const spec = smallBoat(
      i + 1,
      7 + ((i * 37) % 60) / 10,
      i % 3 === 0 ? 'wood' : i % 3 === 1 ? 'blue' : 'white',
    );
    const side = i < 14 ? -752 : -694;
    const l = -185 + (i % 14) * 13.2 + (i < 14 ? 0 : 55);
    addShip(
      scene,
      spec,
      axesAt(PORT, side + spec.length / 2 + 1.2, l, random.between(-6, 6)),
      IDLE,
      view,
    );
  }
}

export function najinScene(when: NajinDate, view: View): Scene {
  const scene = new SceneBuilder();
  const date = DATES.indexOf(when);
  addGround(scene);
  addBuildings(scene);
  addHeaps(scene, date);
  addGear(scene, date);
  for (const row of STACKS) {
    addSlotMarks(scene, stackPlan(row, 0));
    addStack(scene, stackPlan(row, date));
  }
  addBoats(scene, date, view);
  for (const berth of FLEET[when])
    addShip(scene, berth.spec, berth.at, { ...IDLE, ...berth.state }, view);
  return scene;
}
