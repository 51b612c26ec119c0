/** Says in words how a frame's place was found, and which files a frame is made of. */
import type { FilePart, Frame, Georef } from '../model/frame';

/** '3.2 px, 12.8 m' of a fitted place. */
function missText({ residualPx = 0 }: Georef, resolutionM: number | null): string {
  const meters = resolutionM === null ? '' : `, ${(residualPx * resolutionM).toFixed(2)} m`;
  return `${residualPx.toFixed(2)} px${meters}`;
}

/** How the place was found, as a sentence. */
export function placeText({ georef, unplacedTransform, resolutionM }: Frame): string {
  if (!georef) {
    return unplacedTransform
      ? 'The file has coordinates of a system that is not known: boxes and pixels work, metres do not.'
      : 'None: boxes and pixels work, metres do not.';
  }
  const points = georef.gcps?.length ?? 0;
  const source = georef.source ?? 'file';
  const miss = missText(georef, resolutionM);
  if (source === 'gcps') {
    return `Approximate: fitted to ${points} control points of the file, which miss by ${miss}.`;
  }
  if (source === 'world_file') return 'By files beside the image.';
  if (source === 'file') return 'By the file itself.';
  if (points === 0) return 'The coordinate system was named by the analyst.';
  return points < 4
    ? `By the analyst, from ${points} control points: not checked by any more.`
    : `By the analyst, from ${points} control points, which miss by ${miss}.`;
}

/** What GDAL and others write where a system has no name. */
const NAMELESS = /^(unknown|unnamed|undefined|user[- ]defined)?$/i;

/** The coordinate system, and how well it is tied to WGS 84 where it is not as good as that. */
export function crsText(georef: Georef): string {
  const { datumM } = georef;
  if (datumM === undefined) return systemText(georef);
  const tied =
    datumM === null
      ? 'how its datum lies to WGS 84 is not known here'
      : `its datum is tied to WGS 84 to ±${datumM} m`;
  return `${systemText(georef)}; ${tied}`;
}

/** By name and code; one that has neither, by how the file spells it out. */
function systemText({ crsName, epsg, proj4 }: Georef): string {
  if (epsg !== null) return crsName.includes(`${epsg}`) ? crsName : `${crsName} (EPSG:${epsg})`;
  return NAMELESS.test(crsName.trim()) ? `Without a name: ${proj4}` : crsName;
}

const ROLES: Readonly<Record<FilePart['role'], string>> = {
  band: 'band',
  tile: 'tile',
  world_file: 'world file',
  metadata: 'metadata',
  projection: 'coordinate system',
  overviews: 'overviews',
  mask: 'mask',
};

/** 'T52SDC_B02.tif (band)' for each file that a frame is made of besides its image. */
export function partTexts({ file }: Frame): string[] {
  return (file.parts ?? []).map(({ name, role }) => `${name} (${ROLES[role]})`);
}
