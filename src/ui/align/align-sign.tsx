/** In the bar above the picture: whether the frame is laid on its site's reference. */
import { alignPlaceOf } from '../../commands/align';
import { alignedText, offsetsText } from '../../domain/geo/alignment-text';
import type { Frame } from '../../domain/model/frame';
import { CommandButton } from '../command-controls';
import { useDocument, useDocumentRevision } from '../context';
import { Status } from '../kit';
import css from './align-sign.module.css';

/** Says nothing as long as the site has no reference. */
export function AlignSign({ frame }: { readonly frame: Frame }) {
  useDocumentRevision();
  const document = useDocument();
  const place = alignPlaceOf(document, frame);
  if (!place?.reference) return null;
  if (place.isReference) {
    return (
      <span
        className={css.sign}
        title={`The other frames of ${place.site.name} are laid on this one.`}
      >
        <Status tone="info">Reference</Status>
      </span>
    );
  }
  const { alignment } = frame;
  if (!alignment) {
    return (
      <>
        <span className={css.sign} title={`Not laid on ${place.reference.title} yet.`}>
          <Status tone="warn">Not aligned</Status>
        </span>
        <CommandButton id="align.open" label="Align" icon={false} />
      </>
    );
  }
  const title = `Laid on ${place.reference.title}: ${offsetsText(alignment)}. ${alignment.detail}`;
  return (
    <span className={css.sign} title={title}>
      <Status tone={alignment.residualPx === null ? 'info' : 'ok'}>{alignedText(alignment)}</Status>
    </span>
  );
}
