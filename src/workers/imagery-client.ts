/** The imagery service over a small pool of workers. */

import type { Stretch } from '../domain/model/frame';
import type { ChannelChoice } from '../domain/model/stretch';
import type { MapXY } from '../domain/model/units';
import type { RemoteHead } from '../raster/bytes/byte-source';
import { COVERAGE_CELLS, coverageOf } from '../raster/inspect/coverage';
import { planThumbnail, type ThumbnailPlan } from '../raster/inspect/render';
import { shareOf, type TileUnit } from '../raster/pictures/tiled-image';
import {
  type FrameRaster,
  type Imagery,
  type ImageSource,
  isLocal,
  type OverviewsOutcome,
  type OverviewsUse,
  type Progress,
  type RasterLevel,
  type RasterTile,
  type Rest,
} from '../raster/types';
import { type EarlyShares, planEarly, type ScreenSize } from './early-tiles';
import type { OpenedPicture } from './imagery-protocol';
import { type OpenPicture, OpenPictures } from './open-pictures';
import { inspectEarly, sampleEarly } from './sample-early';
import { TileTraffic } from './tile-traffic';
import { WorkerSlot } from './worker-slot';

export type ImageryOptions = {
  /** How many workers; by default half of the processors, 2 to 4. */
  readonly workers?: number;
  readonly createWorker?: () => Worker;
  /** Room that a picture is going to be shown in; left out, nothing is read before it is asked for. */
  readonly room?: () => ScreenSize;
};

const startWorker = () =>
  new Worker(new URL('./imagery.worker.ts', import.meta.url), { type: 'module', name: 'imagery' });

/** Makes the imagery service. Workers start with the first job that falls to them. */
export function createImagery(options: ImageryOptions = {}): Imagery {
  const wanted = Math.min(4, Math.max(2, Math.floor((navigator.hardwareConcurrency ?? 4) / 2)));
  const { workers = wanted, createWorker = startWorker, room } = options;
  return new PooledImagery(workers, createWorker, room);
}

/** Levels of far files with so few tiles are read by one worker, in one request. */
const FEW_TILES = 16;
/** Tiles of a row of a far file are stored one after the other. */
const FAR_UNIT: TileUnit = [Number.MAX_SAFE_INTEGER, 1];

function tilesOf(level: RasterLevel | undefined): number {
  if (!level) return 0;
  return Math.ceil(level.width / level.tileSize) * Math.ceil(level.height / level.tileSize);
}

/** Overviews under work: how to stop it, and when it has ended. */
type Making = { readonly stop: () => void; readonly ended: Promise<void> };

class PooledImagery implements Imagery {
  private readonly slots: readonly WorkerSlot[];
  /** Reads whole files; apart from the others, so that the pictures on screen need not wait for it. */
  private readonly fileSlot: WorkerSlot;
  /** By file; two frames of one file may ask for the same. */
  private readonly makings = new Map<string, Set<Making>>();
  private readonly pictures = new OpenPictures();
  private readonly traffic = new TileTraffic((held) => this.fileSlot.tell({ kind: 'hold', held }));

  constructor(
    workers: number,
    createWorker: () => Worker,
    private readonly room: ImageryOptions['room'],
  ) {
    this.slots = Array.from({ length: Math.max(1, workers) }, () => new WorkerSlot(createWorker));
    this.fileSlot = new WorkerSlot(createWorker);
  }

  inspect(source: ImageSource, signal?: AbortSignal) {
    return this.withPicture(source, async (picture) => {
      const { sampled } = picture;
      // They can be had once.
      picture.sampled = null;
      const shares = await sampled;
      return inspectEarly(picture, this.homeOf(picture), shares, signal);
    });
  }

  outline: Imagery['outline'] = (source, signal) =>
    this.withPicture(source, (picture) => {
      const slot = this.homeOf(picture);
      return slot.run('outline', { picture: picture.ref }, { about: source.name, signal });
    });

  hash: Imagery['hash'] = (source, progress, signal) =>
    this.fileSlot.run('hash', { source }, { about: source.name, progress, signal });

  keep: Imagery['keep'] = (source, progress, signal) =>
    this.fileSlot.run('keep', { source }, { about: source.name, progress, signal });

  kept(sha256: string) {
    return this.idlest().run('kept', { sha256 }, { about: sha256 });
  }

  async forget(sha256: string): Promise<void> {
    const makings = [...(this.makings.get(sha256) ?? [])];
    for (const { stop } of makings) stop();
    await Promise.all(makings.map(({ ended }) => ended));
    await this.idlest().run('forget', { sha256 }, { about: sha256 });
  }

