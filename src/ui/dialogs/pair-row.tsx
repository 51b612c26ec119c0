/** One proposed pair: both hulls, what speaks for them being one, and what the analyst says. */
import type { ShipPair } from '../../commands/vessels/pair-ships';
import { acrossBox } from '../../domain/geo/around-box';
import { formatNumber } from '../../domain/geo/format-numbers';
import { measuresOf } from '../../domain/geo/measure-cache';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import { useDocument } from '../context';
import { Badge, ChoiceChips, Select } from '../kit';
import { Chip } from '../vessels/chip';
import { likelihoodBand, likelihoodWords } from '../vessels/vessel-texts';
import css from './pair-dialog.module.css';

export type Verdict = 'accept' | 'reject';
export const NEW_VESSEL = '';

/** What beats the next best by less is doubtful: another pairing is nearly as likely. */
const CLEAR_TIMES = 7.4;
/** More is not known so exactly. */
const MOST_TIMES = 1000;

function marginText(times: number): string {
  if (times >= MOST_TIMES) return `over ${MOST_TIMES} times likelier than the next best pairing`;
  const text = `${formatNumber(times, times < 10 ? 1 : 0)} times likelier than the next best pairing`;
  return times < CLEAR_TIMES ? `${text}: doubtful` : text;
}

/** CSS pixels. */
const CHIP = { width: 168, height: 92 };

function Hull({
  letter,
  box,
  frame,
  across,
}: {
  readonly letter: 'A' | 'B';
  readonly box: Box;
  readonly frame: Frame;
  readonly across: number;
}) {
  const document = useDocument();
  const measures = measuresOf(box, frame);
  const vessel = box.link && document.get('vessels', box.link.vesselId);
  const size = measures
    ? `${formatNumber(measures.lengthM, 1)} × ${formatNumber(measures.widthM, 1)} m`
    : 'no measures';
  return (
    <div className={css.hull}>
      <Chip
        frame={frame}
        place={measures?.center ?? null}
        across={across}
        {...CHIP}
        box={box}
        label={`${letter}: box ${box.number} on ${frame.title}`}
      />
      <span className="ellipsis" title={vessel?.name}>
        <b>{`${letter} ${vessel?.name ?? `box ${box.number}`}`}</b>
      </span>
      <span className={css.aside}>{size}</span>
    </div>
  );
}

export type PairRowProps = {
  readonly pair: ShipPair;
  readonly frames: readonly [Frame, Frame];
  readonly verdict: Verdict | null;
  /** The vessel to link both to, or NEW_VESSEL. */
  readonly target: string;
  readonly onVerdict: (verdict: Verdict | null) => void;
  readonly onTarget: (target: string) => void;
};

export function PairRow({ pair, frames, verdict, target, onVerdict, onTarget }: PairRowProps) {
  const document = useDocument();
  const { before, after, likelihood, times, reasons } = pair;
  const vessels = [...document.all('vessels')].sort((a, b) => a.name.localeCompare(b.name));
  const name = `box ${before.number} and box ${after.number}`;
  // Both at one scale: which is the longer is seen at once.
  const across = Math.max(
    acrossBox(measuresOf(before, frames[0]), CHIP),
    acrossBox(measuresOf(after, frames[1]), CHIP),
  );
  return (
    <li className={css.row} data-verdict={verdict ?? 'left'}>
      <Hull letter="A" box={before} frame={frames[0]} across={across} />
      <Hull letter="B" box={after} frame={frames[1]} across={across} />
      <div className={css.why}>
        <span>
          <Badge>{`${likelihoodWords(likelihood)} ${likelihoodBand(likelihood)}`}</Badge>
        </span>
        <span className={css.aside}>{marginText(times)}</span>
        <ul>
          {reasons.map(({ kind, text, verdict: says }) => (
            <li key={kind} data-verdict={says}>
              {text}
            </li>
          ))}
        </ul>
      </div>
      <div className={css.say}>
        <ChoiceChips<Verdict>
          label={`Verdict on ${name}`}
          layout="hidden"
          options={[
            { value: 'accept', label: 'Accept' },
            { value: 'reject', label: 'Reject' },
          ]}
          value={verdict}
          onChange={onVerdict}
        />
        <Select
          label="Links both to"
          value={target}
          options={[
            { value: NEW_VESSEL, label: 'A new vessel' },
            ...vessels.map(({ id, name: vessel }) => ({ value: id as string, label: vessel })),
          ]}
          onChange={onTarget}
        />
      </div>
    </li>
  );
}
