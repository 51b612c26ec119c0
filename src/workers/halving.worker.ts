/** Reads windows of one image at half their size, for the worker that makes its overviews. */
import { expose, transfer } from 'comlink';
import type { Window } from '../raster/blocks/assemble';
import type { Pixels } from '../raster/blocks/box-mean';
import { halved } from '../raster/overview-making/make';
import type { TiledImage } from '../raster/pictures/tiled-image';
import type { ImageSource } from '../raster/types';
import { openStreamed } from './streamed-picture';

let image: TiledImage | null = null;
/** Windows that are asked for together are read one after the other: each takes memory. */
let before: Promise<unknown> = Promise.resolve();

const api = {
  async open(source: ImageSource): Promise<void> {
    image = await openStreamed(source);
  },
  async halve(window: Window): Promise<Pixels> {
    const reading = before.then(() => read(window));
    before = reading.catch(() => undefined);
    return reading;
  },
};

async function read(window: Window): Promise<Pixels> {
  if (!image) throw new Error('No image was opened.');
  const pixels = await halved(image, window);
  return transfer(pixels, [pixels.data.buffer]);
}

export type Halving = typeof api;

expose(api);
