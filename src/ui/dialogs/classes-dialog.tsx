/** The project's classes: names, colours, keys, order. Every change is an edit that undo takes back. */
import { type DragEvent, useMemo, useState } from 'react';
import {
  addClass,
  addClasses,
  classesInOrder,
  reorderClasses,
} from '../../domain/edits/class-edits';
import type { ClassId } from '../../domain/model/ids';
import { CLASS_PRESETS } from '../../domain/model/presets';
import type { BoxClass } from '../../domain/model/project';
import { useDocument, useDocumentRevision, useLockedReason } from '../context';
import { Button, Dialog, Menu, NoticeBar } from '../kit';
import { ClassRow } from './class-row';
import css from './classes-dialog.module.css';
import type { DialogContentProps } from './dialog-props';
import dialogs from './dialogs.module.css';
import { useEdits } from './edit-hooks';

/** Boxes of each class, counted once for each state of the project. */
function useCounts(revision: number): ReadonlyMap<ClassId, number> {
  const document = useDocument();
  return useMemo(() => {
    const counts = new Map<ClassId, number>();
    if (revision < 0) return counts;
    for (const { classId } of document.all('boxes')) {
      counts.set(classId, (counts.get(classId) ?? 0) + 1);
    }
    return counts;
  }, [document, revision]);
}

function freeName(names: readonly string[]): string {
  for (let i = 1; ; i += 1) {
    const name = i === 1 ? 'new class' : `new class ${i}`;
    if (!names.includes(name)) return name;
  }
}

type AddClassesProps = {
  readonly classes: readonly BoxClass[];
  readonly commit: ReturnType<typeof useEdits>['commit'];
};

function AddClasses({ classes, commit }: AddClassesProps) {
  const locked = useLockedReason();
  return (
    <>
      <Menu
        align="end"
        side="top"
        entries={CLASS_PRESETS.map((preset) => ({
          id: preset.id,
          label: preset.label,
          hint: `${preset.classes.length} classes`,
          disabledReason: locked,
          onSelect: () =>
            commit((doc, context) =>
              addClasses(doc, context, { label: preset.label, classes: preset.classes }),
            ),
        }))}
      >
        <Button icon="layers">Add a preset</Button>
      </Menu>
      <Button
        icon="plus"
        disabledReason={locked}
        onClick={() =>
          commit((doc, context) =>
            addClass(doc, context, { name: freeName(classes.map((one) => one.name)) }),
          )
        }
      >
        Add a class
      </Button>
    </>
  );
}

function ColumnNames() {
  return (
    <div className={css.header} aria-hidden>
      <span />
      <span>No.</span>
      <span>Colour</span>
      <span>Name</span>
      <span>Key</span>
      <span>Category</span>
      <span>Has a bow</span>
      <span className={css.count}>Boxes</span>
      <span />
    </div>
  );
}

/** Moves classes to other places in their order, dragged or by keys. */
function useClassOrder(
  classes: readonly BoxClass[],
  commit: ReturnType<typeof useEdits>['commit'],
) {
  const [dragged, setDragged] = useState<ClassId | null>(null);
  const move = (id: ClassId, to: number) => {
    const ids = classes.map((one) => one.id).filter((other) => other !== id);
    ids.splice(Math.max(0, Math.min(ids.length, to)), 0, id);
    commit((doc, context) => reorderClasses(doc, context, { ids }));
  };
  const onDrop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged) move(dragged, at);
    setDragged(null);
  };
  return { dragged, setDragged, move, onDrop };
}

export function ClassesDialog({ onClose }: DialogContentProps) {
  const document = useDocument();
  const revision = useDocumentRevision();
  const counts = useCounts(revision);
  const locked = useLockedReason();
  const { problem, commit } = useEdits();
  const classes = classesInOrder(document);
  const { dragged, setDragged, move, onDrop } = useClassOrder(classes, commit);
  return (
    <Dialog
      open
      title="Classes"
      subtitle={`${classes.length} in ${document.project.name}`}
      size="large"
      padded={false}
      onClose={onClose}
      note={
        problem ? (
          <span className={css.problem} role="alert">
            {problem}
          </span>
        ) : (
          'Numbers stay with their class for ever, so that label exports agree. Alt with ↑ or ↓ moves a class.'
        )
      }
      actions={
        <>
          <AddClasses classes={classes} commit={commit} />
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      {locked ? (
        <div className={dialogs.padded}>
          <NoticeBar tone="info" text={locked} />
        </div>
      ) : null}
      <ColumnNames />
      <ul className={css.list} aria-label="Classes">
        {classes.map((one, index) => (
          <ClassRow
            key={one.id}
            boxClass={one}
            others={classes}
            count={counts.get(one.id) ?? 0}
            locked={locked}
            dragged={dragged === one.id}
            onDrag={setDragged}
            onDropHere={(event) => onDrop(event, index)}
            onMove={(by) => move(one.id, index + by)}
          />
        ))}
      </ul>
    </Dialog>
  );
}
