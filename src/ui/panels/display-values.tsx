/** What lies under the pointer: the stored value of every band, and the physical one where there is such. */
import { formatNumber, NO_VALUE } from '../../domain/geo/format-numbers';
import { isNodata, physicalValue } from '../../domain/imaging/scaling';
import type { Frame } from '../../domain/model/frame';
import { useReadout } from '../context';
import { bandLabel } from './display-bands';
import css from './display-panel.module.css';

/** Enough places to tell stored values of floating-point files apart, none for whole numbers. */
function storedText(value: number): string {
  return Number.isInteger(value) ? formatNumber(value, 0) : String(Number(value.toPrecision(7)));
}

/** Significant figures of a value that was computed. */
const FIGURES = 6;

type RowProps = {
  readonly raster: Frame['raster'];
  readonly band: number;
  readonly value: number | undefined;
};

function Row({ raster, band, value }: RowProps) {
  const physical = value === undefined ? null : physicalValue(raster, band, value);
  const empty = value !== undefined && isNodata(raster, band, value);
  const text = physical === null ? '' : String(Number(physical.toPrecision(FIGURES)));
  return (
    <tr>
      <th scope="row" className="ellipsis">
        {bandLabel(raster, band)}
      </th>
      <td className={`mono ${empty ? css.empty : ''}`}>
        {value === undefined || Number.isNaN(value) ? NO_VALUE : storedText(value)}
      </td>
      {raster.scaling ? (
        <td className={`mono ${empty ? css.empty : ''}`}>{empty ? 'no data' : text}</td>
      ) : null}
    </tr>
  );
}

export function Values({ frame: { raster } }: { readonly frame: Frame }) {
  const samples = useReadout((state) => state.pointer?.samples ?? null);
  const bands = Array.from({ length: raster.bands }, (_, band) => band);
  return (
    <div className={css.part}>
      <table className={css.values}>
        <caption>
          {raster.scaling ? 'Under the pointer: as stored, and scaled' : 'Under the pointer'}
        </caption>
        <tbody>
          {bands.map((band) => (
            <Row key={band} raster={raster} band={band} value={samples?.[band]} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
