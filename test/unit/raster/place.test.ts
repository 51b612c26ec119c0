/** Where pictures lie, against GDAL 3.6.2: tags, files beside them, and control points. */
import { describe, expect, it } from 'vitest';
import type { Georef } from '../../../src/domain/model/frame';
import { inspectImage } from '../../../src/raster/inspect/inspect-image';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import type { BesideFile, Inspection } from '../../../src/raster/types';
import { type Field, fixture, geoKeys, inspectBytes, writeTiff } from './support';

const SIZE = { width: 40, height: 30 };
const DATA = new Uint8Array(SIZE.width * SIZE.height).map((_, i) => i % 251);
const UTM = geoKeys(32652);
const UTM_POINT = geoKeys(32652, 2);
const SCALED: readonly Field[] = [
  [33550, 12, [3, 2, 0]],
  [33922, 12, [7, 11, 0, 442000, 4676000, 0]],
];
const TURNED: Field = [
  34264,
  12,
  [2.5, 1.5, 0, 442000, 1.2, -2.8, 0, 4676000, 0, 0, 0, 0, 0, 0, 0, 1],
];
const POINTS: Field = [
  33922,
  12,
  [
    [0, 0, 0, 442000, 4676000, 0],
    [40, 0, 0, 442121.5, 4676010, 0],
    [40, 30, 0, 442130, 4675935, 0],
    [0, 30, 0, 442011, 4675921, 0],
    [20, 14, 0, 442064, 4675969, 0],
  ].flat(),
];

const PROBES = [
  [0, 0],
  [40, 0],
  [40, 30],
  [13.25, 7.5],
] as const;

const tiff = (...fields: readonly Field[]) => writeTiff({ ...SIZE, data: DATA, fields });

/** Largest distance, in pixels, between where GDAL and we put the probes. */
function miss({ transform: t }: Georef, truth: readonly (readonly [number, number])[]): number {
  const determinant = t[1] * t[5] - t[2] * t[4];
  const distances = PROBES.map(([x, y], i) => {
    const dX = t[0] + x * t[1] + y * t[2] - (truth[i]?.[0] ?? Number.NaN);
    const dY = t[3] + x * t[4] + y * t[5] - (truth[i]?.[1] ?? Number.NaN);
    return Math.hypot((dX * t[5] - dY * t[2]) / determinant, (dY * t[1] - dX * t[4]) / determinant);
  });
  return Math.max(...distances);
}

function georefOf({ georef }: Inspection): Georef {
  if (!georef) throw new Error('The picture has no place.');
  return georef;
}

const WORLD_TRUTH = [
  [441998, 4676000.8],
  [442098, 4676048.8],
  [442143, 4675964.8],
  [442042.375, 4675995.7],
] as const;

describe('the tags of a file', () => {
  // printf '0 0\n40 0\n40 30\n13.25 7.5\n' | gdaltransform FILE      (-order 1 for control points)
  it.each([
    [
      'a tie point other than the first pixel',
      [...SCALED, UTM],
      [
        [441979, 4676022],
        [442099, 4676022],
        [442099, 4675962],
        [442018.75, 4676007],
      ],
    ],
    [
      'a tie point in the middle of a pixel',
      [...SCALED, UTM_POINT],
      [
        [441977.5, 4676023],
        [442097.5, 4676023],
        [442097.5, 4675963],
        [442017.25, 4676008],
      ],
    ],
    [
      'a sheared and turned matrix',
      [TURNED, UTM],
      [
        [442000, 4676000],
        [442100, 4676048],
        [442145, 4675964],
        [442044.375, 4675994.9],
      ],
    ],
    ['a matrix for the middles of pixels', [TURNED, UTM_POINT], WORLD_TRUTH],
    [
      'control points',
      [POINTS, UTM],
      [
        [442000.347912966, 4675998.98579041],
        [442120.597912966, 4676010.98579041],
        [442130.382548845, 4675933.98756661],
        [442042.626884436, 4675983.71123446],
      ],
    ],
    [
      'control points at the middles of pixels',
      [POINTS, UTM_POINT],
      [
        [441998.681710702, 4676000.11909414],
        [442118.931710702, 4676012.11909414],
        [442128.716346581, 4675935.12087034],
        [442040.960682171, 4675984.84453819],
      ],
    ],
  ] as const)('%s', async (_, fields, truth) => {
    expect(miss(georefOf(await inspectBytes(tiff(...fields))), truth)).toBeLessThan(1e-3);
  });

  it('say that a place fitted to control points is approximate, and by how much they miss', async () => {
    const inspection = await inspectBytes(tiff(POINTS, UTM));
    const georef = georefOf(inspection);
    expect(georef).toMatchObject({ source: 'gcps', epsg: 32652 });
    expect(georef.gcps).toHaveLength(5);
    expect(georef.residualPx).toBeGreaterThan(0.2);
    expect(inspection.remarks.join(' ')).toMatch(/5 control points.*approximate/);
  });

  it('give coordinates without a system: kept, for when it is named', async () => {
    const inspection = await inspectBytes(tiff(...SCALED));
    expect(inspection.georef).toBeNull();
    expect(inspection.unplacedTransform).toEqual([441979, 3, 0, 4676022, 0, -2]);
    expect(inspection.remarks.join(' ')).toMatch(/does not say of which coordinate system/);
  });

  it('with rational polynomials alone are no place, and it is said why', async () => {
    const rpc: Field = [50844, 12, Array.from({ length: 92 }, () => 0.5)];
    const alone = await inspectBytes(tiff(rpc));
    expect(alone.georef).toBeNull();
    expect(alone.remarks.join(' ')).toMatch(/RPC.*recognised and not used/);
    const placed = await inspectBytes(tiff(rpc, ...SCALED, UTM));
    expect(placed.georef).not.toBeNull();
    expect(placed.remarks.join(' ')).toMatch(/RPC.*recognised and not used/);
  });

  it('with rational polynomials in an .aux.xml are no place either', async () => {
    const pam =
      '<PAMDataset><Metadata domain="RPC"><MDI key="LINE_OFF">24</MDI></Metadata></PAMDataset>';
    const file = { kind: 'blob', blob: new Blob([pam]), name: 'a.tif.aux.xml' } as const;
    const image = { kind: 'blob', blob: new Blob([tiff()]), name: 'a.tif' } as const;
    const beside = [{ role: 'metadata', file }] as const;
    const { remarks } = await inspectImage(await openImage({ ...image, beside }, makeCaches()));
    expect(remarks.join(' ')).toMatch(/RPC.*recognised and not used/);
  });
});

