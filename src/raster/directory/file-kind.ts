/** Says what a file is that is not a TIFF, so that the user knows what to look for. */

export type FileKind = {
  /** A noun phrase: 'a PNG picture'. */
  readonly name: string;
  /** A sentence on what to do. */
  readonly advice: string;
};

const CONVERT = 'Convert it to a GeoTIFF (for example with gdal_translate) and open that.';
const UNPACK = 'Unpack it and open the GeoTIFF in it.';
const CHOOSE = 'Choose a GeoTIFF (.tif).';

const MAGIC: readonly (readonly [name: string, offset: number, bytes: readonly number[]])[] = [
  ['a PNG picture', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', 0, [0xff, 0xd8, 0xff]],
  ['a PDF document', 0, [0x25, 0x50, 0x44, 0x46]],
  ['a ZIP archive', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['an HDF5 or NetCDF-4 file', 0, [0x89, 0x48, 0x44, 0x46]],
  ['an HDF4 file', 0, [0x0e, 0x03, 0x13, 0x01]],
  ['a NetCDF file', 0, [0x43, 0x44, 0x46]],
  ['a JPEG 2000 picture', 4, [0x6a, 0x50, 0x20, 0x20]],
  ['a JPEG 2000 codestream', 0, [0xff, 0x4f, 0xff, 0x51]],
  ['a NITF file', 0, [0x4e, 0x49, 0x54, 0x46]],
  ['a GIF picture', 0, [0x47, 0x49, 0x46, 0x38]],
  ['a gzip archive', 0, [0x1f, 0x8b]],
  ['a 7-Zip archive', 0, [0x37, 0x7a, 0xbc, 0xaf]],
  ['an SQLite database, perhaps a GeoPackage', 0, [0x53, 0x51, 0x4c, 0x69]],
  ['a WebP picture', 8, [0x57, 0x45, 0x42, 0x50]],
  ['a bitmap (BMP)', 0, [0x42, 0x4d]],
];

const UNPACKED: readonly string[] = ['a ZIP archive', 'a gzip archive', 'a 7-Zip archive'];

/** What the first bytes of a file show it to be, or null where they show nothing. */
export function fileKind(head: Uint8Array): FileKind | null {
  const found = MAGIC.find(([, offset, bytes]) => bytes.every((b, i) => head[offset + i] === b));
  if (found) {
    const [name] = found;
    return { name, advice: UNPACKED.includes(name) ? UNPACK : CONVERT };
  }
  const start = new TextDecoder('latin1').decode(head.subarray(0, 64)).trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    return { name: 'a JSON text', advice: `${CHOOSE} Where it is GeoJSON, call it .geojson.` };
  }
  if (/^<(!doctype|html)/i.test(start)) {
    const advice =
      'The address or the download led to a page instead of the file; get the file itself.';
    return { name: 'a web page', advice };
  }
  return start.startsWith('<') ? { name: 'an XML text', advice: CHOOSE } : null;
}
