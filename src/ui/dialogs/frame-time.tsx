/** When the picture was taken, as typed by the analyst, beside what the file says. */
import { useState } from 'react';
import { notify } from '../../commands/notify';
import {
  fileSaid,
  readTime,
  type TypedTime,
  timeParts,
  whenceText,
} from '../../domain/acquisition/typed-time';
import { updateFrame } from '../../domain/edits/frame-edits';
import type { Frame } from '../../domain/model/frame';
import { useServices } from '../context';
import { Checkbox, Field } from '../kit';
import { DraftInput, useDrafts } from '../kit/draft-field';
import css from './dialogs.module.css';
import { useEdits } from './edit-hooks';

export type TimeFieldsProps = { readonly frame: Frame; readonly readOnly: boolean };

/** What is typed of a frame's time, and storing it. */
function useTime(frame: Frame) {
  const { session } = useServices();
  const { store: storeEdit } = useEdits();
  const stored = timeParts(frame.acquired);
  // A date that is deleted to be typed anew does not take with it what the file said.
  const [known, setKnown] = useState(frame.acquired);
  if (frame.acquired && frame.acquired !== known) setKnown(frame.acquired);
  const before = frame.acquired ?? known;
  const [dayOnly, setDayOnly] = useState(stored.dayOnly);
  const store = (typed: TypedTime): string | null => {
    const read = readTime(typed, before, new Date().toISOString());
    if (!read.ok) return read.problem;
    return storeEdit((doc, context) =>
      updateFrame(doc, context, { id: frame.id, changes: { acquired: read.value }, verb: 'Date' }),
    );
  };
  const drafts = useDrafts<'date' | 'time'>({
    stored: { date: stored.date, time: stored.time },
    onCommit: ({ date, time }) => store({ date, time, dayOnly }),
    onLost: ({ date, time }, problem) =>
      notify(session, 'warn', `The time of "${frame.title}" was not stored: ${problem}`, [
        `Typed: ${date} ${time}`,
      ]),
  });
  const toggle = (next: boolean) => {
    setDayOnly(next);
    if (next) drafts.settle(store({ date: drafts.text('date'), time: '', dayOnly: true }));
  };
  return { before, dayOnly, toggle, drafts };
}

export function TimeFields({ frame, readOnly }: TimeFieldsProps) {
  const { before, dayOnly, toggle, drafts } = useTime(frame);
  return (
    <div>
      <div className={css.time}>
        <Field label="Taken on">
          {(ids) => (
            <DraftInput
              id={ids.id}
              text={drafts.text('date')}
              example="2023-10-12"
              invalid={drafts.problem !== null}
              disabled={readOnly}
              onChange={(text) => drafts.change('date', text)}
              onDone={drafts.commit}
            />
          )}
        </Field>
        <Field label="At, UTC">
          {(ids) => (
            <DraftInput
              id={ids.id}
              text={dayOnly ? '' : drafts.text('time')}
              example="01:47:09"
              invalid={drafts.problem !== null}
              disabled={readOnly || dayOnly}
              onChange={(text) => drafts.change('time', text)}
              onDone={drafts.commit}
            />
          )}
        </Field>
        <Checkbox
          label="Only the day is known"
          checked={dayOnly}
          disabled={readOnly}
          onChange={toggle}
        />
      </div>
      <p className={drafts.problem ? css.problem : css.aside} role="status">
        {drafts.problem ?? (frame.acquired ? whenceText(frame.acquired) : fileSaid(before))}
      </p>
    </div>
  );
}
