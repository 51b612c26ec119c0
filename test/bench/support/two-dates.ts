/** Two large frames of one place for measuring. */
import { appendFile, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The same place on two days. */
const NAMES = ['20231012_014709_before.tif', '20231019_014709_after.tif'];

/** Hands over two copies of an image whose bytes differ, so that they are two frames, and takes them away again. */
export async function withTwoDates<T>(
  image: string,
  work: (paths: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'quaymark-dates-'));
  try {
    const paths = NAMES.map((name) => join(folder, name));
    for (const [i, path] of paths.entries()) {
      await copyFile(image, path);
      await appendFile(path, Buffer.alloc(i + 1));
    }
    return await work(paths);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
