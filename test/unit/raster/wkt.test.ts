/** Coordinate systems written as WKT, against what PROJ makes of them (gdaltransform of GDAL 3.6.2). */
import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../../src/domain/geo/projection';
import type { MapXY } from '../../../src/domain/model/units';
import { crsOfText, crsOfWkt, tieDatum } from '../../../src/raster/place/crs';

const LAEA =
  'PROJCS["unknown",GEOGCS["unknown",DATUM["Unknown based on GRS80",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],TOWGS84[0,0,0,0,0,0,0]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]],PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["latitude_of_center",37],PARAMETER["longitude_of_center",127],PARAMETER["false_easting",100000],PARAMETER["false_northing",200000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH]]';
const LCC_FEET_ESRI =
  'PROJCS["unknown",GEOGCS["GCS_unknown",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",6561666.66666667],PARAMETER["False_Northing",1640416.66666667],PARAMETER["Central_Meridian",-118.0],PARAMETER["Standard_Parallel_1",35.4666666666667],PARAMETER["Standard_Parallel_2",34.0333333333333],PARAMETER["Latitude_Of_Origin",33.5],UNIT["US survey foot",0.304800609601219]]';
const POLAR =
  'PROJCS["unknown",GEOGCS["unknown",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]],PROJECTION["Polar_Stereographic"],PARAMETER["latitude_of_origin",70],PARAMETER["central_meridian",-45],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",SOUTH],AXIS["Northing",SOUTH]]';
const GAUSS_KRUEGER =
  'PROJCS["unknown",GEOGCS["unknown",DATUM["Unknown based on Krassovsky, 1942 ellipsoid",SPHEROID["Krassovsky, 1942",6378245,298.3],TOWGS84[23.92,-141.27,-80.9,0,0.35,0.82,-0.12]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",129],PARAMETER["scale_factor",1],PARAMETER["false_easting",22500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH]]';
const JAPAN_WKT2 =
  'PROJCRS["JGD2011 / Japan Plane Rectangular CS IX",BASEGEOGCRS["JGD2011",DATUM["Japanese Geodetic Datum 2011",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",6668]],CONVERSION["Japan Plane Rectangular CS zone IX",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",36,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",139.833333333333,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],PARAMETER["Scale factor at natural origin",0.9999,SCALEUNIT["unity",1],ID["EPSG",8805]],PARAMETER["False easting",0,LENGTHUNIT["metre",1],ID["EPSG",8806]],PARAMETER["False northing",0,LENGTHUNIT["metre",1],ID["EPSG",8807]]],CS[Cartesian,2],AXIS["northing (X)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (Y)",east,ORDER[2],LENGTHUNIT["metre",1]],ID["EPSG",6677]]';
async function place(wkt: string, map: MapXY) {
  const loose = await crsOfWkt(wkt);
  const crs = loose && (await tieDatum(loose, map)).crs;
  return crs && projectionOf(crs.proj4).toLonLat(map);
}

/** A ten-millionth of a degree is about a centimetre. */
const DIGITS = 7;

