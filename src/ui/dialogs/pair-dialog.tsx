/** The ships of two dates, paired all at once: each pair is accepted, rejected or left by the analyst. */
import { useEffect, useRef } from 'react';
import type { ShipPairs } from '../../commands/vessels/pair-ships';
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import { byAcquisition } from '../../domain/tracks/occupancy';
import { AwayNotice } from '../away-notice';
import { useDocument, useDocumentRevision, useLockedReason } from '../context';
import { Button, Dialog, EmptyState, Select } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './pair-dialog.module.css';
import { Proposed, Rejected } from './pair-lists';
import { type Pairing, usePairing } from './use-pairing';

function titleOf(frame: Frame): string {
  if (!frame.acquired) return frame.title;
  const time = formatTime(frame.acquired.value);
  const date = formatDate(frame.acquired.value);
  return [time ? `${date} ${time}` : date, frame.sensorShort].filter(Boolean).join(', ');
}

function FrameChoice({
  label,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly chosen: Frame | null;
  readonly onChange: (frame: Frame) => void;
}) {
  const document = useDocument();
  const frames = [...document.all('frames')].sort(byAcquisition);
  return (
    <Select
      label={label}
      value={chosen?.id ?? ''}
      options={[
        ...(chosen ? [] : [{ value: '', label: 'Choose a date' }]),
        ...frames.map((frame) => ({
          value: frame.id as string,
          label: `${document.get('sites', frame.siteId)?.name ?? ''}: ${titleOf(frame)}`,
        })),
      ]}
      onChange={(id) => {
        const frame = document.get('frames', id as FrameId);
        if (frame) onChange(frame);
      }}
    />
  );
}

function aloneText({ alone, linked }: ShipPairs): string {
  const seen = alone.filter((one) => one.seen).length;
  const unseen = alone.length - seen;
  return [
    linked > 0 ? `${linked} linked already` : '',
    seen > 0 ? `${seen} without a partner on the other date` : '',
    unseen > 0 ? `${unseen} whose place is not shown, or not examined, on the other date` : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/**
 * Once pairs were linked and those that are left are there, the focus goes to the first of them, or to the
 * choice of dates where none is, since the row that had it is gone.
 */
function usePairingWithFocus() {
  const content = useRef<HTMLDivElement>(null);
  const wanted = useRef(false);
  const pairing = usePairing(() => {
    wanted.current = true;
  });
  const { solved } = pairing;
  useEffect(() => {
    if (!solved || !wanted.current) return;
    wanted.current = false;
    const find = (selector: string) => content.current?.querySelector<HTMLElement>(selector);
    (find('ol input') ?? find('select'))?.focus();
  }, [solved]);
  return { content, pairing };
}

function Actions({ accepted, rejected, ask, link }: Pairing) {
  const locked = useLockedReason();
  return (
    <>
      <Button
        disabledReason={rejected.length === 0 ? 'Reject a pair first.' : null}
        onClick={() => ask()}
      >
        Pair again without the rejected
      </Button>
      <Button
        kind="primary"
        disabledReason={locked ?? (accepted.length === 0 ? 'Accept a pair first.' : null)}
        onClick={link}
      >
        {accepted.length === 1 ? 'Link 1 pair' : `Link ${accepted.length} pairs`}
      </Button>
    </>
  );
}

export function PairDialog({ onClose }: DialogContentProps) {
  useDocumentRevision();
  const { content, pairing } = usePairingWithFocus();
  const { question, frames, solved, ask } = pairing;
  return (
    <Dialog
      open
      title="Pair the ships of two dates"
      size="large"
      onClose={onClose}
      note={solved ? aloneText(solved) : 'Nothing is linked but what you accept.'}
      actions={<Actions {...pairing} />}
    >
      <div ref={content}>
        {frames ? <AwayNotice of={frames.map(({ id }) => id)} /> : null}
        <div className={css.frames}>
          <FrameChoice
            label="Before (A)"
            chosen={question.before}
            onChange={(before) => ask({ before })}
          />
          <FrameChoice
            label="After (B)"
            chosen={question.after}
            onChange={(after) => ask({ after })}
          />
        </div>
        {frames ? (
          <>
            <Proposed frames={frames} pairing={pairing} />
            <Rejected frames={frames} />
          </>
        ) : (
          <EmptyState
            icon="columns-2"
            title="Two dates are needed"
            text="Choose two frames on which ships are boxed."
          />
        )}
      </div>
    </Dialog>
  );
}
