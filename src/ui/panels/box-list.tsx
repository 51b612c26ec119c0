/** The list of the boxes of the frame or of the project. */
import { useId } from 'react';
import { runCommand } from '../../commands/registry';
import { formatNumber } from '../../domain/geo/format-numbers';
import { SORT_KEYS, SORT_LABELS, type SortKey } from '../../domain/listing/sort';
import { useServices, useSession } from '../context';
import {
  Button,
  EmptyState,
  IconButton,
  Menu,
  type MenuEntry,
  Segmented,
  VirtualList,
} from '../kit';
import css from './box-list.module.css';
import { useListActions } from './box-list-actions';
import { BoxFilter } from './box-list-filter';
import { BoxLine, GroupRow } from './box-list-rows';
import { type ListedRows, type ListView, useListedRows, useListView } from './box-list-view';

const ROW_HEIGHT = 24;
/** Rows keep no state; keys by record would be asked for all 100,000 rows at every change. */
const ROW_KEY = (index: number) => index;
/** Orders in which the greatest or newest is looked for first. */
const DOWNWARDS: readonly SortKey[] = ['length', 'width', 'updated', 'date', 'likelihood'];

function sortEntries(view: ListView, setView: (change: Partial<ListView>) => void): MenuEntry[] {
  const { sort, grouped } = view;
  return [
    { kind: 'heading', id: 'by', label: 'Sort by' },
    ...SORT_KEYS.map((key) => ({
      id: key,
      label: SORT_LABELS[key],
      checked: sort.key === key,
      hint: sort.key !== key ? undefined : sort.descending ? 'downwards' : 'upwards',
      onSelect: () =>
        setView({
          sort: {
            key,
            descending: sort.key === key ? !sort.descending : DOWNWARDS.includes(key),
          },
        }),
    })),
    { kind: 'separator', id: 'line' },
    {
      id: 'grouped',
      label: 'Group by class',
      checked: grouped,
      onSelect: () => setView({ grouped: !grouped }),
    },
  ];
}

function Head({ listed, view, setView }: Shown) {
  const services = useServices();
  const shown = useSession((state) => state.boxesShown);
  return (
    <header className={css.head}>
      <h2 className={css.title}>
        Boxes<span>{formatNumber(listed.index.total)}</span>
      </h2>
      <Menu align="end" entries={sortEntries(view, setView)}>
        <IconButton icon="arrow-up-down" label="Sort and group" size="small" />
      </Menu>
      <IconButton
        size="small"
        icon={shown ? 'eye' : 'eye-off'}
        label={shown ? 'Hide the boxes on the picture' : 'Show the boxes on the picture'}
        onClick={() => runCommand(services, 'view.boxes')}
      />
    </header>
  );
}

type Shown = {
  readonly listed: ListedRows;
  readonly view: ListView;
  readonly setView: (change: Partial<ListView>) => void;
};

function Foot({ listed }: { readonly listed: ListedRows }) {
  const services = useServices();
  const selected = useSession((state) => state.selection.length);
  const { index, measuring, filtered } = listed;
  const text = measuring
    ? 'Measuring…'
    : selected > 1
      ? `${formatNumber(selected)} selected`
      : filtered
        ? `${formatNumber(index.shown)} of ${formatNumber(index.total)}`
        : null;
  if (text === null) return null;
  return (
    <footer className={css.foot}>
      <span role="status">{text}</span>
      {selected > 1 ? (
        <Button kind="quiet" icon="list-checks" onClick={() => runCommand(services, 'box.inspect')}>
          Edit all
        </Button>
      ) : null}
    </footer>
  );
}

function Nothing({ listed, view, setView }: Shown) {
  const { session } = useServices();
  const scope = useSession((state) => state.listScope);
  const frameId = useSession((state) => state.frameId);
  if (listed.filtered) {
    return (
      <EmptyState icon="funnel" title="No box passes the filter">
        <Button onClick={() => setView({ ...view, text: '' })}>Clear the filter</Button>
        {scope === 'frame' ? (
          <Button onClick={() => session.setState({ listScope: 'project' })}>
            Look in the whole project
          </Button>
        ) : null}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="spline"
      title={scope === 'frame' ? 'No boxes on this frame' : 'No boxes in this project'}
      text={
        frameId
          ? 'Choose a class by its key, then draw along the keel with S: press at the stern, drag to the bow, move to the beam, click.'
          : 'Open a picture first: drop GeoTIFF files on the window.'
      }
    />
  );
}

type ToolsProps = {
  /** What the rows are filtered by. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What of the filter is not understood. */
  readonly problems: readonly string[];
  /** From the filter into the list. */
  readonly onLeave: () => void;
};

/** Which boxes are listed. */
function Tools({ text, onText, problems, onLeave }: ToolsProps) {
  const { session } = useServices();
  const scope = useSession((state) => state.listScope);
  return (
    <div className={css.tools}>
      <Segmented
        label="Boxes of"
        value={scope}
        options={[
          { value: 'frame', label: 'This frame' },
          { value: 'project', label: 'Project' },
        ]}
        onChange={(listScope) => session.setState({ listScope })}
      />
      <BoxFilter text={text} onChange={onText} invalid={problems.length > 0} onLeave={onLeave} />
      {problems.map((problem) => (
        <p key={problem} className={css.problem} role="status">
          {problem}
        </p>
      ))}
    </div>
  );
}

export function BoxListPanel() {
  const scope = useSession((state) => state.listScope);
  const [view, setView] = useListView();
  const listed = useListedRows(view);
  const actions = useListActions(listed, view, setView);
  const id = useId();
  const { lines, problems } = listed;
  const idAt = (index: number) => `${id}-${index}`;
  const row = (index: number) => {
    const line = lines.at(index);
    if (!line) return null;
    const common = { id: idAt(index), index, active: index === actions.activeIndex };
    if (line.kind === 'group') return <GroupRow {...common} line={line} />;
    return (
      <BoxLine
        {...common}
        row={line.entry.row}
        position={line.position}
        of={line.of}
        grouped={view.grouped}
        dated={scope === 'project'}
        selected={actions.selected.has(line.entry.row.box.id)}
      />
    );
  };
  return (
    <section className={css.panel} aria-label="Boxes">
      <Head listed={listed} view={view} setView={setView} />
      <Tools
        text={view.text}
        onText={(text) => setView({ text })}
        problems={problems}
        onLeave={actions.enter}
      />
      {lines.count === 0 && !listed.measuring ? (
        <div className={css.empty}>
          <Nothing listed={listed} view={view} setView={setView} />
        </div>
      ) : (
        <VirtualList
          handle={actions.list}
          className={css.list ?? ''}
          role="tree"
          aria-label="Boxes"
          aria-multiselectable
          aria-activedescendant={actions.activeIndex >= 0 ? idAt(actions.activeIndex) : undefined}
          tabIndex={0}
          count={lines.count}
          rowHeight={ROW_HEIGHT}
          rowKey={ROW_KEY}
          row={row}
          {...actions.handlers}
        />
      )}
      <Foot listed={listed} />
    </section>
  );
}
