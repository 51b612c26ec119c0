/** GeoJSON (RFC 7946), Quaymark's own and anyone's. */
import { isAbort, UserError } from '../domain/errors';
import { inspectGeoJson } from './geojson-inspect';
import { readOwn } from './geojson-own';
import { parseForeign, parseRoot, requireSize } from './geojson-parse';
import { writeGeoJson } from './geojson-write';
import type { Format, ReadContext, ReadResult } from './types';

/**
 * Reads a GeoJSON file of any origin.
 * @throws UserError that names the file and says what to do.
 */
export async function readGeoJson(file: Blob, { name, signal }: ReadContext): Promise<ReadResult> {
  requireSize(name, file.size);
  const text = await textOf(file, name);
  signal?.throwIfAborted();
  return readGeoJsonText(text, name);
}

/** The same from text. Keeps a thread busy while it works, so call it in a worker. */
export function readGeoJsonText(text: string, name: string): ReadResult {
  const root = parseRoot(text, name);
  if (root.quaymark !== undefined && root.quaymark !== null) return readOwn(root, name);
  const data = parseForeign(root, name);
  return { kind: 'foreign', data, inspection: inspectGeoJson(data) };
}

async function textOf(file: Blob, name: string): Promise<string> {
  try {
    return await file.text();
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new UserError(
      `${name} could not be read. It may have been moved or changed meanwhile, or there is too little memory; choose it again.`,
      { cause },
    );
  }
}

export const GEOJSON = {
  id: 'geojson',
  label: 'GeoJSON',
  extensions: ['geojson', 'json'],
  mimes: ['application/geo+json', 'application/json'],
  loses: [
    'The imagery itself: the file names each image and its SHA-256.',
    'The history of edits.',
    'The address of a base map, and of a frame the name, password and query in its address: they may hold a key of yours.',
    'The outline of boxes on pictures without a place on the earth; their pixels are kept.',
  ],
  write: writeGeoJson,
  read: readGeoJson,
} as const satisfies Format;
