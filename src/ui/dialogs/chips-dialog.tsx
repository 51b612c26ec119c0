/** One place on every date: the ground under a box cut out of all frames of its site. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { goToBoxes } from '../../commands/go-to';
import { createdBoxIds } from '../../domain/edits/edit-parts';
import { pasteBoxes } from '../../domain/edits/paste-edit';
import { formatDate, formatNumber, formatTime } from '../../domain/geo/format-numbers';
import { measuresOf } from '../../domain/geo/measure-cache';
import { labelOf } from '../../domain/listing/box-label';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import type { LonLat } from '../../domain/model/units';
import { lookText } from '../../domain/tracks/look-text';
import { looksAt, type PlaceLook } from '../../domain/tracks/place-looks';
import { AwayNotice } from '../away-notice';
import { useDocument, useDocumentRevision, useLockedReason, useServices } from '../context';
import { Badge, Button, Dialog, EmptyState } from '../kit';
import { useCommit } from '../panels/use-linking';
import { Chip } from '../vessels/chip';
import css from './chips-dialog.module.css';
import type { DialogContentProps } from './dialog-props';

const WIDTH = 230;
const HEIGHT = 150;
/** Ground shown, as a multiple of the box's length. */
const AROUND = 2;

type Origin = { readonly box: Box; readonly frame: Frame };

type DateChipProps = {
  readonly at: PlaceLook;
  readonly origin: Origin;
  readonly place: LonLat;
  readonly across: number;
};

function DateChip({ at: { frame, box, look }, origin, place, across }: DateChipProps) {
  const services = useServices();
  const locked = useLockedReason();
  const commit = useCommit();
  const own = frame.id === origin.frame.id;
  const there = own ? origin.box : box;
  const date = frame.acquired ? formatDate(frame.acquired.value) : 'No date';
  const add = () => {
    const made = commit((doc, context) =>
      pasteBoxes(doc, context, { boxes: [origin.box], from: origin.frame, to: frame }),
    );
    if (made) services.session.setState({ selection: createdBoxIds(made.edit) });
  };
  const show = () => {
    if (!there) return;
    services.session.setState({ dialog: null });
    goToBoxes(services, frame.id, [there.id]);
  };
  const outside = look === 'uncovered' ? 'The place is not on this frame.' : null;
  return (
    <li className={css.chip} aria-current={own || undefined}>
      <Chip
        frame={frame}
        place={place}
        across={across}
        width={WIDTH}
        height={HEIGHT}
        box={there}
        label={`The place on ${date}`}
      />
      <div className={css.caption} title={frame.title}>
        <b>{date}</b>
        <span className="mono">{(frame.acquired && formatTime(frame.acquired.value)) ?? ''}</span>
        <span className={css.space} />
        {frame.sensorShort ? <Badge>{frame.sensorShort}</Badge> : null}
      </div>
      <div className={css.action}>
        {there ? (
          <Button kind="quiet" data-chip={own ? 'own' : 'other'} onClick={show}>
            {own ? 'Go to this box' : `Go to box ${there.number}`}
          </Button>
        ) : (
          <Button data-chip="other" disabledReason={locked ?? outside} onClick={add}>
            Add the box here
          </Button>
        )}
        {there || look === 'seen' ? null : <span className={css.tells}>{lookText(look)}</span>}
      </div>
    </li>
  );
}

/** Arrows go from chip to chip, as Tab does. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
  if (by === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-chip]')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + by))];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function Chips({ origin, place, length }: { origin: Origin; place: LonLat; length: number }) {
  const doc = useDocument();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('[data-chip="own"]')?.focus(), []);
  const { link, groupId } = origin.box;
  const object = { vesselId: link?.vesselId, groupId };
  return (
    <ol ref={list} className={css.chips} onKeyDown={onArrow}>
      {looksAt(doc, origin.frame.siteId, place, length, object).map((at) => (
        <DateChip
          key={at.frame.id}
          at={at}
          origin={origin}
          place={place}
          across={AROUND * length}
        />
      ))}
    </ol>
  );
}

export function ChipsDialog({ onClose }: DialogContentProps) {
  useDocumentRevision();
  const doc = useDocument();
  const { session } = useServices();
  // Adding a box selects it; the place stays that of the box that was asked about.
  const [id] = useState(() => session.getState().selection[0]);
  const box = id && doc.get('boxes', id);
  const frame = box && doc.get('frames', box.frameId);
  const measures = box && frame && measuresOf(box, frame);
  const length = measures ? Math.max(measures.lengthM, measures.widthM) : 0;
  return (
    <Dialog
      open
      title="This place on every date"
      subtitle={box && frame ? `${labelOf(doc, box)}, ${frame.title}` : ''}
      size="large"
      onClose={onClose}
      note={
        measures
          ? `North up, each ${formatNumber(AROUND * length)} m across. A box that is added keeps its class and its notes; it is linked to nothing.`
          : undefined
      }
      actions={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {box && frame && measures ? (
        <>
          <div className={css.away}>
            <AwayNotice />
          </div>
          <Chips origin={{ box, frame }} place={measures.center} length={length} />
        </>
      ) : (
        <EmptyState
          icon="map-pin"
          title="No place to show"
          text="Select a box on a frame that has a place on the earth."
        />
      )}
    </Dialog>
  );
}
