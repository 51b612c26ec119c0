/** The address of map tiles that an analyst gives: an XYZ template, or a WMTS one in Web Mercator. */
import { UserError } from '../errors';

/** WMTS names of what XYZ calls z, y, x (OGC 07-057r7, section 10). */
const WMTS: readonly (readonly [name: RegExp, short: string])[] = [
  [/\{TileMatrix\}/gi, '{z}'],
  [/\{TileRow\}/gi, '{y}'],
  [/\{TileCol\}/gi, '{x}'],
];
/** Asked for by its parameter, or by the file's usual name (OGC 07-057r7, section 7.1). */
const CAPABILITIES = /[?&]request=getcapabilities\b|wmtscapabilities\.xml\b/i;
const SHORT_FIELDS = /\{(z|x|y|-y|[a-z]-[a-z]|\d+-\d+)\}/g;

/**
 * The address with `{z}`, `{x}`, `{y}` (or `{-y}`) in it, as tiles are asked for.
 * @throws UserError where it is none, with what is missing.
 */
export function readTileAddress(text: string): string {
  const address = text.trim();
  if (!/^https?:\/\/[^\s/]+/i.test(address)) {
    throw new UserError(
      `"${address}" is not the address of a base map: it has to begin with https:// or http://.`,
    );
  }
  if (CAPABILITIES.test(address)) {
    throw new UserError(
      `"${address}" is a WMTS's description of itself. Open it in a browser, copy the address of the wanted layer's tiles (ResourceURL, template), and put the names of its style and of its matrix set in Web Mercator into it.`,
    );
  }
  const template = WMTS.reduce((known, [name, short]) => known.replace(name, short), address);
  if (!/\{z\}/.test(template) || !/\{x\}/.test(template) || !/\{-?y\}/.test(template)) {
    throw new UserError(
      `"${address}" does not say where a tile's numbers go. Write {z}, {x} and {y} in it, or {TileMatrix}, {TileCol} and {TileRow} of a WMTS in Web Mercator.`,
    );
  }
  const strange = template.replace(SHORT_FIELDS, '').match(/\{[^}]*\}/)?.[0];
  if (strange) {
    throw new UserError(
      `"${address}" has ${strange} in it, which Quaymark cannot fill in. Replace it by its value, such as the style's or the matrix set's name.`,
    );
  }
  return template;
}

/** 'tiles.example.org', to name a base map in a sentence. */
export function tileHost(address: string): string {
  return /^https?:\/\/([^/?#]+)/i.exec(address)?.[1] ?? address;
}