describe('WKT', () => {
  // echo X Y | gdaltransform -s_srs WKT -t_srs '+proj=longlat +datum=WGS84' -output_xy
  it.each([
    [
      'a plain projection without a code',
      LAEA,
      [251234, 87654],
      [128.676901002702, 35.9756981231845],
    ],
    [
      'ESRI’s dialect, in feet',
      LCC_FEET_ESRI,
      [6498000, 1735000],
      [-118.209449740013, 33.7597070378928],
    ],
    ['the polar stereographic', POLAR, [1200000, -2100000], [-15.2551187030578, 67.9381784541403]],
    ['a datum shift', GAUSS_KRUEGER, [22442000, 4676000], [128.298566114958, 42.2167497692796]],
    ['WKT 2', JAPAN_WKT2, [-35000, -6500], [139.445402355735, 35.940786815252]],
  ] as const)('%s lies where PROJ says', async (_, wkt, map, [lon, lat]) => {
    const found = await place(wkt, map);
    expect(found?.[0]).toBeCloseTo(lon, DIGITS);
    expect(found?.[1]).toBeCloseTo(lat, DIGITS);
  });

  // gdalsrsinfo -o wkt_esri EPSG:CODE; echo X Y | gdaltransform -s_srs EPSG:CODE -t_srs EPSG:4326 -output_xy,
  // with PROJ's register and no grids
  it.each([
    [
      'a .prj of an old datum, by ESRI’s name of it',
      'PROJCS["CH1903_LV03",GEOGCS["GCS_CH1903",DATUM["D_CH1903",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Hotine_Oblique_Mercator_Azimuth_Center"],PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",200000.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Azimuth",90.0],PARAMETER["Longitude_Of_Center",7.43958333333333],PARAMETER["Latitude_Of_Center",46.9524055555556],UNIT["Meter",1.0]]',
      [642895.420155, 205440.522287],
      [8.002615397594397, 46.99863789185413],
    ],
    [
      'a .prj of Pulkovo 1942',
      'PROJCS["Pulkovo_1942_GK_Zone_32",GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",32500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-171.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
      [27940485.05526, 6644890.420693],
      [131.90239123406505, 43.10030128701201],
    ],
    [
      'grads from Paris',
      'PROJCS["NTF_Paris_Lambert_Zone_II",GEOGCS["GCS_NTF_Paris",DATUM["D_NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.466021293627]],PRIMEM["Paris",2.33722916999999],UNIT["Grad",0.0157079632679489]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",2200000.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",52.0],PARAMETER["Scale_Factor",0.99987742],PARAMETER["Latitude_Of_Origin",52.0],UNIT["Meter",1.0]]',
      [612746.519424, 2166523.135196],
      [2.5026015888613578, 46.498646716025846],
    ],
    [
      'a skew grid',
      'PROJCS["GDM_2000_MRSO_Peninsular_Malaysia",GEOGCS["GCS_GDM_2000",DATUM["D_GDM_2000",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Rectified_Skew_Orthomorphic_Natural_Origin"],PARAMETER["False_Easting",804671.0],PARAMETER["False_Northing",0.0],PARAMETER["Scale_Factor",0.99984],PARAMETER["Azimuth",-36.9742035333334],PARAMETER["Longitude_Of_Center",102.25],PARAMETER["Latitude_Of_Center",4.0],PARAMETER["XY_Plane_Rotation",-36.8698976388889],UNIT["Meter",1.0]]',
      [445042.25107, 331793.678616],
      [102.00180189623681, 2.998647031284929],
    ],
    [
      'ESRI’s polar stereographic',
      'PROJCS["WGS_1984_NSIDC_Sea_Ice_Polar_Stereographic_North",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Stereographic_North_Pole"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-45.0],PARAMETER["Standard_Parallel_1",70.0],UNIT["Meter",1.0]]',
      [200.0, -1634029.497471],
      [-44.99298717932379, 74.99863786264113],
    ],
  ] as const)('%s lies where PROJ says', async (_, wkt, map, [lon, lat]) => {
    const found = await place(wkt, map);
    expect(found?.[0]).toBeCloseTo(lon, DIGITS);
    expect(found?.[1]).toBeCloseTo(lat, DIGITS);
  });

  it.each(['', '[', 'PROJCS[', 'PROJCS["a"]', `${'A['.repeat(5000)}`, 'GEOGCS["a",DATUM["b"]]'])(
    'that is none is not read: %s',
    async (text) => {
      expect(await crsOfWkt(text)).toBeNull();
    },
  );

  it('takes the code of the system, not that of one of its parts', async () => {
    expect(await crsOfWkt(JAPAN_WKT2)).toMatchObject({ epsg: 6677 });
    expect(await crsOfWkt(POLAR)).toMatchObject({ epsg: null });
  });

  it('knows ESRI’s names of the common systems', async () => {
    const esri =
      'PROJCS["WGS_1984_UTM_Zone_52N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",129.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
    expect(await crsOfWkt(esri)).toMatchObject({
      epsg: 32652,
      crsName: 'WGS 84 / UTM zone 52N',
    });
  });

  it('leaves the vertical part out', async () => {
    const height = 'VERT_CS["EGM96 height",VERT_DATUM["EGM96 geoid",2005],UNIT["metre",1]]';
    expect(await place(`COMPD_CS["both",${LAEA},${height}]`, [251234, 87654])).toEqual(
      await place(LAEA, [251234, 87654]),
    );
  });

  it('is refused where it is no place on the earth', async () => {
    expect(await crsOfWkt('LOCAL_CS["a drawing",UNIT["metre",1]]')).toBeNull();
    expect(await crsOfWkt('PROJCS["cut short",GEOGCS["x"')).toBeNull();
  });
});

