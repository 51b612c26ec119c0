/** What things are made of. Reflectances by eye from common surfaces; water is made elsewhere. */
import { material } from './build';
import type { Material } from './scene-types';

export const CONCRETE = material('a5a19a', { radar: 0.5 });
export const CONCRETE_DARK = material('8b8984', { radar: 0.5 });
export const ASPHALT = material('66666a', { radar: 0.2 });
export const BALLAST = material('7d746c', { radar: 0.9 });
export const STEEL_RAIL = material('5a4f49', { radar: 2.5 });
export const SLEEPER = material('6c645c', { radar: 0.8 });
export const DARK = material('26282b', { radar: 0.4 });
export const WHITE = material('cfcfca', { radar: 2 });
export const OFF_WHITE = material('c6c6be', { radar: 2 });
export const STEEL = material('8a8d90', { radar: 3 });
export const YELLOW = material('c79a2c', { radar: 3.4 });
export const BLUE_CRANE = material('46668c', { radar: 3.4 });
export const GREY_CRANE = material('8f979b', { radar: 3.4 });
export const ORANGE = material('cc5f25', { radar: 2 });
export const RUBBER = material('1e1e20', { radar: 0.4 });
export const COAL = material('2d2c2c', { radar: 1 });
export const ORE = material('7b5140', { radar: 1 });

/** Sides as seen from far: rust red, blue, green, grey, white, orange… in about the mix of a yard. */
export const CONTAINER_PAINTS: readonly [Material, ...Material[]] = [
  material('8c3f30', { radar: 3 }),
  material('7d352b', { radar: 3 }),
  material('9a4b36', { radar: 3 }),
  material('2f5688', { radar: 3 }),
  material('3a6798', { radar: 3 }),
  material('27466f', { radar: 3 }),
  material('35694f', { radar: 3 }),
  material('4c7a58', { radar: 3 }),
  material('8d9193', { radar: 3 }),
  material('a3a6a6', { radar: 3 }),
  material('cfcfca', { radar: 3 }),
  material('bf6a2f', { radar: 3 }),
  material('b3812f', { radar: 3 }),
];

export const CAR_PAINTS: readonly [Material, ...Material[]] = [
  WHITE,
  OFF_WHITE,
  material('9b9ea2'),
  material('3a3c40'),
  material('2b2b2e'),
  material('7a2a28'),
  material('35507a'),
];

export const ROOFS: readonly [Material, ...Material[]] = [
  material('855d50'),
  material('868c90'),
  material('9c9a94'),
  material('71808e'),
  material('8f5b4a'),
  material('6f7b6c'),
  material('b0aca3'),
];
