/** Reads windows of one picture at half their size, for the worker that makes its overviews. */
import { expose, transfer } from 'comlink';
import type { Window } from '../raster/assemble';
import type { Pixels } from '../raster/box-mean';
import { halved } from '../raster/overviews/make';
import type { Picture } from '../raster/picture';
import { type LocalSource, openStreamed } from './streamed-picture';

let picture: Picture | null = null;

const api = {
  async open(source: LocalSource): Promise<void> {
    picture = await openStreamed(source);
  },
  async halve(window: Window): Promise<Pixels> {
    if (!picture) throw new Error('No picture was opened.');
    const pixels = await halved(picture, window);
    return transfer(pixels, [pixels.data.buffer]);
  },
};

export type Halving = typeof api;

expose(api);
