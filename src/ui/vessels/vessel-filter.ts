/** Which vessels and groups a list shows for the words that are typed above it. */
import type { CargoGroup } from '../../domain/model/vessel';
import type { KnownVessel } from './use-vessels';

function hasWords(texts: readonly string[], query: string): boolean {
  const words = query.trim().toLowerCase().split(/\s+/);
  const text = texts.join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** By name, claims, notes and length in whole metres; all words must be there. */
export function matchesVessel({ vessel, log }: KnownVessel, query: string): boolean {
  const length = log.length ? String(Math.round(log.length.value)) : '';
  const claimed = vessel.claims.map(({ value }) => value);
  return hasWords([vessel.name, ...claimed, length, vessel.notes], query);
}

export function matchesGroup(
  { name, notes }: Pick<CargoGroup, 'name' | 'notes'>,
  query: string,
): boolean {
  return hasWords([name, notes], query);
}
