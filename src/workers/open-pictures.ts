/** Which pictures are open, so that one file is opened once for all who look at it. */
import type { ImageSource } from '../raster/types';
import type { OpenedPicture, PictureRef } from './imagery-protocol';
import type { WorkerSlot } from './worker-slot';

export type OpenPicture = {
  readonly ref: PictureRef;
  opened: Promise<OpenedPicture> | null;
  /** Workers that may hold something of it. */
  readonly slots: Set<WorkerSlot>;
  users: number;
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
    const known =
      source.kind === 'blob' ? this.ofBlobs.get(source.blob) : this.ofUrls.get(source.url);
    // Messages name the file as it was called when it was opened.
    if (known && known.ref.source.name === source.name) {
      known.users++;
      this.idle.delete(known);
      return known;
    }
    const picture: OpenPicture = {
      ref: { id: ++this.last, source },
      opened: null,
      slots: new Set(),
      users: 1,
    };
    if (source.kind === 'blob') this.ofBlobs.set(source.blob, picture);
    else this.ofUrls.set(source.url, picture);
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
    if (source.kind === 'blob') this.ofBlobs.delete(source.blob);
    else this.ofUrls.delete(source.url);
    for (const slot of picture.slots) slot.tell({ kind: 'close', id });
  }
}
