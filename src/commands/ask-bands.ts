/** Asks whether files that look like bands of one picture are to be one frame. */
import type { BandChoice } from './gather-files';
import type { Services } from './types';

export type BandsAnswer = 'one' | 'apart' | 'cancelled';

type Question = { readonly choices: readonly BandChoice[]; answer(value: BandsAnswer): void };

const questions = new WeakMap<Services, Question>();

/** What the open question is about; [] where none is open. */
export function bandsAsked(services: Services): readonly BandChoice[] {
  return questions.get(services)?.choices ?? [];
}

/** Opens the question; resolves with the answer, 'cancelled' where another question takes its place. */
export function askBands(services: Services, choices: readonly BandChoice[]): Promise<BandsAnswer> {
  answerBands(services, 'cancelled');
  return new Promise((resolve) => {
    questions.set(services, { choices, answer: resolve });
    services.session.setState({ dialog: 'bands' });
  });
}

export function answerBands(services: Services, value: BandsAnswer): void {
  questions.get(services)?.answer(value);
  questions.delete(services);
}
