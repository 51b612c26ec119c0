import { expect, it } from 'vitest';
import { crsText } from '../../../src/domain/geo/place-text';
import type { Georef } from '../../../src/domain/model/frame';

const georef = (parts: Partial<Georef>): Georef => ({
  transform: [442000, 10, 0, 4676000, 0, -10],
  epsg: null,
  crsName: '',
  proj4: '+proj=tmerc +lat_0=37 +lon_0=-122.3 +ellps=GRS80 +units=m',
  ...parts,
});

it('a coordinate system is named, and spelled out where nobody named it', () => {
  expect(crsText(georef({ epsg: 32652, crsName: 'WGS 84 / UTM zone 52N' }))).toBe(
    'WGS 84 / UTM zone 52N (EPSG:32652)',
  );
  expect(crsText(georef({ crsName: 'Port grid' }))).toBe('Port grid');
  // gdalwarp -t_srs '+proj=tmerc …' writes "unknown" for its name (GDAL 3.6.2).
  expect(crsText(georef({ crsName: 'unknown' }))).toBe(
    'Without a name: +proj=tmerc +lat_0=37 +lon_0=-122.3 +ellps=GRS80 +units=m',
  );
});

it('how well its datum is tied to WGS 84 is told with it, where that is less than exact', () => {
  const named = { epsg: 31468, crsName: 'DHDN / 3-degree Gauss-Kruger zone 4' };
  expect(crsText(georef({ ...named, datumM: 3 }))).toBe(
    'DHDN / 3-degree Gauss-Kruger zone 4 (EPSG:31468); its datum is tied to WGS 84 to ±3 m',
  );
  expect(crsText(georef({ ...named, datumM: null }))).toMatch(/; how its datum lies .* not known/);
});
