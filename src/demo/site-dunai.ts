/** A far-eastern port across the border, on two later dates. */
import { axesAt, locate, SceneBuilder, shade } from './build';
import { addSlotMarks, addStack, FORTY, type StackPlan, TWENTY } from './cargo';
import { addClutter, addPatches } from './clutter';
import { ANGARA, MAIA, MARIA, SHIPS, smallBoat } from './fleet';
import type { View } from './gbuffer';
import type { Pair } from './geodesy';
import { ASPHALT, BLUE_CRANE, COAL, ORE, ROOFS, YELLOW } from './materials';
import { addApron, addPad, addParking, addRoad, addTown } from './port';
import { randomStream } from './random';
import { type Axes, DATUM, type Scene } from './scene-types';
import { IDLE, type ShipSpec, type ShipState } from './ship-types';
import { addShip } from './ships';
import { addHeap, addTankFarm } from './storage';
import {
  addLightMast,
  addPortalCrane,
  addQuayEdge,
  addShed,
  addTracks,
  addTrain,
  addVehicle,
} from './structures';
import type { Land } from './terrain';

export const DUNAI = { lon: 132.345, lat: 42.885 } as const;
const PORT: Axes = { east: 40, north: 30, heading: 328 };

const SHORE: readonly Pair[] = [
  [-3800, -1300],
  [-2200, -760],
  [-1300, -300],
  [-760, -140],
  [-560, -30],
  [-420, 10],
  [0, 14],
  [420, 10],
  [520, 60],
  [700, 30],
  [940, -240],
  [1200, -620],
  [1500, -760],
  [1750, -420],
  [2300, -300],
  [3800, -900],
  [3800, 4200],
  [-3800, 4200],
];
const TOWN: Axes = { ...axesAt(PORT, -60, 200), heading: 334 };
export const DUNAI_LAND: Land = {
  ring: SHORE.flatMap(([f, l]) => [...locate(PORT, f, l)]),
  clearings: [
    { axes: TOWN, forward: [-420, 420], left: [-60, 330] },
    { axes: PORT, forward: [-900, 700], left: [-200, 190] },
    { axes: PORT, forward: [-900, -420], left: [100, 520] },
  ],
};

export type DunaiDate = 'nov' | 'dec';

const STACKS: readonly (readonly [
  string,
  number,
  number,
  number,
  number,
  number,
  readonly number[],
])[] = [
  ['quay-1', -190, 27, 4, 6, FORTY, [2, 2]],
  ['quay-2', -120, 27, 4, 6, FORTY, [2, 3]],
  ['quay-3', -40, 27, 5, 6, FORTY, [0, 3]],
  ['quay-4', 40, 27, 5, 6, TWENTY, [1, 3]],
  ['quay-5', 110, 27, 4, 6, FORTY, [0, 2]],
  ['yard-1', -140, 92, 5, 6, FORTY, [1, 2]],
  ['yard-2', -60, 92, 5, 6, FORTY, [0, 2]],
];

function stackPlan(row: (typeof STACKS)[number], date: number): StackPlan {
  const [id, f, l, bays, rows, boxLength, tiers] = row;
  return {
    id: `stack-dunai-${id}`,
    axes: axesAt(PORT, f, l),
    bays,
    rows,
    boxLength,
    tiers: tiers[date] ?? 0,
    fullness: 0.66,
    seed: bays * 307 + Math.round(f) * 29 + 5,
    floor: DATUM,
  };
}

type Berth = readonly [ShipSpec, number, number, number, Partial<ShipState>];

/** Ship, forward, left of its near side, turn against the quay, state. */
const FLEET: Record<DunaiDate, readonly Berth[]> = {
  nov: [
    [MAIA, -130, 0, 0, { moored: 1, tiers: 2, fullness: 0.6, openHatches: [0] }],
    [ANGARA, 60, 0, 0, { moored: 1, tiers: 2, fullness: 0.5 }],
    [SHIPS.bulkB, -500, -620, 40, {}],
    [SHIPS.tankA, 300, -760, 25, {}],
    [SHIPS.fishC, -200, -430, 118, { knots: 8 }],
    [SHIPS.tugB, 180, 0, 0, { moored: 1 }],
    [SHIPS.coaster, 300, 0, 180, { moored: -1, openHatches: [0] }],
    [SHIPS.boxA, 700, -980, 61, {}],
    [SHIPS.bulkA, -900, -1150, 48, {}],
    [SHIPS.tankB, -300, 0, 0, { moored: 1 }],
  ],
  dec: [
    [ANGARA, -150, 0, 0, { moored: 1, tiers: 1, fullness: 0.35, openHatches: [1, 2] }],
    [MARIA, 20, 0, 180, { moored: -1, tiers: 2, fullness: 0.45, openHatches: [0] }],
    [SHIPS.tankB, 330, 0, 0, { moored: 1 }],
    [SHIPS.boxA, -300, -640, 52, {}],
    [SHIPS.bulkB, 420, -560, 47, {}],
    [SHIPS.coaster, -330, 0, 0, { moored: 1, openHatches: [1] }],
    [SHIPS.tugB, 160, -180, 205, { knots: 7 }],
    [SHIPS.fishA, -520, -320, 140, { knots: 7 }],
    [SHIPS.fishC, 220, 0, 0, { moored: 1 }],
    [SHIPS.launch, 60, -300, 300, { knots: 13 }],
  ],
};

