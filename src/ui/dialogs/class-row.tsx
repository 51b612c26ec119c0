/** One class in the editor of classes. */
import type { DragEvent, KeyboardEvent } from 'react';
import { COMMANDS } from '../../commands/registry';
import { mergeClasses, removeClass, updateClass } from '../../domain/edits/class-edits';
import { formatNumber } from '../../domain/geo/format-numbers';
import type { ClassId } from '../../domain/model/ids';
import { CLASS_COLORS, type ClassDraft } from '../../domain/model/presets';
import type { BoxClass } from '../../domain/model/project';
import {
  Checkbox,
  Icon,
  IconButton,
  Menu,
  type MenuEntry,
  Popover,
  Swatch,
  TextField,
} from '../kit';
import css from './classes-dialog.module.css';
import { useEdits } from './edit-hooks';

export type ClassRowProps = {
  readonly boxClass: BoxClass;
  readonly others: readonly BoxClass[];
  readonly count: number;
  readonly locked: string | null;
  readonly dragged: boolean;
  readonly onDrag: (id: ClassId | null) => void;
  readonly onDropHere: (event: DragEvent) => void;
  /** −1 is up. */
  readonly onMove: (by: number) => void;
};

/** The sentence that says which command has this key already; null where it is free. */
function keyTakenBy(key: string): string | null {
  // Where a screen has a command of its own for a digit, the class takes Shift with it.
  const command = COMMANDS.find((one) => !one.screen && one.keys.includes(key.toLowerCase()));
  return command ? `The key ${key.toUpperCase()} is taken by "${command.label}".` : null;
}

/** What the row does to its class; what is refused is said in the row. */
function useClassEdits({ id }: BoxClass) {
  const { problem, commit, setProblem } = useEdits();
  const change = (changes: Partial<ClassDraft>) =>
    void commit((doc, context) => updateClass(doc, context, { id, changes }));
  const setKey = (text: string) => {
    const wanted = text.trim().toLowerCase();
    const taken = wanted === '' ? null : keyTakenBy(wanted);
    if (taken) setProblem(taken);
    else change({ key: wanted === '' ? null : wanted });
  };
  const merge = (into: ClassId) =>
    void commit((doc, context) => mergeClasses(doc, context, { from: id, into }));
  const remove = () => void commit((doc, context) => removeClass(doc, context, { id }));
  return { problem, change, setKey, merge, remove };
}

type FieldsProps = {
  readonly boxClass: BoxClass;
  readonly readOnly: boolean;
  readonly edits: ReturnType<typeof useClassEdits>;
};

function Fields({ boxClass, readOnly, edits: { change, setKey } }: FieldsProps) {
  const { name, key, category, directed } = boxClass;
  return (
    <>
      <ColorPicker boxClass={boxClass} onChange={(color) => change({ color })} />
      <TextField
        layout="hidden"
        label="Name"
        value={name}
        readOnly={readOnly}
        onCommit={(text) => change({ name: text })}
      />
      <TextField
        layout="hidden"
        label="Key"
        value={(key ?? '').toUpperCase()}
        readOnly={readOnly}
        onCommit={setKey}
      />
      <TextField
        layout="hidden"
        label="Category"
        value={category}
        readOnly={readOnly}
        onCommit={(text) => change({ category: text })}
      />
      <Checkbox
        label={`${name} has a bow`}
        labelHidden
        checked={directed}
        disabled={readOnly}
        onChange={(next) => change({ directed: next })}
      />
    </>
  );
}

export function ClassRow(props: ClassRowProps) {
  const { boxClass, others, count, locked, dragged } = props;
  const { id, number, name } = boxClass;
  const edits = useClassEdits(boxClass);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    props.onMove(by);
  };
  const readOnly = locked !== null;
  return (
    <li
      className={`${css.row} ${dragged ? css.dragged : ''}`}
      aria-label={name}
      onKeyDown={onKeyDown}
      draggable={!readOnly}
      onDragStart={() => props.onDrag(id)}
      onDragEnd={() => props.onDrag(null)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={props.onDropHere}
    >
      <span className={css.grip} title="Drag to another place, or press Alt with ↑ or ↓">
        <Icon name="grip-vertical" size={14} />
      </span>
      <span className={css.number}>{number}</span>
      <Fields boxClass={boxClass} readOnly={readOnly} edits={edits} />
      <span className={css.count}>{formatNumber(count)}</span>
      <Menu
        align="end"
        entries={rowEntries(props, {
          merge: edits.merge,
          remove: edits.remove,
          others: others.filter((other) => other.id !== id),
        })}
      >
        <IconButton size="small" icon="ellipsis" label={`More for ${name}`} />
      </Menu>
      {edits.problem ? (
        <p className={css.rowProblem} role="alert">
          {edits.problem}
        </p>
      ) : null}
    </li>
  );
}

type RowActions = {
  readonly merge: (into: ClassId) => void;
  readonly remove: () => void;
  readonly others: readonly BoxClass[];
};

function rowEntries({ count, locked, onMove }: ClassRowProps, actions: RowActions): MenuEntry[] {
  const boxes = count === 1 ? '1 box has' : `${formatNumber(count)} boxes have`;
  return [
    {
      id: 'up',
      label: 'Move up',
      icon: 'arrow-up',
      keys: ['Alt', '↑'],
      disabledReason: locked,
      onSelect: () => onMove(-1),
    },
    {
      id: 'down',
      label: 'Move down',
      icon: 'arrow-down',
      keys: ['Alt', '↓'],
      disabledReason: locked,
      onSelect: () => onMove(1),
    },
    {
      kind: 'sub',
      id: 'merge',
      label: 'Merge into',
      icon: 'merge',
      entries: actions.others.map((other) => ({
        id: other.id,
        label: other.name,
        disabledReason: locked,
        onSelect: () => actions.merge(other.id),
      })),
    },
    { kind: 'separator', id: 'line' },
    {
      id: 'remove',
      label: 'Remove',
      icon: 'trash-2',
      danger: true,
      hint: count > 0 ? `${boxes} it` : undefined,
      disabledReason:
        locked ?? (count > 0 ? `${boxes} this class. Merge it into another one instead.` : null),
      onSelect: actions.remove,
    },
  ];
}

type ColorProps = { readonly boxClass: BoxClass; readonly onChange: (color: string) => void };

function ColorPicker({ boxClass, onChange }: ColorProps) {
  return (
    <Popover
      label={`Colour of ${boxClass.name}`}
      trigger={
        <button
          type="button"
          className={css.color}
          aria-label={`Colour of ${boxClass.name}: ${boxClass.color}`}
        >
          <Swatch color={boxClass.color} size={16} />
          <span className="mono">{boxClass.color.slice(1).toUpperCase()}</span>
        </button>
      }
    >
      <div className={css.colors}>
        {CLASS_COLORS.map((color) => (
          <button
            key={color}
            type="button"
            className={css.pick}
            aria-label={color}
            aria-pressed={color.toLowerCase() === boxClass.color.toLowerCase()}
            onClick={() => onChange(color)}
          >
            <Swatch color={color} size={16} />
          </button>
        ))}
      </div>
      <div className={css.hex}>
        <TextField
          layout="row"
          label="Hexadecimal"
          mono
          value={boxClass.color}
          onCommit={(text) => onChange(text.startsWith('#') ? text : `#${text}`)}
        />
      </div>
    </Popover>
  );
}
