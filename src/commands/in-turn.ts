/** Work that must not overlap: each piece begins when the one before it has ended, however it did. */

/** The end of the last piece of work, by what it is about. */
export type Turns<K extends object> = WeakMap<K, Promise<unknown>>;

/** Does the work after all that was asked for before; settles as the work does. */
export function inTurn<K extends object, T>(
  turns: Turns<K>,
  about: K,
  work: () => Promise<T>,
): Promise<T> {
  const done = (turns.get(about) ?? Promise.resolve()).then(work);
  turns.set(about, Promise.allSettled([done]));
  return done;
}
