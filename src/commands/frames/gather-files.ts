/** Sorts what the user gave: images, what lies beside each of them, and bands of one picture. */
import { besideRole, groupBands, isBesideName } from '../../domain/acquisition/band-files';
import { describesImage, holdsRpc } from '../../domain/acquisition/descriptions';
import { groupTiles } from '../../domain/acquisition/mosaic-tiles';
import type { FilePart } from '../../domain/model/frame';
import type {
  BesideFile,
  FileSource,
  ImageSource,
  Outline,
  SingleSource,
} from '../../raster/types';
import type { PickedFile } from '../types';

/** A file of a frame: the image itself, or one of its parts. */
export type IncomingFile = {
  readonly source: FileSource;
  readonly size: number;
  readonly handle: FileSystemFileHandle | null;
  readonly role: 'image' | FilePart['role'];
};

/** What becomes one frame. */
export type IncomingImage = {
  readonly source: ImageSource;
  readonly files: readonly IncomingFile[];
};

export type Gathered = {
  readonly images: readonly IncomingImage[];
  /** Files that lie beside images, with none that they belong to. */
  readonly lone: readonly PickedFile[];
};

export const sourceOf = (file: File): FileSource => ({
  kind: 'blob',
  blob: file,
  name: file.name,
});

const incoming = (picked: PickedFile, role: IncomingFile['role']): IncomingFile => ({
  source: sourceOf(picked.file),
  size: picked.file.size,
  handle: picked.handle,
  role,
});

/**
 * Each image with the files beside it, told by their names.
 * @param others of which those that describe an image are read with it
 */
export function gatherFiles(
  files: readonly PickedFile[],
  others: readonly PickedFile[] = [],
): Gathered {
  const beside = files.filter(({ file }) => isBesideName(file.name));
  const used = new Set<PickedFile>();
  const images = files
    .filter((picked) => !beside.includes(picked))
    .map((picked) => {
      const own = beside.flatMap((other) => {
        const role = besideRole(picked.file.name, other.file.name);
        return role ? [{ picked: other, role }] : [];
      });
      for (const one of own) used.add(one.picked);
      const texts: BesideFile[] = own.map((one) => ({
        role: one.role,
        file: sourceOf(one.picked.file),
      }));
      const about = others.find((other) => describesImage(picked.file.name, other.file.name));
      if (about) texts.push({ role: 'description', file: sourceOf(about.file) });
      const rpc = others.find((other) => holdsRpc(picked.file.name, other.file.name));
      if (rpc) texts.push({ role: 'rpc', file: sourceOf(rpc.file) });
      return {
        source: withBeside(sourceOf(picked.file), texts),
        files: [incoming(picked, 'image'), ...own.map((one) => incoming(one.picked, one.role))],
      };
    });
  return { images, lone: beside.filter((picked) => !used.has(picked)) };
}

/** Leaves an image without anything beside it as it is. */
export function withBeside(
  file: FileSource,
  beside: NonNullable<SingleSource['beside']>,
): SingleSource {
  return beside.length === 0 ? file : { ...file, beside };
}

/** Images that look like bands or tiles of one picture, and what they are called. */
export type JoinChoice = {
  readonly kind: 'bands' | 'tiles';
  readonly title: string;
  readonly labels: readonly string[];
  readonly images: readonly IncomingImage[];
};

export function bandChoices(images: readonly IncomingImage[]): JoinChoice[] {
  return groupBands(images, ({ source }) => source.name).map(({ title, bands }) => ({
    kind: 'bands',
    title,
    labels: bands.map(({ label }) => label),
    images: bands.map(({ file }) => file),
  }));
}

/** An image of a single file, with what that file says of itself. */
export type Outlined = { readonly image: IncomingImage; readonly outline: Outline };

export function tileChoices(images: readonly Outlined[]): JoinChoice[] {
  return groupTiles(images, ({ outline }) => outline).map(({ title, tiles }) => ({
    kind: 'tiles',
    title,
    labels: tiles.map(({ outline }) => outline.name),
    images: tiles.map(({ image }) => image),
  }));
}

/** One image of the bands or tiles, in order. */
export function joinImages({ kind, title, images }: JoinChoice): IncomingImage {
  const parts = images.flatMap(({ source }) => ('parts' in source ? [] : [source]));
  const files = images.flatMap((image) => image.files);
  const role = kind === 'bands' ? 'band' : 'tile';
  return {
    source: { kind: kind === 'bands' ? 'stack' : 'mosaic', name: title, parts },
    files: files.map((file) => (file.role === 'image' ? { ...file, role } : file)),
  };
}
