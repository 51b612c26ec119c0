import { Frame } from '../../../src/domain/model/frame';
import { FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import type { Inspection } from '../../../src/raster/types';

/** A frame of 1000 × 800 pixels of half a metre in UTM 52N, as a file near Najin would give. */
export function sampleFrame(parts: Pick<Frame, 'id' | 'projectId' | 'siteId'>): Frame {
  return Frame.parse({
    ...parts,
    title: 'Sample',
    acquired: {
      value: '2023-10-12T01:47:09Z',
      precision: 'instant',
      source: 'gdal_metadata',
      detail: 'ACQUISITIONDATETIME=2023-10-12T01:47:09Z',
    },
    sensor: 'Sample sensor',
    sensorShort: 'SMP',
    provider: '',
    credit: '',
    synthetic: false,
    file: { name: 'sample.tif', size: 1000, sha256: 'ab'.repeat(32), kept: 'opfs', url: null },
    raster: {
      width: 1000,
      height: 800,
      bands: 3,
      sampleType: 'uint8',
      bitsUsed: null,
      bandNames: ['red', 'green', 'blue'],
      alphaBand: null,
      nodata: [null, null, null],
      compression: 'Deflate',
      tiled: true,
      overviews: 2,
    },
    georef: {
      transform: [606000, 0.5, 0, 4677000, 0, -0.5],
      epsg: 32652,
      crsName: 'WGS 84 / UTM zone 52N',
      proj4: '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs',
    },
    pixelAspect: 1,
    resolutionM: 0.5,
    footprint: null,
    stretch: {
      bands: [0, 1, 2],
      lo: [0, 0, 0],
      hi: [255, 255, 255],
      gamma: 1,
      method: 'none',
      decibel: false,
    },
    createdAt: '2023-10-12T02:00:00Z',
    updatedAt: '2023-10-12T02:00:00Z',
  });
}

/** What the reading of a file says of it that has no place and no date. */
export function inspectionOf(): Inspection {
  const ids = { id: FrameId.parse('frm_1'), projectId: ProjectId.parse('prj_1') };
  const frame = sampleFrame({ ...ids, siteId: SiteId.parse('sit_1') });
  const { title, sensor, sensorShort, provider, credit, synthetic, raster, stretch } = frame;
  return {
    ...{ title, sensor, sensorShort, provider, credit, synthetic, raster, stretch },
    ...{ acquired: null, georef: null, sun: null, unplacedTransform: null },
    ...{ pixelAspect: 1, resolutionM: null, footprint: null, levels: [], remarks: [] },
  };
}
