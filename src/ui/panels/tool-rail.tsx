/** At the left edge: the tools by their letters; help and settings at the foot. */
import { CommandIcon } from '../command-controls';
import css from './tool-rail.module.css';

const GROUPS = [
  ['tool.select', 'tool.pan'],
  ['tool.rectangle', 'tool.keel'],
  ['tool.area-nothing-seen', 'tool.area-obscured'],
  ['tool.profile', 'view.magnifier'],
  ['view.fit', 'view.north-up'],
] as const;
const FOOT = ['help.shortcuts', 'project.settings'] as const;

export function ToolRail() {
  return (
    <nav className={css.rail} aria-label="Tools">
      {GROUPS.map((ids) => (
        <div key={ids[0]} className={css.group}>
          {ids.map((id) => (
            <CommandIcon key={id} id={id} size="rail" side="right" />
          ))}
        </div>
      ))}
      <div className={css.foot}>
        {FOOT.map((id) => (
          <CommandIcon key={id} id={id} size="rail" side="right" />
        ))}
      </div>
    </nav>
  );
}
