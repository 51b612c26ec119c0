/** The inspector: what is measured, noted and known of the selected boxes. */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { setActiveClass } from '../../commands/boxes/classes';
import { runCommand } from '../../commands/registry';
import { classesInOrder } from '../../domain/edits/class-edits';
import { sharedValue } from '../../domain/listing/shared-value';
import type { Box } from '../../domain/model/box';
import { type BoxClass, isHull } from '../../domain/model/project';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
import { Button, Combobox, EmptyState, Kbd, NoticeBar, Section, Swatch } from '../kit';
import { AreaList, AreaRecord } from './area-section';
import { GroupSection } from './group-section';
import css from './inspector.module.css';
import { type BoxEditing, selectionKey, useBoxEditing } from './inspector-edit';
import { BEST_COUNT, FIELD_SECTIONS, FieldList } from './inspector-fields';
import { InspectorHeader, MeasuredSection, SourceSection } from './inspector-parts';
import { VesselSection } from './vessel-section';

export function InspectorPanel() {
  useDocumentRevision();
  const document = useDocument();
  const selection = useSession((state) => state.selection);
  const boxes = selection.flatMap((id) => document.get('boxes', id) ?? []);
  const areaId = useSession((state) => state.areaId);
  const area = areaId && boxes.length === 0 ? document.get('observations', areaId) : undefined;
  if (area) {
    return (
      <section className={css.panel} aria-label="Inspector">
        <AreaRecord key={area.id} area={area} />
      </section>
    );
  }
  return (
    <section className={css.panel} aria-label="Inspector">
      {boxes.length === 0 ? (
        <NothingSelected />
      ) : (
        <Inspected key={selectionKey(selection)} boxes={boxes} />
      )}
    </section>
  );
}

/** The record's form: where the focus goes when it is asked for, and what Enter and Escape do in it. */
function useRecordKeys(counted: boolean) {
  const { panels, map } = useServices();
  const body = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The record comes first for the hand; who the hull is has a key of its own, and so has the class:
    // of containers it is their number that is noted.
    const focus = () => {
      const record = fieldsIn(body.current).filter((field) => !field.closest('[data-apart]'));
      const count = counted && record.find((field) => field.ariaLabel === BEST_COUNT);
      (count || record[0])?.focus();
    };
    panels.focusInspector = focus;
    return () => {
      if (panels.focusInspector === focus) panels.focusInspector = null;
    };
  }, [panels, counted]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      map.current?.focus();
      event.stopPropagation();
    } else if (event.key === 'Enter' && stepsOn(event)) {
      event.preventDefault();
      event.stopPropagation();
      focusNext(body.current, event.target);
    }
  };
  return { body, onKeyDown };
}

function Inspected({ boxes }: { readonly boxes: readonly Box[] }) {
  const document = useDocument();
  const editing = useBoxEditing(boxes);
  const classId = sharedValue(boxes, (box) => box.classId);
  const boxClass = classId.value ? (document.get('classes', classId.value) ?? null) : null;
  const frameOf = (box: Box) => document.get('frames', box.frameId);
  const [only] = boxes;
  const frame = boxes.length === 1 && only ? frameOf(only) : undefined;
  const hull = (boxClass && isHull(boxClass)) || boxes.some(({ link }) => link);
  const counted = boxClass?.category === 'cargo';
  const { body, onKeyDown } = useRecordKeys(counted);
  return (
    <>
      <InspectorHeader boxes={boxes} boxClass={boxClass} />
      <form
        ref={body}
        className={css.body}
        aria-label="Record of the sighting"
        onKeyDown={onKeyDown}
        onSubmit={(event) => event.preventDefault()}
      >
        {editing.reason ? (
          <div className={css.locked}>
            <NoticeBar tone="info" text={editing.reason} />
          </div>
        ) : null}
        <MeasuredSection boxes={boxes} frameOf={frameOf} />
        {hull ? (
          <div data-apart>
            <VesselSection boxes={boxes} />
          </div>
        ) : null}
        {counted || boxes.some(({ groupId }) => groupId) ? (
          <div data-apart>
            <GroupSection boxes={boxes} reached={!hull} />
          </div>
        ) : null}
        <RecordSections boxes={boxes} boxClass={boxClass} editing={editing} />
        {only && frame ? <SourceSection box={only} frame={frame} /> : null}
      </form>
    </>
  );
}