  async open(source: ImageSource): Promise<FrameRaster> {
    const picture = this.pictures.acquire(source);
    try {
      return this.frameRaster(picture, await this.openedByAll(picture));
    } catch (error) {
      this.pictures.release(picture);
      throw error;
    }
  }

  thumbnail(source: ImageSource, stretch: Stretch, size: number, signal?: AbortSignal) {
    return this.withPicture(source, async (picture) => {
      const opened = await this.opened(picture);
      const plan = planThumbnail(opened.levels, size);
      const tiles = await this.readTiles(picture, opened, plan, signal);
      const { bands, floating } = opened;
      const paint = { bands, floating, stretch };
      return this.idlest().run('paint', { plan, tiles, paint }, { about: source.name, signal });
    });
  }

  coverage(source: ImageSource, signal?: AbortSignal) {
    return this.withPicture(source, async (picture) => {
      const opened = await this.opened(picture);
      const plan = planThumbnail(opened.levels, COVERAGE_CELLS);
      return coverageOf(plan, await this.readTiles(picture, opened, plan, signal));
    });
  }

  statistics(source: ImageSource, choice: ChannelChoice, signal?: AbortSignal) {
    return this.withPicture(source, (picture) => {
      const slot = this.homeOf(picture);
      return slot.run(
        'statistics',
        { picture: picture.ref, choice },
        { about: source.name, signal },
      );
    });
  }

  crsOf(text: string, place: MapXY | null) {
    return this.idlest().run('crs', { text, place }, { about: text });
  }

  settled(rest: Rest, signal?: AbortSignal) {
    return this.traffic.settled(rest, signal);
  }

  expect(source: ImageSource): Promise<void> {
    return this.withPicture(source, async (picture) => {
      const opening = this.openedByAll(picture);
      const { room } = this;
      if (isLocal(source) && room) {
        picture.sampled ??= opening.then(
          (opened) => this.readEarly(picture, opened, room()),
          () => null,
        );
      }
      await opening;
    });
  }

  warmUp(): void {
    for (const slot of [...this.slots, this.fileSlot]) slot.announce({ kind: 'ping' });
  }

  dispose(): void {
    for (const slot of [...this.slots, this.fileSlot]) slot.dispose();
  }

  async makeOverviews(
    source: ImageSource,
    sha256: string,
    progress?: Progress,
    signal?: AbortSignal,
  ): Promise<OverviewsOutcome> {
    const stop = new AbortController();
    const making = this.fileSlot.run(
      'overviews',
      { source, sha256 },
      {
        about: source.name,
        progress,
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      },
    );
    const ended = making.then(
      () => undefined,
      () => undefined,
    );
    const entry: Making = { stop: () => stop.abort(), ended };
    const makings = this.makings.get(sha256) ?? new Set();
    this.makings.set(sha256, makings.add(entry));
    try {
      return await making;
    } finally {
      makings.delete(entry);
      if (makings.size === 0) this.makings.delete(sha256);
    }
  }

  private async readOverviews(picture: OpenPicture, sha256: string): Promise<OverviewsUse> {
    const about = picture.ref.source.name;
    const before = picture.ref;
    // Workers that open the picture while others are asked open it with its overviews at once.
    picture.ref = { ...before, overviews: sha256 };
    const args = { picture: picture.ref, sha256 };
    const asked = [...picture.slots].map((slot) => slot.run('improve', args, { about }));
    const uses = await Promise.all(asked);
    const use = uses[0] ?? 'missing';
    if (use === 'in use') for (const listener of picture.improved) listener();
    else picture.ref = before;
    return use;
  }

  private idlest(): WorkerSlot {
    return this.slots.reduce((best, slot) => (slot.load < best.load ? slot : best));
  }

  private use(picture: OpenPicture, slot: WorkerSlot, head: RemoteHead | null): WorkerSlot {
    if (head && !picture.slots.has(slot)) slot.announce({ kind: 'head', id: picture.ref.id, head });
    picture.slots.add(slot);
    return slot;
  }

  private homeOf(picture: OpenPicture): WorkerSlot {
    picture.home ??= this.idlest();
    return this.use(picture, picture.home, null);
  }

  /** A picture of this machine is opened by all workers at once, instead of by the others with their first tile. */
  private openedByAll(picture: OpenPicture): Promise<OpenedPicture> {
    const opened = this.opened(picture);
    const others = isLocal(picture.ref.source) ? this.slots : [];
    for (const slot of others) {
      if (picture.slots.has(slot)) continue;
      this.use(picture, slot, null).announce({ kind: 'expect', picture: picture.ref });
    }
    return opened;
  }

