/** Over the top of the map: why editing has stopped, and the way out. Nothing below moves. */
import { CommandButton } from '../command-controls';
import { useLockedReason, useSaveState, useWorkspace } from '../context';
import { NoticeBar } from '../kit';
import css from './overlays.module.css';

export function Banners() {
  const workspace = useWorkspace();
  const save = useSaveState();
  const locked = useLockedReason();
  if (save.status === 'failed') {
    return (
      <div className={css.banner}>
        <NoticeBar
          tone="bad"
          text={save.message}
          actions={
            <>
              <CommandButton id="project.rescue" label="Save a rescue file" />
              {save.canRetry ? (
                <CommandButton id="project.retry-save" label="Try again" kind="primary" />
              ) : null}
            </>
          }
        />
      </div>
    );
  }
  if (locked === null || workspace?.lock.held) return null;
  return (
    <div className={css.banner}>
      <NoticeBar
        tone="warn"
        text={locked}
        actions={
          <CommandButton id="project.take-over" label="Take over" icon={false} kind="primary" />
        }
      />
    </div>
  );
}
