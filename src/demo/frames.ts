/** The six frames of the demo. Each tells its date in one place only, and not all in the same. */
import { makeGrid } from './frame-grid';
import type { Frame, FramePlan } from './frame-types';
import { sunPosition } from './geodesy';
import { viewOf } from './render';
import type { Scene } from './scene-types';
import { DUNAI, DUNAI_LAND, dunaiScene } from './site-dunai';
import { NAJIN, NAJIN_LAND, najinScene } from './site-najin';

const CREDIT = 'Synthetic image made by Quaymark, not a real place or event';
const COS_NAJIN = Math.cos((NAJIN.lat * Math.PI) / 180);
const COS_DUNAI = Math.cos((DUNAI.lat * Math.PI) / 180);

const items = (title: string, sensor: string) => [
  { name: 'TITLE', value: title },
  { name: 'SENSOR', value: sensor },
  { name: 'PROVIDER', value: 'Quaymark demo (synthetic)' },
  { name: 'CREDIT', value: CREDIT },
  { name: 'SYNTHETIC', value: 'YES' },
];

const FOUR_BANDS = ['Blue', 'Green', 'Red', 'Near infrared'].map((value, sample) => ({
  name: 'DESCRIPTION',
  value,
  sample,
  role: 'description',
}));
const ELEVEN_BITS = [0, 1, 2, 3].map((sample) => ({
  name: 'NBITS',
  value: '11',
  sample,
}));

const PLANS: readonly FramePlan[] = [
  {
    id: 'najin-sep',
    file: 'najin-september.tif',
    site: 'najin',
    title: 'Najin, 12 September 2023',
    sensor: 'Optical 0.5 m (simulated)',
    acquired: '2023-09-12T02:11:37Z',
    grid: {
      epsg: 32652,
      width: 4096,
      height: 4096,
      pixel: [0.5, 0.5],
      centre: [0, 0],
      displacement: [0, 0],
    },
    look: {
      kind: 'rgb8',
      supersample: 2,
      blur: 0.52,
      haze: [0.018, 0.027, 0.042, 0.01],
      noise: 0.0022,
      lean: [0.05, -0.04],
      exposure: 2.65,
    },
    season: { autumn: 0.12, snow: 0 },
    wind: { to: 2.4, strength: 0.95 },
    tileSize: 512,
    compression: { kind: 'jpeg', quality: 90 },
    nodata: null,
    metadata: [
      ...items('Najin, September 2023', 'Optical 0.5 m (simulated)'),
      { name: 'ACQUISITIONDATETIME', value: '2023-09-12T02:11:37Z' },
    ],
    dateTime: null,
    seed: 101,
  },
  {
    id: 'najin-oct',
    file: '23OCT09021843-M2AS-504820013010_01_P001.tif',
    site: 'najin',
    title: 'Najin, 9 October 2023',
    sensor: 'Optical 0.5 m, 4 bands (simulated)',
    acquired: '2023-10-09T02:18:43Z',
    grid: {
      epsg: 32652,
      width: 4096,
      height: 4096,
      pixel: [0.5, 0.5],
      centre: [20, -10],
      displacement: [4.2, -2.7],
    },
    look: {
      kind: 'bgrn16',
      supersample: 2,
      blur: 0.6,
      haze: [0.024, 0.036, 0.055, 0.012],
      noise: 0.0009,
      lean: [-0.09, 0.03],
      exposure: 1.25,
    },
    season: { autumn: 0.55, snow: 0 },
    wind: { to: 2.1, strength: 1.15 },
    tileSize: 512,
    compression: { kind: 'deflate', level: 6 },
    nodata: null,
    metadata: [
      ...items('Najin, October 2023, four bands', 'Optical 0.5 m, 4 bands (simulated)'),
      ...FOUR_BANDS,
      ...ELEVEN_BITS,
    ],
    dateTime: null,
    seed: 202,
  },
  {
    id: 'najin-nov',
    file: '2023-11-14-13-42-05_UMBRA-05_GEC.tif',
    site: 'najin',
    title: 'Najin, 14 November 2023, radar',
    sensor: 'X-band radar 1 m (simulated)',
    acquired: '2023-11-14T13:42:05Z',
    grid: {
      epsg: 3857,
      width: 2048,
      height: 2048,
      pixel: [1 / COS_NAJIN, 1 / COS_NAJIN],
      centre: [0, -20],
      displacement: [0, 0],
    },
    look: {
      kind: 'radar16',
      supersample: 2,
      blur: 0.5,
      haze: [0, 0, 0, 0],
      noise: 0,
      lean: [0, 0],
      exposure: 1,
    },
    season: { autumn: 0.9, snow: 0 },
    wind: { to: 1.2, strength: 1 },
    tileSize: 256,
    compression: { kind: 'deflate', level: 6 },
    nodata: null,
    metadata: items('Najin, November 2023, radar', 'X-band radar 1 m (simulated)'),
    dateTime: null,
    seed: 303,
  },
  {
    id: 'najin-dec',
    file: 'najin-december-ortho.tif',
    site: 'najin',
    title: 'Najin, 5 December 2023',
    sensor: 'Optical 0.5 m (simulated)',
    acquired: '2023-12-05T02:05:10Z',
    grid: {
      epsg: 4326,
      width: 5120,
      height: 4096,
      pixel: [4.5e-6, 4.5e-6],
      centre: [30, -20],
      displacement: [0, 0],
    },
    look: {
      kind: 'rgb8',
      supersample: 2,
      blur: 0.56,
      haze: [0.013, 0.018, 0.026, 0.007],
      noise: 0.002,
      lean: [0.04, 0.07],
      exposure: 4.3,
    },
    season: { autumn: 1, snow: 0.55 },
    wind: { to: 4.1, strength: 1.25 },
    tileSize: 512,
    compression: { kind: 'jpeg', quality: 88 },
    nodata: null,
    metadata: items('Najin, December 2023', 'Optical 0.5 m (simulated)'),
    dateTime: '2023:12:05 02:05:10',
    seed: 404,
  },
  {
    id: 'dunai-early',
    file: '20231208_014412_63_2489_3B_AnalyticMS.tif',
    site: 'dunai',
    title: 'Dunai, 8 December 2023',
    sensor: 'Optical 3 m, 4 bands (simulated)',
    acquired: '2023-12-08T01:44:12Z',
    grid: {
      epsg: 32653,
      width: 1536,
      height: 1408,
      pixel: [3, 3],
      centre: [0, 0],
      displacement: [0, 0],
    },
    look: {
      kind: 'bgrn16',
      supersample: 4,
      blur: 0.7,
      haze: [0.013, 0.019, 0.028, 0.006],
      noise: 0.0018,
      lean: [0.03, 0.01],
      exposure: 2.6,
    },
    season: { autumn: 1, snow: 0.5 },
    wind: { to: 3.6, strength: 1 },
    tileSize: 256,
    compression: { kind: 'deflate', level: 6 },
    nodata: 0,
    metadata: [
      ...items('Dunai, early December 2023, four bands', 'Optical 3 m, 4 bands (simulated)'),
      ...FOUR_BANDS,
    ],
    dateTime: null,
    seed: 505,
  },
  {
    id: 'dunai-dec',
    file: 'dunai-december.tif',
    site: 'dunai',
    title: 'Dunai, 19 December 2023',
    sensor: 'Optical 0.5 m (simulated)',
    acquired: '2023-12-19T02:02:48Z',
    grid: {
      epsg: 3857,
      width: 4096,
      height: 4096,
      pixel: [0.5 / COS_DUNAI, 0.5 / COS_DUNAI],
      centre: [40, 0],
      displacement: [-3.1, 5.4],
    },
    look: {
      kind: 'rgb8',
      supersample: 2,
      blur: 0.54,
      haze: [0.013, 0.018, 0.025, 0.007],
      noise: 0.0024,
      lean: [-0.05, -0.06],
      exposure: 4.9,
    },
    season: { autumn: 1, snow: 0.7 },
    wind: { to: 3.9, strength: 1.1 },
    tileSize: 512,
    compression: { kind: 'jpeg', quality: 90 },
    nodata: null,
    metadata: [
      ...items('Dunai, late December 2023', 'Optical 0.5 m (simulated)'),
      { name: 'ACQUISITION_DATETIME', value: '2023-12-19T02:02:48Z' },
    ],
    dateTime: null,
    seed: 606,
  },
];

