/** Somebody else's outlines: which property is what, which class is which, and what would happen. */
import { useState } from 'react';
import { type ForeignFile, type ImportPreview, importForeign } from '../../commands/project/import';
import { classesInOrder } from '../../domain/edits/class-edits';
import { sentenceOf } from '../../domain/errors';
import { formatAcquired, formatNumber } from '../../domain/geo/format-numbers';
import type { FrameId } from '../../domain/model/ids';
import { useDocument, useLockedReason, useSession } from '../context';
import { Button, Dialog, Icon, NoticeBar, Segmented, Select, TextField } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';
import own from './foreign-import.module.css';
import {
  type Choices,
  type FrameMode,
  firstChoices,
  mappingOf,
  type Outcome,
  TARGET_OPTIONS,
  useClassValues,
  useOutcome,
  withTarget,
} from './import-mapping';

export type ForeignImportProps = DialogContentProps & {
  readonly name: string;
  readonly file: ForeignFile;
};

/** Boxes that the choices as they are would give. */
const boxesOf = (outcome: Outcome) => (outcome.kind === 'ready' ? outcome.preview.boxes : 0);

/** Why nothing can be imported by the choices as they are, or null. */
function reasonAgainst(outcome: Outcome): string | null {
  if (outcome.kind === 'counting') return 'Counting what would happen…';
  if (outcome.kind === 'refused') return outcome.problem;
  return boxesOf(outcome) === 0 ? 'By these choices, no outline becomes a box.' : null;
}

