/** Where a picture lies: the affine transform of its tags, with PixelIsPoint resolved, and its CRS. */
import type { Georef } from '../domain/model/frame';
import { resolveCrs } from './crs';
import type { Directory } from './directory';
import { type GeoKeyValue, readGeoKeys } from './geokeys';
import { TAG } from './tags';

type Transform = Georef['transform'];

/**
 * GDAL's geotransform of a directory, for pixel-edge coordinates, or null where the tags give none.
 * Tie points need not be the first pixel; PixelIsPoint (RFC 33 of GDAL) moves by half a pixel.
 */
export async function readTransform(
  dir: Directory,
  pixelIsPoint: boolean,
): Promise<Transform | null> {
  const transform = (await fromMatrix(dir)) ?? (await fromTiepoint(dir));
  if (!transform?.every(Number.isFinite)) return null;
  const [x0, xCol, xRow, y0, yCol, yRow] = transform;
  if (xCol * yRow - xRow * yCol === 0) return null;
  if (!pixelIsPoint) return transform;
  return [x0 - (xCol + xRow) / 2, xCol, xRow, y0 - (yCol + yRow) / 2, yCol, yRow];
}

async function fromMatrix(dir: Directory): Promise<Transform | null> {
  const m = await dir.numbers(TAG.ModelTransformation);
  if (!m || m.length < 8) return null;
  const [a = 0, b = 0, , d = 0, e = 0, f = 0, , h = 0] = m;
  return [d, a, b, h, e, f];
}

async function fromTiepoint(dir: Directory): Promise<Transform | null> {
  const scale = await dir.numbers(TAG.ModelPixelScale);
  const tie = await dir.numbers(TAG.ModelTiepoint);
  if (!scale || scale.length < 2 || !tie || tie.length < 6) return null;
  const [sx = 0, sy = 0] = scale;
  const [i = 0, j = 0, , x = 0, y = 0] = tie;
  // GDAL takes a negative scale in y, which some writers give, for its size.
  const down = -Math.abs(sy);
  return [x - i * sx, sx, 0, y - j * down, 0, down];
}

export type Placement = { readonly georef: Georef | null; readonly remarks: readonly string[] };

/** The georeferencing of a picture; where there is none or it cannot be used, a remark says why. */
export async function readPlacement(dir: Directory): Promise<Placement> {
  const keys = await readGeoKeys(dir);
  const transform = await readTransform(dir, keys.GTRasterTypeGeoKey === 2);
  const hasCrs = Object.keys(keys).length > 0;
  if (!transform) {
    const gcps = dir.count(TAG.ModelTiepoint) > 6;
    return {
      georef: null,
      remarks: [
        gcps
          ? 'The picture is placed by ground control points only, which is not exact enough to measure by: it opens in pixels, without a place. Rectify it with gdalwarp to measure in metres.'
          : 'The picture carries no georeferencing: it opens in pixels, without a place, and nothing is measured in metres.',
      ],
    };
  }
  if (!hasCrs) {
    return {
      georef: null,
      remarks: [
        'The picture has coordinates but does not say of which coordinate system: it opens in pixels, without a place. Set it with gdal_edit.py -a_srs and open it again.',
      ],
    };
  }
  const crs = await resolveCrs(keys);
  if (!crs) return { georef: null, remarks: [unknownCrs(keys)] };
  return { georef: { transform, ...crs }, remarks: [] };
}

function unknownCrs(keys: Readonly<Record<string, GeoKeyValue>>): string {
  const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  const named = keys.PCSCitationGeoKey ?? keys.GTCitationGeoKey ?? keys.GeogCitationGeoKey;
  const what =
    typeof code === 'number' && code !== 32767 ? `EPSG:${code}` : named ? `“${named}”` : 'it names';
  return `The coordinate system ${what} is not known: the picture opens in pixels, without a place. Convert it with gdalwarp to a UTM zone or EPSG:4326 to measure in metres.`;
}
