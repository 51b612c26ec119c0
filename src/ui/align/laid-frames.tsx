/** The frames of a site beside its reference: how each is laid on it, and a way to lay those that are not. */
import { framesOfSite } from '../../commands/frame-order';
import {
  methodText,
  offsetsText,
  referenceText,
  residualText,
} from '../../domain/geo/alignment-text';
import { formatDate } from '../../domain/geo/format-numbers';
import type { Alignment } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import { CommandButton } from '../command-controls';
import { useDocument, useServices } from '../context';
import { Button, Status } from '../kit';
import css from './align.module.css';

/** @param reference the frame that the others are laid on */
export function LaidFrames({ reference }: { readonly reference: Frame }) {
  const services = useServices();
  const others = framesOfSite(useDocument(), reference.siteId).filter(
    ({ id }) => id !== reference.id,
  );
  const go = ({ id: frameId }: Frame) =>
    services.session.setState({ frameId, selection: [], hovered: null });
  return (
    <>
      <div className={css.tools}>
        <p className={css.note}>{referenceText(reference, others)}</p>
        <span className={css.zoom}>
          <CommandButton id="align.site" label="Align all others" icon={false} kind="primary" />
        </span>
      </div>
      {others.length > 0 ? (
        <table className={css.laid} aria-label="Frames laid on the reference">
          <thead>
            <tr>
              <th scope="col">Frame</th>
              <th scope="col">How it is laid</th>
              <th scope="col">Residual</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {others.map((frame) => (
              <LaidRow key={frame.id} frame={frame} onGo={() => go(frame)} />
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

type LaidRowProps = { readonly frame: Frame; readonly onGo: () => void };

function LaidRow({ frame, onGo }: LaidRowProps) {
  const { title, acquired, alignment } = frame;
  return (
    <tr>
      <th scope="row">
        <span className={css.line}>{title}</span>
        <span className={css.note}>{acquired ? formatDate(acquired.value) : 'No date'}</span>
      </th>
      {alignment ? (
        <Lies alignment={alignment} />
      ) : (
        <td colSpan={2}>
          <Status tone="warn">Not aligned</Status>
        </td>
      )}
      <td>
        <Button aria-label={`${alignment ? 'Show' : 'Align'} ${title}`} onClick={onGo}>
          {alignment ? 'Show' : 'Align …'}
        </Button>
      </td>
    </tr>
  );
}

function Lies({ alignment }: { readonly alignment: Alignment }) {
  const { residualPx } = alignment;
  return (
    <>
      <td>
        <span className={css.line}>{methodText(alignment)}</span>
        <span className={css.note}>{offsetsText(alignment)}</span>
      </td>
      <td className="mono">{residualPx === null ? 'not measured' : residualText(residualPx)}</td>
    </>
  );
}
