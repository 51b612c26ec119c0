/** How many of a group's containers lie on a date, typed without a box for them. */
import { useState } from 'react';
import { countOn, removeGroupCount, setGroupCount } from '../../domain/edits/group-count';
import { formatAcquired } from '../../domain/geo/format-numbers';
import { readRange } from '../../domain/listing/shared-value';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import type { Observation } from '../../domain/model/observation';
import type { CargoGroup } from '../../domain/model/vessel';
import { useDocument } from '../context';
import { Select, TextField } from '../kit';
import { FormFoot } from './form-foot';
import { useStore } from './record-fields';
import css from './vessels-screen.module.css';

const PARTS = [
  { key: 'min', label: 'At least' },
  { key: 'best', label: 'Best' },
  { key: 'max', label: 'At most' },
] as const;

export type CountFormProps = {
  readonly group: CargoGroup;
  /** The date that is counted; null: one is to be chosen. */
  readonly frame: Frame | null;
  readonly onClose: () => void;
};

const asText = (value: number | null | undefined) => value?.toString() ?? '';

/** What is on record, as it is typed. */
function textsOf(known: Observation | null) {
  const { min, best, max } = known?.count ?? { min: null, best: null, max: null };
  return { min: asText(min), best: asText(best), max: asText(max), note: known?.note ?? '' };
}

/** The count as it is typed, of the date that is chosen; what is refused is said and changes nothing. */
function useCount({ group, frame, onClose }: CountFormProps) {
  const document = useDocument();
  const store = useStore();
  const frames = [...document.all('frames')].sort((a, b) =>
    (a.acquired?.value ?? '~').localeCompare(b.acquired?.value ?? '~'),
  );
  const [frameId, setFrameId] = useState<FrameId | null>(frame?.id ?? frames[0]?.id ?? null);
  const knownOn = (id: FrameId | null) => id && countOn(document, group.id, id);
  const known = knownOn(frameId);
  const [{ note, ...texts }, setTexts] = useState(() => textsOf(known));
  const type = (typed: Partial<ReturnType<typeof textsOf>>) => {
    setProblem(null);
    setTexts((before) => ({ ...before, ...typed }));
  };
  // Another date has a count and a note of its own, which saving would replace unseen.
  const choose = (id: string) => {
    const chosen = frames.find((one) => one.id === id)?.id ?? null;
    setFrameId(chosen);
    setTexts(textsOf(knownOn(chosen)));
  };
  const [problem, setProblem] = useState<string | null>(null);
  const done = (refused: string | null) => {
    setProblem(refused);
    if (refused === null) onClose();
  };
  const save = () => {
    const typed = readRange(texts);
    if (!typed.ok) return setProblem(typed.problem);
    if (!frameId) return setProblem('There is no frame to count on. Open one first.');
    const count = typed.value;
    done(
      store((doc, context) =>
        setGroupCount(doc, context, { groupId: group.id, frameId, count, note }),
      ),
    );
  };
  const remove = () => {
    if (!known) return;
    const which = { groupId: group.id, frameId: known.frameId };
    done(store((doc, context) => removeGroupCount(doc, context, which)));
  };
  return {
    frames,
    frameId,
    choose,
    note,
    texts,
    type,
    problem,
    save,
    remove: known ? remove : undefined,
  };
}

export function CountForm(props: CountFormProps) {
  const { group, frame, onClose } = props;
  const document = useDocument();
  const { frames, frameId, choose, note, texts, type, problem, save, remove } = useCount(props);
  return (
    <form
      className={css.countForm}
      aria-label={`Count of ${group.name}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {frame ? null : (
        <Select
          label="Date"
          value={(frameId ?? '') as string}
          options={frames.map((one) => ({
            value: one.id as string,
            label: `${document.get('sites', one.siteId)?.name ?? ''} ${formatAcquired(one.acquired)}`,
          }))}
          onChange={choose}
        />
      )}
      {PARTS.map(({ key, label }) => (
        <TextField
          key={key}
          label={label}
          value={texts[key]}
          onChange={(value) => type({ [key]: value })}
        />
      ))}
      <TextField label="Why, or where" value={note} onChange={(value) => type({ note: value })} />
      {problem ? (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <FormFoot save="Save the count" onClose={onClose} onRemove={remove} />
    </form>
  );
}
