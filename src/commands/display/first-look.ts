/** How pictures are first shown. */
import { type FileRef, type Frame, filesKey } from '../../domain/model/frame';
import type { Stretch } from '../../domain/model/stretch';
import { NOT_HASHED, sourceOf } from '../frames/frame-imagery';
import type { Services } from '../types';

/**
 * By the bytes that were read, which never change, as long as the program runs. To find it anew, every file of a
 * frame is sampled once more, one after the other: files without overviews are decoded whole for that.
 */
const known = new Map<string, Promise<Stretch>>();

/** The name tells radar from other pictures. */
const keyOf = (file: FileRef) => `${filesKey(file)}:${file.name}`;

/** Remembers what was found when the files were opened. */
export function keepFirstLook(file: FileRef, stretch: Stretch): void {
  if (file.sha256 !== NOT_HASHED) known.set(keyOf(file), Promise.resolve(stretch));
}

/** As the frame was first shown. Rejects with a UserError where its files cannot be read. */
export function firstLook(services: Services, frame: Frame): Promise<Stretch> {
  if (frame.file.sha256 === NOT_HASHED) return lookAnew(services, frame);
  const key = keyOf(frame.file);
  const kept = known.get(key) ?? lookAnew(services, frame);
  known.set(key, kept);
  kept.catch(() => known.delete(key));
  return kept;
}

async function lookAnew(services: Services, frame: Frame): Promise<Stretch> {
  const { stretch } = await services.imagery.inspect(await sourceOf(services, frame));
  return stretch;
}