/** The import itself: whether it is under way, and why it was refused. */
function useImporting({ name, file, onClose }: ForeignImportProps) {
  const document = useDocument();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (choices: Choices) => {
    // The choices as they stand: the outcome may still be that of the ones before.
    const mapping = mappingOf(choices);
    if (typeof mapping === 'string') return;
    setBusy(true);
    try {
      await importForeign(document, name, file, mapping);
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  return { problem, busy, go };
}

export function ForeignImport({ name, file, onClose }: ForeignImportProps) {
  const locked = useLockedReason();
  const frameId = useSession((state) => state.frameId);
  const [choices, setChoices] = useState(() => firstChoices(file, frameId));
  const change = (next: Partial<Choices>) => setChoices((old) => ({ ...old, ...next }));
  const outcome = useOutcome(file, choices);
  const { problem, busy, go } = useImporting({ name, file, onClose });
  return (
    <Dialog
      open
      title="Import outlines"
      subtitle={name}
      size="large"
      padded={false}
      onClose={onClose}
      note={
        problem ? (
          <span className={css.problem}>{problem}</span>
        ) : (
          'One step, which undo takes back whole.'
        )
      }
      actions={
        <>
          <Button keys={['Esc']} onClick={onClose}>
            Cancel
          </Button>
          <Button
            kind="primary"
            icon="file-input"
            disabledReason={locked ?? reasonAgainst(outcome)}
            disabled={busy}
            onClick={() => void go(choices)}
          >
            {busy ? 'Importing…' : `Import ${plural(boxesOf(outcome), 'box', 'boxes')}`}
          </Button>
        </>
      }
    >
      <div className={own.columns}>
        <div className={own.left}>
          <Properties file={file} choices={choices} change={change} />
        </div>
        <div className={own.right}>
          <Frames choices={choices} change={change} />
          <Classes file={file} choices={choices} change={change} />
          <Happening outcome={outcome} file={file} />
        </div>
      </div>
    </Dialog>
  );
}

type PartProps = {
  readonly choices: Choices;
  readonly change: (next: Partial<Choices>) => void;
};

function Properties({ file, choices, change }: PartProps & { readonly file: ForeignFile }) {
  const { properties } = file.inspection;
  return (
    <section aria-label="Properties">
      <h3 className={css.heading}>What the properties mean</h3>
      {properties.length === 0 ? <p className={css.aside}>The file has no properties.</p> : null}
      {properties.map(({ key, count, distinct, samples }) => (
        <div key={key} className={own.property}>
          <div className={own.key}>
            <span className="mono">{key}</span>
            <span className={css.aside}>
              {formatNumber(count)} with {formatNumber(distinct)} different
            </span>
          </div>
          <Select
            layout="hidden"
            label={`Use of ${key}`}
            value={choices.targets[key] ?? ''}
            options={TARGET_OPTIONS}
            onChange={(target) => change({ targets: withTarget(choices.targets, key, target) })}
          />
          <p className={own.samples} title={samples.join('\n')}>
            {samples.join(' · ') || 'empty'}
          </p>
        </div>
      ))}
    </section>
  );
}

function Frames({ choices, change }: PartProps) {
  const document = useDocument();
  const frames = [...document.all('frames')].filter((frame) => frame.georef !== null);
  return (
    <section aria-label="Frames">
      <h3 className={css.heading}>Which frame they belong to</h3>
      <div className={css.stack}>
        <Segmented<FrameMode>
          label="Which frame they belong to"
          value={choices.frameMode}
          options={[
            { value: 'place', label: 'By place and date' },
            { value: 'property', label: 'By a property' },
            { value: 'frame', label: 'All to one' },
          ]}
          onChange={(frameMode) => change({ frameMode })}
        />
        {choices.frameMode === 'frame' ? (
          <Select
            layout="row"
            label="Frame"
            value={choices.frameId ?? ''}
            options={[
              { value: '', label: 'Choose…' },
              ...frames.map((frame) => ({
                value: frame.id as string,
                label: `${formatAcquired(frame.acquired)}, ${frame.title}`,
              })),
            ]}
            onChange={(value) => {
              const chosen = frames.find((frame) => frame.id === value);
              change({ frameId: (chosen?.id ?? null) as FrameId | null });
            }}
          />
        ) : null}
      </div>
    </section>
  );
}

const NEW = 'new:';
const LEAVE = 'leave:';

function Classes({ file, choices, change }: PartProps & { readonly file: ForeignFile }) {
  const document = useDocument();
  const values = useClassValues(file, choices.targets);
  const classes = classesInOrder(document);
  const known = new Map(classes.map((one) => [one.name.toLowerCase(), one.name]));
  const set = (value: string, wanted: string) => {
    const { [value]: _old, ...rest } = choices.classNames;
    if (wanted === NEW) change({ classNames: rest });
    else change({ classNames: { ...rest, [value]: wanted === LEAVE ? '' : wanted } });
  };
  return (
    <section aria-label="Classes">
      <h3 className={css.heading}>Which class they become</h3>
      <div className={own.classes}>
        {values.map(([value, count]) => {
          const same = known.get(value.toLowerCase());
          const mapped = Object.hasOwn(choices.classNames, value)
            ? choices.classNames[value]
            : undefined;
          return (
            <Select
              key={value}
              layout="row"
              label={`${value} (${formatNumber(count)})`}
              value={mapped === '' ? LEAVE : (mapped ?? NEW)}
              options={[
                { value: NEW, label: same ? `${same}, the same name` : `New class “${value}”` },
                { value: LEAVE, label: 'Leave out' },
                ...classes.map((one) => ({ value: one.name, label: one.name })),
              ]}
              onChange={(wanted) => set(value, wanted)}
            />
          );
        })}
        <TextField
          layout="row"
          label="Without a class"
          value={choices.defaultClass}
          onChange={(defaultClass) => change({ defaultClass })}
        />
      </div>
    </section>
  );
}

type HappeningProps = { readonly outcome: Outcome; readonly file: ForeignFile };

function Happening({ outcome, file }: HappeningProps) {
  const { inspection } = file;
  return (
    <section aria-label="What will happen" aria-live="polite">
      <h3 className={css.heading}>What will happen</h3>
      <div className={own.outcome}>
        {inspection.problems.map((problem) => (
          <NoticeBar key={problem} tone="info" text={problem} />
        ))}
        {outcome.kind === 'refused' ? <NoticeBar tone="warn" text={outcome.problem} /> : null}
        {outcome.kind === 'counting' ? <p className={css.aside}>Counting…</p> : null}
        {outcome.kind === 'ready' ? (
          <Report preview={outcome.preview} total={inspection.featureCount} />
        ) : null}
      </div>
    </section>
  );
}

function plural(count: number, one: string, many: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

function Report({ preview, total }: { readonly preview: ImportPreview; readonly total: number }) {
  const { boxes, newClasses, skipped, reasons, fitted, farthestM, unreadable } = preview;
  return (
    <ul className={own.report}>
      <li>
        <Icon name="check" size={14} />
        {plural(boxes, 'box', 'boxes')} from {plural(total, 'feature', 'features')}
      </li>
      {newClasses.length > 0 ? (
        <li>
          <Icon name="plus" size={14} />
          New classes: {newClasses.join(', ')}
        </li>
      ) : null}
      {fitted > 0 ? (
        <li>
          <Icon name="info" size={14} />
          {fitted === 1
            ? '1 is no rectangle and gets the smallest that holds it'
            : `${formatNumber(fitted)} are no rectangles and get the smallest that hold them`}
          , at most {formatNumber(farthestM, 1)} m off
        </li>
      ) : null}
      {unreadable.map(({ property, count }) => (
        <li key={property}>
          <Icon name="triangle-alert" size={14} />
          {count === 1
            ? `1 value of “${property}” is not understood and stays`
            : `${formatNumber(count)} values of “${property}” are not understood and stay`}{' '}
          empty
        </li>
      ))}
      {skipped > 0 ? (
        <li>
          <Icon name="triangle-alert" size={14} />
          {formatNumber(skipped)} left out:
        </li>
      ) : null}
      {reasons.map(({ reason, count, first }) => (
        <li key={reason} className={own.reason}>
          {formatNumber(count)} because {reason} (feature {first.join(', ')}
          {count > first.length ? '…' : ''})
        </li>
      ))}
    </ul>
  );
}