const WORLD = '2.5\n1.2\n1.5\n-2.8\n442000\n4676000\n';
const UTM_WKT =
  'PROJCS["WGS 84 / UTM zone 52N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",129],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","32652"]]';
const escaped = UTM_WKT.replaceAll('"', '&quot;');
/** As gdal_translate -of PNG writes it, for -a_ullr and for -gcp. */
const AUX = `<PAMDataset><SRS dataAxisToSRSAxisMapping="1,2">${UTM_WKT}</SRS>
  <GeoTransform>  4.4200000000000000e+05,  2.5000000000000000e+00,  0.0000000000000000e+00,  4.6760000000000000e+06,  0.0000000000000000e+00, -2.0000000000000000e+00</GeoTransform>
  <Metadata><MDI key="ACQUISITIONDATETIME">2023-10-12T01:47:09Z</MDI></Metadata>
  <PAMRasterBand band="1"><NoDataValue>7.00000000000000E+00</NoDataValue></PAMRasterBand></PAMDataset>`;
const AUX_POINTS = `<PAMDataset><GCPList Projection="${escaped}" dataAxisToSRSAxisMapping="1,2">
    <GCP Id="" Pixel="0.0000" Line="0.0000" X="4.420000000000E+05" Y="4.676000000000E+06" />
    <GCP Id="" Pixel="40.0000" Line="0.0000" X="4.421000000000E+05" Y="4.676048000000E+06" />
    <GCP Id="" Pixel="40.0000" Line="30.0000" X="4.421450000000E+05" Y="4.675964000000E+06" />
  </GCPList></PAMDataset>`;

async function inspectWith(
  bytes: Uint8Array<ArrayBuffer>,
  files: readonly (readonly [role: BesideFile['role'], name: string, content: string])[],
): Promise<Inspection> {
  const beside = files.map(([role, name, content]) => ({
    role,
    file: { kind: 'blob', blob: new Blob([content]), name } as const,
  }));
  const source = { kind: 'blob', blob: new Blob([bytes]), name: 'a.tif', beside } as const;
  return inspectImage(await openImage(source, makeCaches()));
}

