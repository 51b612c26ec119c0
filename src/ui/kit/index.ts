/** The kit: the only door to the component libraries. */
export * from './arrow-list';
export * from './bits';
export * from './button';
export * from './choices';
export * from './combobox';
export * from './dialog';
export { isSpent } from './escape';
export * from './field';
export * from './icon';
export * from './keys';
export * from './menu';
export * from './popover';
export * from './resize';
export * from './slider';
export * from './tabs';
export * from './text-field';
export * from './tooltip';
export * from './virtual-list';
