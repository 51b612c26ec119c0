/** Which pictures are open, so that one file is opened once for all who look at it. */
import type { FileSource, ImageSource, SingleSource } from '../raster/types';
import { type EarlyShares, EarlyTiles } from './early-tiles';
import type { OpenedPicture, PictureRef } from './imagery-protocol';
import type { WorkerSlot } from './worker-slot';

export type OpenPicture = {
  ref: PictureRef;
  opened: Promise<OpenedPicture> | null;
  /** The worker that opens it, and reads it where sharing does not pay. */
  home: WorkerSlot | null;
  /** Workers that may hold something of it. */
  readonly slots: Set<WorkerSlot>;
  users: number;
  /** Called when coarse tiles have become better. */
  readonly improved: Set<() => void>;
  readonly early: EarlyTiles;
  /** What is sampled of those, for who inspects the picture; null where nobody does. */
  sampled: Promise<EarlyShares | null> | null;
};

/** Pictures without users whose decoded parts are kept for the next who asks. */
const IDLE = 6;

export class OpenPictures {
  private readonly ofBlobs = new WeakMap<Blob, OpenPicture[]>();
  private readonly ofUrls = new Map<string, OpenPicture[]>();
  private readonly idle = new Set<OpenPicture>();
  private last = 0;

  /** The picture of a source (the same Blob, the same address); give it back with release(). */
  acquire(source: ImageSource): OpenPicture {
    const key = keyOf(source);
    const known = this.of(key).find((one) => sameSource(one.ref.source, source));
    if (known) {
      known.users++;
      this.idle.delete(known);
      return known;
    }
    const picture: OpenPicture = {
      ref: { id: ++this.last, source, overviews: null },
      opened: null,
      home: null,
      slots: new Set(),
      users: 1,
      improved: new Set(),
      early: new EarlyTiles(),
      sampled: null,
    };
    this.keep(key, [...this.of(key), picture]);
    return picture;
  }

  /** One file may be open for several bands of it, under several names, or with other files beside it. */
  private of(key: Blob | string): readonly OpenPicture[] {
    return (typeof key === 'string' ? this.ofUrls.get(key) : this.ofBlobs.get(key)) ?? [];
  }

  private keep(key: Blob | string, pictures: OpenPicture[]): void {
    if (typeof key !== 'string') this.ofBlobs.set(key, pictures);
    else if (pictures.length > 0) this.ofUrls.set(key, pictures);
    else this.ofUrls.delete(key);
  }

  release(picture: OpenPicture): void {
    picture.users--;
    if (picture.users > 0) return;
    this.idle.add(picture);
    const [oldest] = this.idle;
    if (this.idle.size > IDLE && oldest) this.close(oldest);
  }

  private close(picture: OpenPicture): void {
    const { source, id } = picture.ref;
    this.idle.delete(picture);
    const key = keyOf(source);
    this.keep(
      key,
      this.of(key).filter((other) => other !== picture),
    );
    for (const slot of picture.slots) slot.tell({ kind: 'close', id });
  }
}

/** What a picture is found again by: of several files the first. */
function keyOf(source: ImageSource): Blob | string {
  const single = 'parts' in source ? source.parts[0] : source;
  if (!single) return source.name;
  return single.kind === 'blob' ? single.blob : single.url;
}

/** Messages name a file as it was called when it was opened; what lies beside it is read with it. */
function sameSource(a: ImageSource, b: ImageSource): boolean {
  if (a.kind !== b.kind || a.name !== b.name || String(a.bands) !== String(b.bands)) return false;
  if ('parts' in a || 'parts' in b) return a === b;
  const files = (image: SingleSource) => [image, ...(image.beside ?? []).map(({ file }) => file)];
  const [inA, inB] = [files(a), files(b)];
  return (
    inA.length === inB.length &&
    inA.every((file, i) => {
      const other = inB[i];
      return other !== undefined && sameFile(file, other);
    })
  );
}

/** An address may lead to other bytes by now: which size is asked for, or that any will do, tells them apart. */
function sameFile(a: FileSource, b: FileSource): boolean {
  return keyOf(a) === keyOf(b) && wantedSize(a) === wantedSize(b);
}

const wantedSize = (file: FileSource) => (file.kind === 'url' ? file.size : undefined);
