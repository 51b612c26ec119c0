/** How the inspector's fields change boxes: one edit for each field that is done with. */
import { editContext } from '../../commands/box-access';
import { notify, notifyError } from '../../commands/notify';
import { setAttributes, setClass } from '../../domain/edits/box-edits';
import { sentenceOf, UserError } from '../../domain/errors';
import type { BoxAttributes } from '../../domain/model/attributes';
import type { Box } from '../../domain/model/box';
import type { BoxId, ClassId } from '../../domain/model/ids';
import { useDocument, useLockedReason, useServices } from '../context';

export type BoxEditing = {
  /** Stores attributes; gives the sentence that says why it cannot. */
  readonly set: (attributes: Partial<BoxAttributes>) => string | null;
  readonly setClass: (classId: ClassId) => void;
  /** Tells the user of typed text that could not be stored. */
  readonly lost: (label: string, text: string, problem: string) => void;
  /** Null when the boxes can be changed, else why not. */
  readonly reason: string | null;
};

/** Editing of all of these boxes that are not locked. */
export function useBoxEditing(boxes: readonly Box[]): BoxEditing {
  const { session } = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const open = boxes.filter((box) => !box.locked);
  const ids: readonly BoxId[] = open.map((box) => box.id);
  const reason =
    locked ?? (open.length > 0 ? null : 'Locked. Unlock with the padlock above to change it.');
  return {
    reason,
    set: (attributes) => {
      // A box may have been deleted while its field still held a text.
      const standing = ids.filter((id) => document.get('boxes', id));
      if (standing.length === 0) return 'The box was deleted.';
      try {
        document.commit(
          setAttributes(document, editContext(document), { ids: standing, attributes }),
        );
        return null;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return sentenceOf(error);
      }
    },
    setClass: (classId) => {
      try {
        const { sternToBow } = session.getState();
        document.commit(setClass(document, editContext(document), { ids, classId, sternToBow }));
        session.setState({ classId });
      } catch (error) {
        notifyError(session, error);
      }
    },
    lost: (label, text, problem) =>
      notify(
        session,
        'warn',
        `${label} was not stored: ${problem}`,
        text ? [`Typed: ${text}`] : [],
      ),
  };
}

const serials = new WeakMap<readonly BoxId[], number>();
let lastSerial = 0;

/** A key that differs for every selection, so that a field's draft never ends in another box. */
export function selectionKey(selection: readonly BoxId[]): number {
  const known = serials.get(selection);
  if (known) return known;
  lastSerial += 1;
  serials.set(selection, lastSerial);
  return lastSerial;
}
