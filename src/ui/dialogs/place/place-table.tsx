/** The list of control points: their pixels, where they are, how far the fit misses them. */
import { formatLonLat } from '../../../domain/geo/format-numbers';
import { parsePlace } from '../../../domain/search/coordinates';
import { PixelSide } from '../../points/pixel-side';
import { PointTable, TypedSide } from '../../points/point-table';
import type { PlacePoints, PointDraft } from './place-points';

export function PlaceTable({ points }: { readonly points: PlacePoints }) {
  const { fit, complete } = points;
  const miss = (point: PointDraft): string => {
    const at = complete.findIndex(({ id }) => id === point.id);
    const [px, m] = [fit?.residualsPx[at], fit?.residualsM[at]];
    return px === undefined || m === undefined ? '' : `${px.toFixed(2)} px, ${m.toFixed(2)} m`;
  };
  return (
    <PointTable
      label="Control points"
      list={points}
      sides={['In this picture: column, row', 'On the earth: latitude, longitude or MGRS']}
      cells={({ id, pixel, lonLat }) => [
        <PixelSide
          key="pixel"
          label={`Point ${id} in this picture`}
          pixel={pixel}
          onValue={(typed) => points.change(id, { pixel: typed })}
        />,
        // Six decimals of a degree are a tenth of a metre.
        <TypedSide
          key="place"
          label={`Where point ${id} is`}
          shown={lonLat ? formatLonLat(lonLat, 6) : ''}
          example="37.94212, 23.61740"
          parse={parsePlace}
          hint="Write latitude and longitude, or MGRS."
          onValue={(place) => points.change(id, { lonLat: place })}
        />,
      ]}
      miss={miss}
    />
  );
}
