/** Across the top: the project, the command search, undo and redo, the theme, help and export. */
import type { Services } from '../../commands/types';
import { CommandButton, CommandIcon, commandEntry, useCommand } from '../command-controls';
import {
  useDocument,
  useDocumentRevision,
  useServices,
  useSession,
  useWorkspace,
} from '../context';
import { Badge, Icon, Keys, Menu, type MenuEntry } from '../kit';
import { Logo } from '../shell/logo';
import { ScreenTabs } from './screen-tabs';
import css from './top-bar.module.css';

const PROJECT_MENU = [
  ['project.settings', 'classes.edit'],
  ['frames.open', 'frames.open-folder', 'frames.open-url'],
  ['project.import', 'project.export', 'project.rescue'],
  ['project.close'],
] as const;

function projectEntries(services: Services): readonly MenuEntry[] {
  return PROJECT_MENU.flatMap((ids, index): MenuEntry[] => [
    ...(index === 0 ? [] : [{ kind: 'separator' as const, id: `rule-${index}` }]),
    ...ids.map((id) => commandEntry(services, id)),
  ]);
}

function ProjectName() {
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  const { name, synthetic } = document.project;
  return (
    <>
      <h1 className={css.heading}>
        <Menu entries={() => projectEntries(services)}>
          <button type="button" className={css.project} title={name}>
            <span className="ellipsis">{name}</span>
            <Icon name="chevron-down" />
          </button>
        </Menu>
      </h1>
      {synthetic ? (
        <Badge title="The pictures of this project are made by a program.">Synthetic demo</Badge>
      ) : null}
    </>
  );
}

function History() {
  const document = useDocument();
  useDocumentRevision();
  return (
    <>
      <CommandIcon id="edit.undo" label="Undo" icon="undo-2" detail={document.undoLabel} />
      <CommandIcon id="edit.redo" label="Redo" icon="redo-2" detail={document.redoLabel} />
      <span className={css.rule} />
    </>
  );
}

function Search() {
  const { run, keys } = useCommand('help.palette');
  return (
    <button type="button" className={css.search} onClick={run} aria-haspopup="dialog">
      <Icon name="search" />
      <span className={css.searchText}>Find or run a command</span>
      <Keys keys={keys} />
    </button>
  );
}

export function TopBar() {
  const open = useWorkspace() !== null;
  const theme = useSession((state) => state.theme);
  return (
    <header className={css.bar}>
      <div className={css.start}>
        <Logo />
        {open ? <ProjectName /> : <span className={css.name}>Quaymark</span>}
        {open ? <ScreenTabs /> : null}
      </div>
      <Search />
      {open ? <History /> : <span className={css.rule} />}
      <CommandIcon
        id="view.theme"
        icon={theme === 'dark' ? 'sun' : 'moon'}
        label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
      />
      <CommandIcon id="help.shortcuts" icon="circle-question-mark" />
      {open ? (
        <CommandButton id="project.export" label="Export" icon="download" kind="primary" />
      ) : null}
    </header>
  );
}
