/** Asks whether files that look like bands or tiles of one picture are to be one frame. */
import type { JoinChoice } from '../frames/gather-files';
import { notify } from '../notify';
import type { Services } from '../types';

export type JoinAnswer = 'one' | 'apart' | 'cancelled';

/** What is asked: the pictures that files may be parts of, and how many files given with them are none. */
export type JoinQuestion = { readonly choices: readonly JoinChoice[]; readonly others: number };

type Question = JoinQuestion & { answer(value: JoinAnswer): void };

const LEFT =
  'The files were not opened: whether they are one picture was not answered. Open them again.';

const questions = new WeakMap<Services, Question>();

const NONE: JoinQuestion = { choices: [], others: 0 };

/** What the open question is about; nothing where none is open. */
export function joinAsked(services: Services): JoinQuestion {
  return questions.get(services) ?? NONE;
}

/** Opens the question; resolves with the answer, 'cancelled' where another question takes its place. */
export function askJoin(services: Services, asked: JoinQuestion): Promise<JoinAnswer> {
  answerJoin(services, 'cancelled');
  return new Promise((resolve) => {
    const question = { ...asked, answer: resolve };
    questions.set(services, question);
    services.session.setState({ dialog: 'join' });
    // The palette's keys work in a dialog too, and take its place.
    const stop = services.session.subscribe(({ dialog }) => {
      if (dialog === 'join' && questions.get(services) === question) return;
      stop();
      if (questions.get(services) !== question) return;
      answerJoin(services, 'cancelled');
      notify(services.session, 'warn', LEFT);
    });
  });
}

export function answerJoin(services: Services, value: JoinAnswer): void {
  questions.get(services)?.answer(value);
  questions.delete(services);
}