describe('files beside an image', () => {
  it('a world file places it, by the middle of its first pixel', async () => {
    const georef = georefOf(await inspectWith(tiff(UTM), [['world_file', 'a.tfw', WORLD]]));
    expect(miss(georef, WORLD_TRUTH)).toBeLessThan(1e-3);
    expect(georef).toMatchObject({ source: 'world_file', epsg: 32652 });
  });

  it('a world file and a .prj place it where its tags say nothing', async () => {
    const files = [
      ['world_file', 'a.tfw', WORLD],
      ['projection', 'a.prj', UTM_WKT],
    ] as const;
    const georef = georefOf(await inspectWith(tiff(), files));
    expect(georef).toMatchObject({ source: 'world_file', epsg: 32652 });
    expect(miss(georef, WORLD_TRUTH)).toBeLessThan(1e-3);
  });

  it('a world file does not overrule the tags', async () => {
    const georef = georefOf(
      await inspectWith(tiff(...SCALED, UTM), [['world_file', 'a.tfw', WORLD]]),
    );
    expect(georef).toMatchObject({ source: 'file', transform: [441979, 3, 0, 4676022, 0, -2] });
  });

  it('an .aux.xml gives place, time and nodata, and overrules the tags as in GDAL', async () => {
    const inspection = await inspectWith(tiff(...SCALED, geoKeys(32651)), [
      ['metadata', 'a.tif.aux.xml', AUX],
    ]);
    expect(georefOf(inspection)).toMatchObject({
      epsg: 32652,
      transform: [442000, 2.5, 0, 4676000, 0, -2],
      source: 'world_file',
    });
    expect(inspection.acquired?.value).toBe('2023-10-12T01:47:09Z');
    expect(inspection.raster.nodata).toEqual([7]);
  });

  it('an .aux.xml may hold control points', async () => {
    const inspection = await inspectWith(tiff(), [['metadata', 'a.tif.aux.xml', AUX_POINTS]]);
    const truth = [
      [442000, 4676000],
      [442100, 4676048],
      [442145, 4675964],
      [442044.375, 4675994.9],
    ] as const;
    expect(miss(georefOf(inspection), truth)).toBeLessThan(1e-3);
    expect(georefOf(inspection).source).toBe('gcps');
  });

  it('that are not what they are called are left out, and it is said', async () => {
    const inspection = await inspectWith(tiff(...SCALED, UTM), [
      ['world_file', 'a.tfw', 'not numbers'],
      ['metadata', 'a.tif.aux.xml', '<html>'],
      ['overviews', 'a.tif.ovr', 'not a TIFF'],
    ]);
    expect(inspection.georef).not.toBeNull();
    for (const name of ['a.tfw', 'a.tif.aux.xml', 'a.tif.ovr']) {
      expect(inspection.remarks.join(' ')).toContain(name);
    }
  });

  it('overviews are read as levels of the picture', async () => {
    const half = writeTiff({
      width: 20,
      height: 15,
      data: new Uint8Array(300).fill(77),
      fields: [[254, 4, [1]]],
    });
    const beside = [
      {
        role: 'overviews',
        file: { kind: 'blob', blob: new Blob([half]), name: 'a.tif.ovr' },
      },
    ] as const;
    const source = { kind: 'blob', blob: new Blob([tiff()]), name: 'a.tif', beside } as const;
    const picture = await openImage(source, makeCaches());
    expect(picture.levels.slice(0, 2)).toMatchObject([SIZE, { width: 20, height: 15 }]);
    expect((await picture.readTile(1, 0, 0)).data.slice(0, 2)).toEqual(Uint8Array.of(77, 255));
    expect((await picture.readTile(0, 0, 0)).data.slice(2, 4)).toEqual(Uint8Array.of(1, 255));
  });

  it('overviews are not used beside those that the file has, as GDAL does not', async () => {
    // gdalinfo: Size is 75, 53; Overviews: 38x27, 19x14
    const size = { width: 38, height: 27 };
    const data = new Uint8Array(38 * 27 * 3).fill(77);
    const half = writeTiff({ ...size, samples: 3, data, fields: [[254, 4, [1]]] });
    const file = { kind: 'blob', blob: new Blob([half]), name: 'a.tif.ovr' } as const;
    const blob = new Blob([Uint8Array.from(fixture('rgb-tiled-deflate.tif'))]);
    const beside = [{ role: 'overviews', file }] as const;
    const picture = await openImage({ kind: 'blob', blob, name: 'a.tif', beside }, makeCaches());
    expect(picture.levels.map(({ width }) => width)).toEqual([75, 38, 19]);
    const { data: shown } = await picture.readTile(1, 0, 0);
    expect(shown.slice(0, 3)).not.toEqual(Uint8Array.of(77, 77, 77));
  });

  it('a mask hides pixels', async () => {
    const data = new Uint8Array(SIZE.width * SIZE.height).fill(255);
    data[1] = 0;
    const file = {
      kind: 'blob',
      blob: new Blob([writeTiff({ ...SIZE, data })]),
      name: 'a.tif.msk',
    };
    const beside = [{ role: 'mask', file }] as readonly BesideFile[];
    const source = { kind: 'blob', blob: new Blob([tiff()]), name: 'a.tif', beside } as const;
    const picture = await openImage(source, makeCaches());
    expect(await picture.samplesAt([0, 0])).toEqual([0]);
    expect(await picture.samplesAt([1, 0])).toBeNull();
  });
});