const PLACES = { najin: NAJIN, dunai: DUNAI };

/** The radar looks from the east-south-east, 52° above the horizon at the target. */
const RADAR = { azimuth: 104, elevation: 52 };

function prepare(plan: FramePlan): Frame {
  const place = PLACES[plan.site];
  const radar = plan.look.kind === 'radar16';
  const light = radar ? RADAR : sunPosition(plan.acquired, place.lon, place.lat);
  const shift = 1 / Math.tan(((90 - light.elevation) * Math.PI) / 180);
  const a = (light.azimuth * Math.PI) / 180;
  const look = radar
    ? { ...plan.look, lean: [Math.sin(a) * shift, Math.cos(a) * shift] as const }
    : plan.look;
  return { ...plan, look, grid: makeGrid(plan.grid, place), light };
}

export const FRAMES: readonly Frame[] = PLANS.map(prepare);

export function sceneOf(frame: Frame): Scene {
  const view = viewOf(frame);
  switch (frame.id) {
    case 'najin-sep':
      return najinScene('sep', view);
    case 'najin-oct':
      return najinScene('oct', view);
    case 'najin-nov':
      return najinScene('nov', view);
    case 'najin-dec':
      return najinScene('dec', view);
    case 'dunai-early':
      return dunaiScene('nov', view);
    default:
      return dunaiScene('dec', view);
  }
}

export const landOf = (frame: Frame) => (frame.site === 'najin' ? NAJIN_LAND : DUNAI_LAND);
