/** The GeoKey directory of GeoTIFF 1.1 (OGC 19-008r4, section 7.1.2). */
import type { Directory } from '../directory/directory';
import { TAG } from '../directory/tags';

export type GeoKeyValue = number | string | readonly number[];

/** The keys that are read by name; the names are those of the standard's earlier edition, 1.0. */
export const GEO_KEY_NAMES: Readonly<Record<number, string>> = {
  1024: 'GTModelTypeGeoKey',
  1025: 'GTRasterTypeGeoKey',
  1026: 'GTCitationGeoKey',
  2048: 'GeographicTypeGeoKey',
  2049: 'GeogCitationGeoKey',
  2050: 'GeogGeodeticDatumGeoKey',
  2051: 'GeogPrimeMeridianGeoKey',
  2052: 'GeogLinearUnitsGeoKey',
  2053: 'GeogLinearUnitSizeGeoKey',
  2054: 'GeogAngularUnitsGeoKey',
  2055: 'GeogAngularUnitSizeGeoKey',
  2056: 'GeogEllipsoidGeoKey',
  2057: 'GeogSemiMajorAxisGeoKey',
  2058: 'GeogSemiMinorAxisGeoKey',
  2059: 'GeogInvFlatteningGeoKey',
  2060: 'GeogAzimuthUnitsGeoKey',
  2061: 'GeogPrimeMeridianLongGeoKey',
  2062: 'GeogTOWGS84GeoKey',
  3072: 'ProjectedCSTypeGeoKey',
  3073: 'PCSCitationGeoKey',
  3074: 'ProjectionGeoKey',
  3075: 'ProjCoordTransGeoKey',
  3076: 'ProjLinearUnitsGeoKey',
  3077: 'ProjLinearUnitSizeGeoKey',
  3078: 'ProjStdParallel1GeoKey',
  3079: 'ProjStdParallel2GeoKey',
  3080: 'ProjNatOriginLongGeoKey',
  3081: 'ProjNatOriginLatGeoKey',
  3082: 'ProjFalseEastingGeoKey',
  3083: 'ProjFalseNorthingGeoKey',
  3084: 'ProjFalseOriginLongGeoKey',
  3085: 'ProjFalseOriginLatGeoKey',
  3086: 'ProjFalseOriginEastingGeoKey',
  3087: 'ProjFalseOriginNorthingGeoKey',
  3088: 'ProjCenterLongGeoKey',
  3089: 'ProjCenterLatGeoKey',
  3090: 'ProjCenterEastingGeoKey',
  3091: 'ProjCenterNorthingGeoKey',
  3092: 'ProjScaleAtNatOriginGeoKey',
  3093: 'ProjScaleAtCenterGeoKey',
  3094: 'ProjAzimuthAngleGeoKey',
  3095: 'ProjStraightVertPoleLongGeoKey',
  3096: 'ProjRectifiedGridAngleGeoKey',
};

/** The keys of a directory by name; none where it has no GeoKeys. Broken entries are left out. */
export async function readGeoKeys(dir: Directory): Promise<Readonly<Record<string, GeoKeyValue>>> {
  const list = await dir.numbers(TAG.GeoKeyDirectory);
  if (!list || list.length < 4) return {};
  const doubles = await dir.numbers(TAG.GeoDoubleParams);
  const text = (await dir.text(TAG.GeoAsciiParams)) ?? '';
  const keys: Record<string, GeoKeyValue> = {};
  for (let at = 4; at + 3 < list.length; at += 4) {
    const [id = 0, location, count = 0, value = 0] = list.subarray(at, at + 4);
    const name = GEO_KEY_NAMES[id];
    if (!name) continue;
    if (location === 0) keys[name] = value;
    else if (location === TAG.GeoDoubleParams && doubles && value + count <= doubles.length) {
      const found = [...doubles.subarray(value, value + count)];
      keys[name] = count === 1 ? (found[0] ?? 0) : found;
    } else if (location === TAG.GeoAsciiParams) {
      keys[name] = text.slice(value, value + count);
    }
  }
  for (const [name, value] of Object.entries(keys)) {
    if (typeof value === 'string') keys[name] = withoutEnd(value);
  }
  return keys;
}

/** A text without the bars and zeros that end it. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '|' || text[end - 1] === '\0')) end--;
  return text.slice(0, end);
}
