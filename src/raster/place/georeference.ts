/** Where a picture lies: its transform and its coordinate system, found in the order that GDAL does. */
import { fitAffine } from '../../domain/geo/affine-fit';
import type { ControlPoint, Georef, Transform } from '../../domain/model/frame';
import type { Directory } from '../directory/directory';
import { TAG } from '../directory/tags';
import { type Beside, NOTHING_BESIDE } from './beside';
import { crsOfWkt, type LooseCrs, resolveCrs, type TiedCrs, tieDatum } from './crs';
import { type GeoKeyValue, readGeoKeys } from './geokeys';

type Keys = Readonly<Record<string, GeoKeyValue>>;

const PIXEL_IS_POINT = 2;

/**
 * GDAL's geotransform of a directory, for pixel-edge coordinates, or null where the tags give none.
 * Tie points need not be the first pixel; PixelIsPoint (RFC 33 of GDAL) moves by half a pixel.
 */
export async function readTransform(
  dir: Directory,
  pixelIsPoint: boolean,
): Promise<Transform | null> {
  const transform = (await fromTiepoint(dir)) ?? (await fromMatrix(dir));
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
  if (sx === 0 || sy === 0) return null;
  const [i = 0, j = 0, , x = 0, y = 0] = tie;
  // GDAL takes a negative scale in y, which some writers give, for its size.
  const down = -Math.abs(sy);
  return [x - i * sx, sx, 0, y - j * down, 0, down];
}

/** Tie points without a scale are ground control points: six numbers each, i j k x y z. */
async function controlPoints(dir: Directory, pixelIsPoint: boolean): Promise<ControlPoint[]> {
  const tie = (await dir.numbers(TAG.ModelTiepoint)) ?? new Float64Array(0);
  const half = pixelIsPoint ? 0.5 : 0;
  const points: ControlPoint[] = [];
  for (let at = 0; at + 6 <= tie.length; at += 6) {
    const [i = 0, j = 0, , x = 0, y = 0] = tie.subarray(at, at + 6);
    if ([i, j, x, y].every(Number.isFinite)) {
      points.push({ pixel: [i + half, j + half], map: [x, y] });
    }
  }
  return points;
}

export type Placement = {
  readonly georef: Georef | null;
  /** What there is of a place where the coordinate system is missing or not known. */
  readonly unplacedTransform: Transform | null;
  readonly remarks: readonly string[];
};

/** How a transform was come by. */
type Lie = Pick<Georef, 'transform' | 'source' | 'residualPx' | 'gcps'>;

/** The georeferencing of a picture; where there is none or it cannot be used, a remark says why. */
export async function readPlacement(
  dir: Directory,
  beside: Beside = NOTHING_BESIDE,
): Promise<Placement> {
  const keys = await readGeoKeys(dir);
  const lie = await findLie(dir, keys.GTRasterTypeGeoKey === PIXEL_IS_POINT, beside);
  const rpc = dir.has(TAG.RpcCoefficients) || beside.rpc;
  if (!lie) return { georef: null, unplacedTransform: null, remarks: [noPlace(rpc)] };
  const crs = await findCrs(keys, beside);
  if (!crs.found) {
    const { transform } = lie;
    const remarks = [unknownCrs(crs.named), ...(rpc ? [RPC_UNUSED] : [])];
    return { georef: null, unplacedTransform: transform, remarks };
  }
  const source = lie.source === 'file' && crs.beside ? 'world_file' : lie.source;
  const remarks: string[] = [];
  if (lie.gcps) remarks.push(approximate(lie));
  if (rpc) {
    remarks.push(
      'The picture comes with rational polynomials (RPC), which are recognised and not used: it is placed by its other coordinates only.',
    );
  }
  const laid = inDegrees(lie, crs.found.toDegrees);
  const [x, , , y] = laid.transform;
  const tied = await tieDatum(crs.found, [x, y]);
  remarks.push(...datumRemark(crs.found.crsName, tied));
  return { georef: { ...laid, ...tied.crs, source }, unplacedTransform: null, remarks };
}

/** Shifts of datums that are less exact than this are told: no vessel is measured by them, but a place is. */
const EXACT_M = 5;

