/** Over the compared frames: the modes with their keys, the mode's own settings, and what lines mean. */
import { setCompare } from '../../commands/frames/compare-frames';
import { drawnOn } from '../../map/compare/presentation';
import { BLINK_HZ, COMPARE_MODES, type CompareMode } from '../../store/compare-state';
import { CommandIcon, useCommand } from '../command-controls';
import { useServices, useSession } from '../context';
import { Icon, Kbd, Slider } from '../kit';
import css from './compare-bar.module.css';

function ModeButton({ mode }: { readonly mode: CompareMode }) {
  const { label, icon, keys, checked, disabledReason, run } = useCommand(`compare.${mode}`);
  return (
    <button
      type="button"
      className={css.mode}
      aria-pressed={checked}
      disabled={disabledReason !== null}
      title={disabledReason ?? label}
      onClick={run}
    >
      <Icon name={icon} />
      <span className={css.name}>{label}</span>
      <Kbd>{keys?.[0] ?? ''}</Kbd>
    </button>
  );
}

type SettingProps = {
  readonly field: 'blinkHz' | 'fade' | 'threshold';
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly rest: number;
  readonly decimals: number;
};

function Setting({ field, ...slider }: SettingProps) {
  const { session } = useServices();
  const value = useSession((state) => state.compare[field]);
  const set = (next: number) => setCompare(session, { [field]: next });
  return (
    <div className={css.setting}>
      <Slider {...slider} value={value} onTry={set} onCommit={set} />
    </div>
  );
}

function ModeSettings({ mode }: { readonly mode: CompareMode }) {
  const blinking = useSession((state) => state.compare.blinking);
  if (mode === 'swipe') return <CommandIcon id="compare.divider" />;
  if (mode === 'blink') {
    return (
      <>
        <CommandIcon id="compare.blinking" icon={blinking ? 'pause' : 'play'} />
        <Setting
          field="blinkHz"
          label="Per second"
          min={BLINK_HZ.least}
          max={BLINK_HZ.most}
          step={0.5}
          rest={2}
          decimals={1}
        />
      </>
    );
  }
  if (mode === 'fade') {
    return (
      <Setting
        field="fade"
        label="Share of B"
        min={0}
        max={1}
        step={0.05}
        rest={0.5}
        decimals={2}
      />
    );
  }
  if (mode === 'difference') {
    return (
      <Setting
        field="threshold"
        label="Threshold"
        min={0}
        max={1}
        step={0.01}
        rest={0.15}
        decimals={2}
      />
    );
  }
  return null;
}

/** What the lines of boxes mean: where both dates are seen at once, "this date" would be either. */
function Legend() {
  const ghosts = useSession((state) => state.compare.ghosts);
  const takes = useSession((state) => drawnOn(state.compare));
  const [own, other] =
    takes === null
      ? ['this date', 'other date']
      : takes === 1
        ? ['boxes of B', 'of A']
        : ['boxes of A', 'of B'];
  return (
    <p className={css.legend}>
      <span className={css.item}>
        <span className={css.solid} />
        {own}
      </span>
      {ghosts ? (
        <span className={css.item}>
          <span className={css.dashed} />
          {other}
        </span>
      ) : null}
    </p>
  );
}

export function CompareBar() {
  const mode = useSession((state) => state.compare.mode);
  return (
    <section className={css.bar} aria-label="How to compare">
      <fieldset className={css.modes}>
        <legend className="visually-hidden">Mode</legend>
        {COMPARE_MODES.map((one) => (
          <ModeButton key={one} mode={one} />
        ))}
      </fieldset>
      <ModeSettings mode={mode} />
      <span className={css.space} />
      <Legend />
      <CommandIcon id="compare.ghosts" />
      <CommandIcon id="compare.match" />
      <CommandIcon id="compare.swap" />
    </section>
  );
}
