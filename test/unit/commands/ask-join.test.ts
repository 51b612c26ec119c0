/** Files that look like parts of one picture wait for an answer: they get one whatever becomes of the question. */
import { expect, it } from 'vitest';
import { answerJoin, askJoin, joinAsked } from '../../../src/commands/project/ask-join';
import type { Services } from '../../../src/commands/types';
import { createSession } from '../../../src/store/session';

const desk = () => ({ session: createSession() }) as unknown as Services;

it('another dialog in its place is no answer: nothing is opened, and that is said', async () => {
  const services = desk();
  const answer = askJoin(services, { choices: [], others: 1 });
  services.session.setState({ dialog: 'palette' });
  expect(await Promise.race([answer, new Promise((r) => setTimeout(r, 50))])).toBe('cancelled');
  expect(services.session.getState().notices.map(({ text }) => text)).toEqual([
    'The files were not opened: whether they are one picture was not answered. Open them again.',
  ]);
});

it('an answer is taken as it is, also when the dialog closes with it', async () => {
  const services = desk();
  const answer = askJoin(services, { choices: [], others: 1 });
  expect(services.session.getState().dialog).toBe('join');
  expect(joinAsked(services).others).toBe(1);
  answerJoin(services, 'one');
  services.session.setState({ dialog: null });
  expect(await answer).toBe('one');
  expect(joinAsked(services)).toEqual({ choices: [], others: 0 });
  expect(services.session.getState().notices).toEqual([]);
});
