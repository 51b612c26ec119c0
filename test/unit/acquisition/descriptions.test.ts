/** What providers' texts beside images say of them. */
import { describe, expect, it } from 'vitest';
import {
  describesImage,
  holdsRpc,
  parseDescription,
} from '../../../src/domain/acquisition/descriptions';
import { sunOf } from '../../../src/domain/acquisition/sun';

const LANDSAT = 'LC08_L1TP_114031_20231012_20231018_02_T1';
const MAXAR = '23OCT12014709-M2AS';
const PLANET = '20231012_014709_45_2489_3B_AnalyticMS';
const AIRBUS = 'PHR1A_PMS_202310120147092_ORT_6789101-001';

describe('a text beside an image', () => {
  it.each([
    [`${LANDSAT}_B4.TIF`, `${LANDSAT}_MTL.txt`],
    [`${LANDSAT}_B4.TIF`, `${LANDSAT}_MTL.json`],
    [`${MAXAR}-050123456789_01_P001.TIF`, `${MAXAR}-050123456789_01_P001.IMD`],
    [`${MAXAR}_R1C1-050123456789_01_P001.TIF`, `${MAXAR}-050123456789_01_P001.IMD`],
    [`${MAXAR}-050123456789_01_P001.TIF`, `${MAXAR}-050123456789_01_P001.XML`],
    [`${PLANET}_SR.tif`, `${PLANET}_metadata.xml`],
    [`${PLANET}_clip.tif`, `${PLANET}_metadata_clip.xml`],
    [`${PLANET}_SR.tif`, '20231012_014709_45_2489_metadata.json'],
    [`IMG_${AIRBUS}_R1C1.TIF`, `DIM_${AIRBUS}.XML`],
  ])('describes %s: %s', (image, text) => {
    expect(describesImage(image, text)).toBe(true);
  });

  it.each([
    [`${LANDSAT}_B4.TIF`, 'LC08_L1TP_114031_20231028_20231103_02_T1_MTL.txt'],
    [`${MAXAR}-050123456789_01_P001.TIF`, `${MAXAR}-050123456789_01_P002.IMD`],
    [`${PLANET}_SR.tif`, '20231012_014709_4_metadata.json'],
    [`IMG_${AIRBUS}0_R1C1.TIF`, `DIM_${AIRBUS}.XML`],
    ['port.tif', 'port.tif.aux.xml'],
    ['port.tif', 'README.XML'],
    ['boxes.geojson', 'boxes.xml'],
  ])('is none of %s: %s', (image, text) => {
    expect(describesImage(image, text)).toBe(false);
  });
});

/** What sunOf finds in a text beside the image, or in the image's own description. */
const sun = (text: string, description = '') =>
  sunOf({
    fileName: 'a.tif',
    items: parseDescription(text),
    dateTimeTag: null,
    description,
    software: '',
  });

describe('the sun', () => {
  it.each([
    ['Landsat', 'GROUP = IMAGE_ATTRIBUTES\n    SUN_AZIMUTH = 158.4\n    SUN_ELEVATION = 38.6\nEND'],
    ['Maxar', 'BEGIN_GROUP = IMAGE_1\n\tmeanSunAz = 158.4;\n\tmeanSunEl = 38.6;\nEND;'],
    [
      'Maxar in XML',
      '<isd><IMD><IMAGE><MEANSUNAZ>1.584e+02</MEANSUNAZ><MEANSUNEL>38.6</MEANSUNEL></IMAGE></IMD></isd>',
    ],
    [
      'Planet',
      '<?xml version="1.0"?><ps:a xmlns:ps="x"><opt:illuminationAzimuthAngle uom="deg">158.4</opt:illuminationAzimuthAngle>\n<opt:illuminationElevationAngle uom="deg">38.6</opt:illuminationElevationAngle></ps:a>',
    ],
    ['Planet in JSON', '{"properties": {"sun_azimuth": 158.4, "sun_elevation": 38.6}}'],
    [
      'Airbus',
      '<Solar_Incidences><SUN_AZIMUTH unit="deg">158.4</SUN_AZIMUTH><SUN_ELEVATION unit="deg">38.6</SUN_ELEVATION></Solar_Incidences>',
    ],
  ])('is read as %s writes it', (_, text) => {
    expect(sun(text)).toMatchObject({ azimuthDeg: 158.4, elevationDeg: 38.6 });
  });

  it('is read from what Planet writes into the image itself', () => {
    const description =
      '{"atmospheric_correction": {"solar_azimuth_angle": 158.4, "solar_zenith_angle": 51.5}}';
    expect(sun('', description)).toMatchObject({ azimuthDeg: 158.4, elevationDeg: 38.5 });
  });

  it('is not known from a text that says nothing, or that never ends', () => {
    expect(sun('Port of Najin, received by mail')).toBeNull();
    const begun = performance.now();
    for (const text of [
      '<'.repeat(2e6),
      `{${'"a" '.repeat(5e5)}`,
      'a'.repeat(2e6),
      `<${'a:'.repeat(1e6)}`,
    ]) {
      expect(sun(text)).toBeNull();
    }
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('rational polynomials beside an image', () => {
  it.each([
    ['scene.tif', 'scene.RPB'],
    ['SCENE_R1C2.TIF', 'scene.RPB'],
    ['scene.tif', 'scene_RPC.TXT'],
    ['scene.tif', 'scene_rpc.txt'],
    ['IMG_PHR1A_P_202309120147_R1C1.TIF', 'RPC_PHR1A_P_202309120147.XML'],
  ])('of %s are those of %s', (image, file) => {
    expect(holdsRpc(image, file)).toBe(true);
  });

  it.each([
    ['scene.tif', 'other.RPB'],
    ['scene.tif', 'scene.txt'],
    ['scene.tif', 'RPC_other.XML'],
  ])('of %s are not those of %s', (image, file) => {
    expect(holdsRpc(image, file)).toBe(false);
  });
});
