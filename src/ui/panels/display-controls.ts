/** What the display panel hands to its parts. */
import type { ChannelStatistics } from '../../domain/imaging/statistics';
import type { Frame } from '../../domain/model/frame';
import type { Stretch } from '../../domain/model/stretch';

/** What the parts of the panel work with. */
export type DisplayControls = {
  readonly frame: Frame;
  readonly stretch: Stretch;
  readonly disabled: boolean;
  /** Null while it is being computed. */
  readonly statistics: readonly ChannelStatistics[] | null;
  /** Shows a change without recording it. */
  readonly attempt: (changes: Partial<Stretch>) => void;
  /** Takes back what was shown without being recorded. */
  readonly drop: () => void;
  /** Records a change; several of one control that follow each other quickly are undone together. */
  readonly record: (changes: Partial<Stretch>, control?: string) => void;
  /** Starts work that may fail; what goes wrong becomes a notice. */
  readonly start: (work: () => Promise<void>) => void;
};
