/** What the counts of groups say: how many came and how many left between two dates. */
import { flowText } from '../../domain/tracks/group-log';
import { flowsOf, type Occupancy } from '../../domain/tracks/occupancy';
import css from './log-screen.module.css';

export function FlowList({ occupancy }: { readonly occupancy: Occupancy }) {
  const flows = occupancy.groups.flatMap(({ group, cells }) =>
    flowsOf(cells).flatMap((flow) => {
      const told = flowText(flow);
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
