/** The marker segments of JPEG streams (ITU-T T.81, annex B): taken apart and put together. */

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;

export type Segment = { readonly marker: number; readonly bytes: Uint8Array<ArrayBuffer> };

export type Stream = {
  /** All segments up to the start of scan, without SOI. */
  readonly segments: readonly Segment[];
  /** What follows the start of scan; null where there is none. */
  readonly scan: Uint8Array<ArrayBuffer> | null;
};

/** Takes a stream apart as far as it is sound; it may be tables only, and begin with or without SOI. */
export function parseStream(data: Uint8Array<ArrayBuffer>): Stream {
  const segments: Segment[] = [];
  let at = 0;
  while (at + 1 < data.length && data[at] === 0xff) {
    const marker = data[at + 1] as number;
    if (marker === SOI || marker === 0xff) {
      at += marker === SOI ? 2 : 1;
      continue;
    }
    if (marker === EOI || marker < 0xc0) break;
    const length = ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > data.length) break;
    segments.push({ marker, bytes: data.slice(at, end) });
    at = end;
    if (marker === SOS) return { segments, scan: data.subarray(at) };
  }
  return { segments, scan: null };
}

/** Notes of applications and comments, which may make a decoder turn the picture or guess its colours. */
export function isNote({ marker }: Segment): boolean {
  return (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
}

/** Start of frame, of any process. */
export function isFrame({ marker }: Segment): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/**
 * What a frame's process is called where no decoder here knows it (T.81, table B.1): SOF3, 7, 11 and 15 are
 * lossless, SOF9 to 15 coded arithmetically. Null for the others.
 */
export function unreadProcess({ marker }: Segment): string | null {
  if ((marker & 3) === 3) return 'lossless JPEG';
  return marker > 0xc8 ? 'JPEG with arithmetic coding' : null;
}

/** Bits of a sample, of a frame's segment. */
export const precisionOf = ({ bytes }: Segment): number => bytes[4] ?? 0;

/** Width, height and number of components of a frame's segment. */
export function sizeOf({ bytes }: Segment) {
  const at = (i: number) => ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
  return { width: at(7), height: at(5), components: bytes[9] ?? 0 };
}

export function segment(marker: number, payload: readonly number[]): Segment {
  const length = payload.length + 2;
  return { marker, bytes: Uint8Array.of(0xff, marker, length >> 8, length & 255, ...payload) };
}

/** Adobe's note, which says whether three components are YCbCr: without one, decoders guess. */
export function adobeNote(yCbCr: boolean): Segment {
  return segment(0xee, [0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, yCbCr ? 1 : 0]);
}

/** A whole stream out of its parts. */
export function joinStream(
  segments: readonly Segment[],
  scan: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const parts = [
    Uint8Array.of(0xff, SOI),
    ...segments.map(({ bytes }) => bytes),
    ...scan,
    Uint8Array.of(0xff, EOI),
  ];
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
