/** Files that look like bands of one picture: one frame, or one each. */
import { useRef } from 'react';
import { answerBands, type BandsAnswer, bandsAsked } from '../../commands/ask-bands';
import { useServices } from '../context';
import { Button, Dialog } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';

export function BandsDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const choices = bandsAsked(services);
  const main = useRef<HTMLButtonElement>(null);
  const answer = (value: BandsAnswer) => {
    onClose();
    answerBands(services, value);
  };
  const files = choices.reduce((sum, { labels }) => sum + labels.length, 0);
  const pictures = choices.length === 1 ? 'one picture' : `${choices.length} pictures`;
  return (
    <Dialog
      open
      title={`These ${files} files look like bands of ${pictures}`}
      onClose={() => answer('cancelled')}
      initialFocus={main}
      actions={
        <>
          <Button onClick={() => answer('apart')}>Open separately</Button>
          <Button ref={main} kind="primary" onClick={() => answer('one')}>
            {choices.length === 1 ? 'Open as one frame' : `Open as ${choices.length} frames`}
          </Button>
        </>
      }
    >
      <div className={css.stack}>
        {choices.map(({ title, labels }) => (
          <div key={title} className={css.card}>
            <div className={css.cardTitle}>{title}</div>
            <p className={css.aside}>Bands: {labels.join(', ')}</p>
          </div>
        ))}
        <p className={css.aside}>
          As one frame the bands can be combined in colours, and boxes are drawn once. The files
          stay as they are.
        </p>
      </div>
    </Dialog>
  );
}
