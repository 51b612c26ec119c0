/** The imagery service over a small pool of workers. */
import type { FrameRaster, Imagery, ImageSource } from '../raster/types';
import type { OpenedPicture, PictureRef } from './imagery-protocol';
import { WorkerSlot } from './worker-slot';

export type ImageryOptions = {
  /** How many workers; by default half of the processors, 2 to 4. */
  readonly workers?: number;
  readonly createWorker?: () => Worker;
};

const startWorker = () =>
  new Worker(new URL('./imagery.worker.ts', import.meta.url), { type: 'module', name: 'imagery' });

/** Makes the imagery service. Workers start with the first job that falls to them. */
export function createImagery(options: ImageryOptions = {}): Imagery {
  const wanted = Math.min(4, Math.max(2, Math.floor((navigator.hardwareConcurrency ?? 4) / 2)));
  const slots = Array.from(
    { length: Math.max(1, options.workers ?? wanted) },
    () => new WorkerSlot(options.createWorker ?? startWorker),
  );
  const idlest = () => slots.reduce((best, slot) => (slot.load < best.load ? slot : best));
  let lastPicture = 0;
  return {
    inspect: (source, signal) =>
      idlest().run('inspect', { source }, { about: source.name, signal }),
    hash: (source, progress, signal) =>
      idlest().run('hash', { source }, { about: source.name, progress, signal }),
    keep: (source, progress, signal) =>
      idlest().run('keep', { source }, { about: source.name, progress, signal }),
    kept: (sha256) => idlest().run('kept', { sha256 }, { about: sha256 }),
    async forget(sha256) {
      await idlest().run('forget', { sha256 }, { about: sha256 });
    },
    async open(source) {
      const picture = { id: ++lastPicture, source };
      const opened = await idlest().run('open', { picture }, { about: source.name });
      return frameRaster(slots, picture, opened);
    },
    thumbnail: (source: ImageSource, stretch, size, signal) =>
      idlest().run('thumbnail', { source, stretch, size }, { about: source.name, signal }),
    dispose() {
      for (const slot of slots) slot.dispose();
    },
  };
}

function frameRaster(
  slots: readonly WorkerSlot[],
  picture: PictureRef,
  opened: OpenedPicture,
): FrameRaster {
  const about = picture.source.name;
  const used = new Set<WorkerSlot>();
  /** Tiles that share a block, a strip or a virtual row go to one worker, neighbours to different ones. */
  const slotFor = (level: number, column: number, row: number): WorkerSlot => {
    const [columns, rows] = opened.units[level] ?? [1, 1];
    const place = Math.floor(column / columns) + Math.floor(row / rows);
    const slot = slots[place % slots.length] as WorkerSlot;
    used.add(slot);
    return slot;
  };
  return {
    levels: opened.levels,
    channels: opened.channels,
    bands: opened.bands,
    floating: opened.floating,
    readTile: (level, column, row, signal) =>
      slotFor(level, column, row).run('tile', { picture, level, column, row }, { about, signal }),
    samplesAt: (pixel, signal) => {
      const size = opened.levels[0]?.tileSize ?? 256;
      const slot = slotFor(0, Math.floor(pixel[0] / size), Math.floor(pixel[1] / size));
      return slot.run('samples', { picture, pixel }, { about, signal });
    },
    close() {
      for (const slot of used) {
        void slot.run('close', { id: picture.id }, { about }).catch(() => undefined);
      }
    },
  };
}
