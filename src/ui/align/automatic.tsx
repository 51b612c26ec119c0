/** Laying a frame by comparing it with its reference: what to look for, how far it is, what came of it. */
import { type RefObject, useState } from 'react';
import { type AlignOutcome, alignAutomatically } from '../../commands/align/align-automatic';
import { isAbort, sentenceOf } from '../../domain/errors';
import type { Alignment } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import { CommandButton } from '../command-controls';
import { useServices, useSession } from '../context';
import { Button, NoticeBar, ProgressBar, Segmented } from '../kit';
import css from './align.module.css';
import { KIND_OPTIONS } from './kind-options';

type Said = Pick<AlignOutcome, 'text'> & { readonly tone: 'ok' | 'warn' | 'bad' };

export type AutomaticProps = {
  readonly frame: Frame;
  readonly reference: Frame;
  /** Whether the site has that reference already, so that it is said elsewhere. */
  readonly chosen: boolean;
  /** Why nothing can be changed, or null. */
  readonly reason: string | null;
  /** Of the button that starts. */
  readonly main: RefObject<HTMLButtonElement | null>;
};

export function Automatic({ frame, reference, chosen, reason, main }: AutomaticProps) {
  const services = useServices();
  const [kind, setKind] = useState<Alignment['kind']>('shift');
  const [said, setSaid] = useState<Said | null>(null);
  const task = useSession((state) => state.tasks).find(({ label }) =>
    label.startsWith('Aligning '),
  );
  const run = () => {
    setSaid(null);
    alignAutomatically(services, frame, kind).then(
      ({ aligned, text }) => setSaid({ tone: aligned ? 'ok' : 'warn', text }),
      (error: unknown) => {
        if (!isAbort(error)) setSaid({ tone: 'bad', text: sentenceOf(error) });
      },
    );
  };
  return (
    <div className={css.method}>
      <p className={css.note}>
        Both pictures are compared in many windows of the ground that they share. Where too few
        windows agree, nothing is changed and it says so; stretch is taken only where they prove it.
      </p>
      {chosen ? null : <p className={css.note}>Reference: {reference.title}</p>}
      <div className={css.tools}>
        <Segmented
          label="What is looked for"
          value={kind}
          options={KIND_OPTIONS}
          onChange={setKind}
        />
        <span className={css.zoom}>
          <CommandButton id="align.site" label="All frames of the site" icon={false} />
          <Button
            ref={main}
            kind="primary"
            disabledReason={reason ?? (task ? 'An alignment is under way.' : null)}
            onClick={run}
          >
            Align to the reference
          </Button>
        </span>
      </div>
      <div className={css.outcome}>
        {task ? (
          <div className={css.method}>
            <ProgressBar label={task.label} fraction={task.fraction} />
            <div className={css.tools}>
              {/* Away from the button that started it, whose tooltip says why it is off. */}
              <Button onClick={() => task.cancel?.()}>Cancel</Button>
              <span className={css.under}>{task.label} …</span>
            </div>
          </div>
        ) : null}
        {said ? <NoticeBar tone={said.tone} text={said.text} /> : null}
      </div>
    </div>
  );
}
