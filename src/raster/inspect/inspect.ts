/** Everything that can be told of a file without the user. */
import { acquisitionOf } from '../../domain/acquisition/acquisition';
import { soleBandName } from '../../domain/acquisition/band-files';
import type { FileEvidence } from '../../domain/acquisition/evidence';
import { sensorOf } from '../../domain/acquisition/sensor';
import { sunOf } from '../../domain/acquisition/sun';
import { type PlaceFields, placeFields } from '../../domain/geo/placing';
import { isUnnamed } from '../../domain/imaging/band-roles';
import { defaultStretch } from '../../domain/imaging/default-stretch';
import { recordedNodata } from '../../domain/imaging/scaling';
import type { Georef, Raster, Stretch } from '../../domain/model/frame';
import { shownSamples } from '../blocks/colours';
import { sampleTypeOf } from '../blocks/layout';
import { scalingOf } from '../directory/gdal-metadata';
import type { Layout } from '../directory/layout-types';
import { PHOTOMETRIC, TAG } from '../directory/tags';
import type { Picture } from '../pictures/picture';
import { type Placement, readPlacement } from '../place/georeference';
import type { Inspection, Outline } from '../types';
import { type PictureSample, samplePicture } from './sample-picture';

/** What a file says of itself, without a look at its pixels. */
type Said = {
  readonly placement: Placement;
  readonly evidence: FileEvidence;
  readonly acquired: ReturnType<typeof acquisitionOf>;
  readonly origin: ReturnType<typeof sensorOf>;
};

async function saidOf({ file }: Picture): Promise<Said> {
  const { main, items, source, beside } = file;
  const evidence = {
    fileName: source.name,
    items: [...items.filter((item) => item.sample === null), ...beside.described],
    dateTimeTag: await main.text(TAG.DateTime),
    description: (await main.text(TAG.ImageDescription)) ?? '',
    software: (await main.text(TAG.Software)) ?? '',
  };
  const acquired = acquisitionOf(evidence, new Date());
  const origin = sensorOf(evidence, acquired.value);
  return { placement: await readPlacement(main, beside), evidence, acquired, origin };
}

/** What is known of a picture before its pixels are read. */
export async function outlinePicture(picture: Picture): Promise<Outline> {
  const { placement, acquired, origin } = await saidOf(picture);
  const { width, height, alpha } = picture.layout;
  return {
    name: picture.file.source.name,
    acquired: acquired.value,
    sensor: origin.sensor,
    georef: placement.georef,
    raster: {
      width,
      height,
      bands: shownSamples(picture.layout),
      sampleType: sampleTypeOf(picture.layout),
      alphaBand: alpha,
    },
  };
}

/**
 * Reads place, time, origin and statistics. Rejects with a UserError where no pixel can be read.
 * @param sampled what the statistics are made of; of the picture itself if left out
 */
export async function inspectPicture(
  picture: Picture,
  signal?: AbortSignal,
  sampled = () => samplePicture(picture, signal),
): Promise<Inspection> {
  const { placement, evidence, acquired, origin } = await saidOf(picture);
  const sample = await sampled();
  const bandNames = namesOf(picture, origin);
  const raster = { ...rasterOf(picture, sample), bandNames };
  const { layout, file } = picture;
  const remarks = [...file.remarks, ...placement.remarks, ...acquired.remarks];
  if (sample.failed > 0) {
    remarks.push(
      `Parts of the picture are damaged: ${sample.failed} of ${sample.windows} that were tried could not be read, and will stay empty.`,
    );
  }
  const orientation = await file.main.number(TAG.Orientation);
  remarks.push(...colourRemarks(layout), ...orientationRemark(orientation));
  return {
    title: origin.title,
    acquired: acquired.value,
    sensor: origin.sensor,
    sensorShort: origin.sensorShort,
    provider: origin.provider,
    credit: origin.credit,
    synthetic: origin.synthetic,
    raster,
    ...placeOf(placement.georef, layout, remarks),
    unplacedTransform: placement.unplacedTransform,
    sun: sunOf(evidence),
    stretch: stretchOf(picture, sample, raster, origin.radar),
    levels: picture.levels,
    remarks,
  };
}

