/**
 * A group of containers followed from date to date: what each frame of its sites tells, and what its
 * counts say between two dates. Counts that fall at one site and rise at another are put side by side,
 * never joined to a conclusion.
 */
import type { DocumentView } from '../edits/types';
import { formatDate } from '../geo/format-numbers';
import type { CountRange } from '../model/attributes';
import type { GroupId } from '../model/ids';
import type { Site } from '../model/project';
import type { CargoGroup } from '../model/vessel';
import { countText } from './count-text';
import { timeRangeOf } from './legs';
import { type Cell, type Flow, flowsOf, framesByTime, groupCells, isTold } from './occupancy';

/** What the frames of one site tell of a group, by time. */
export type GroupAtSite = { readonly site: Site; readonly cells: readonly Cell[] };

/** The sites at which a group was seen or counted. */
export function groupLog(doc: DocumentView, groupId: GroupId): readonly GroupAtSite[] {
  const group = doc.get('groups', groupId);
  if (!group) return [];
  return [...doc.all('sites')]
    .map((site) => ({ site, cells: groupCells(doc, group, framesByTime(doc, site.id)) }))
    .filter(({ cells }) => cells.some(isTold));
}

function when({ frame }: Cell): string {
  return frame.acquired ? formatDate(frame.acquired.value) : frame.title;
}

function turned({ min, best, max }: CountRange): CountRange {
  const minus = (value: number | null) => (value === null ? null : -value);
  return { min: minus(max), best: minus(best), max: minus(min) };
}

/** The likeliest change; null where the counts do not tell. */
function middleOf({ min, best, max }: CountRange): number | null {
  return best ?? (min === null || max === null ? null : (min + max) / 2);
}

/**
 * '48–52, best 50 left between 12 Sep 2023 and 9 Oct 2023', with where it was if `at` is given; where the counts
 * overlap 'at most 49, best 20 left between …, or up to 3 appeared: the counts overlap'. Null where nothing changed.
 */
export function flowText({ from, to, change }: Flow, at?: string): string | null {
  const middle = middleOf(change);
  if (middle === null || middle === 0) return null;
  const [verb, opposite] = middle < 0 ? ['left', 'appeared'] : ['appeared', 'left'];
  const count = middle < 0 ? turned(change) : change;
  const place = at ? `${middle < 0 ? ' ' : ' at '}${at}` : '';
  const told = `${verb}${place} between ${when(from)} and ${when(to)}`;
  const { min, best, max } = count;
  if ((min ?? 1) > 0) return `${countText(count)} ${told}`;
  const least = min ? `up to ${-min} ${opposite}` : 'none';
  const most = [max === null ? null : `at most ${max}`, best === null ? null : `best ${best}`];
  const stated = most.filter((part) => part !== null).join(', ');
  return `${stated} ${told}, or ${least}: the counts overlap`;
}

/** Containers that left one site, and all that appeared at others and not before. */
export type FlowPair = {
  readonly left: string;
  readonly appeared: readonly string[];
};

type SiteFlow = { readonly group: CargoGroup; readonly site: Site; readonly flow: Flow };

/** For every fall of a group's counts the rises elsewhere that ended after the fall began. */
export function flowPairs(doc: DocumentView): readonly FlowPair[] {
  const flows = [...doc.all('groups')].flatMap((group) =>
    groupLog(doc, group.id).flatMap(({ site, cells }) =>
      flowsOf(cells).map((flow): SiteFlow => ({ group, site, flow })),
    ),
  );
  const sign = ({ flow }: SiteFlow) => Math.sign(middleOf(flow.change) ?? 0);
  const told = ({ group, site, flow }: SiteFlow) => `${group.name}: ${flowText(flow, site.name)}`;
  return flows
    .filter((fall) => sign(fall) < 0)
    .map((fall) => {
      const elsewhere = flows.filter(({ site }) => site.id !== fall.site.id);
      const rises = elsewhere.filter((rise) => sign(rise) > 0 && follows(rise, fall));
      return { left: told(fall), appeared: rises.map(told) };
    })
    .filter(({ appeared }) => appeared.length > 0);
}

/** Whether what appeared can be what left: it was there at a time after the other was last seen. */
function follows({ flow: rise }: SiteFlow, { flow: fall }: SiteFlow): boolean {
  const [seen, lost] = [rise.to.frame.acquired, fall.from.frame.acquired];
  return seen !== null && lost !== null && timeRangeOf(seen).toMs > timeRangeOf(lost).fromMs;
}
