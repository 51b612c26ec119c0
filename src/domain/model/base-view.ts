/** What is shown around a frame for orientation. */

export type BasePart = 'coast' | 'graticule' | 'tiles';

/** `shown` switches all of it; the parts say what of it. Tiles also need an address in the project. */
export type BaseView = { readonly shown: boolean } & Readonly<Record<BasePart, boolean>>;

export const FIRST_BASE: BaseView = { shown: false, coast: true, graticule: true, tiles: false };

/** Whether a part is on the screen. */
export function showsBase(base: BaseView, part: BasePart): boolean {
  return base.shown && base[part];
}

/** Switches one part. What was hidden as a whole comes back with this part alone. */
export function switchBase(base: BaseView, part: BasePart, on: boolean): BaseView {
  const parts = base.shown ? base : { coast: false, graticule: false, tiles: false };
  const next = { ...parts, [part]: on, shown: true };
  const any = next.coast || next.graticule || next.tiles;
  return any ? next : { ...base, shown: false };
}