  private async withPicture<T>(source: ImageSource, work: (picture: OpenPicture) => Promise<T>) {
    const picture = this.pictures.acquire(source);
    try {
      return await work(picture);
    } finally {
      this.pictures.release(picture);
    }
  }

  private opened(picture: OpenPicture): Promise<OpenedPicture> {
    if (picture.opened) return picture.opened;
    const { ref } = picture;
    const slot = this.homeOf(picture);
    const opened = slot.run('open', { picture: ref }, { about: ref.source.name });
    picture.opened = opened;
    // A failure is told to who asked; the next who asks tries anew.
    opened.then(undefined, () => {
      picture.opened = null;
    });
    return opened;
  }

  /** Tiles that share a block, a strip or a virtual row go to one worker, neighbours to different ones. */
  private slotFor(
    picture: OpenPicture,
    { units, levels, head }: OpenedPicture,
    level: number,
    column: number,
    row: number,
  ): WorkerSlot {
    // Requests of one worker are joined: near tiles of far files are left to the same one.
    if (head && tilesOf(levels[level]) <= FEW_TILES) return this.homeOf(picture);
    const place = shareOf(head ? FAR_UNIT : units[level], column, row);
    const slot = this.slots[place % this.slots.length] ?? this.idlest();
    return this.use(picture, slot, head);
  }

  private readTile(
    picture: OpenPicture,
    opened: OpenedPicture,
    level: number,
    column: number,
    row: number,
    signal: AbortSignal | undefined,
  ): Promise<RasterTile> {
    const slot = this.slotFor(picture, opened, level, column, row);
    const about = picture.ref.source.name;
    return slot.run('tile', { picture: picture.ref, level, column, row }, { about, signal });
  }

  /** Gives what is sampled of the tiles; null where nothing is. */
  private readEarly(
    picture: OpenPicture,
    opened: OpenedPicture,
    room: ScreenSize,
  ): EarlyShares | null {
    const plan = planEarly(opened, room);
    if (!plan) return null;
    const { level, places, sampled } = plan;
    if (sampled) {
      return sampleEarly(picture, plan, ([column, row]) =>
        this.slotFor(picture, opened, level, column, row),
      );
    }
    for (const [column, row] of places) {
      const reading = this.readTile(picture, opened, level, column, row, undefined);
      picture.early.keep(level, column, row, reading);
    }
    return null;
  }

  private readTiles(
    picture: OpenPicture,
    opened: OpenedPicture,
    { index, tiles }: ThumbnailPlan,
    signal: AbortSignal | undefined,
  ): Promise<RasterTile[]> {
    return Promise.all(
      tiles.map(([column, row]) => this.readTile(picture, opened, index, column, row, signal)),
    );
  }

  private frameRaster(picture: OpenPicture, opened: OpenedPicture): FrameRaster {
    const { levels, storedLevels, channels, bands, floating } = opened;
    const { source } = picture.ref;
    const about = source.name;
    let open = true;
    const closed = new Set<() => void>();
    /** What is on screen is read on after it was closed: opened anew for that, and given back. */
    const using = <T>(work: (picture: OpenPicture, opened: OpenedPicture) => Promise<T>) =>
      open
        ? work(picture, opened)
        : this.withPicture(source, async (again) => work(again, await this.opened(again)));
    return {
      levels,
      storedLevels,
      channels,
      bands,
      floating,
      readTile: (level, column, row, signal) =>
        this.traffic.count(
          using((now, facts) => {
            const read = () => this.readTile(now, facts, level, column, row, signal);
            return now.early.take(level, column, row)?.catch(read) ?? read();
          }),
        ),
      samplesAt: async ([x, y], signal) => {
        const { width = 0, height = 0, tileSize = 256 } = levels[0] ?? {};
        if (!(x >= 0 && y >= 0 && x < width && y < height)) return null;
        const [column, row] = [Math.floor(x / tileSize), Math.floor(y / tileSize)];
        return using((now, facts) => {
          const slot = this.slotFor(now, facts, 0, column, row);
          return slot.run('samples', { picture: now.ref, pixel: [x, y] }, { about, signal });
        });
      },
      readOverviews: (sha256) => using((now) => this.readOverviews(now, sha256)),
      onImproved: (listener) => {
        picture.improved.add(listener);
        return () => picture.improved.delete(listener);
      },
      onClosed: (listener) => {
        if (open) closed.add(listener);
        // Not before whoever comes too late has put down what it is to give back.
        else queueMicrotask(listener);
      },
      close: () => {
        if (!open) return;
        open = false;
        this.pictures.release(picture);
        for (const listener of closed) listener();
      },
    };
  }
}
