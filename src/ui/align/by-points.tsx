/** Laying a frame by places clicked in it and in its reference, or typed. */
import { useState } from 'react';
import { storeAlignment } from '../../commands/align/align';
import { doubtSentence, tieSentence } from '../../commands/frames/tie-points';
import { formatNumber } from '../../domain/geo/format-numbers';
import type { Alignment } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import { useServices } from '../context';
import { PlaceMap } from '../dialogs/place/place-map';
import { Button, Segmented } from '../kit';
import { PixelSide } from '../points/pixel-side';
import { marksOf } from '../points/point-list';
import { PointTable } from '../points/point-table';
import { TypePoint } from '../points/type-point';
import css from './align.module.css';
import { KIND_OPTIONS } from './kind-options';
import { nextTieStep, type TieDraft, type TiePoints, useTiePoints } from './use-tie-points';

export type ByPointsProps = {
  readonly frame: Frame;
  readonly reference: Frame;
  readonly reason: string | null;
  readonly attempt: (work: () => void) => boolean;
};

export function ByPoints({ frame, reference, reason, attempt }: ByPointsProps) {
  const services = useServices();
  const [kind, setKind] = useState<Alignment['kind']>(frame.alignment?.kind ?? 'shift');
  const points = useTiePoints(frame, reference, kind);
  const { found, complete } = points;
  const sentence = tieSentence(complete.length, kind, found);
  const doubt = doubtSentence(
    found,
    complete.map(({ id }) => id),
  );
  const keep = () =>
    attempt(() => (found ? storeAlignment(services, frame, found.draft) : undefined));
  return (
    <div className={css.method}>
      <div className={css.tools}>
        <Segmented
          label="What the points give"
          value={kind}
          options={KIND_OPTIONS}
          onChange={setKind}
        />
        <span className={css.zoom}>
          <TypePoint onAdd={points.add} />
        </span>
      </div>
      <p className={css.step} role="status">
        {nextTieStep(points)}
      </p>
      <div className={css.maps}>
        <PlaceMap
          frame={frame}
          heading={<span className="ellipsis">This frame</span>}
          marks={marksOf(points, ({ own }) => own)}
          onClick={(own) => points.set({ own })}
        />
        <PlaceMap
          frame={reference}
          heading={<span className="ellipsis">Reference: {reference.title}</span>}
          marks={marksOf(points, (point) => point.reference)}
          onClick={(pixel) => points.set({ reference: pixel })}
        />
      </div>
      <div className={css.tools}>
        <p className={css.note}>
          {sentence}
          {doubt === '' ? null : <b className={css.doubt}>{doubt}</b>}
        </p>
        <span className={css.zoom}>
          <Button
            kind="primary"
            disabledReason={reason ?? (found ? null : sentence)}
            onClick={keep}
          >
            Lay it by these points
          </Button>
        </span>
      </div>
      <TieTable points={points} />
    </div>
  );
}

function TieTable({ points }: { readonly points: TiePoints }) {
  const { found, complete, change } = points;
  const miss = (point: TieDraft): string => {
    const left = found?.fit.residuals[complete.findIndex(({ id }) => id === point.id)];
    return left ? `${formatNumber(Math.hypot(left[0], left[1]), 2)} px` : '';
  };
  return (
    <PointTable
      label="Tie points"
      list={points}
      sides={['In this frame: column, row', 'In the reference: column, row']}
      cells={({ id, own, reference }) => [
        <PixelSide
          key="own"
          label={`Point ${id} in this frame`}
          pixel={own}
          onValue={(pixel) => change(id, { own: pixel })}
        />,
        <PixelSide
          key="reference"
          label={`Point ${id} in the reference`}
          pixel={reference}
          onValue={(pixel) => change(id, { reference: pixel })}
        />,
      ]}
      miss={miss}
    />
  );
}
