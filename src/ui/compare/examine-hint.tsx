/** Why a box without a partner counts as not observed, and how to make the other date count. */
import { markExamined } from '../../commands/area-commands';
import type { BoxChange } from '../../commands/changes-between';
import type { Frame } from '../../domain/model/frame';
import { useLockedReason, useServices } from '../context';
import { Button } from '../kit';
import css from './examine-hint.module.css';

/** The frames that have a say in whether boxes are gone or have appeared, with their letters. */
function unexamined(changes: readonly BoxChange[], before: Frame, after: Frame) {
  const missed = changes.filter(({ look }) => look === 'unexamined');
  return [
    { letter: 'A', frame: before, count: missed.filter((one) => one.before === null).length },
    { letter: 'B', frame: after, count: missed.filter((one) => one.after === null).length },
  ].filter(({ count }) => count > 0);
}

export type ExamineHintProps = {
  readonly changes: readonly BoxChange[];
  readonly before: Frame;
  readonly after: Frame;
};

export function ExamineHint({ changes, before, after }: ExamineHintProps) {
  const services = useServices();
  const locked = useLockedReason();
  return unexamined(changes, before, after).map(({ letter, frame, count }) => (
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
