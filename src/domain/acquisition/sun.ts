/** Where the sun stood when the picture was taken, from what its file says. */
import { normalizeDegrees } from '../geo/geodesy';
import type { Sun } from '../model/frame';
import { parseDescription } from './descriptions';
import { type FileEvidence, itemOf } from './evidence';

/** Items as providers and GDAL's drivers name them, best first; angles in degrees. */
const AZIMUTH = [
  'SUN_AZIMUTH',
  'MEAN_SUN_AZIMUTH',
  'MEAN_SUN_AZIMUTH_ANGLE',
  'MEAN_SOLAR_AZIMUTH_ANGLE',
  'SOLAR_AZIMUTH_ANGLE',
  'meanSunAz',
  'sunAzimuth',
  'view:sun_azimuth',
  'SOLAR_AZIMUTH',
  'illuminationAzimuthAngle',
];
const ELEVATION = [
  'SUN_ELEVATION',
  'MEAN_SUN_ELEVATION',
  'meanSunEl',
  'sunElevation',
  'view:sun_elevation',
  'SOLAR_ELEVATION',
  'illuminationElevationAngle',
];
/** From straight above, as Sentinel-2 gives it. */
const ZENITH = [
  'MEAN_SUN_ZENITH_ANGLE',
  'MEAN_SOLAR_ZENITH_ANGLE',
  'SUN_ZENITH',
  'SOLAR_ZENITH_ANGLE',
];

type Angle = { readonly degrees: number; readonly text: string };

function angleOf(evidence: FileEvidence, names: readonly string[]): Angle | null {
  const item = itemOf(evidence, names);
  if (!item) return null;
  const degrees = Number.parseFloat(item.value);
  return Number.isFinite(degrees) ? { degrees, text: `${item.name}=${item.value}` } : null;
}

/** Null where the file does not say, or says what cannot be. */
export function sunOf(file: FileEvidence): Sun | null {
  // Planet writes the angles as JSON into ImageDescription.
  const described = file.description.startsWith('{') ? parseDescription(file.description) : [];
  const evidence = { ...file, items: [...file.items, ...described] };
  const azimuth = angleOf(evidence, AZIMUTH);
  const zenith = angleOf(evidence, ZENITH);
  const above = zenith && { degrees: 90 - zenith.degrees, text: zenith.text };
  const elevation = angleOf(evidence, ELEVATION) ?? above;
  const usable = elevation && Math.abs(elevation.degrees) <= 90 ? elevation : null;
  const found = [azimuth, usable].filter((angle) => angle !== null);
  if (found.length === 0) return null;
  return {
    azimuthDeg: azimuth && normalizeDegrees(azimuth.degrees),
    elevationDeg: usable?.degrees ?? null,
    detail: found.map(({ text }) => text).join(', '),
  };
}
