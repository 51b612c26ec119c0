/** Gives the current picture a place by control points clicked here and on another frame, or typed. */
import { useMemo, useRef, useState } from 'react';
import { placeFrame } from '../../../domain/edits/frame-edits';
import { frameGeoOf } from '../../../domain/geo/measure-cache';
import type { Frame } from '../../../domain/model/frame';
import type { PixelXY } from '../../../domain/model/units';
import type { DocumentStore } from '../../../store/document-store';
import { useDocument, useLockedReason, useSession } from '../../context';
import { Button, Dialog, EmptyState, NoticeBar, Select } from '../../kit';
import { marksOf } from '../../points/point-list';
import { TypePoint } from '../../points/type-point';
import type { DialogContentProps } from '../dialog-props';
import { useEdits } from '../edit-hooks';
import css from './place.module.css';
import { PlaceMap } from './place-map';
import { fitText, nextStep, type PlacePoints, usePlacePoints } from './place-points';
import { PlaceTable } from './place-table';

export function PlaceDialog({ onClose }: DialogContentProps) {
  const document = useDocument();
  const frameId = useSession((state) => state.frameId);
  const frame = frameId ? document.get('frames', frameId) : undefined;
  return frame ? <PlaceContent key={frame.id} frame={frame} onClose={onClose} /> : null;
}

/** Frames with a place, those of the same site first. */
function placedFrames(document: DocumentStore, frame: Frame): Frame[] {
  const away = (one: Frame) => (one.siteId === frame.siteId ? 0 : 1);
  return [...document.all('frames')]
    .filter((one) => one.id !== frame.id && frameGeoOf(one) !== null)
    .sort((a, b) => away(a) - away(b) || a.title.localeCompare(b.title));
}

type ContentProps = DialogContentProps & { readonly frame: Frame };

function PlaceContent({ frame, onClose }: ContentProps) {
  const document = useDocument();
  const locked = useLockedReason();
  const { problem, commit } = useEdits();
  const others = useMemo(() => placedFrames(document, frame), [document, frame]);
  const [otherId, setOtherId] = useState(others[0]?.id ?? null);
  const other = others.find(({ id }) => id === otherId) ?? null;
  const points = usePlacePoints(frame.georef);
  const { fit, complete } = points;
  const step = useRef<HTMLParagraphElement>(null);
  const place = () => {
    if (!fit) return;
    const done = commit((doc, context) =>
      placeFrame(doc, context, { id: frame.id, georef: fit.georef }),
    );
    if (done) onClose();
  };
  const reason = locked ?? (fit ? null : fitText(complete.length, fit));
  return (
    <Dialog
      open
      size="large"
      title="Give this picture a place"
      subtitle={frame.title}
      onClose={onClose}
      initialFocus={step}
      note={fitText(complete.length, fit)}
      actions={
        <>
          <Button keys={['Esc']} onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" disabledReason={reason} onClick={place}>
            Use this place
          </Button>
        </>
      }
    >
      <div className={css.stack}>
        <div className={css.stepLine}>
          <p ref={step} className={css.step} role="status" tabIndex={-1}>
            {nextStep(points, other ? `“${other.title}”` : null)}
          </p>
          <TypePoint onAdd={points.add} />
        </div>
        <div className={css.maps}>
          <PlaceMap
            frame={frame}
            heading={<span className="ellipsis">This picture</span>}
            marks={marksOf(points, ({ pixel }) => pixel)}
            onClick={(pixel) => points.set({ pixel })}
          />
          {other ? (
            <OtherMap frame={other} others={others} points={points} onChoose={setOtherId} />
          ) : (
            <EmptyState
              icon="map-pin"
              title="No other frame has a place"
              text="Click places in this picture and type where they are, or open a georeferenced picture of the same ground."
            />
          )}
        </div>
        <PlaceTable points={points} />
        {problem ? <NoticeBar tone="bad" text={problem} /> : null}
      </div>
    </Dialog>
  );
}

type OtherProps = {
  readonly frame: Frame;
  readonly others: readonly Frame[];
  readonly points: PlacePoints;
  readonly onChoose: (id: Frame['id']) => void;
};

function OtherMap({ frame, others, points, onChoose }: OtherProps) {
  const geo = frameGeoOf(frame);
  const marks = marksOf(points, ({ lonLat }) => lonLat && geo?.lonLatToPixel(lonLat));
  const click = (pixel: PixelXY) => {
    const lonLat = geo?.pixelToLonLat(pixel);
    if (lonLat) points.set({ lonLat });
  };
  return (
    <PlaceMap
      frame={frame}
      marks={marks}
      onClick={click}
      heading={
        <Select
          label="Picture to compare with"
          layout="hidden"
          value={frame.id as string}
          options={others.map(({ id, title }) => ({ value: id as string, label: title }))}
          onChange={(value) => {
            const chosen = others.find(({ id }) => id === value);
            if (chosen) onChoose(chosen.id);
          }}
        />
      }
    />
  );
}
