/** Class lists to start from, and the colours of classes. */
import type { BoxClass } from './project';

/** A class before it has an id and a number. */
export type ClassDraft = Pick<BoxClass, 'name' | 'color' | 'key' | 'directed' | 'category'>;

export type ClassPreset = {
  readonly id: string;
  readonly label: string;
  /** Where the names come from. */
  readonly source: string;
  readonly classes: readonly ClassDraft[];
};

/**
 * Told apart by colour-blind readers too: the first twelve were chosen together, the others add the
 * farthest colour in turn (least OKLab distance of any pair under normal, protan, deutan and tritan
 * vision; 0.08 for the first three of them). '#rrggbb', in the order in which classes take them.
 */
export const CLASS_COLORS: readonly string[] = [
  '#56B4E9',
  '#F29E18',
  '#05E78E',
  '#F009AD',
  '#9681FF',
  '#98FFFF',
  '#BA625C',
  '#F0E442',
  '#A82EFF',
  '#B09465',
  '#D5FFB7',
  '#4B7DC6',
  '#94B8A0',
  '#7C7094',
  '#F41010',
  '#ACD0E8',
  '#E87C1C',
  '#E8C458',
  '#6494D0',
  '#C4AC70',
];

/** The first colour that no class has; when all are taken, the one that the fewest have. */
export function nextColor(taken: Iterable<string>): string {
  const uses = new Map(CLASS_COLORS.map((color) => [color.toLowerCase(), 0]));
  for (const color of taken) {
    const key = color.toLowerCase();
    const count = uses.get(key);
    if (count !== undefined) uses.set(key, count + 1);
  }
  const least = Math.min(...uses.values());
  return CLASS_COLORS.find((color) => uses.get(color.toLowerCase()) === least) ?? '#56B4E9';
}

/** The first ten classes of a list are on the digit keys; more keys are the user's to give. */
const DIGITS = '1234567890';

type Entry = readonly [name: string, directed: boolean, category: string];

function draftsOf(entries: readonly Entry[]): readonly ClassDraft[] {
  return entries.map(([name, directed, category], i) => ({
    name,
    color: CLASS_COLORS[i % CLASS_COLORS.length] ?? '#56B4E9',
    key: DIGITS[i] ?? null,
    directed,
    category,
  }));
}

export const PORT_PRESET: ClassPreset = {
  id: 'port',
  label: 'Ports and cargo',
  source: 'Quaymark',
  classes: draftsOf([
    ['cargo ship', true, 'ship'],
    ['tanker', true, 'ship'],
    ['container ship', true, 'ship'],
    ['fishing vessel', true, 'ship'],
    ['tug', true, 'ship'],
    ['small craft', true, 'ship'],
    ['warship', true, 'ship'],
    ['container stack', false, 'cargo'],
    ['container', false, 'cargo'],
    ['crane', false, 'equipment'],
    ['passenger', true, 'ship'],
    ['vehicle', false, 'equipment'],
    ['rail car', false, 'equipment'],
  ]),
};

/** Lam et al. 2018, xView: the maritime and port classes, named as there. */
const XVIEW_MARITIME: ClassPreset = {
  id: 'xview-maritime',
  label: 'xView, maritime and port classes',
  source: 'xView (Lam et al. 2018)',
  classes: draftsOf([
    ['Maritime Vessel', true, 'ship'],
    ['Motorboat', true, 'ship'],
    ['Sailboat', true, 'ship'],
    ['Tugboat', true, 'ship'],
    ['Barge', true, 'ship'],
    ['Fishing Vessel', true, 'ship'],
    ['Ferry', true, 'ship'],
    ['Yacht', true, 'ship'],
    ['Container Ship', true, 'ship'],
    ['Oil Tanker', true, 'ship'],
    ['Tower crane', false, 'equipment'],
    ['Container Crane', false, 'equipment'],
    ['Reach Stacker', false, 'equipment'],
    ['Straddle Carrier', false, 'equipment'],
    ['Mobile Crane', false, 'equipment'],
    ['Storage Tank', false, 'structure'],
    ['Shipping container lot', false, 'cargo'],
    ['Shipping Container', false, 'cargo'],
  ]),
};

/** Xia et al. 2018 and Ding et al. 2021, DOTA 2.0: the classes of ports, hyphenated as there. */
const DOTA_PORT: ClassPreset = {
  id: 'dota',
  label: 'DOTA 2.0, port classes',
  source: 'DOTA (Ding et al. 2021)',
  classes: draftsOf([
    ['ship', true, 'ship'],
    ['harbor', false, 'structure'],
    ['storage-tank', false, 'structure'],
    ['container-crane', false, 'equipment'],
    ['helipad', false, 'structure'],
    ['airport', false, 'structure'],
  ]),
};

/** Sun et al. 2022, FAIR1M: the nine classes of ships, named as there. */
const FAIR1M_SHIPS: ClassPreset = {
  id: 'fair1m-ships',
  label: 'FAIR1M, ships',
  source: 'FAIR1M (Sun et al. 2022)',
  classes: draftsOf([
    ['Passenger Ship', true, 'ship'],
    ['Motorboat', true, 'ship'],
    ['Fishing Boat', true, 'ship'],
    ['Tugboat', true, 'ship'],
    ['Engineering Ship', true, 'ship'],
    ['Liquid Cargo Ship', true, 'ship'],
    ['Dry Cargo Ship', true, 'ship'],
    ['Warship', true, 'ship'],
    ['other-ship', true, 'ship'],
  ]),
};

export const CLASS_PRESETS: readonly ClassPreset[] = [
  PORT_PRESET,
  XVIEW_MARITIME,
  DOTA_PORT,
  FAIR1M_SHIPS,
];
