/** The reader of WMTS descriptions, fetched when an analyst first names such a service. */
import { UserError } from '../../domain/errors';
import type { Wmts } from './wmts';

/** The service that was read last: the settings list its layers, then the map shows one. */
let known: { readonly address: string; readonly service: Promise<Wmts> } | null = null;

/**
 * Reads how a WMTS describes itself. What was read last is kept; after a failure the next call tries again.
 * @param capabilities the address of the description
 * @throws UserError with what is wrong
 */
export function openWmts(capabilities: string): Promise<Wmts> {
  if (known?.address === capabilities) return known.service;
  const opened = { address: capabilities, service: read(capabilities) };
  known = opened;
  opened.service.catch(() => {
    if (known === opened) known = null;
  });
  return opened.service;
}

async function read(capabilities: string): Promise<Wmts> {
  const { readWmts } = await import('./wmts').catch((cause: unknown) => {
    throw new UserError(
      'The part of Quaymark that reads WMTS descriptions could not be loaded. Check that the server that Quaymark came from still runs, then try again.',
      { cause },
    );
  });
  return readWmts(capabilities);
}
