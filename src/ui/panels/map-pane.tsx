/** The picture, and what stands in its place when there is none. */
import { CommandButton } from '../command-controls';
import { useSession } from '../context';
import { EmptyState, NoticeBar, ProgressBar } from '../kit';
import { useAwayFrames } from '../use-away-frames';
import { useCurrentFrame } from '../use-frame';
import { AreaBar } from './area-bar';
import css from './map-pane.module.css';
import { useFrameMap } from './use-frame-map';

function NoFrame() {
  return (
    <EmptyState
      icon="image-plus"
      title="Drop GeoTIFFs here or choose files"
      text="Dates and places are read from the files. Nothing is uploaded."
    >
      <CommandButton id="frames.open" label="Choose files" kind="primary" showKeys />
      <CommandButton id="frames.open-folder" label="Choose a folder" icon={false} />
      <CommandButton id="frames.open-url" label="Open an address" icon={false} />
    </EmptyState>
  );
}

/** reason: the sentence that says why the picture cannot be shown and what to do. */
function NoPicture({ reason }: { readonly reason: string }) {
  const { waiting, lost } = useAwayFrames();
  const count = waiting.length || lost.length;
  return (
    <div className={css.missing}>
      <NoticeBar
        tone="warn"
        text={reason}
        actions={
          <>
            {count > 1 ? (
              <CommandButton id="frames.relink-all" label={`Re-link all ${count}`} icon={false} />
            ) : null}
            <CommandButton id="frames.relink" label="Re-link" kind="primary" />
          </>
        }
      />
    </div>
  );
}

export function MapPane() {
  const { frame } = useCurrentFrame();
  const { target, picture } = useFrameMap();
  // A file that is being read is about to be shown: until then nothing is asked for.
  const reading = useSession(({ tasks }) => tasks[0]);
  const state = frame && picture?.frameId === frame.id ? picture.state : null;
  const failed = state !== null && typeof state === 'object' ? state.error : null;
  return (
    <div className={css.pane}>
      <div ref={target} className={css.map} />
      {frame && state === 'loading' ? (
        <div className={css.progress}>
          <ProgressBar label={`Opening ${frame.title}`} fraction={null} />
        </div>
      ) : null}
      {frame ? <AreaBar /> : null}
      {frame === null && reading ? (
        <div className={css.progress}>
          <ProgressBar label={reading.label} fraction={null} />
        </div>
      ) : null}
      {frame === null && !reading ? (
        <div className={css.over}>
          <div className={css.card}>
            <NoFrame />
          </div>
        </div>
      ) : null}
      {failed === null ? null : <NoPicture reason={failed} />}
    </div>
  );
}
