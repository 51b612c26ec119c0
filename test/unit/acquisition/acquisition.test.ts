/** Which of a file's statements about its time counts, and how that is told. */
import { describe, expect, it } from 'vitest';
import { acquisitionOf } from '../../../src/domain/acquisition/acquisition';
import type { FileEvidence } from '../../../src/domain/acquisition/evidence';
import { isRadarFrame, sensorOf } from '../../../src/domain/acquisition/sensor';
import { readTime } from '../../../src/domain/acquisition/time-text';

const NOW = new Date('2024-06-01T00:00:00Z');
const evidence = (over: Partial<FileEvidence>): FileEvidence => ({
  fileName: 'port.tif',
  items: [],
  dateTimeTag: null,
  description: '',
  software: '',
  ...over,
});
const item = (name: string, value: string) => ({ name, value });
const read = (over: Partial<FileEvidence>) => acquisitionOf(evidence(over), NOW).value;

describe('readTime', () => {
  it.each([
    ['2023-10-12T01:47:09Z', '2023-10-12T01:47:09Z'],
    ['2023-10-12T01:47:09.120Z', '2023-10-12T01:47:09.12Z'],
    ['2023-10-12 10:47:09+09:00', '2023-10-12T01:47:09Z'],
    ['2023-10-11T20:17:09-05:30', '2023-10-12T01:47:09Z'],
    ['2023:10:12 01:47:09', '2023-10-12T01:47:09Z'],
    ['20231012T014709', '2023-10-12T01:47:09Z'],
    ['20231012014709', '2023-10-12T01:47:09Z'],
    ['12-OCT-2023 01:47:09.123456', '2023-10-12T01:47:09.123456Z'],
    ['2023-10-12 01:47:09 UTC', '2023-10-12T01:47:09Z'],
    ['2023-10-12', '2023-10-12'],
    ['2024-02-29', '2024-02-29'],
  ])('%s', (text, value) => {
    expect(readTime(text)?.value).toBe(value);
  });

  it.each([
    '2023-02-29',
    '2023-13-01',
    '2023-10-12T24:00:00',
    '2023-10-12T01:60:00',
    '0000:00:00 00:00:00',
    'soon',
    '',
  ])('refuses %j', (text) => {
    expect(readTime(text)).toBeNull();
  });
});

describe('acquisition', () => {
  const all = {
    items: [item('ACQUISITIONDATETIME', '2023-10-12T01:47:09Z')],
    fileName: '20231013_014709_76_24af_3B.tif',
    dateTimeTag: '2023:10:14 01:47:09',
  };

  it('prefers metadata to the file name, and that to TIFFTAG_DATETIME', () => {
    expect(read(all)).toEqual({
      value: '2023-10-12T01:47:09Z',
      precision: 'instant',
      source: 'gdal_metadata',
      detail: 'ACQUISITIONDATETIME=2023-10-12T01:47:09Z',
    });
    expect(read({ ...all, items: [] })).toMatchObject({
      value: '2023-10-13T01:47:09.76Z',
      source: 'file_name',
    });
    const tag = read({ dateTimeTag: all.dateTimeTag });
    expect(tag).toMatchObject({ value: '2023-10-14T01:47:09Z', source: 'tiff_tag' });
    expect(tag?.detail).toMatch(/time of processing; taken as UTC/);
    expect(read({})).toBeNull();
  });

  it.each([
    ['acquired', '2023-10-12T01:47:09.76Z', '2023-10-12T01:47:09.76Z'],
    ['firstLineTime', '2023-10-12T01:47:09.123456Z', '2023-10-12T01:47:09.123456Z'],
    ['ACQUISITION_START_UTC', '2023-10-12T01:47:09', '2023-10-12T01:47:09Z'],
    ['system:time_start', '1697075229000', '2023-10-12T01:47:09Z'],
    ['acquisitiondatetime', '2023-10-12', '2023-10-12'],
  ])('reads %s=%s', (name, written, value) => {
    expect(read({ items: [item(name, written)] })?.value).toBe(value);
  });

  it('joins a day and a time of day', () => {
    const landsat = [item('DATE_ACQUIRED', '2023-10-12'), item('SCENE_CENTER_TIME', '01:47:09.5Z')];
    expect(read({ items: landsat })?.value).toBe('2023-10-12T01:47:09.5Z');
    expect(read({ items: landsat.slice(0, 1) })).toMatchObject({
      value: '2023-10-12',
      precision: 'day',
    });
  });

  it('says when no zone was given, and reads Capella’s JSON', () => {
    expect(read({ items: [item('datetime', '2023-10-12 01:47:09')] })?.detail).toMatch(
      /taken as UTC/,
    );
    const description = '{"collect":{"start_timestamp":"2023-10-12T01:47:09.1Z"}}';
    expect(read({ description })?.value).toBe('2023-10-12T01:47:09.1Z');
  });

  it('refuses times in the future, with a remark, and goes on to the next source', () => {
    const { value, remarks } = acquisitionOf(
      evidence({ ...all, items: [item('ACQUISITIONDATETIME', '2043-10-12T01:47:09Z')] }),
      NOW,
    );
    expect(value?.source).toBe('file_name');
    expect(remarks.join(' ')).toMatch(/future/);
  });
});

