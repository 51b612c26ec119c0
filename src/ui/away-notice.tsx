/** Says that pictures cannot be read, with the one click that brings them back. */
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import { CommandButton } from './command-controls';
import { NoticeBar } from './kit';
import { useAwayFrames } from './use-away-frames';

function counted(frames: readonly Frame[]): string {
  const [only] = frames;
  return frames.length === 1 && only ? `"${only.title}"` : `${frames.length} frames`;
}

export type AwayNoticeProps = {
  /** The frames whose pictures are looked at here; left out for all of the project. */
  readonly of?: readonly FrameId[];
};

/** Takes no room while everything can be read. */
export function AwayNotice({ of }: AwayNoticeProps) {
  const { waiting, lost } = useAwayFrames();
  const away = [...waiting, ...lost];
  if (away.length === 0 || (of && !away.some(({ id }) => of.includes(id)))) return null;
  if (waiting.length > 0) {
    return (
      <NoticeBar
        tone="warn"
        text={`The browser asks again before it reads the imagery of ${counted(waiting)}. Boxes and measures are all here.`}
        actions={
          <CommandButton
            id="frames.relink-all"
            label={waiting.length === 1 ? 'Re-link' : `Re-link all ${waiting.length}`}
            kind="primary"
            icon={false}
          />
        }
      />
    );
  }
  return (
    <NoticeBar
      tone="warn"
      text={`The imagery of ${counted(lost)} is not where it was. Choose the files again, wherever they are now: they are known by their bytes.`}
      actions={
        <CommandButton id="frames.relink-all" label="Choose files" kind="primary" icon={false} />
      }
    />
  );
}
