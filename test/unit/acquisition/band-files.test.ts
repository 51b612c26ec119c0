/** Which files are bands of one picture, and which lie beside an image, by their names. */
import { describe, expect, it } from 'vitest';
import { besideRole, groupBands, soleBandName } from '../../../src/domain/acquisition/band-files';

const group = (names: readonly string[]) =>
  groupBands(names, (name) => name).map(({ title, bands }) => ({
    title,
    labels: bands.map(({ label }) => label),
  }));

describe('bands of one picture', () => {
  it('of the Copernicus Browser are found among other files of the same day', () => {
    const day = '2022-05-14-00_00_2022-05-14-23_59_Sentinel-2_L2A_';
    const names = ['B11', 'B02', 'B04', 'B08', 'B03'].map((band) => `${day}${band}_(Raw).tiff`);
    expect(group([...names, `${day}NDWI.tiff`, 'busan_rgb.tiff'])).toEqual([
      {
        title: `${day.slice(0, -1)}_(Raw)`,
        labels: ['B02 blue', 'B03 green', 'B04 red', 'B08 nir', 'B11 swir1'],
      },
    ]);
  });

  it('of a Sentinel-2 product may differ in resolution', () => {
    const names = ['B02_10m', 'B8A_20m', 'B03_10m'].map(
      (band) => `T52TFM_20231012T014709_${band}.tif`,
    );
    expect(group(names)).toEqual([
      { title: 'T52TFM_20231012T014709', labels: ['B02 blue', 'B03 green', 'B8A'] },
    ]);
  });

  it('of Landsat are named by its own numbers', () => {
    const scene = 'LC08_L2SP_115031_20231012_20231018_02_T1_SR_';
    expect(group(['B5', 'B2', 'B4'].map((band) => `${scene}${band}.TIF`))[0]?.labels).toEqual([
      'B2 blue',
      'B4 red',
      'B5 nir',
    ]);
    const old = 'LE07_L2SP_115031_20031012_20201018_02_T1_SR_';
    expect(group(['B3', 'B4'].map((band) => `${old}${band}.TIF`))[0]?.labels).toEqual([
      'B3 red',
      'B4 nir',
    ]);
  });

  it('of different days are not joined, nor is one file by itself', () => {
    expect(group(['a_20230101_B02.tif', 'a_20230102_B03.tif', 'harbour_red.tif'])).toEqual([]);
  });

  it('that are there twice are left to the user', () => {
    expect(group(['a_B02.tif', 'a_B03.tif', 'a_B02.tif'])).toEqual([]);
  });
});

describe('the only band of a file', () => {
  it.each([
    ['2022-05-14-00_00_2022-05-14-23_59_Sentinel-2_L2A_B08_(Raw).tiff', 'B08 nir'],
    ['T52TFM_20231012T014709_B11_20m.tif', 'B11 swir1'],
    ['LC08_L2SP_115031_20231012_20231018_02_T1_SR_B5.TIF', 'B5 nir'],
    ['S2A_T52TFM_B08_nir.tif', 'B08 nir'],
    ['busan_B08.tif', 'B08'],
    ['busan_B8A.tif', 'B8A'],
    ['harbour_red.tif', 'red'],
    ['harbour-nir-2023.tif', 'nir'],
    ['s1a-iw-grd-vv-20210105t015040-001.tiff', 'VV'],
    ['gamma0_VH.tif', 'VH'],
  ])('%s: %s', (file, label) => {
    expect(soleBandName(file, null)).toBe(label);
  });

  it.each([
    ['nothing is named', 'najin-2023-10-12.tif'],
    ['a place has such a name', 'red_sea_2023.tif'],
    ['a place has such a name', 'Pan Island.tif'],
    ['a berth has such a number', 'najin_berth_B4.tif'],
    ['two are named', 'S2A_T52TFM_B04_B08.tif'],
    ['two are named', 'vv_vh_2021.tif'],
    ['a colour and a number that may differ are named', 'S2A_B04_nir.tif'],
    ['it is worked out from the band', 'S2A_T52TFM_B08_mask.tif'],
    ['it is worked out from the band', 'busan_B08_ndvi.tif'],
  ])('is not told where %s: %s', (_, file) => {
    expect(soleBandName(file, null)).toBeNull();
  });

  it('is not one that the sensor does not have', () => {
    expect(soleBandName('harbour_VV.tif', false)).toBeNull();
    expect(soleBandName('harbour_B08.tif', true)).toBeNull();
    expect(soleBandName('harbour_VV.tif', true)).toBe('VV');
    expect(soleBandName('harbour_B08.tif', false)).toBe('B08');
  });
});

describe('files beside an image', () => {
  it.each([
    ['scene.tif', 'scene.tfw', 'world_file'],
    ['scene.tif', 'SCENE.TFW', 'world_file'],
    ['scene.tiff', 'scene.tiffw', 'world_file'],
    ['scene.tif', 'scene.wld', 'world_file'],
    ['scene.tif', 'scene.tif.aux.xml', 'metadata'],
    ['scene.tif', 'scene.aux.xml', 'metadata'],
    ['scene.tif', 'scene.prj', 'projection'],
    ['scene.tif', 'scene.tif.ovr', 'overviews'],
    ['scene.tif', 'scene.tif.msk', 'mask'],
    ['scene.tif', 'scene2.tfw', null],
    ['scene2.tif', 'scene.tfw', null],
    ['scene.tif', 'scene.xml', null],
  ] as const)('%s and %s: %s', (image, file, role) => {
    expect(besideRole(image, file)).toBe(role);
  });
});
