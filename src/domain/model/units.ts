/** Units and coordinate spaces that must not be mixed up, as types that erase at run time. */

declare const unit: unique symbol;
type Unit<U extends string> = number & { readonly [unit]?: U };

export type Meters = Unit<'m'>;
/** Of a nautical mile; a knot is one an hour. */
export const METERS_PER_MILE = 1852;
/** Degrees of arc; headings are clockwise from true north, 0 ≤ h < 360. */
export type Degrees = Unit<'deg'>;
export type Radians = Unit<'rad'>;

declare const space: unique symbol;
type Point<S extends string> = readonly [x: number, y: number] & { readonly [space]?: S };

/** Pixels of one frame: x right, y down, (0, 0) the outer corner of the first pixel. */
export type PixelXY = Point<'pixel'>;
/** Map units of the frame's own CRS, x = easting or longitude, y = northing or latitude. */
export type MapXY = Point<'map'>;
/** WGS 84 longitude and latitude in degrees. */
export type LonLat = Point<'lonlat'>;
/**
 * The plane a frame is drawn and edited in: u = x · pixelAspect, v = y, so that a step of 1 is the
 * same distance on the ground both ways (the height of one pixel row) and a rectangle is a rectangle.
 */
export type PlaneXY = Point<'plane'>;
