/** How the current frame is laid on its site's reference: by itself, by hand, by tie points. */
import { useState } from 'react';
import { alignPlaceOf, chooseReference, referenceFor, takeAlignment } from '../../commands/align';
import { framesOfSite } from '../../commands/frame-order';
import { sentenceOf, UserError } from '../../domain/errors';
import type { Frame } from '../../domain/model/frame';
import { CommandButton } from '../command-controls';
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

function AlignContent({ frame, onClose }: ContentProps) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const { problem, attempt } = useAttempt();
  const [method, setMethod] = useState<(typeof METHODS)[number]['value']>(
    frame.alignment?.method ?? 'automatic',
  );
  const place = alignPlaceOf(document, frame);
  const reference = referenceFor(document, frame);
  const choose = (id: string) => {
    const chosen = framesOfSite(document, frame.siteId).find((one) => one.id === id);
    if (chosen) attempt(() => chooseReference(services, chosen));
  };
  return (
    <Dialog
      open
      size="large"
      title="Align"
      subtitle={frame.title}
      onClose={onClose}
      note="Pixels and boxes stay as they are: only where they lie on the earth follows. Ctrl+Z takes a step back."
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
        <div className={css.side}>
          <Select
            label={place ? `Reference of ${place.site.name}` : 'Reference'}
            help={help(place?.reference ?? null)}
            disabled={locked !== null}
            value={(place?.reference?.id ?? '') as string}
            options={[
              ...(place?.reference ? [] : [{ value: '', label: 'None chosen yet' }]),
              ...framesOfSite(document, frame.siteId).map(({ id, title }) => ({
                value: id as string,
                label: title,
              })),
            ]}
            onChange={choose}
          />
          {place?.isReference ? null : (
            <>
              <AlignFacts alignment={frame.alignment} />
              <ResidualMap frame={frame} checks={frame.alignment?.checks ?? []} />
            </>
          )}
        </div>
        <div className={css.method}>
          {problem ? <NoticeBar tone="bad" text={problem} /> : null}
          {reference ? (
            <>
              <Segmented label="Method" value={method} options={METHODS} onChange={setMethod} />
              {method === 'automatic' ? (
                <Automatic frame={frame} reference={reference} reason={locked} />
              ) : null}
              {method === 'manual' ? (
                <ByHand frame={frame} reference={reference} reason={locked} attempt={attempt} />
              ) : null}
              {method === 'tie_points' ? (
                <ByPoints frame={frame} reference={reference} reason={locked} attempt={attempt} />
              ) : null}
            </>
          ) : (
            <Nothing isReference={place?.isReference ?? false} />
          )}
        </div>
      </div>
    </Dialog>
  );
}

function help(reference: Frame | null): string {
  return reference
    ? 'Choosing another one drops the alignments to this one.'
    : 'The first frame that another is laid on becomes it.';
}

function Nothing({ isReference }: { readonly isReference: boolean }) {
  if (!isReference) {
    return (
      <EmptyState
        icon="image-plus"
        title="There is nothing to lay this frame on"
        text="Open another picture of the same place."
      />
    );
  }
  return (
    <EmptyState
      icon="crosshair"
      title="This frame is the reference"
      text="It lies where its own georeferencing puts it, and the others of its site are laid on it."
    >
      <CommandButton id="align.site" label="Align all others" kind="primary" />
    </EmptyState>
  );
}