describe('a coordinate system that an analyst types', () => {
  it.each(['EPSG:32652', '32652', ' epsg:32652 '])('may be a code: %j', async (text) => {
    expect(await crsOfText(text)).toMatchObject({ epsg: 32652 });
  });

  it('may be a proj4 definition', async () => {
    const crs = await crsOfText('+proj=utm +zone=52 +datum=WGS84');
    // echo 442000 4676000 | gdaltransform -s_srs EPSG:32652 -t_srs '+proj=longlat +datum=WGS84'
    const found = crs && projectionOf(crs.proj4).toLonLat([442000, 4676000]);
    expect(found?.[0]).toBeCloseTo(128.297086211541, DIGITS);
  });

  it.each(['EPSG:99999', 'UTM 52', '+proj=foo'])(
    'is refused where it is none: %j',
    async (text) => {
      expect(await crsOfText(text)).toBeNull();
    },
  );

  // osr.SpatialReference of GDAL 3.6.2, ImportFromWkt; CoordinateTransformation to +proj=longlat +datum=WGS84,
  // with PROJ's register and no grids
  it.each([
    [
      'a turned pole as netCDF tells it',
      'GEOGCRS["Rotated_pole",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1,ID["EPSG",9001]]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433,ID["EPSG",9122]]]],DERIVINGCONVERSION["Pole rotation (netCDF CF convention)",METHOD["Pole rotation (netCDF CF convention)"],PARAMETER["Grid north pole latitude (netCDF CF convention)",39.25,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Grid north pole longitude (netCDF CF convention)",-60,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["North pole grid longitude (netCDF CF convention)",5,ANGLEUNIT["degree",0.0174532925199433]]],CS[ellipsoidal,2],AXIS["geodetic latitude",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]]]',
      [12.286134473403322, -15.228367912131022],
      [128.601843407601, 35.09800455202368],
    ],
    [
      'a turned pole as GRIB tells it',
      'GEOGCRS["Rotated_pole",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1,ID["EPSG",9001]]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433,ID["EPSG",9122]]]],DERIVINGCONVERSION["Pole rotation (GRIB convention)",METHOD["Pole rotation (GRIB convention)"],PARAMETER["Latitude of the southern pole (GRIB convention)",-39.25,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of the southern pole (GRIB convention)",120,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Axis rotation (GRIB convention)",-5,ANGLEUNIT["degree",0.0174532925199433]]],CS[ellipsoidal,2],AXIS["geodetic latitude",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]]]',
      [12.286134473403322, -15.228367912131022],
      [128.601843407601, 35.09800455202368],
    ],
    [
      'a turned pole as PROJ tells it, on a sphere',
      'GEOGCRS["unnamed",BASEGEOGCRS["unknown",DATUM["unknown",ELLIPSOID["unknown",6371229,0,LENGTHUNIT["metre",1,ID["EPSG",9001]]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8901]]],DERIVINGCONVERSION["unknown",METHOD["PROJ ob_tran o_proj=longlat"],PARAMETER["o_lon_p",0,ANGLEUNIT["degree",0.0174532925199433,ID["EPSG",9122]]],PARAMETER["o_lat_p",39.25,ANGLEUNIT["degree",0.0174532925199433,ID["EPSG",9122]]],PARAMETER["lon_0",120,ANGLEUNIT["degree",0.0174532925199433,ID["EPSG",9122]]]],CS[ellipsoidal,2],AXIS["longitude",east,ORDER[1],ANGLEUNIT["degree",0.0174532925199433,ID["EPSG",9122]]],AXIS["latitude",north,ORDER[2],ANGLEUNIT["degree",0.0174532925199433,ID["EPSG",9122]]]]',
      [7.286134473403322, -15.228367912131022],
      [128.601843407601, 35.09800455202368],
    ],
    [
      'the orthographic',
      'PROJCS["unknown",GEOGCS["unknown",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]],PROJECTION["Orthographic"],PARAMETER["latitude_of_origin",35],PARAMETER["central_meridian",129],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH]]',
      [-36290.49174756228, 10987.16344956565],
      [128.60198208470695, 35.09838402770605],
    ],
    [
      'Eckert’s fourth',
      'PROJCS["unknown",GEOGCS["unknown",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]],PROJECTION["Eckert_IV"],PARAMETER["central_meridian",120],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH]]',
      [748200.3037547715, 4450053.557439027],
      [128.60200829989063, 35.098455778253715],
    ],
    [
      'Bonne’s, of ESRI',
      'PROJCS["unknown",GEOGCS["GCS_unknown",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Bonne"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Standard_Parallel_1",45.0],UNIT["Meter",1.0]]',
      [782869.6925347112, -1058419.8496539558],
      [128.60179692484925, 35.09821682096303],
    ],
    [
      'the vertical perspective',
      'PROJCRS["unknown",BASEGEOGCRS["unknown",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]],ID["EPSG",6326]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8901]]],CONVERSION["unknown",METHOD["Vertical Perspective",ID["EPSG",9838]],PARAMETER["Latitude of topocentric origin",35,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8834]],PARAMETER["Longitude of topocentric origin",129,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8835]],PARAMETER["Ellipsoidal height of topocentric origin",0,LENGTHUNIT["metre",1],ID["EPSG",8836]],PARAMETER["Viewpoint height",3000000,LENGTHUNIT["metre",1],ID["EPSG",8840]]],CS[Cartesian,2],AXIS["(E)",east,ORDER[1],LENGTHUNIT["metre",1,ID["EPSG",9001]]],AXIS["(N)",north,ORDER[2],LENGTHUNIT["metre",1,ID["EPSG",9001]]]]',
      [-36248.725182749266, 11024.457279405195],
      [128.60198453509136, 35.09838939707974],
    ],
    [
      'the Belgian conic',
      'PROJCS["BD72 / Belge Lambert 72",GEOGCS["BD72",DATUM["Reseau_National_Belge_1972",SPHEROID["International 1924",6378388,297,AUTHORITY["EPSG","7022"]],AUTHORITY["EPSG","6313"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4313"]],PROJECTION["Lambert_Conformal_Conic_2SP_Belgium"],PARAMETER["latitude_of_origin",90],PARAMETER["central_meridian",4.35693972222222],PARAMETER["standard_parallel_1",49.8333333333333],PARAMETER["standard_parallel_2",51.1666666666667],PARAMETER["false_easting",150000.01256],PARAMETER["false_northing",5400088.4378],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["LOCAL","1"]]',
      [160175.9936032021, 165334.2386166919],
      [4.502548347354998, 50.798378739828046],
    ],
    [
      'Krovak’s southward, of ESRI',
      'PROJCS["S-JTSK_Krovak",GEOGCS["GCS_S_JTSK",DATUM["D_S_JTSK",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Krovak"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Pseudo_Standard_Parallel_1",78.5],PARAMETER["Scale_Factor",0.9999],PARAMETER["Azimuth",30.28813975277778],PARAMETER["Longitude_Of_Center",24.83333333333333],PARAMETER["Latitude_Of_Center",49.5],PARAMETER["X_Scale",1.0],PARAMETER["Y_Scale",1.0],PARAMETER["XY_Plane_Rotation",0.0],UNIT["Meter",1.0]]',
      [1058327.274048979, 702831.8819030909],
      [15.002812954678427, 49.99860325616702],
    ],
    [
      'a Colombian town’s',
      'PROJCRS["MAGNA-SIRGAS / Bogota urban grid",BASEGEOGCRS["MAGNA-SIRGAS",DATUM["Marco Geocentrico Nacional de Referencia",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4686]],CONVERSION["Bogota urban grid",METHOD["Colombia Urban",ID["EPSG",1052]],PARAMETER["Latitude of natural origin",4.68048611111111,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",-74.1465916666667,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],PARAMETER["False easting",92334.879,LENGTHUNIT["metre",1],ID["EPSG",8806]],PARAMETER["False northing",109320.965,LENGTHUNIT["metre",1],ID["EPSG",8807]],PARAMETER["Projection plane origin height",2550,LENGTHUNIT["metre",1],ID["EPSG",1039]]],CS[Cartesian,2],AXIS["northing (N)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (E)",east,ORDER[2],LENGTHUNIT["metre",1]],USAGE[SCOPE["Cadastre, engineering survey, topographic mapping (large scale)."],AREA["Colombia - Bogota DC city."],BBOX[4.45,-74.27,4.85,-73.98]],ID["EPSG",6247]]',
      [97686.18201132971, 111299.88345664278],
      [-74.09837837396563, 4.698372788316134],
    ],
    [
      'Van der Grinten’s, on a sphere',
      'PROJCS["unknown",GEOGCS["unknown",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]],PROJECTION["VanDerGrinten"],PARAMETER["central_meridian",120],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH]]',
      [917087.4165276914, 4065410.611501398],
      [128.60165526696858, 35.09856421129644],
    ],
    [
      'a turned pole in an extension, as GDAL’s netCDF driver writes it',
      'PROJCS["rotated",GEOGCS["sphere",DATUM["sphere",SPHEROID["sphere",6367470,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Rotated_pole"],EXTENSION["PROJ4","+proj=ob_tran +o_proj=longlat +lon_0=120 +o_lon_p=0 +o_lat_p=39.25 +a=6367470 +b=6367470 +to_meter=0.0174532925199 +wktext"]]',
      [5, -10],
      [126.4841342600489, 40.53087566700652],
    ],
  ] as const)('of %s is read', async (_, wkt, map, lonLat) => {
    const found = await place(wkt, map);
    expect(found?.[0]).toBeCloseTo(lonLat[0], 8);
    expect(found?.[1]).toBeCloseTo(lonLat[1], 8);
  });
});