const CONVERTED = {
  palette: 'The picture’s palette is shown as red, green and blue.',
  cmyk: 'The picture’s inks (CMYK) are shown as red, green and blue, without colour management.',
  lab: 'The picture’s CIELab colours are shown as red, green and blue.',
  ycbcr: null,
};

function colourRemarks({ conversion, complex }: Layout): string[] {
  const remark = conversion && CONVERTED[conversion];
  const amplitude = 'The picture’s complex samples are shown as amplitudes.';
  return [...(remark ? [remark] : []), ...(complex ? [amplitude] : [])];
}

/** TIFF 6.0, Orientation, from 2 on: where the first row and column are to be seen. */
const ORIENTATIONS = [
  'mirrored left to right',
  'turned by 180°',
  'mirrored top to bottom',
  'mirrored along its diagonal',
  'turned by 90° to the right',
  'mirrored along its other diagonal',
  'turned by 90° to the left',
] as const;

function orientationRemark(orientation: number | null): string[] {
  const wanted = ORIENTATIONS[(orientation ?? 1) - 2];
  if (!wanted) return [];
  return [
    `The file asks for its picture to be ${wanted} (orientation ${orientation}). It is shown as it is stored, as GDAL and QGIS show it; turn the view where that is in the way.`,
  ];
}

export function placeOf(
  georef: Georef | null,
  size: { width: number; height: number },
  remarks: string[],
): PlaceFields {
  const fields = placeFields(georef, size);
  if (fields) return fields;
  remarks.push(
    'The picture’s coordinates do not lie on the earth: it opens in pixels, without a place. Check its coordinate system with gdalinfo.',
  );
  return { georef: null, pixelAspect: 1, resolutionM: null, footprint: null };
}

/** As the file says, or where it says nothing of its only band, as its name does. */
function namesOf({ bandNames, file, layout }: Picture, origin: Said['origin']): string[] {
  const [only, ...others] = [...bandNames.keys()].filter((band) => band !== layout.alpha);
  if (only === undefined || others.length > 0 || layout.conversion) return [...bandNames];
  if (!isUnnamed(bandNames[only] ?? '')) return [...bandNames];
  const radar = origin.radar || (origin.sensor === '' ? null : false);
  const named = soleBandName(file.source.name, radar);
  return bandNames.map((name, band) => (band === only && named !== null ? named : name));
}

function rasterOf(picture: Picture, sample: PictureSample): Omit<Raster, 'bandNames'> {
  const { layout, file } = picture;
  const bands = shownSamples(layout);
  const every = Array.from({ length: bands }, (_, band) => band);
  const scaling = layout.conversion ? [] : every.map((band) => scalingOf(file.items, band));
  return {
    width: layout.width,
    height: layout.height,
    bands,
    sampleType: sampleTypeOf(layout),
    bitsUsed: bitsUsed(picture, sample),
    alphaBand: layout.alpha,
    nodata: every.map((band) => {
      const value = layout.conversion ? null : file.nodataOf(band);
      return value === null ? null : recordedNodata(value);
    }),
    ...(scaling.some((one) => one !== null) && { scaling }),
    compression: layout.codec.name,
    tiled: layout.tiled,
    overviews: picture.storedLayouts.length - 1,
  };
}

/** From the NBITS item or an odd depth, else from the largest value of the sample of 16-bit data. */
function bitsUsed({ file, layout }: Picture, sample: PictureSample): number | null {
  const said = Number(file.items.find((item) => item.name === 'NBITS')?.value);
  if (Number.isInteger(said) && said > 0 && said <= 64) return said;
  if (layout.format !== 'uint' || layout.conversion || layout.complex) return null;
  if (![8, 16, 32, 64].includes(layout.bits)) return layout.bits;
  if (layout.bits !== 16) return null;
  return sample.largest > 0 ? Math.ceil(Math.log2(sample.largest + 1)) : null;
}

function stretchOf(
  picture: Picture,
  sample: PictureSample,
  raster: Raster,
  radar: boolean,
): Stretch {
  const { layout, natural, bands } = picture;
  return defaultStretch({
    sampleType: raster.sampleType,
    bands: natural,
    values: natural.map((band) => sample.values[bands.indexOf(band)] ?? []),
    fullScale: layout.conversion || layout.bits >= 8 ? null : 2 ** layout.bits - 1,
    inverted: layout.photometric === PHOTOMETRIC.MinIsWhite,
    radar,
  });
}
