/** Telling the user: notices for what needs an eye, tasks for what takes time. */
import { isAbort, sentenceOf } from '../domain/errors';
import { noDatabaseSentence } from '../store/db';
import type { Notice, Session } from '../store/session';

let lastId = 0;

/** Shows a notice until it is dismissed, and gives its id. The same text is not shown twice at once. */
export function notify(
  session: Session,
  tone: Notice['tone'],
  text: string,
  details: readonly string[] = [],
  action: Notice['action'] = null,
  unplaced: Notice['unplaced'] = [],
): Notice['id'] {
  lastId += 1;
  const id = lastId;
  const notice: Notice = { id, tone, text, details, action, unplaced };
  session.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.text !== text), notice],
  }));
  return id;
}

export function dismissNotice(session: Session, id: number): void {
  session.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** A sentence for the screen, whatever was thrown, also by a database that cannot be used. */
export function userSentence(error: unknown): string {
  return noDatabaseSentence(error) ?? sentenceOf(error);
}

/** Shows what was thrown, unless it was an abort that the user asked for. */
export function notifyError(session: Session, error: unknown): void {
  if (isAbort(error)) return;
  // The console keeps the stack, for a report; the screen has the sentence.
  console.warn(error);
  notify(session, 'bad', userSentence(error));
}

export type TaskHandle = {
  readonly signal: AbortSignal;
  /** Reports how far it is, 0…1. */
  readonly progress: (fraction: number) => void;
};

/**
 * Runs work as a task that the status bar shows and that can be cancelled; leaving the project cancels it
 * too, unless it outlives that.
 */
export async function runTask<T>(
  session: Session,
  label: string,
  work: (task: TaskHandle) => Promise<T>,
  { outlives = false }: { readonly outlives?: boolean } = {},
): Promise<T> {
  lastId += 1;
  const id = lastId;
  const controller = new AbortController();
  const cancel = () => controller.abort();
  const task = { id, label, fraction: null, cancel, outlives };
  session.setState(({ tasks }) => ({ tasks: [...tasks, task] }));
  const progress = (fraction: number) =>
    session.setState(({ tasks }) => ({
      tasks: tasks.map((task) => (task.id === id ? { ...task, fraction } : task)),
    }));
  try {
    return await work({ signal: controller.signal, progress });
  } finally {
    session.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }));
  }
}
