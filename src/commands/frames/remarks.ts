/** Sentences on files, said once where several files share one. */
import type { FrameId } from '../../domain/model/ids';

export type Remark = {
  readonly fileName: string;
  /** A whole sentence, or several. */
  readonly sentence: string;
  /** The frame, where the sentence says that it has no place. */
  readonly unplaced?: FrameId;
};

const WITHOUT_PLACE = /it opens in pixels/;

/** What an image's inspection says of the frame that it became. */
export function remarksOn(
  fileName: string,
  frameId: FrameId,
  sentences: readonly string[],
): Remark[] {
  return sentences.map((sentence) =>
    WITHOUT_PLACE.test(sentence)
      ? { fileName, sentence, unplaced: frameId }
      : { fileName, sentence },
  );
}

/** The frames of remarks that say nothing but that these have no place; none where they say more. */
export function unplacedOf(remarks: readonly Remark[]): readonly FrameId[] {
  const frames = remarks.flatMap(({ unplaced }) => unplaced ?? []);
  return frames.length === remarks.length ? frames : [];
}

/**
 * 'a.tif: It is in pixels.', and for several files 'It is in pixels. That holds for 2 files: a.tif, b.tif.': every
 * file is named. In the order in which the sentences came first.
 */
export function groupRemarks(remarks: readonly Remark[]): string[] {
  const names = new Map<string, string[]>();
  for (const { fileName, sentence } of remarks) {
    names.set(sentence, [...(names.get(sentence) ?? []), fileName]);
  }
  return [...names].map(([sentence, files]) =>
    files.length === 1
      ? `${files[0]}: ${sentence}`
      : `${sentence} That holds for ${files.length} files: ${files.join(', ')}.`,
  );
}

/** What is said of several files that are in the project by their bytes: that all is well. */
export function alreadyHere(files: number, of: number): string {
  const which = files === of ? `All ${files} files are` : `${files} of ${of} files are`;
  return `${which} in the project already, so nothing was added for them.`;
}
