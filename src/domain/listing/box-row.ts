/** One line of a list of boxes: the box with what is shown and searched of its frame and class. */
import type { Box } from '../model/box';
import type { Frame } from '../model/frame';
import type { BoxClass } from '../model/project';

/** What rows of one frame share, made once for each frame. */
export type FrameFacts = {
  readonly frame: Frame;
  readonly siteName: string;
  /** ISO 8601 instant or day, null where not known. */
  readonly date: string | null;
  /** Title, site, sensor, provider, file and date in lower case, for free words. */
  readonly text: string;
};

/** What rows of one class share. */
export type ClassFacts = { readonly boxClass: BoxClass; readonly text: string };

export type BoxRow = {
  readonly box: Box;
  readonly frame: FrameFacts;
  readonly boxClass: ClassFacts;
};

export function frameFacts(frame: Frame, siteName: string): FrameFacts {
  const date = frame.acquired?.value ?? null;
  const words = [frame.title, siteName, frame.sensor, frame.sensorShort, frame.provider];
  const text = [...words, frame.file.name, date ?? ''].join('\n').toLowerCase();
  return { frame, siteName, date, text };
}

export function classFacts(boxClass: BoxClass): ClassFacts {
  return { boxClass, text: boxClass.name.toLowerCase() };
}
