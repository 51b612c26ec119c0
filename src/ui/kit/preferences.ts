/** Small choices that this browser remembers, such as the theme. Without storage they are forgotten. */

/** What is remembered under a name, or null. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch (error) {
    return refused(error);
  }
}

/** Remembers a value; null forgets it. */
export function writePreference(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch (error) {
    refused(error);
  }
}

/** A browser that forbids storage, or has no room, says so with an exception at every touch. */
function refused(error: unknown): null {
  if (!(error instanceof DOMException)) throw error;
  console.warn(error);
  return null;
}
