/** Brightness and its like: what does not depend on the values of the samples. */
import { PLAIN, type Stretch } from '../../domain/model/stretch';
import { Checkbox, Segmented, Slider } from '../kit';
import type { DisplayControls } from './display-controls';
import css from './display-panel.module.css';

type Adjustment = {
  readonly key: 'gamma' | 'brightness' | 'contrast' | 'saturation' | 'sharpen';
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly logarithmic?: boolean;
};

const ADJUSTMENTS: readonly Adjustment[] = [
  { key: 'gamma', label: 'Gamma', min: 0.2, max: 5, step: 0.05, logarithmic: true },
  { key: 'brightness', label: 'Brightness', min: -0.5, max: 0.5, step: 0.01 },
  { key: 'contrast', label: 'Contrast', min: 0.25, max: 4, step: 0.05, logarithmic: true },
  { key: 'saturation', label: 'Saturation', min: 0, max: 3, step: 0.05 },
  { key: 'sharpen', label: 'Sharpen', min: 0, max: 3, step: 0.05 },
];

export function Adjustments({ stretch, disabled, attempt, record }: DisplayControls) {
  const colours = stretch.bands.length === 3 || stretch.ramp !== 'grey';
  return (
    <div className={css.part}>
      {ADJUSTMENTS.map(({ key, ...props }) => (
        <Slider
          key={key}
          {...props}
          value={stretch[key]}
          rest={PLAIN[key]}
          disabled={disabled || (key === 'saturation' && !colours)}
          onTry={(value) => attempt({ [key]: value })}
          onCommit={(value) => record({ [key]: value }, key)}
        />
      ))}
      <div className={css.last}>
        <Checkbox
          label="Invert"
          checked={stretch.invert}
          disabled={disabled}
          onChange={(invert) => record({ invert })}
        />
        <Segmented<Stretch['interpolation']>
          label="Above 1:1"
          value={stretch.interpolation}
          options={[
            { value: 'nearest', label: 'Pixels', disabled },
            { value: 'smooth', label: 'Smooth', disabled },
          ]}
          onChange={(interpolation) => record({ interpolation })}
        />
      </div>
    </div>
  );
}
