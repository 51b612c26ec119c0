/** Names as the providers write them, with the times their product guides say they hold. */
import { describe, expect, it } from 'vitest';
import { readFileName } from '../../../src/domain/acquisition/file-names';

const NAMES = [
  [
    '20231012_014709_76_24af_3B_AnalyticMS_SR_8b_clip.tif',
    '2023-10-12T01:47:09.76Z',
    'PlanetScope',
  ],
  ['20231012_014709_0f12_3B_AnalyticMS.tif', '2023-10-12T01:47:09Z', 'PlanetScope'],
  ['20231012_014709_ssc6_u0001_pansharpened.tif', '2023-10-12T01:47:09Z', 'SkySat SSC6'],
  ['23OCT12014709-P2AS-015028731010_01_P001.TIF', '2023-10-12T01:47:09Z', 'WorldView'],
  ['23OCT12014709-S2AS_R1C1-015028731010_01_P001.TIF', '2023-10-12T01:47:09Z', 'WorldView'],
  ['99DEC31235959-P2AS-005.TIF', '1999-12-31T23:59:59Z', 'WorldView'],
  ['IMG_PHR1A_PMS_202310120147093_ORT_7016_R1C1.TIF', '2023-10-12T01:47:09.3Z', 'Pléiades 1A'],
  ['DIM_PHR1B_PMS_202310120147093_SEN_5791.TIF', '2023-10-12T01:47:09.3Z', 'Pléiades 1B'],
  ['IMG_PNEO4_202310120147093_PMS-FS_ORT_R1C1.TIF', '2023-10-12T01:47:09.3Z', 'Pléiades Neo 4'],
  ['IMG_SPOT6_MS_202310120147093_ORT_1.TIF', '2023-10-12T01:47:09.3Z', 'SPOT 6'],
  [
    'S1A_IW_GRDH_1SDV_20231012T014709_20231012T014734_050721_061C5E_9A41.tif',
    '2023-10-12T01:47:09Z',
    'Sentinel-1A',
  ],
  [
    's1a-iw-grd-vv-20231012t014709-20231012t014734-050721-061c5e-001.tiff',
    '2023-10-12T01:47:09Z',
    'Sentinel-1A',
  ],
  [
    'S2A_MSIL1C_20231012T014709_N0509_R017_T52TFM_20231012T033652.tif',
    '2023-10-12T01:47:09Z',
    'Sentinel-2A',
  ],
  ['T52TFM_20231012T014709_B04.tif', '2023-10-12T01:47:09Z', 'Sentinel-2'],
  ['LC08_L1TP_115031_20231012_20231017_02_T1_B4.TIF', '2023-10-12', 'Landsat 8'],
  ['LC81150312023285LGN00_B4.TIF', '2023-10-12', 'Landsat 8'],
  ['2023-10-12-01-47-09_UMBRA-04_GEC.tif', '2023-10-12T01:47:09Z', 'UMBRA-04'],
  [
    'CAPELLA_C05_SP_GEO_HH_20231012014709_20231012014733.tif',
    '2023-10-12T01:47:09Z',
    'Capella C05',
  ],
  ['ICEYE_X7_GRD_SLED_123456_20231012T014709.tif', '2023-10-12T01:47:09Z', 'ICEYE X7'],
  ['ICEYE_GRD_SM_123456_20231012T014709.tif', '2023-10-12T01:47:09Z', 'ICEYE'],
  ['2023-10-12-00:00_2023-10-12-23:59_Sentinel-2_L2A_B08_(Raw).tiff', '2023-10-12', 'Sentinel-2'],
  ['m_4709963_se_14_1_20120731.tif', '2012-07-31', 'NAIP'],
  ['2017-03-08T190510_RE3_3A_Visual.tif', '2017-03-08T19:05:10Z', 'RapidEye'],
  ['najin_2023-10-12.tif', '2023-10-12', undefined],
  ['najin 20231012T0147Z.tif', '2023-10-12T01:47:00Z', undefined],
] as const;

describe('names of imagery files', () => {
  it.each(NAMES)('%s', (name, value, sensor) => {
    const reading = readFileName(name);
    expect(reading?.time?.value).toBe(value);
    expect(reading?.time?.precision).toBe(value.includes('T') ? 'instant' : 'day');
    expect(reading?.origin?.sensor).toBe(sensor);
    expect((reading?.origin?.sensorShort ?? '').length).toBeLessThanOrEqual(6);
  });

  it.each([
    'port.tif',
    '20231312_014709_76_24af_3B_AnalyticMS.tif',
    '20230230.tif',
    '10300100E6747500.tif',
    '2023-10-12_vs_2023-11-02.tif',
    'IMG_1234567890123456.tif',
    '23XXX12014709-P2AS-1.TIF',
  ])('says nothing for %s', (name) => {
    expect(readFileName(name)).toBeNull();
  });

  it('knows radar from optical', () => {
    expect(readFileName(NAMES[10][0])?.origin?.radar).toBe(true);
    expect(readFileName(NAMES[12][0])?.origin?.radar).toBe(false);
  });
});

describe('numbers beside a date that are no time of day', () => {
  it.each([
    'port_20231012_1024x768.tif',
    'najin_2023-10-12_1000px.tif',
    'najin_2023-10-12_1500m.tif',
    '2023-10-12-00:00_2023-10-12-23:59_Sentinel-2_L2A_True_color.tif',
  ])('%s is of a day alone', (name) => {
    expect(readFileName(name)?.time).toMatchObject({ value: '2023-10-12', precision: 'day' });
  });

  it.each(['port 2023-10-12 0147z.tif', 'port_20231012T0147UTC.tif'])('%s has a time', (name) => {
    expect(readFileName(name)?.time?.value).toBe('2023-10-12T01:47:00Z');
  });

  it('a mosaic of several days is of none of them', () => {
    const name = '2023-10-01-00:00_2023-10-12-23:59_Sentinel-2_L2A_True_color.tif';
    expect(readFileName(name)?.time ?? null).toBeNull();
  });
});
