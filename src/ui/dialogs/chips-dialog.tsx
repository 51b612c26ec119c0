/** One place on every date: the ground under a box cut out of all frames of its site. */

import { goToBoxes } from '../../commands/go-to';
import { notifyError } from '../../commands/notify';
import { commitEdit } from '../../commands/vessel-commands';
import { createdBoxIds } from '../../domain/edits/edit-parts';
import { pasteBoxes } from '../../domain/edits/paste-edit';
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import { makeFrameGeo } from '../../domain/geo/frame-geo';
import { measuresOf } from '../../domain/geo/measure-cache';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import type { LonLat } from '../../domain/model/units';
import { lookWithout } from '../../domain/tracks/looks';
import { framesByTime } from '../../domain/tracks/occupancy';
import {
  useDocument,
  useDocumentRevision,
  useLockedReason,
  useServices,
  useSession,
} from '../context';
import { Badge, Button, Dialog, EmptyState } from '../kit';
import { Chip } from '../vessels/chip';
import css from './chips-dialog.module.css';
import type { DialogContentProps } from './dialog-props';

const WIDTH = 230;
const HEIGHT = 150;
/** Ground shown, as a multiple of the box's length. */
const AROUND = 2;

/** The box of the frame whose middle is nearest to a place and within half the length of the box. */
function boxAt(boxes: readonly Box[], frame: Frame, place: LonLat, reach: number): Box | null {
  const pixel = makeFrameGeo(frame)?.lonLatToPixel(place);
  if (!pixel || !frame.resolutionM) return null;
  const most = reach / 2 / frame.resolutionM;
  let best: { readonly box: Box; readonly away: number } | null = null;
  for (const box of boxes) {
    const away = Math.hypot(box.geometry.x - pixel[0], box.geometry.y - pixel[1]);
    if (away <= most && (!best || away < best.away)) best = { box, away };
  }
  return best?.box ?? null;
}

function DateChip({
  frame,
  origin,
  place,
  length,
}: {
  readonly frame: Frame;
  readonly origin: { readonly box: Box; readonly frame: Frame };
  readonly place: LonLat;
  readonly length: number;
}) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const own = frame.id === origin.frame.id;
  const there = own ? origin.box : boxAt(document.boxesOf(frame.id), frame, place, length);
  const look = lookWithout(document, frame, place, length, {
    vesselId: origin.box.link?.vesselId,
    groupId: origin.box.groupId,
  });
  const date = frame.acquired ? formatDate(frame.acquired.value) : 'No date';
  const add = () => {
    try {
      commitEdit(services, (doc, context) => {
        const { edit } = pasteBoxes(doc, context, {
          boxes: [origin.box],
          from: origin.frame,
          to: frame,
        });
        services.session.setState({ selection: createdBoxIds(edit) });
        return edit;
      });
    } catch (error) {
      notifyError(services.session, error);
    }
  };
  return (
    <li className={css.chip} aria-current={own || undefined}>
      <Chip
        frame={frame}
        place={place}
        across={AROUND * length}
        width={WIDTH}
        height={HEIGHT}
        box={there}
        label={`The place on ${date}`}
      />
      <div className={css.caption}>
        <b>{date}</b>
        <span className="mono">{(frame.acquired && formatTime(frame.acquired.value)) ?? ''}</span>
        {frame.sensorShort ? <Badge>{frame.sensorShort}</Badge> : null}
        <span className={css.action}>
          {there ? (
            <Button
              kind="quiet"
              onClick={() => {
                services.session.setState({ dialog: null });
                goToBoxes(services, frame.id, [there.id]);
              }}
            >
              {own ? 'This box' : `Box ${there.number}`}
            </Button>
          ) : (
            <Button
              disabledReason={
                locked ?? (look === 'uncovered' ? 'The place is not on this frame.' : null)
              }
              onClick={add}
            >
              Add the box here
            </Button>
          )}
        </span>
      </div>
    </li>
  );
}

export function ChipsDialog({ onClose }: DialogContentProps) {
  useDocumentRevision();
  const document = useDocument();
  const selection = useSession((state) => state.selection);
  const [id] = selection;
  const box = id && document.get('boxes', id);
  const frame = box && document.get('frames', box.frameId);
  const measures = box && frame && measuresOf(box, frame);
  return (
    <Dialog
      open
      title="This place on every date"
      subtitle={box && frame ? `box ${box.number}, ${frame.title}` : ''}
      size="large"
      onClose={onClose}
      note="North up, all at the same scale. A box that is added keeps its class and its notes; it is linked to nothing."
      actions={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {box && frame && measures ? (
        <ol className={css.chips}>
          {framesByTime(document, frame.siteId).map((one) => (
            <DateChip
              key={one.id}
              frame={one}
              origin={{ box, frame }}
              place={measures.center}
              length={Math.max(measures.lengthM, measures.widthM)}
            />
          ))}
        </ol>
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
