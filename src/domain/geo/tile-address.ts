/** The address of a base map that an analyst gives: a template of tiles, or a WMTS's description of itself. */
import { UserError } from '../errors';

/** WMTS names of what XYZ calls z, y, x (OGC 07-057r7, section 10). */
const WMTS: readonly (readonly [name: RegExp, short: string])[] = [
  [/\{TileMatrix\}/gi, '{z}'],
  [/\{TileRow\}/gi, '{y}'],
  [/\{TileCol\}/gi, '{x}'],
];
/** A file of the usual name, or a service that is asked (OGC 07-057r7, section 7.1). */
const CAPABILITIES_FILE = /wmtscapabilities\.xml\b/i;
const CAPABILITIES_ASKED = /[?&]request=getcapabilities\b/i;
const WMTS_SERVICE = /[?&]service=wmts\b|\/wmts\/?(\?|$)/i;
const OPERATION = /[?&]request=/i;
const SHORT_FIELDS = /\{(z|x|y|-y|[a-z]-[a-z]|\d+-\d+)\}/g;

export type BaseAddress =
  /** `{z}`, `{x}`, `{y}` (or `{-y}`) in it, as tiles are asked for; in Web Mercator. */
  | { readonly kind: 'tiles'; readonly template: string }
  /** Where a WMTS describes its layers. */
  | { readonly kind: 'wmts'; readonly capabilities: string };

/**
 * What an address is.
 * @throws UserError where it is none, with what is missing.
 */
export function readBaseAddress(text: string): BaseAddress {
  const address = text.trim();
  if (!/^https?:\/\/[^\s/]+/i.test(address)) {
    throw new UserError(
      `"${address}" is not the address of a base map: it has to begin with https:// or http://.`,
    );
  }
  const capabilities = capabilitiesAddress(address);
  return capabilities
    ? { kind: 'wmts', capabilities }
    : { kind: 'tiles', template: readTemplate(address) };
}

/** Whether a base map can be shown: of a WMTS, a layer has to be chosen first. */
export function isComplete(map: {
  readonly address: string;
  readonly layer?: string | undefined;
}): boolean {
  return map.layer !== undefined || capabilitiesAddress(map.address) === null;
}

/** Where a WMTS of this address describes itself; null where the address is no such service's. */
function capabilitiesAddress(address: string): string | null {
  if (CAPABILITIES_FILE.test(address) || CAPABILITIES_ASKED.test(address)) return address;
  const asksElse = OPERATION.test(address) || address.includes('{');
  if (!WMTS_SERVICE.test(address) || asksElse || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (!/[?&]service=/i.test(address)) url.searchParams.set('SERVICE', 'WMTS');
  url.searchParams.set('REQUEST', 'GetCapabilities');
  return url.href;
}

function readTemplate(address: string): string {
  const template = WMTS.reduce((known, [name, short]) => known.replace(name, short), address);
  if (!/\{z\}/.test(template) || !/\{x\}/.test(template) || !/\{-?y\}/.test(template)) {
    throw new UserError(
      `"${address}" does not say where a tile's numbers go. Write {z}, {x} and {y} in it, or {TileMatrix}, {TileCol} and {TileRow} of a WMTS in Web Mercator; or give the address at which a WMTS describes itself (…REQUEST=GetCapabilities, or …/WMTSCapabilities.xml).`,
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
