/** Pictures by the address that an analyst types. */
import { UserError } from '../../domain/errors';
import type { FileSource } from '../../raster/types';

/** What an address names. Throws a UserError when it is none. */
export function addressSource(address: string): FileSource {
  const url = parseAddress(address);
  return { kind: 'url', url: url.href, name: nameIn(url) };
}

/** The file's name in an address; percent signs that encode nothing stay as they are. */
function nameIn(url: URL): string {
  const last = url.pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || url.hostname;
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}

function parseAddress(address: string): URL {
  if (!URL.canParse(address)) {
    throw new UserError(
      `"${address}" is no web address. It should begin with https:// or http://.`,
    );
  }
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new UserError(`Addresses that begin with ${url.protocol} cannot be read. Use https://.`);
  }
  return url;
}
