/** Beside the picture's right edge: how the current frame is displayed. Nothing of it is re-read. */
import { type KeyboardEvent, useEffect, useState } from 'react';
import {
  applyPreset,
  type CopyScope,
  copyTargets,
  recordDisplay,
  shownStretch,
  tryDisplay,
} from '../../commands/display/display';
import { frameStatistics } from '../../commands/display/display-statistics';
import { notifyUnread } from '../../commands/frames/relink';
import { notifyError } from '../../commands/notify';
import { runCommand } from '../../commands/registry';
import { formatDate } from '../../domain/geo/format-numbers';
import { displayPresets, presetOf } from '../../domain/imaging/presets';
import type { ChannelStatistics } from '../../domain/imaging/statistics';
import type { Frame } from '../../domain/model/frame';
import type { Stretch } from '../../domain/model/stretch';
import { CommandIcon } from '../command-controls';
import { useLockedReason, useServices, useSession } from '../context';
import { ChoiceChips, IconButton, isSpent, Menu, NoticeBar, Segmented } from '../kit';
import { COMPARED_LETTERS, useComparedFrames, useCurrentFrame } from '../use-frame';
import { Adjustments } from './display-adjustments';
import { Bands } from './display-bands';
import { Surroundings } from './display-base';
import { Bounds } from './display-bounds';
import type { DisplayControls } from './display-controls';
import css from './display-panel.module.css';
import { Values } from './display-values';

function useStatistics(frame: Frame, stretch: Stretch) {
  const services = useServices();
  const [found, setFound] = useState<{
    readonly key: string;
    readonly statistics: readonly ChannelStatistics[];
  } | null>(null);
  const { decibel } = stretch;
  const bandKey = String(stretch.bands);
  const key = `${frame.id}:${frame.file.sha256}:${bandKey}:${decibel}`;
  useEffect(() => {
    let current = true;
    const bands = bandKey.split(',').map(Number) as Stretch['bands'];
    frameStatistics(services, frame, { bands, decibel }).then(
      (statistics) => {
        if (current) setFound({ key, statistics });
      },
      (error: unknown) => {
        if (current) void notifyUnread(services, frame, error);
      },
    );
    return () => {
      current = false;
    };
    // The frame's other fields change nothing of its samples.
  }, [services, frame, bandKey, decibel, key]);
  return found?.key === key ? found.statistics : null;
}

function Header({ frame }: { readonly frame: Frame }) {
  const services = useServices();
  const entry = (scope: CopyScope, label: string) => {
    const count = copyTargets(services, frame, scope).length;
    return {
      id: scope,
      label,
      hint: count === 1 ? '1 frame' : `${count} frames`,
      disabledReason: count === 0 ? 'There is no other frame.' : null,
      onSelect: () => runCommand(services, `display.copy-${scope}`),
    };
  };
  return (
    <header className={css.head}>
      <h2 className={css.title}>Display</h2>
      <CommandIcon id="view.magnifier" size="small" />
      <CommandIcon id="tool.profile" size="small" />
      <Menu
        align="end"
        entries={() => [
          entry('kind', 'Copy to frames of this sensor'),
          entry('site', 'Copy to all frames of the site'),
        ]}
      >
        <IconButton size="small" icon="copy" label="Copy display to…" />
      </Menu>
      <CommandIcon id="display.reset" size="small" label="Reset: as first shown" />
      <IconButton
        size="small"
        icon="x"
        label="Close"
        keys={['D']}
        onClick={() => runCommand(services, 'panels.display')}
      />
    </header>
  );
}

/** Which of the compared dates is meant; the pointer crosses another on its way from one of them to this panel. */
function OfDate({ frame }: { readonly frame: Frame }) {
  const { session } = useServices();
  const comparing = useSession((state) => state.screen === 'compare');
  const compared = useComparedFrames();
  if (!comparing) return null;
  return (
    <div className={css.of}>
      <Segmented
        label="Display of"
        value={frame.id}
        options={compared.map(({ id, acquired }, index) => {
          const letter = COMPARED_LETTERS[index] ?? '';
          const date = acquired ? formatDate(acquired.value) : 'no date';
          return { value: id, label: compared.length > 2 ? letter : `${letter}: ${date}` };
        })}
        onChange={(id) => session.setState({ frameId: id })}
      />
    </div>
  );
}

function Presets({ frame, stretch, disabled, start }: DisplayControls) {
  const services = useServices();
  const presets = displayPresets(frame);
  const chosen = presetOf({ raster: frame.raster, stretch });
  return (
    <ChoiceChips
      label="Preset"
      layout="hidden"
      numbered={false}
      disabled={disabled}
      value={chosen?.id ?? null}
      options={presets.map(({ id, label, hint }) => ({ value: id, label, hint }))}
      onChange={(id) => {
        // A second click on the preset in use takes nothing back: its bounds are set anew.
        const preset = presets.find((one) => one.id === (id ?? chosen?.id));
        if (preset) start(() => applyPreset(services, frame, preset));
      }}
    />
  );
}

function Content({ frame }: { readonly frame: Frame }) {
  const services = useServices();
  const locked = useLockedReason();
  useSession((state) => state.displayDraft);
  const stretch = shownStretch(services, frame);
  const statistics = useStatistics(frame, stretch);
  const fail = (error: unknown) => notifyError(services.session, error);
  const controls: DisplayControls = {
    frame,
    stretch,
    disabled: locked !== null,
    statistics,
    attempt: (changes) => tryDisplay(services, frame, changes),
    drop: () => services.session.setState({ displayDraft: null }),
    record: (changes, control) => {
      try {
        recordDisplay(services, frame, changes, control);
      } catch (error) {
        fail(error);
      }
    },
    start: (work) => void work().catch(fail),
  };
  return (
    <div className={css.body}>
      {locked ? <NoticeBar tone="info" text={locked} /> : null}
      <Presets {...controls} />
      <Bands {...controls} />
      <Bounds {...controls} />
      <Adjustments {...controls} />
      <Surroundings />
      <Values frame={frame} />
    </div>
  );
}

export function DisplayPanel() {
  const { map } = useServices();
  const { frame } = useCurrentFrame();
  if (!frame) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    // What a menu of the panel's is closed with comes by here too.
    const own = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key !== 'Escape' || !own || isSpent(event.nativeEvent)) return;
    map.current?.focus();
    event.stopPropagation();
  };
  return (
    <aside className={css.panel} aria-label="Display" onKeyDown={onKeyDown}>
      <Header frame={frame} />
      <OfDate frame={frame} />
      <Content key={frame.id} frame={frame} />
    </aside>
  );
}
