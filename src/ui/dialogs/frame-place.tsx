/** Where the picture lies, how that was found, and what an analyst can do about it. */
import { useState } from 'react';
import { guessedCrs, nameCrs } from '../../commands/frames/place';
import { runCommand } from '../../commands/registry';
import { placeFrame } from '../../domain/edits/frame-edits';
import { sentenceOf } from '../../domain/errors';
import { formatResolution } from '../../domain/geo/format-numbers';
import { crsText, placeText } from '../../domain/geo/place-text';
import type { Frame } from '../../domain/model/frame';
import { useServices } from '../context';
import { Button, NoticeBar, TextField } from '../kit';
import css from './dialogs.module.css';
import { useEdits } from './edit-hooks';

type PlaceProps = { readonly frame: Frame; readonly readOnly: boolean };

export function PlaceFields({ frame, readOnly }: PlaceProps) {
  const services = useServices();
  const { problem, commit } = useEdits();
  const byHand = frame.georef?.source === 'analyst';
  return (
    <div className={css.stack}>
      <dl className={css.facts}>
        <div className={css.factLine}>
          <dt>Place</dt>
          <dd>{placeText(frame)}</dd>
        </div>
        <div className={css.factLine}>
          <dt>Coordinate system</dt>
          <dd>{frame.georef ? crsText(frame.georef) : 'None'}</dd>
        </div>
        <div className={css.factLine}>
          <dt>Resolution</dt>
          <dd>
            {frame.resolutionM === null
              ? 'Not known'
              : `${formatResolution(frame.resolutionM)} per pixel`}
          </dd>
        </div>
      </dl>
      {frame.unplacedTransform && !frame.georef ? (
        <CrsField frame={frame} readOnly={readOnly} />
      ) : null}
      <div className={css.actions}>
        <Button
          icon="map-pin"
          disabled={readOnly}
          onClick={() => runCommand(services, 'frames.place')}
        >
          {frame.georef ? 'Place by control points…' : 'Give this picture a place…'}
        </Button>
        {byHand ? (
          <Button
            disabled={readOnly}
            onClick={() =>
              commit((doc, context) => placeFrame(doc, context, { id: frame.id, georef: null }))
            }
          >
            {frame.fileGeoref ? 'Back to the place that the file gives' : 'Remove this place'}
          </Button>
        ) : null}
      </div>
      {problem ? <NoticeBar tone="bad" text={problem} /> : null}
    </div>
  );
}

/** Asks for the coordinate system of a file that has coordinates alone. */
function CrsField({ frame, readOnly }: PlaceProps) {
  const services = useServices();
  const [problem, setProblem] = useState<string | null>(null);
  const name = (text: string) => {
    setProblem(null);
    nameCrs(services, frame, text).catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  const guesses = guessedCrs(services, frame);
  return (
    <div className={css.card}>
      <TextField
        label="Coordinate system of the file’s coordinates"
        value=""
        example="EPSG:32652"
        readOnly={readOnly}
        error={problem}
        help="An EPSG code, a proj4 definition or WKT. Enter stores it."
        onCommit={(text) => (text.trim() === '' ? setProblem(null) : name(text))}
      />
      {guesses.length > 0 ? (
        <div className={css.guesses}>
          <span className={css.aside}>Likely:</span>
          {guesses.map(({ label, text }) => (
            <Button key={text} disabled={readOnly} onClick={() => name(text)}>
              {`${label} (${text})`}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