function addGround(scene: SceneBuilder) {
  addApron(scene, PORT, [-420, 420], [0, 60], 13);
  addPad(scene, PORT, [-440, 440], [56, 150], shade(ASPHALT, 1.2), 8);
  addPatches(scene, PORT, [-430, 430], [62, 122], 50, 702);
  addPatches(scene, PORT, [-415, 410], [18, 44], 22, 703);
  addTankFarm(scene, axesAt(PORT, 250, 74), 5, 2, 7.5);
  addQuayEdge(scene, PORT, [-420, 420]);
  addTracks(scene, PORT, [-400, 400], [4.2, 14.6], true);
  addTracks(scene, PORT, [-2600, 1900], [128, 133.3, 138.6], false);
  addRoad(scene, PORT, [-2600, 1900], 158, 7);
  addRoad(scene, PORT, [-400, 400], 48, 6);
  [-300, 60, 180].forEach((f, i) => {
    addShed(scene, axesAt(PORT, f, 102), 96, 32, ROOFS[(i * 2 + 1) % 7] ?? ROOFS[0], i + 40);
  });
  addTown(scene, TOWN, [-360, 360], [-20, 260], 777);
  for (const f of [-300, -80, 140, 360]) addLightMast(scene, axesAt(PORT, f, 62), 24);
  addApron(scene, PORT, [560, 566], [-170, 60], 71);
}

export function dunaiScene(when: DunaiDate, view: View): Scene {
  const scene = new SceneBuilder();
  const date = when === 'nov' ? 0 : 1;
  addGround(scene);
  [-170, -60, 70, 230].forEach((f, i) => {
    addPortalCrane(
      scene,
      `crane-dunai-${i + 1}`,
      axesAt(PORT, f + date * 14, 9.4),
      i % 2 === 0 ? YELLOW : BLUE_CRANE,
      238 + i * 31 + date * 17,
    );
  });
  for (const row of STACKS) {
    addSlotMarks(scene, stackPlan(row, 1));
    addStack(scene, stackPlan(row, date));
  }
  for (let i = 0; i < 4; i++)
    addHeap(
      scene,
      axesAt(PORT, 215 + i * 48, 34),
      8.5 + i,
      3,
      i % 2 === 0 ? COAL : ORE,
      17 * i + date,
    );
  addClutter(scene, `d${date + 1}`, PORT, [-410, -250], [30, 44], 9, 81 + date);
  addClutter(scene, `e${date + 1}`, PORT, [-220, 220], [64, 78], 16, 91 + date);
  const random = randomStream(400 + date);
  addTrain(scene, `train-d${date + 1}1`, PORT, -260, 133.3, 18, random);
  addTrain(scene, `train-d${date + 1}2`, PORT, 40, 128, 12, random);
  addParking(scene, `car-d${date + 1}`, axesAt(PORT, -400, 70), 24, date + 31);
  for (let i = 0; i < 12; i++)
    addVehicle(
      scene,
      `truck-d${date + 1}-${i + 1}`,
      axesAt(
        PORT,
        random.between(-380, 380),
        random.pick([19, 44, 48, 52]),
        random.next() < 0.5 ? 0 : 180,
      ),
      random.next() < 0.7,
      random,
    );
  for (let i = 0; i < 9; i++) {
    const spec = smallBoat(40 + i, 7 + ((i * 23) % 50) / 10, i % 2 === 0 ? 'blue' : 'white');
    addShip(scene, spec, axesAt(PORT, 560 - spec.length / 2 - 1, -150 + i * 17, 180), IDLE, view);
  }
  for (const [spec, f, l, turn, state] of FLEET[when]) {
    const left = l === 0 ? -spec.beam / 2 - 1.3 : l;
    addShip(scene, spec, axesAt(PORT, f, left, turn), { ...IDLE, ...state }, view);
  }
  return scene;
}
