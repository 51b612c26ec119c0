/** The pictures that the analysis worker has open. */
import type { OpenImage } from '../raster/pictures/image';
import { openImage } from '../raster/pictures/image';
import { makeCaches } from '../raster/pictures/picture';
import type { ImageSource } from '../raster/types';
import { applyOverviews } from './overview-files';

/** A frame's picture, with what tells it from others. */
export type AnalysisPicture = {
  /** The same for the same pixels, and for no others. */
  readonly key: string;
  /** The file's hash, by which overviews of it are kept; left out where it has none yet. */
  readonly sha256?: string;
  readonly source: ImageSource;
};

/** Pictures that stay open for the next task. */
const MOST_OPEN = 6;

const caches = makeCaches();
const open = new Map<string, Promise<OpenImage>>();

/** Rejects with a UserError that names the file where it cannot be opened. */
export function pictureOf(wanted: AnalysisPicture): Promise<OpenImage> {
  const { key } = wanted;
  const known = open.get(key);
  open.delete(key);
  const picture = known ?? opened(wanted);
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

async function opened({ key, sha256, source }: AnalysisPicture): Promise<OpenImage> {
  try {
    const image = await openImage(source, caches);
    if (sha256) await applyOverviews(image, sha256);
    return image;
  } catch (error) {
    open.delete(key);
    throw error;
  }
}
