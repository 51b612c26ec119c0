/**
 * Old-style JPEG (compression 6, TIFF 6.0 section 22): tables in tags or in a stream of their own, data in
 * strips that continue each other. A whole stream is put together from what a file has, as libtiff does.
 */
import { UserError } from '../../domain/errors';
import type { Directory } from '../directory/directory';
import type { Layout } from '../directory/layout-types';
import { TAG } from '../directory/tags';
import { isFrame, isNote, joinStream, parseStream, type Segment, segment } from './jpeg-stream';

const SOS = 0xda;
const RESTART_INTERVAL = 0xdd;
const MAX_STREAM_BYTES = 2 ** 27;

/** The layout with the whole picture as one block, whose stream is ready. */
export async function gatherOldJpeg(dir: Directory, layout: Layout, name: string): Promise<Layout> {
  const blocks = layout.blocksAcross * layout.blocksDown;
  const total = layout.byteCounts.reduce((sum, n) => sum + n, 0);
  if ((layout.tiled && blocks > 1) || layout.planar || total > MAX_STREAM_BYTES) {
    throw new UserError(
      `“${name}” is old-style JPEG in tiles or planes, which cannot be read. Convert it with gdal_translate -co COMPRESS=DEFLATE and open the copy.`,
    );
  }
  const start = await dir.number(TAG.JpegInterchangeFormat);
  const tables = start ? parseStream(await dir.read(start, 2 ** 16)) : null;
  const segments: Segment[] = (tables?.segments ?? []).filter((s) => !isNote(s));
  const scans: Uint8Array[] = [];
  for (let b = 0; b < blocks; b++) {
    const bytes = await dir.read(layout.offsets[b] ?? 0, layout.byteCounts[b] ?? 0);
    const inner = parseStream(bytes);
    if (b === 0 && start && tables?.scan && blocks === 1) {
      // The stream that the tag points to goes on into the strip.
      const begin = start + tables.scan.byteOffset;
      const length = (await dir.number(TAG.JpegInterchangeFormatLength)) ?? 0;
      const end = Math.max(start + length, (layout.offsets[0] ?? 0) + total);
      scans.push(withoutEnd(await dir.read(begin, Math.max(0, end - begin))));
      break;
    }
    // Some strips are streams of their own or begin with the start of scan.
    if (b === 0) for (const s of inner.segments) addOnce(segments, s);
    scans.push(withoutEnd(inner.scan ?? bytes));
  }
  for (const made of await tablesOfTags(dir, segments)) segments.unshift(made);
  const size = sizeOf(layout, blocks);
  const scan = segments.findIndex((s) => s.marker === SOS);
  if (scan >= 0) segments[scan] = wholeScan(segments[scan] as Segment);
  const frame = segments.findIndex(isFrame);
  if (frame < 0) insertBeforeScan(segments, madeFrame(layout, size));
  else segments[frame] = withSize(segments[frame] as Segment, size.height);
  if (!segments.some((s) => s.marker === SOS)) segments.push(madeScan(layout.samples));
  if (blocks > 1 && !segments.some((s) => s.marker === RESTART_INTERVAL)) {
    insertBeforeScan(segments, restartInterval(layout));
  }
  const restarts = scans.flatMap((scan, i) =>
    i + 1 < scans.length ? [scan, Uint8Array.of(0xff, 0xd0 + (i & 7))] : [scan],
  );
  return {
    ...layout,
    blockWidth: size.width,
    blockHeight: size.height,
    blocksAcross: 1,
    blocksDown: 1,
    offsets: layout.offsets.slice(0, 1),
    byteCounts: Float64Array.of(1),
    bitsReversed: false,
    special: { ...layout.special, jpegTables: null, oldJpeg: joinStream(segments, restarts) },
  };
}

function sizeOf({ tiled, blockWidth, blockHeight, width, height }: Layout, blocks: number) {
  return tiled && blocks === 1 ? { width: blockWidth, height: blockHeight } : { width, height };
}

function addOnce(segments: Segment[], found: Segment): void {
  if (isNote(found)) return;
  const single = isFrame(found) || found.marker === SOS || found.marker === RESTART_INTERVAL;
  if (single && segments.some((s) => s.marker === found.marker)) return;
  if (found.marker === SOS) segments.push(found);
  else insertBeforeScan(segments, found);
}

function insertBeforeScan(segments: Segment[], made: Segment): void {
  const scan = segments.findIndex((s) => s.marker === SOS);
  segments.splice(scan < 0 ? segments.length : scan, 0, made);
}

/** Data of a strip without a marker that ends it: the next one is put there. */
function withoutEnd(scan: Uint8Array): Uint8Array {
  const last = scan[scan.length - 1] ?? 0;
  const ends = scan[scan.length - 2] === 0xff && last >= 0xd0 && last <= 0xd9;
  return ends ? scan.subarray(0, -2) : scan;
}

/** Quantisation and Huffman tables that the tags point to, where no stream has brought any. */
async function tablesOfTags(dir: Directory, known: readonly Segment[]): Promise<Segment[]> {
  const made: Segment[] = [];
  const has = (marker: number) => known.some((s) => s.marker === marker);
  if (!has(0xdb)) {
    for (const [i, at] of [...((await dir.numbers(TAG.JpegQTables)) ?? [])].entries()) {
      made.push(segment(0xdb, [i, ...(await dir.read(at, 64))]));
    }
  }
  if (has(0xc4)) return made;
  const kinds = [
    [0, TAG.JpegDcTables],
    [0x10, TAG.JpegAcTables],
  ] as const;
  for (const [kind, tag] of kinds) {
    for (const [i, at] of [...((await dir.numbers(tag)) ?? [])].entries()) {
      const counts = [...(await dir.read(at, 16))];
      const values = await dir.read(
        at + 16,
        Math.min(
          256,
          counts.reduce((a, b) => a + b, 0),
        ),
      );
      made.push(segment(0xc4, [kind + i, ...counts, ...values]));
    }
  }
  return made;
}

function madeFrame({ samples, special }: Layout, size: { width: number; height: number }): Segment {
  const [across, down] = special.subsampling;
  const components = Array.from({ length: samples }, (_, c) => [
    c + 1,
    c === 0 && samples > 1 ? across * 16 + down : 0x11,
    c,
  ]).flat();
  const { width, height } = size;
  return segment(0xc0, [
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    samples,
    ...components,
  ]);
}

/** The height in a stream may be that of one strip. */
function withSize({ marker, bytes }: Segment, height: number): Segment {
  const own = bytes.slice();
  own[5] = height >> 8;
  own[6] = height & 255;
  return { marker, bytes: own };
}

/** Some writers leave the range of coefficients 0, which is always 0 to 63 here. */
function wholeScan({ marker, bytes }: Segment): Segment {
  const own = bytes.slice();
  own.set([0, 63, 0], own.length - 3);
  return { marker, bytes: own };
}

function madeScan(samples: number): Segment {
  const components = Array.from({ length: samples }, (_, c) => [c + 1, c * 0x11]).flat();
  return segment(SOS, [samples, ...components, 0, 63, 0]);
}

function restartInterval({ width, blockHeight, samples, special }: Layout): Segment {
  const [across, down] = samples > 1 ? special.subsampling : [1, 1];
  const units = Math.ceil(width / (8 * across)) * Math.ceil(blockHeight / (8 * down));
  return segment(RESTART_INTERVAL, [units >> 8, units & 255]);
}
