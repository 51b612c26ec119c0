/**
 * What can wait until a first picture is drawn: storing its project, locks and the page's address each take time
 * of the processors that draw it.
 */

/** Milliseconds in which it is drawn, mostly. */
const DRAWN = 300;

const waits = new Set<() => void>();

/** Resolves when a picture that comes up now has been drawn, or somebody leaves. */
export function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      waits.delete(end);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, DRAWN);
    waits.add(end);
  });
}

/** Nobody waits any longer: the page or the project is about to be left. */
export function endFirstPicture(): void {
  for (const end of waits) end();
}
