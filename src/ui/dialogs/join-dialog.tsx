/** Files that look like bands or tiles of one picture: one frame, or one each. */
import { useRef } from 'react';
import type { JoinChoice } from '../../commands/frames/gather-files';
import { answerJoin, type JoinAnswer, joinAsked } from '../../commands/project/ask-join';
import { bandText } from '../../domain/imaging/band-text';
import { useServices } from '../context';
import { Button, Dialog } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';

export function JoinDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const { choices, others } = joinAsked(services);
  const main = useRef<HTMLButtonElement>(null);
  const answer = (value: JoinAnswer) => {
    // First the answer: a question that closes without one was left.
    answerJoin(services, value);
    onClose();
  };
  const files = choices.reduce((sum, { labels }) => sum + labels.length, 0);
  const pictures = choices.length === 1 ? 'one picture' : `${choices.length} pictures`;
  return (
    <Dialog
      open
      title={`These ${files} files look like ${whatOf(choices)} of ${pictures}`}
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
        {choices.map((choice) => (
          <div key={choice.title} className={css.card}>
            <div className={css.cardTitle}>{choice.title}</div>
            <p className={css.aside}>{partsOf(choice)}</p>
          </div>
        ))}
        {choices.some(({ kind }) => kind === 'bands') && (
          <p className={css.aside}>As one frame the bands can be combined in colours.</p>
        )}
        {choices.some(({ kind }) => kind === 'tiles') && (
          <p className={css.aside}>
            As one frame the tiles lie side by side, the last by name on top where they overlap, and
            boxes may cross their edges.
          </p>
        )}
        <p className={css.aside}>Boxes are drawn once. The files stay as they are.</p>
        {others > 0 && <p className={css.aside}>{othersText(others)}</p>}
      </div>
    </Dialog>
  );
}

/** What was given along and is part of none of these, as a band of another date. */
function othersText(others: number): string {
  return others === 1
    ? '1 other file is no part of this and opens as a frame of its own.'
    : `${others} other files are no part of this and open as frames of their own.`;
}

function whatOf(choices: readonly JoinChoice[]): string {
  const [first] = choices;
  const same = choices.every(({ kind }) => kind === first?.kind);
  return same && first ? first.kind : 'bands and tiles';
}

/** Tiles that are named before the rest is only counted. */
const NAMED = 4;

function partsOf({ kind, labels }: JoinChoice): string {
  if (kind === 'bands') return `Bands: ${labels.map(bandText).join(', ')}`;
  const rest = labels.length - NAMED;
  const named = labels.slice(0, rest > 1 ? NAMED : labels.length).join(', ');
  return `${labels.length} tiles of one time and pixel grid: ${named}${rest > 1 ? ` and ${rest} more` : ''}`;
}
