/** Laying a frame by places clicked in it and in its reference, or typed. */
import { useState } from 'react';
import { storeAlignment } from '../../commands/align';
import { tieSentence } from '../../commands/tie-points';
import { KIND_NAMES } from '../../domain/geo/alignment-text';
import { formatNumber, formatPixel } from '../../domain/geo/format-numbers';
import type { Alignment } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { PixelXY } from '../../domain/model/units';
import { useServices } from '../context';
import { PlaceMap } from '../dialogs/place/place-map';
import { Button, IconButton, Segmented, TextField } from '../kit';
import css from './align.module.css';
import { nextTieStep, type TieDraft, type TiePoints, useTiePoints } from './use-tie-points';

const KIND_OPTIONS = [
  { value: 'shift', label: KIND_NAMES.shift },
  { value: 'similarity', label: KIND_NAMES.similarity },
] as const;

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
          <Button icon="plus" onClick={points.add}>
            Type a point
          </Button>
        </span>
      </div>
      <p className={css.step} role="status">
        {nextTieStep(points)}
      </p>
      <div className={css.maps}>
        <PlaceMap
          frame={frame}
          heading={<span className="ellipsis">This frame</span>}
          marks={marksOf(points, 'own')}
          onClick={(own) => points.set({ own })}
        />
        <PlaceMap
          frame={reference}
          heading={<span className="ellipsis">Reference: {reference.title}</span>}
          marks={marksOf(points, 'reference')}
          onClick={(pixel) => points.set({ reference: pixel })}
        />
      </div>
      <div className={css.tools}>
        <p className={css.note}>{sentence}</p>
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
      {points.points.length > 0 ? <TieTable points={points} /> : null}
    </div>
  );
}

function marksOf({ points, current }: TiePoints, side: 'own' | 'reference') {
  return points.flatMap(({ id, [side]: pixel }) =>
    pixel ? [{ label: `${id}`, pixel, active: id === current }] : [],
  );
}

function TieTable({ points }: { readonly points: TiePoints }) {
  return (
    <table className={css.table} aria-label="Tie points">
      <thead>
        <tr>
          <th>Point</th>
          <th>In this frame: column, row</th>
          <th>In the reference: column, row</th>
          <th>Misses by</th>
          <th>
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {points.points.map((point) => (
          <TieRow key={point.id} point={point} points={points} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { readonly point: TieDraft; readonly points: TiePoints };

function TieRow({ point, points }: RowProps) {
  const { found, complete, current } = points;
  const left = found?.fit.residuals[complete.findIndex(({ id }) => id === point.id)];
  const chosen = current === point.id;
  return (
    <tr className={chosen ? css.chosen : undefined}>
      <td>
        <Button aria-pressed={chosen} onClick={() => points.choose(chosen ? null : point.id)}>
          {`${point.id}`}
        </Button>
      </td>
      <td>
        <TypedPixel
          label={`Point ${point.id} in this frame`}
          pixel={point.own}
          onPixel={(own) => points.change(point.id, { own })}
        />
      </td>
      <td>
        <TypedPixel
          label={`Point ${point.id} in the reference`}
          pixel={point.reference}
          onPixel={(pixel) => points.change(point.id, { reference: pixel })}
        />
      </td>
      <td className="mono">{left ? `${formatNumber(Math.hypot(left[0], left[1]), 2)} px` : ''}</td>
      <td>
        <IconButton
          icon="trash-2"
          label={`Remove point ${point.id}`}
          onClick={() => points.remove(point.id)}
        />
      </td>
    </tr>
  );
}

type TypedProps = {
  readonly label: string;
  readonly pixel: PixelXY | null;
  readonly onPixel: (pixel: PixelXY) => void;
};

function TypedPixel({ label, pixel, onPixel }: TypedProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const shown = pixel ? formatPixel(pixel) : '';
  const commit = (text: string) => {
    if (text.trim() === shown || text.trim() === '') return setProblem(null);
    const typed = pixelOf(text);
    if (typed) onPixel(typed);
    setProblem(typed ? null : 'Write column and row, as 1204.5, 877.');
  };
  return (
    <TextField
      key={shown}
      label={label}
      layout="hidden"
      mono
      value={shown}
      example="1204.5, 877.0"
      error={problem}
      onCommit={commit}
    />
  );
}

/** '1 204.5, 877.0' as it is shown, or '1204.5 877'; null for anything else. */
export function pixelOf(text: string): PixelXY | null {
  const plain = text
    .replace(/\u202f/g, '')
    .replace(/\u2212/g, '-')
    .trim();
  const [, x, y] = /^(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)$/.exec(plain) ?? [];
  return x !== undefined && y !== undefined ? [Number(x), Number(y)] : null;
}
