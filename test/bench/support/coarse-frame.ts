/** A frame of the demo as a satellite of 3 m and four bands sees it: a second pair of such pixels. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeGrid } from '../../../src/demo/frame-grid';
import type { Frame } from '../../../src/demo/frame-types';
import { FRAMES, landOf, sceneOf } from '../../../src/demo/frames';
import { renderWindow } from '../../../src/demo/render';
import { writeTiff } from '../../../src/demo/tiff-writer';
import { frameTruth } from '../../../src/demo/truth';

/** The frame whose sensor it is. */
const SENSOR = 'dunai-early';
/** As much as a sunny day of autumn needs. */
const EXPOSURE = 1.25;
const SEED = 911;

/** Writes the frame's scene in pixels of 3 m into a folder, and gives its truth. */
export async function makeCoarse(id: string, folder: string) {
  const frame = FRAMES.find((one) => one.id === id);
  const sensor = FRAMES.find((one) => one.id === SENSOR);
  if (!frame || !sensor) throw new Error(`The demo has no frames ${id} and ${SENSOR}.`);
  const window = { x: 0, y: 0, width: 720, height: 700 };
  const { epsg, site } = frame.grid;
  const { width, height } = window;
  const spec = {
    epsg,
    width,
    height,
    pixel: [3, 3],
    centre: [10, -10],
    displacement: [1.2, -0.8],
  } as const;
  const { compression, tileSize, metadata, nodata } = sensor;
  const coarse: Frame = {
    ...frame,
    grid: makeGrid(spec, site),
    look: { ...sensor.look, exposure: EXPOSURE, haze: frame.look.haze },
    ...{ compression, tileSize, metadata, nodata, dateTime: null, seed: SEED },
  };
  const scene = sceneOf(coarse);
  const image = renderWindow(coarse, scene, landOf(coarse), window, () => {});
  const { geotransform } = coarse.grid;
  const file = `${id}-3m.tif`;
  const plain = {
    image,
    tileSize,
    compression,
    epsg,
    geotransform,
    nodata,
    metadata,
    dateTime: null,
  };
  await writeFile(join(folder, file), writeTiff(plain));
  return { ...frameTruth(coarse, scene), id: `${id}-3m`, file };
}
