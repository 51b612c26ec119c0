/** The screens of a project, by tabs: what the window is given to. */
import { useCommand } from '../command-controls';
import { useSession } from '../context';
import { Icon, Tooltip } from '../kit';
import css from './screen-tabs.module.css';

/** In the order of the work; the ids of the commands that show them. */
const SCREENS = ['screen.annotate', 'screen.compare', 'screen.vessels', 'screen.log'] as const;

function ScreenTab({ id }: { readonly id: string }) {
  const { label, icon, keys, run } = useCommand(id);
  const current = useSession((state) => `screen.${state.screen}` === id);
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        className={css.tab}
        aria-current={current ? 'page' : undefined}
        onClick={run}
      >
        <Icon name={icon} />
        <span className={css.label}>{label}</span>
      </button>
    </Tooltip>
  );
}

export function ScreenTabs() {
  return (
    <nav className={css.tabs} aria-label="Screens">
      {SCREENS.map((id) => (
        <ScreenTab key={id} id={id} />
      ))}
    </nav>
  );
}