export type RecordProps = {
  readonly boxes: readonly Box[];
  readonly boxClass: BoxClass | null;
  readonly editing: BoxEditing;
};

/** All fields of the record of one or many boxes, from the class to the notes. */
export function RecordSections({ boxes, boxClass, editing }: RecordProps) {
  return (
    <>
      <Section title="Sighting" action={<NextHint />}>
        <ClassField boxClass={boxClass} editing={editing} />
        <FieldList keys={FIELD_SECTIONS.sighting} boxes={boxes} editing={editing} />
      </Section>
      <Section title="Judgement">
        <FieldList keys={FIELD_SECTIONS.judged} boxes={boxes} editing={editing} />
      </Section>
      <Section title="In words">
        <FieldList keys={FIELD_SECTIONS.written} boxes={boxes} editing={editing} />
      </Section>
    </>
  );
}

function NextHint() {
  return (
    <span className={css.hint}>
      <Kbd>Enter</Kbd> next field
    </span>
  );
}

function ClassField({ boxClass, editing }: Pick<RecordProps, 'boxClass' | 'editing'>) {
  const document = useDocument();
  const classes = classesInOrder(document);
  const options = classes.map(({ id, name, key }) => ({
    value: id as string,
    label: name,
    hint: key?.toUpperCase(),
  }));
  if (!boxClass) options.unshift({ value: '', label: 'Mixed', hint: undefined });
  return (
    <Combobox
      layout="row"
      label="Class"
      value={boxClass?.id ?? ''}
      readOnly={editing.reason !== null}
      options={options}
      onCommit={(id) => {
        const chosen = classes.find((one) => one.id === id);
        if (chosen) editing.setClass(chosen.id);
      }}
    />
  );
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The places where Tab stops: of a set of radio buttons the chosen one, else the first. */
function fieldsIn(body: HTMLElement | null): readonly Control[] {
  const all = [...(body?.querySelectorAll<Control>('input, select, textarea') ?? [])];
  return all.filter((control) => {
    if (control.matches(':disabled')) return false;
    if (control.type !== 'radio') return true;
    const set = all.filter((other) => other.type === 'radio' && other.name === control.name);
    const chosen = set.find((other) => other instanceof HTMLInputElement && other.checked);
    return control === (chosen ?? set[0]);
  });
}

/** Enter goes on, save where it makes a line (then with Ctrl) or presses a button. */
function stepsOn(event: KeyboardEvent): boolean {
  if (event.target instanceof HTMLTextAreaElement) return event.ctrlKey || event.metaKey;
  return event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
}

function focusNext(body: HTMLElement | null, from: EventTarget): void {
  const fields = fieldsIn(body);
  const name = from instanceof HTMLInputElement && from.type === 'radio' ? from.name : null;
  const at = fields.findIndex((field) => field === from || (name !== null && field.name === name));
  const next = fields[at + 1];
  next?.focus();
  // As Tab does it: what is typed takes the place of what stood there.
  if (next instanceof HTMLInputElement && next.type === 'text') next.select();
}

/** What to do when nothing is selected, and the classes that new boxes can have. */
function NothingSelected() {
  const services = useServices();
  const document = useDocument();
  const classId = useSession((state) => state.classId);
  const frameId = useSession((state) => state.frameId);
  const drawn = frameId ? document.boxesOf(frameId).length : 0;
  return (
    <div className={css.body}>
      <h2 className="visually-hidden">Inspector</h2>
      <EmptyState
        icon="spline"
        title="No box selected"
        text={
          drawn > 0
            ? 'Click a box, or press ’ for the next one. Draw a new one along its keel with S: press at the stern, drag to the bow, move to the beam, click.'
            : 'Draw along the keel with S: press at the stern, drag to the bow, move to the beam, click. B draws an upright box.'
        }
      />
      <AreaList />
      <Section
        title="Class of new boxes"
        action={
          <Button kind="quiet" onClick={() => runCommand(services, 'classes.edit')}>
            Edit…
          </Button>
        }
      >
        <div className={css.palette}>
          {classesInOrder(document).map(({ id, name, color, key }) => (
            <button
              key={id}
              type="button"
              className={css.class}
              aria-pressed={id === classId}
              onClick={() => setActiveClass(services, id)}
            >
              <Swatch color={color} />
              <span className={css.className}>{name}</span>
              {key ? <Kbd>{key.toUpperCase()}</Kbd> : null}
            </button>
          ))}
        </div>
      </Section>
    </div>
  );
}
