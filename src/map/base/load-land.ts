/** The coastline that comes with the program: fetched when it is first wanted, then kept. */
import landAddress from 'world-atlas/land-10m.json?url';
import { UserError } from '../../domain/errors';
import { type Land, readLand } from '../../domain/geo/land';

let loading: Promise<Land> | null = null;

/**
 * Natural Earth's land at 1:10 million.
 * @throws UserError where it cannot be fetched; the next call tries again.
 */
export function loadLand(): Promise<Land> {
  loading ??= fetchLand().catch((cause: unknown) => {
    loading = null;
    throw cause instanceof UserError ? cause : unreachable(cause);
  });
  return loading;
}

async function fetchLand(): Promise<Land> {
  const response = await fetch(landAddress);
  if (!response.ok) throw unreachable(`status ${response.status}`);
  return readLand(await response.json());
}

function unreachable(cause: unknown): UserError {
  return new UserError(
    'The coastline could not be loaded from the server that Quaymark itself came from. Check that it still runs, then switch the coastline off and on again.',
    { cause },
  );
}
