/** Why a box without a partner counts as not observed, and how to make the other date count. */
import { markExamined } from '../../commands/boxes/area-commands';
import type { BoxChange } from '../../commands/compare/changes-between';
import type { ComparedPair } from '../../commands/frames/compare-frames';
import { useLockedReason, useServices } from '../context';
import { Button } from '../kit';
import css from './examine-hint.module.css';

/** The frames that have a say in whether boxes are gone or have appeared, with their letters. */
function unexamined(changes: readonly BoxChange[], { before, after, letters }: ComparedPair) {
  const missed = changes.filter(({ look }) => look === 'unexamined');
  return [
    {
      letter: letters.before,
      frame: before,
      count: missed.filter((one) => one.before === null).length,
    },
    {
      letter: letters.after,
      frame: after,
      count: missed.filter((one) => one.after === null).length,
    },
  ].filter(({ count }) => count > 0);
}

export type ExamineHintProps = {
  readonly changes: readonly BoxChange[];
  readonly pair: ComparedPair;
};

export function ExamineHint({ changes, pair }: ExamineHintProps) {
  const services = useServices();
  const locked = useLockedReason();
  return unexamined(changes, pair).map(({ letter, frame, count }) => (
    <div key={letter} className={css.hint} role="note">
      <p>
        {`${count === 1 ? '1 box has' : `${count} boxes have`} no partner on ${letter} and ${count === 1 ? 'is' : 'are'} not observed: nobody has said that this date was examined here.`}
      </p>
      <Button
        icon="list-checks"
        disabledReason={locked}
        onClick={() => markExamined(services, frame.id, true)}
      >
        {`All of ${letter} was examined`}
      </Button>
    </div>
  ));
}
