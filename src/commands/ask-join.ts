/** Asks whether files that look like bands or tiles of one picture are to be one frame. */
import type { JoinChoice } from './gather-files';
import type { Services } from './types';

export type JoinAnswer = 'one' | 'apart' | 'cancelled';

type Question = { readonly choices: readonly JoinChoice[]; answer(value: JoinAnswer): void };

const questions = new WeakMap<Services, Question>();

/** What the open question is about; [] where none is open. */
export function joinAsked(services: Services): readonly JoinChoice[] {
  return questions.get(services)?.choices ?? [];
}

/** Opens the question; resolves with the answer, 'cancelled' where another question takes its place. */
export function askJoin(services: Services, choices: readonly JoinChoice[]): Promise<JoinAnswer> {
  answerJoin(services, 'cancelled');
  return new Promise((resolve) => {
    questions.set(services, { choices, answer: resolve });
    services.session.setState({ dialog: 'join' });
  });
}

export function answerJoin(services: Services, value: JoinAnswer): void {
  questions.get(services)?.answer(value);
  questions.delete(services);
}
