/** Which pictures are open, so that one file is opened once for all who look at it. */
import type { ImageSource, SingleSource } from '../raster/types';
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
};

/** Pictures without users whose decoded parts are kept for the next who asks. */
const IDLE = 6;

export class OpenPictures {
  private readonly ofBlobs = new WeakMap<Blob, OpenPicture>();
  private readonly ofUrls = new Map<string, OpenPicture>();
  private readonly idle = new Set<OpenPicture>();
  private last = 0;

  /** The picture of a source (the same Blob, the same address); give it back with release(). */
  acquire(source: ImageSource): OpenPicture {
    const key = keyOf(source);
    const known = typeof key === 'string' ? this.ofUrls.get(key) : this.ofBlobs.get(key);
    if (known && sameSource(known.ref.source, source)) {
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
    };
    if (typeof key === 'string') this.ofUrls.set(key, picture);
    else this.ofBlobs.set(key, picture);
    return picture;
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
    // Another picture of the same bytes, by another name, may have taken its place.
    if (typeof key === 'string') {
      if (this.ofUrls.get(key) === picture) this.ofUrls.delete(key);
    } else if (this.ofBlobs.get(key) === picture) this.ofBlobs.delete(key);
    for (const slot of picture.slots) slot.tell({ kind: 'close', id });
  }
}

/** What a picture is found again by: of several files the first. */
function keyOf(source: ImageSource): Blob | string {
  const single = source.kind === 'stack' ? source.parts[0] : source;
  if (!single) return source.name;
  return single.kind === 'blob' ? single.blob : single.url;
}

/** Messages name a file as it was called when it was opened; what lies beside it is read with it. */
function sameSource(a: ImageSource, b: ImageSource): boolean {
  if (a.kind !== b.kind || a.name !== b.name) return false;
  if (a.kind === 'stack' || b.kind === 'stack') return a === b;
  const files = ({ beside = [] }: SingleSource) => beside.map(({ file }) => keyOf(file));
  const [inA, inB] = [files(a), files(b)];
  return inA.length === inB.length && inA.every((file, i) => file === inB[i]);
}
