/** An error that is meant for the user: its message is a whole sentence that names what is wrong and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** A sentence for the screen, whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return String(error);
}

/** Whether an operation ended because its signal was aborted, which is no failure. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** For the default branch of a switch over a union: a new member fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