function datumRemark(name: string, { accuracyM, gridAccuracyM }: TiedCrs): string[] {
  if (accuracyM === null) {
    return [
      `How the datum of “${name}” lies to WGS 84 is not known here: its longitudes and latitudes are taken as they are, and may be some hundreds of metres off.`,
    ];
  }
  const grid = gridAccuracyM !== null && gridAccuracyM < accuracyM;
  if (accuracyM <= EXACT_M && !grid) return [];
  const better = grid
    ? ` Programs with the register’s grid for this place, which Quaymark has not, reach ±${gridAccuracyM} m.`
    : '';
  return [
    `The datum of “${name}” is tied to WGS 84 to about ±${accuracyM} m: so well are longitudes and latitudes known.${better}`,
  ];
}

/** A lie in other angles than degrees, in degrees. */
function inDegrees(lie: Lie, unit: number): Lie {
  if (unit === 1) return lie;
  const scaled = (value: number) => value * unit;
  const gcps = lie.gcps?.map(({ pixel, map: [x, y] }) => ({
    pixel,
    map: [scaled(x), scaled(y)] as [number, number],
  }));
  const [x0, xCol, xRow, y0, yCol, yRow] = lie.transform;
  const transform: Transform = [
    scaled(x0),
    scaled(xCol),
    scaled(xRow),
    scaled(y0),
    scaled(yCol),
    scaled(yRow),
  ];
  return { ...lie, transform, ...(gcps && { gcps }) };
}

/** GDAL's order: .aux.xml, the file's tags, the world file; then control points. */
async function findLie(dir: Directory, pixelIsPoint: boolean, beside: Beside): Promise<Lie | null> {
  if (beside.pam?.transform) return { transform: beside.pam.transform, source: 'world_file' };
  const transform = await readTransform(dir, pixelIsPoint);
  if (transform) return { transform, source: 'file' };
  if (beside.world) return { transform: beside.world, source: 'world_file' };
  const own = await controlPoints(dir, pixelIsPoint);
  const gcps = beside.pam && beside.pam.gcps.length > 0 ? [...beside.pam.gcps] : own;
  const fit = fitAffine(gcps);
  return fit && { transform: fit.transform, source: 'gcps', residualPx: fit.rmsPx, gcps };
}

type CrsReading = {
  readonly found: LooseCrs | null;
  /** Whether it was found in a file beside the picture. */
  readonly beside: boolean;
  /** What the picture calls a system that is not known, or null where it names none. */
  readonly named: string | null;
};

async function findCrs(keys: Keys, { pam, projection }: Beside): Promise<CrsReading> {
  const written = pam?.wkt ? await crsOfWkt(pam.wkt) : null;
  if (written) return { found: written, beside: true, named: null };
  const has = Object.keys(keys).some((name) => name !== 'GTRasterTypeGeoKey');
  const own = has ? await resolveCrs(keys) : null;
  if (own) return { found: own, beside: false, named: null };
  const along = projection ? await crsOfWkt(projection) : null;
  if (along) return { found: along, beside: true, named: null };
  return { found: null, beside: false, named: has || pam?.wkt || projection ? nameOf(keys) : null };
}

function nameOf(keys: Keys): string {
  const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  const named = keys.PCSCitationGeoKey ?? keys.GTCitationGeoKey ?? keys.GeogCitationGeoKey;
  if (typeof code === 'number' && code !== 32767) return `EPSG:${code}`;
  return typeof named === 'string' && named.trim() !== '' ? `“${named.trim()}”` : 'that it names';
}

const RPC_UNUSED =
  'The picture comes with rational polynomials (RPC), which are recognised and not used.';

const NAME_IT = 'Name its coordinate system in the frame’s dialog (Shift F) to measure in metres.';

function unknownCrs(named: string | null): string {
  const what =
    named === null
      ? 'The picture has coordinates but does not say of which coordinate system'
      : `The coordinate system ${named} is not known`;
  return `${what}: it opens in pixels, without a place. ${NAME_IT}`;
}

function noPlace(rpc: boolean): string {
  const give =
    'Give it a place by control points (“Give this picture a place”) to measure in metres.';
  return rpc
    ? `The picture is placed by rational polynomials (RPC) only, which are recognised and not used: it opens in pixels. ${give}`
    : `The picture carries no georeferencing: it opens in pixels, without a place. ${give}`;
}

function approximate({ gcps, residualPx = 0 }: Lie): string {
  const count = gcps?.length ?? 0;
  return `The picture is placed by ${count} control points, to which a plane is fitted: places and measures are approximate (the points miss by ${residualPx.toFixed(1)} px).`;
}
