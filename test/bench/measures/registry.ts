/** All measures, in the order in which they run. */
import type { Measure } from '../measure';
import { bundleSize } from './bundle-size';
import { startUp } from './start-up';

export const MEASURES: readonly Measure[] = [bundleSize, startUp];
