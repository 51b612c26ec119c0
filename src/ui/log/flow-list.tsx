/** What the counts of groups say: how many came and how many left between two dates. */
import { formatDate } from '../../domain/geo/format-numbers';
import type { CountRange } from '../../domain/model/attributes';
import type { Cell, Flow, Occupancy } from '../../domain/tracks/occupancy';
import { flowsOf } from '../../domain/tracks/occupancy';
import { countText } from '../../domain/tracks/occupancy-table';
import css from './log-screen.module.css';

function when({ frame }: Cell): string {
  return frame.acquired ? formatDate(frame.acquired.value) : frame.title;
}

function turned({ min, best, max }: CountRange): CountRange {
  const minus = (value: number | null) => (value === null ? null : -value);
  return { min: minus(max), best: minus(best), max: minus(min) };
}

/** '48–52, best 50 left between 12 Sep 2023 and 9 Oct 2023'; null where nothing changed. */
function sentence({ from, to, change }: Flow): string | null {
  const { min, best, max } = change;
  const between = `between ${when(from)} and ${when(to)}`;
  const middle = best ?? (min === null || max === null ? null : (min + max) / 2);
  if (middle === null || middle === 0) return null;
  const certain = (min ?? middle) * (max ?? middle) > 0;
  const count = countText(middle < 0 ? turned(change) : change);
  const verb = middle < 0 ? 'left' : 'appeared';
  return certain
    ? `${count} ${verb} ${between}`
    : `${count} ${verb} ${between}, or none: the counts overlap`;
}

export function FlowList({ occupancy }: { readonly occupancy: Occupancy }) {
  const flows = occupancy.groups.flatMap(({ group, cells }) =>
    flowsOf(cells).flatMap((flow) => {
      const told = sentence(flow);
      return told
        ? [{ id: `${group.id}-${flow.to.frame.id}`, text: `${group.name}: ${told}.` }]
        : [];
    }),
  );
  if (flows.length === 0) return null;
  return (
    <ul
      className={css.flows}
      aria-label={`Containers that came and left at ${occupancy.site.name}`}
    >
      {flows.map(({ id, text }) => (
        <li key={id} className="selectable">
          {text}
        </li>
      ))}
    </ul>
  );
}
