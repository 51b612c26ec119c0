/** The picture, and what stands in its place when there is none. */
import { CommandButton } from '../command-controls';
import { EmptyState, ProgressBar } from '../kit';
import { type ImageryState, useCurrentFrame, useImageryState } from '../use-frame';
import css from './map-pane.module.css';
import { useFrameMap } from './use-frame-map';

function Absence({
  hasFrame,
  imagery,
}: {
  readonly hasFrame: boolean;
  readonly imagery: ImageryState;
}) {
  if (!hasFrame) {
    return (
      <div className={css.over}>
        <div className={css.card}>
          <EmptyState
            icon="image-plus"
            title="Drop GeoTIFFs here or choose files"
            text="Dates and places are read from the files. Nothing is uploaded."
          >
            <CommandButton id="frames.open" label="Choose files" kind="primary" showKeys />
            <CommandButton id="frames.open-folder" label="Choose a folder" icon={false} />
            <CommandButton id="frames.open-url" label="Open an address" icon={false} />
          </EmptyState>
        </div>
      </div>
    );
  }
  if (imagery.status !== 'missing') return null;
  return (
    <div className={css.over}>
      <div className={css.card}>
        <EmptyState icon="image-off" title="This picture cannot be shown" text={imagery.reason}>
          <CommandButton id="frames.relink" label="Re-link" kind="primary" />
          <CommandButton id="frames.edit" icon={false} />
        </EmptyState>
      </div>
    </div>
  );
}

export function MapPane() {
  const { frame } = useCurrentFrame();
  const imagery = useImageryState(frame);
  const target = useFrameMap();
  return (
    <div className={css.pane}>
      <div ref={target} className={css.map} />
      {frame && imagery.status === 'opening' ? (
        <div className={css.progress}>
          <ProgressBar label={`Opening ${frame.title}`} fraction={null} />
        </div>
      ) : null}
      <Absence hasFrame={frame !== null} imagery={imagery} />
    </div>
  );
}
