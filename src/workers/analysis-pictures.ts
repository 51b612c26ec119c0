/** The pictures that the analysis worker has open. */
import type { OpenImage } from '../raster/image';
import { openImage } from '../raster/image';
import { makeCaches, Picture } from '../raster/picture';
import type { ImageSource } from '../raster/types';
import { applyOverviews } from './overview-files';

/** A frame's picture, with what tells it from others. */
export type AnalysisPicture = {
  /** The same for the same pixels: the file's hash. */
  readonly key: string;
  readonly source: ImageSource;
};

/** Pictures that stay open for the next task. */
const MOST_OPEN = 6;

const caches = makeCaches();
const open = new Map<string, Promise<OpenImage>>();

/** Rejects with a UserError that names the file where it cannot be opened. */
export function pictureOf({ key, source }: AnalysisPicture): Promise<OpenImage> {
  const known = open.get(key);
  open.delete(key);
  const picture = known ?? opened(key, source);
  open.set(key, picture);
  for (const [oldest, old] of open) {
    if (open.size <= MOST_OPEN) break;
    open.delete(oldest);
    // A picture that never opened has nothing to free; who asked for it has been told.
    old.then(
      (image) => image.close(),
      () => undefined,
    );
  }
  return picture;
}

async function opened(key: string, source: ImageSource): Promise<OpenImage> {
  try {
    const image = await openImage(source, caches);
    if (image instanceof Picture && image.coarse.levels.length > 0)
      await applyOverviews(image, key);
    return image;
  } catch (error) {
    open.delete(key);
    throw error;
  }
}
