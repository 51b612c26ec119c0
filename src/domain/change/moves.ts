/** What is missing at one place and new at another may be one object that moved. */
import type { ChangeCandidate } from './types';

/** As long and as wide as the other by these shares. */
const LENGTH_SHARE = 0.15;
const WIDTH_SHARE = 0.3;

const apart = (a: number, b: number) => Math.abs(Math.log(a / b));

/** 0 for the same size; null where the sizes do not fit. */
function sizeCost(a: ChangeCandidate, b: ChangeCandidate): number | null {
  const length = apart(a.box.length, b.box.length) / Math.log(1 + LENGTH_SHARE);
  const width = apart(a.box.width, b.box.width) / Math.log(1 + WIDTH_SHARE);
  return length > 1 || width > 1 ? null : length + width;
}

/**
 * The list with each gone one that has a likely new place paired with it, both ways: the least sum of
 * differences in length and width, cheapest pairs first.
 */
export function pairMoves(list: readonly ChangeCandidate[]): ChangeCandidate[] {
  const pairs: { readonly from: number; readonly to: number; readonly cost: number }[] = [];
  list.forEach((gone, from) => {
    if (gone.kind !== 'gone') return;
    list.forEach((come, to) => {
      if (come.kind !== 'appeared') return;
      const cost = sizeCost(gone, come);
      if (cost !== null) pairs.push({ from, to, cost });
    });
  });
  pairs.sort((a, b) => a.cost - b.cost);
  const partner = new Map<number, number>();
  for (const { from, to } of pairs) {
    if (partner.has(from) || partner.has(to)) continue;
    partner.set(from, to);
    partner.set(to, from);
  }
  return list.map((candidate, i) => ({ ...candidate, movedTo: partner.get(i) ?? null }));
}
