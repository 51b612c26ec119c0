/** In the bar above the picture: whether the frame is laid on its site's reference. */
import { alignPlaceOf, referenceFor } from '../../commands/align/align';
import { alignedText, offsetsText } from '../../domain/geo/alignment-text';
import type { Frame } from '../../domain/model/frame';
import { CommandButton } from '../command-controls';
import { useDocument, useDocumentRevision } from '../context';
import { Status } from '../kit';
import css from './align-sign.module.css';

/** Only offers it as long as the site has no reference, and is silent where there is no other frame. */
export function AlignSign({ frame }: { readonly frame: Frame }) {
  useDocumentRevision();
  const document = useDocument();
  const place = alignPlaceOf(document, frame);
  if (place?.isReference) {
    return (
      <span
        className={css.sign}
        title={`The other frames of ${place.site.name} are laid on this one.`}
      >
        <Status tone="info">Reference</Status>
      </span>
    );
  }
  const reference = referenceFor(document, frame);
  if (!reference) return null;
  const { alignment } = frame;
  if (!alignment) {
    return (
      <>
        {place?.reference ? (
          <span className={css.sign} title={`Not laid on ${reference.title}.`}>
            <Status tone="warn">Not aligned</Status>
          </span>
        ) : null}
        <CommandButton id="align.open" label="Align" icon={false} />
      </>
    );
  }
  const title = `Laid on ${reference.title}: ${offsetsText(alignment)}. ${alignment.detail}`;
  return (
    <span className={css.sign} title={title}>
      <Status tone={alignment.residualPx === null ? 'info' : 'ok'}>{alignedText(alignment)}</Status>
    </span>
  );
}
