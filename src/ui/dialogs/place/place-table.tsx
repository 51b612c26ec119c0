/** The list of control points: their pixels, where they are, how far the fit misses them. */
import { useState } from 'react';
import { formatLonLat, formatPixel } from '../../../domain/geo/format-numbers';
import { parsePlace } from '../../../domain/search/coordinates';
import { Button, IconButton, TextField } from '../../kit';
import css from './place.module.css';
import type { PlacePoints, PointDraft } from './place-points';

export function PlaceTable({ points }: { readonly points: PlacePoints }) {
  if (points.points.length === 0) return null;
  return (
    <table className={css.table} aria-label="Control points">
      <thead>
        <tr>
          <th>Point</th>
          <th>In this picture</th>
          <th>On the earth: latitude, longitude or MGRS</th>
          <th>Misses by</th>
          <th>
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {points.points.map((point) => (
          <PlaceRow key={point.id} point={point} points={points} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { readonly point: PointDraft; readonly points: PlacePoints };

function PlaceRow({ point, points }: RowProps) {
  const { fit, complete, current } = points;
  const at = complete.findIndex(({ id }) => id === point.id);
  const [px, m] = [fit?.residualsPx[at], fit?.residualsM[at]];
  const chosen = current === point.id;
  return (
    <tr className={chosen ? css.chosen : undefined}>
      <td>
        <Button aria-pressed={chosen} onClick={() => points.choose(chosen ? null : point.id)}>
          {`${point.id}`}
        </Button>
      </td>
      <td className="mono">{point.pixel ? formatPixel(point.pixel) : 'not set'}</td>
      <td>
        <TypedPlace point={point} onPlace={(lonLat) => points.change(point.id, lonLat)} />
      </td>
      <td className="mono">
        {px === undefined || m === undefined ? '' : `${px.toFixed(2)} px, ${m.toFixed(2)} m`}
      </td>
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

type TypedPlaceProps = {
  readonly point: PointDraft;
  readonly onPlace: (lonLat: readonly [number, number]) => void;
};

/** Six decimals of a degree are a tenth of a metre. */
function TypedPlace({ point, onPlace }: TypedPlaceProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const shown = point.lonLat ? formatLonLat(point.lonLat, 6) : '';
  const commit = (text: string) => {
    if (text.trim() === shown || text.trim() === '') return setProblem(null);
    const place = parsePlace(text);
    if (place) onPlace(place);
    setProblem(place ? null : 'Write latitude and longitude, or MGRS.');
  };
  return (
    <TextField
      key={shown}
      label={`Where point ${point.id} is`}
      layout="hidden"
      mono
      value={shown}
      example="37.94212, 23.61740"
      error={problem}
      onCommit={commit}
    />
  );
}
