/** How the current frame is laid on its site's reference: by itself, by hand, by tie points. */
import { type RefObject, useRef, useState } from 'react';
import {
  alignPlaceOf,
  chooseReference,
  referenceFor,
  takeAlignment,
} from '../../commands/align/align';
import { framesOfSite } from '../../commands/frame-order';
import { sentenceOf, UserError } from '../../domain/errors';
import { changesText } from '../../domain/geo/alignment-text';
import type { Frame } from '../../domain/model/frame';
import { AwayNotice } from '../away-notice';
import {
  useDocument,
  useDocumentRevision,
  useLockedReason,
  useServices,
  useSession,
} from '../context';
import type { DialogContentProps } from '../dialogs/dialog-props';
import { Button, Dialog, EmptyState, NoticeBar, Segmented, Select } from '../kit';
import css from './align.module.css';
import { AlignFacts } from './align-facts';
import { Automatic } from './automatic';
import { ByHand } from './by-hand';
import { ByPoints } from './by-points';
import { LaidFrames } from './laid-frames';
import { ResidualMap } from './residual-map';

const METHODS = [
  { value: 'automatic', label: 'Automatic' },
  { value: 'manual', label: 'By hand' },
  { value: 'tie_points', label: 'Tie points' },
] as const;

export function AlignDialog({ onClose }: DialogContentProps) {
  useDocumentRevision();
  const document = useDocument();
  const frameId = useSession((state) => state.frameId);
  const frame = frameId ? document.get('frames', frameId) : undefined;
  return frame ? <AlignContent key={frame.id} frame={frame} onClose={onClose} /> : null;
}

/** Does what may be refused, and keeps the sentence that says why. */
function useAttempt() {
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (work: () => void): boolean => {
    try {
      work();
      setProblem(null);
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      setProblem(sentenceOf(error));
      return false;
    }
  };
  return { problem, attempt };
}

type ContentProps = DialogContentProps & { readonly frame: Frame };
type Method = (typeof METHODS)[number]['value'];

function AlignContent({ frame, onClose }: ContentProps) {
  const services = useServices();
  const locked = useLockedReason();
  const { problem, attempt } = useAttempt();
  const main = useRef<HTMLButtonElement>(null);
  const reference = referenceFor(useDocument(), frame);
  const [method, setMethod] = useState<Method>(frame.alignment?.method ?? 'automatic');
  return (
    <Dialog
      open
      size="large"
      title="Align"
      subtitle={frame.title}
      onClose={onClose}
      initialFocus={main}
      note={`${changesText(frame)} After Done, Ctrl+Z takes a step back.`}
      actions={
        <>
          <Button
            disabledReason={locked ?? (frame.alignment ? null : 'It is not aligned.')}
            onClick={() => attempt(() => takeAlignment(services, frame))}
          >
            Clear
          </Button>
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className={css.columns}>
        <Stored frame={frame} method={method} locked={locked} attempt={attempt} />
        <div className={css.method}>
          <AwayNotice of={reference ? [frame.id, reference.id] : [frame.id]} />
          {problem ? <NoticeBar tone="bad" text={problem} /> : null}
          <Laying
            frame={frame}
            method={method}
            main={main}
            onMethod={setMethod}
            locked={locked}
            attempt={attempt}
          />
        </div>
      </div>
    </Dialog>
  );
}

type PartProps = {
  readonly frame: Frame;
  readonly method: Method;
  /** Why nothing can be changed, or null. */
  readonly locked: string | null;
  readonly attempt: (work: () => void) => boolean;
};

/** What the frame is laid on, and how it lies now. */
function Stored({ frame, method, locked, attempt }: PartProps) {
  const services = useServices();
  const document = useDocument();
  const place = alignPlaceOf(document, frame);
  const frames = framesOfSite(document, frame.siteId);
  const choose = (id: string) => {
    const chosen = frames.find((one) => one.id === id);
    if (chosen) attempt(() => chooseReference(services, chosen));
  };
  return (
    <div className={css.side}>
      <Select
        label={place && frame.georef ? `Reference of ${place.site.name}` : 'Reference'}
        help={help(place?.reference ?? null)}
        disabled={locked !== null}
        value={(place?.reference?.id ?? '') as string}
        options={[
          ...(place?.reference ? [] : [{ value: '', label: 'None chosen yet' }]),
          ...frames.map(({ id, title }) => ({ value: id as string, label: title })),
        ]}
        onChange={choose}
      />
      {place?.isReference ? null : <AlignFacts frame={frame} />}
      {method === 'tie_points' && frame.alignment ? (
        <ResidualMap frame={frame} checks={frame.alignment.checks} via={frame.alignment.via} />
      ) : null}
    </div>
  );
}

type LayingProps = PartProps & {
  readonly onMethod: (method: Method) => void;
  /** Of the button that starts comparing. */
  readonly main: RefObject<HTMLButtonElement | null>;
};

/** The ways to lay the frame. */
function Laying({ frame, method, onMethod, main, locked, attempt }: LayingProps) {
  const document = useDocument();
  const reference = referenceFor(document, frame);
  if (!reference) {
    if (alignPlaceOf(document, frame)?.isReference) return <LaidFrames reference={frame} />;
    return (
      <EmptyState
        icon="image-plus"
        title="There is nothing to lay this frame on"
        text="Open another picture of the same place."
      />
    );
  }
  const given = { frame, reference, reason: locked };
  const chosen = alignPlaceOf(document, frame)?.reference !== null;
  return (
    <>
      <Segmented label="Method" value={method} options={METHODS} onChange={onMethod} />
      {method === 'automatic' ? (
        <>
          <Automatic key={reference.id} {...given} chosen={chosen} main={main} />
          <ResidualMap
            frame={frame}
            checks={frame.alignment?.checks ?? []}
            via={frame.alignment?.via}
            large
          />
        </>
      ) : null}
      {method === 'manual' ? <ByHand {...given} attempt={attempt} /> : null}
      {method === 'tie_points' ? (
        <ByPoints key={reference.id} {...given} attempt={attempt} />
      ) : null}
    </>
  );
}

function help(reference: Frame | null): string {
  return reference
    ? 'Choosing another one drops the alignments to this one.'
    : 'The first frame that another is laid on becomes it.';
}
