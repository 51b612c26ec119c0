/** All measures, in the order in which they run. */
import type { Measure } from '../measure';
import { aligning } from './aligning';
import { bundleSize } from './bundle-size';
import { changeSpeed, changing } from './changing';
import { comparing } from './comparing';
import { decode } from './decode';
import { durableBox } from './durable-box';
import { exactShifts } from './exact-shifts';
import { far } from './far';
import { linkRanking } from './link-ranking';
import { manyBoxes } from './many-boxes';
import { opening } from './opening';
import { panning } from './panning';
import { startUp } from './start-up';
import { stepping } from './stepping';
import { swipeMemory } from './swipe-memory';
import { withoutOverviews } from './without-overviews';

export const MEASURES: readonly Measure[] = [
  bundleSize,
  decode,
  startUp,
  opening,
  withoutOverviews,
  far,
  stepping,
  durableBox,
  panning,
  comparing,
  swipeMemory,
  manyBoxes,
  linkRanking,
  exactShifts,
  aligning,
  changing,
  changeSpeed,
];