describe('origin', () => {
  it('takes sensor, provider, credit and title as the file gives them', () => {
    const items = [
      item('SENSOR', 'Synthetic optical 0.5 m'),
      item('PROVIDER', 'Quaymark demo'),
      item('CREDIT', 'Synthetic image'),
      item('TITLE', 'Najin, first'),
      item('SYNTHETIC', 'YES'),
    ];
    expect(sensorOf(evidence({ items }), null)).toMatchObject({
      sensor: 'Synthetic optical 0.5 m',
      provider: 'Quaymark demo',
      credit: 'Synthetic image',
      title: 'Najin, first',
      synthetic: true,
      radar: false,
    });
  });

  it('writes identifiers out and credits the provider with the year', () => {
    const acquired = read({ items: [item('acquired', '2023-10-12T01:47:09Z')] });
    expect(sensorOf(evidence({ items: [item('SATID', 'WV03')] }), acquired)).toMatchObject({
      sensor: 'WorldView-3',
      sensorShort: 'WV03',
      credit: 'Image © 2023 Maxar Technologies',
      synthetic: false,
    });
    const planet = evidence({ fileName: '20231012_014709_76_24af_3B_AnalyticMS.tif' });
    expect(sensorOf(planet, acquired).credit).toBe('Image © 2023 Planet Labs PBC');
    expect(sensorOf(evidence({}), null)).toMatchObject({ title: 'port', sensor: '', credit: '' });
  });

  it.each([
    ['sentinel1-los-angeles-20210105.tif', 'Sentinel-1', 'S1', true],
    ['Busan_Sentinel-2_summer.tif', 'Sentinel-2', 'S2', false],
    ['harbour_WorldView_3.tif', 'WorldView-3', 'WV03', false],
    ['pleiades-neo pier.tif', 'Pléiades Neo', 'PNEO', false],
    ['rapideye-san-francisco-20170308.tif', 'RapidEye', 'RE', false],
    ['penumbra.tif', '', '', false],
    ['spotted-20210105.tif', '', '', false],
    ['sentinel12.tif', '', '', false],
  ])('knows the sensor that a name given by hand spells out: %s', (fileName, ...expected) => {
    const { sensor, sensorShort, radar } = sensorOf(evidence({ fileName }), null);
    expect([sensor, sensorShort, radar]).toEqual(expected);
  });

  it('believes what the file holds before its name', () => {
    const items = [item('SENSOR', 'ICEYE')];
    const read = sensorOf(evidence({ fileName: 'sentinel-2-harbour.tif', items }), null);
    expect(read).toMatchObject({ sensor: 'ICEYE', provider: 'ICEYE', radar: true });
  });

  it.each([
    ['by a word of its name', evidence({ fileName: 'port_sar_20231012.tif' }), 'Radar'],
    ['by an item alone', evidence({ items: [item('POLARISATION', 'VV')] }), 'Radar'],
    [
      'by an item beside a sensor that is not known',
      evidence({ items: [item('SENSOR', 'PAZ'), item('INCIDENCE_ANGLE', '34')] }),
      'PAZ, radar',
    ],
    ['by its description', evidence({ description: 'SAR backscatter of the port' }), 'Radar'],
  ])(
    'takes for radar, and records so that it is known as such later, what is so %s',
    (_, said, sensor) => {
      const origin = sensorOf(said, null);
      expect(origin).toMatchObject({ sensor, radar: true });
      expect(isRadarFrame({ ...origin, title: 'Najin in October' })).toBe(true);
    },
  );
});

it('of frames that were recorded before, the title tells a radar as the name of the file did', () => {
  const called = (title: string) => isRadarFrame({ sensor: '', sensorShort: '', title });
  expect([called('port_sar_20231012'), called('sarajevo_2023')]).toEqual([true, false]);
});

it('takes twelve digits for a date where they are one, and for milliseconds where they say so', () => {
  const digits = '202310120147';
  expect(read({ items: [item('acquired', digits)] })?.value).toBe('2023-10-12T01:47:00Z');
  expect(read({ items: [item('acquired', '946684800000')] })?.value).toBe('2000-01-01T00:00:00Z');
  expect(read({ items: [item('system:time_start', '202310120147')] })?.value).toBe(
    '1976-05-30T13:15:20.147Z',
  );
});
