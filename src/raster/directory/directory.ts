/**
 * Reads the directories (IFDs) of TIFF 6.0 and BigTIFF files. Written for this program and not taken
 * from the geotiff package, whose deferred arrays are read in the wrong byte order in big-endian files,
 * and because every count and offset has to be held against the true size of the file.
 */
import { UserError } from '../../domain/errors';
import type { ByteSource } from '../bytes/byte-source';
import { fileKind } from './file-kind';
import { TYPE_BYTES } from './tags';

type Entry = { readonly type: number; readonly count: number; readonly offset: number };

const MAX_DIRECTORIES = 1024;
const MAX_ENTRIES = 4096;
/** Enough for the offsets of 32 million blocks; more is a sign of damage. */
const MAX_FIELD_BYTES = 2 ** 28;

/** One directory: its fields are read when asked for. */
export class Directory {
  constructor(
    private readonly source: ByteSource,
    readonly littleEndian: boolean,
    private readonly entries: ReadonlyMap<number, Entry>,
  ) {}

  has(tag: number): boolean {
    return this.entries.has(tag);
  }

  /** How many values a field has; 0 where it is missing. */
  count(tag: number): number {
    return this.entries.get(tag)?.count ?? 0;
  }

  /** The raw bytes of a field's values, or null where it is missing. Throws a UserError where the file ends before them. */
  async bytes(tag: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const entry = this.entries.get(tag);
    if (!entry) return null;
    const length = entry.count * (TYPE_BYTES[entry.type] ?? 0);
    if (length > MAX_FIELD_BYTES || entry.offset + length > this.source.size) {
      throw new UserError(
        `“${this.source.name}” is damaged or cut short: its directory points past the end of the file. Get the file again.`,
      );
    }
    return this.source.read(entry.offset, length);
  }

  /** Bytes of the file that a field points to; fewer where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.source.read(offset, length);
  }

  /** All numbers of a field (rationals as quotients), or null where it is missing. */
  async numbers(tag: number): Promise<Float64Array | null> {
    const bytes = await this.bytes(tag);
    const entry = this.entries.get(tag);
    if (!bytes || !entry) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const values = new Float64Array(entry.count);
    const size = TYPE_BYTES[entry.type] ?? 1;
    for (let i = 0; i < values.length; i++) {
      values[i] = readNumber(view, i * size, entry.type, this.littleEndian);
    }
    return values;
  }

  async number(tag: number): Promise<number | null> {
    return (await this.numbers(tag))?.[0] ?? null;
  }

  /** A text field up to its first NUL, decoded as UTF-8 or, where that fails, Latin-1; null where missing. */
  async text(tag: number): Promise<string | null> {
    const bytes = await this.bytes(tag);
    if (!bytes) return null;
    const end = bytes.indexOf(0);
    const used = end < 0 ? bytes : bytes.subarray(0, end);
    const utf8 = new TextDecoder().decode(used);
    return utf8.includes('\ufffd') ? new TextDecoder('latin1').decode(used) : utf8;
  }
}

function readNumber(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}

type Header = { readonly little: boolean; readonly big: boolean; readonly first: number };

function readHeader(head: Uint8Array<ArrayBuffer>, source: ByteSource): Header {
  const name = `“${source.name}”`;
  if (source.size === 0) throw new UserError(`${name} is empty (0 bytes). Get the file again.`);
  const order = String.fromCharCode(head[0] ?? 0, head[1] ?? 0);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const little = order === 'II';
  const version = head.length >= 4 ? view.getUint16(2, little) : 0;
  if ((order !== 'II' && order !== 'MM') || (version !== 42 && version !== 43)) {
    const kind = fileKind(head);
    throw new UserError(
      kind
        ? `${name} is ${kind.name}, not a TIFF. ${kind.advice}`
        : `${name} is not a TIFF, whatever its name says. Choose a GeoTIFF (.tif), or convert it with gdal_translate.`,
    );
  }
  const big = version === 43;
  if (head.length < (big ? 16 : 8)) throw cutShort(source);
  const first = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little);
  return { little, big, first };
}

function cutShort(source: ByteSource): UserError {
  return new UserError(
    `“${source.name}” is damaged or cut short: its directory lies outside the file. Get the file again.`,
  );
}

/** All directories of a file in order. Throws a UserError where the file is no TIFF or the first is broken. */
export async function readDirectories(source: ByteSource): Promise<{
  readonly directories: readonly Directory[];
  readonly remarks: readonly string[];
}> {
  const header = readHeader(await source.read(0, 64), source);
  const directories: Directory[] = [];
  const seen = new Set<number>();
  const remarks: string[] = [];
  let offset = header.first;
  while (offset !== 0 && directories.length < MAX_DIRECTORIES) {
    if (seen.has(offset)) {
      remarks.push('The list of pictures in the file runs in a circle; each was read once.');
      break;
    }
    seen.add(offset);
    try {
      const { directory, next } = await readDirectory(source, header, offset);
      directories.push(directory);
      offset = next;
    } catch (error) {
      if (directories.length === 0 || !(error instanceof UserError)) throw error;
      remarks.push(
        'A later part of the file’s directory is damaged; what it describes is left out.',
      );
      break;
    }
  }
  if (directories.length === 0) {
    throw new UserError(
      `“${source.name}” holds no picture: its directory is empty. Get the file again.`,
    );
  }
  return { directories, remarks };
}

async function readDirectory(source: ByteSource, { little, big }: Header, offset: number) {
  const countBytes = big ? 8 : 2;
  const head = await source.read(offset, countBytes);
  if (head.length < countBytes) throw cutShort(source);
  const headView = new DataView(head.buffer, head.byteOffset);
  const count = big ? Number(headView.getBigUint64(0, little)) : headView.getUint16(0, little);
  const entryBytes = big ? 20 : 12;
  if (count === 0 || count > MAX_ENTRIES) {
    throw new UserError(
      `“${source.name}” is damaged: a directory claims ${count} fields. Get the file again.`,
    );
  }
  const start = offset + countBytes;
  const body = await source.read(start, count * entryBytes + (big ? 8 : 4));
  if (body.length < count * entryBytes) throw cutShort(source);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const at = i * entryBytes;
    const tag = view.getUint16(at, little);
    const entry = readEntry(view, at, start + at, little, big);
    if (entry && !entries.has(tag)) entries.set(tag, entry);
  }
  const end = count * entryBytes;
  // A file that ends without the pointer to the next directory has no next directory.
  let next = 0;
  if (body.length >= end + (big ? 8 : 4)) {
    next = big ? Number(view.getBigUint64(end, little)) : view.getUint32(end, little);
  }
  return { directory: new Directory(source, little, entries), next };
}

/** Fields of unknown type are skipped, as TIFF 6.0 (section 2) asks. */
function readEntry(
  view: DataView,
  at: number,
  position: number,
  little: boolean,
  big: boolean,
): Entry | null {
  const type = view.getUint16(at + 2, little);
  const size = TYPE_BYTES[type];
  if (!size) return null;
  const count = big ? Number(view.getBigUint64(at + 4, little)) : view.getUint32(at + 4, little);
  const inline = big ? 8 : 4;
  const valueAt = big ? 12 : 8;
  if (count * size <= inline) return { type, count, offset: position + valueAt };
  const offset = big ? Number(view.getBigUint64(at + 12, little)) : view.getUint32(at + 8, little);
  return { type, count, offset };
}
