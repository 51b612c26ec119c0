/** The fields of the record for all selected boxes at once. */
import { sharedValue } from '../../domain/listing/shared-value';
import { useDocument, useDocumentRevision, useSession } from '../context';
import { Button, Dialog, NoticeBar } from '../kit';
import { RecordSections } from '../panels/inspector';
import { selectionKey, useBoxEditing } from '../panels/inspector-edit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';

export function BatchDialog({ onClose }: DialogContentProps) {
  useDocumentRevision();
  const document = useDocument();
  const selection = useSession((state) => state.selection);
  const boxes = selection.flatMap((id) => document.get('boxes', id) ?? []);
  const editing = useBoxEditing(boxes);
  const classId = sharedValue(boxes, (box) => box.classId);
  const locked = boxes.filter((box) => box.locked).length;
  const title = boxes.length === 1 ? 'Change 1 box' : `Change ${boxes.length} boxes at once`;
  const left = locked > 0 ? ` ${locked} locked ones stay as they are.` : '';
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      padded={false}
      note={`Each field is stored as you leave it, in one step that can be undone.${left}`}
      actions={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {editing.reason ? (
        <div className={css.padded}>
          <NoticeBar tone="info" text={editing.reason} />
        </div>
      ) : null}
      <RecordSections
        key={selectionKey(selection)}
        boxes={boxes}
        boxClass={classId.value ? (document.get('classes', classId.value) ?? null) : null}
        editing={editing}
      />
    </Dialog>
  );
}
