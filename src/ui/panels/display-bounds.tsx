/** From which value to which: histograms with handles, and the ways to compute bounds. */
import { useState } from 'react';
import { computeBounds, showAsIs, usualBounds } from '../../commands/display/display';
import { bandText } from '../../domain/imaging/band-text';
import { amplitudeOf, shownBounds } from '../../domain/imaging/display';
import type { BoundsMethod } from '../../domain/imaging/statistics';
import type { Stretch } from '../../domain/model/stretch';
import { useServices } from '../context';
import { Button, Segmented } from '../kit';
import type { DisplayControls } from './display-controls';
import { Histogram, type HistogramProps } from './display-histogram';
import css from './display-panel.module.css';

type Method = { readonly label: string; readonly how: BoundsMethod };

/** The first as the frame is shown when it is opened. */
function methodsOf({ frame, stretch }: DisplayControls): readonly Method[] {
  const usual = usualBounds(frame, stretch);
  return [
    { label: `${usual.parameter}–${100 - usual.parameter} %`, how: usual },
    { label: '2–98 %', how: { method: 'percentile', parameter: 2 } },
    { label: 'Min–max', how: { method: 'min_max' } },
    ...SIGMAS.map((n): Method => ({ label: `±${n}σ`, how: { method: 'sigma', parameter: n } })),
  ];
}

/** How many standard deviations on either side of the mean. */
const SIGMAS = [1, 2, 3] as const;

const COLOURS = [
  ['Red', 'red'],
  ['Green', 'green'],
  ['Blue', 'blue'],
] as const;

function channelLabels({ frame, stretch }: DisplayControls): readonly {
  readonly label: string;
  readonly tone: HistogramProps['tone'];
}[] {
  const { bands, index, decibel } = stretch;
  if (bands.length === 3) return COLOURS.map(([label, tone]) => ({ label, tone }));
  if (bands.length === 2)
    return [{ label: index?.toUpperCase() ?? '(a − b) / (a + b)', tone: 'grey' }];
  const name = bandText(frame.raster.bandNames[bands[0]] ?? '') || `Band ${bands[0] + 1}`;
  return [{ label: decibel ? `${name}, dB` : name, tone: 'grey' }];
}

/** The stretch with a channel's bounds, given in the units shown, as set by hand. */
function withBounds(stretch: Stretch, channel: number, lo: number, hi: number): Partial<Stretch> {
  const stored = stretch.decibel && stretch.bands.length !== 2 ? amplitudeOf : (v: number) => v;
  const put = (values: readonly number[], value: number) =>
    Array.from({ length: stretch.bands.length === 3 ? 3 : 1 }, (_, i) =>
      i === channel ? stored(value) : (values[i] ?? 0),
    );
  return {
    lo: put(stretch.lo, lo),
    hi: put(stretch.hi, hi),
    method: 'manual',
    parameter: null,
    extent: 'frame',
  };
}

function sameMethod({ method, parameter }: Stretch, how: BoundsMethod): boolean {
  return method === how.method && (how.method === 'min_max' || parameter === how.parameter);
}

export function Bounds(controls: DisplayControls) {
  const { frame, stretch, disabled, statistics, attempt, drop, record, start } = controls;
  const services = useServices();
  const methods = methodsOf(controls);
  // What is chosen holds until other bounds do: a preset, or undo, may go by the whole frame again.
  const bounds = [stretch.method, stretch.parameter, stretch.extent, ...stretch.bands].join();
  const [chosen, setChosen] = useState({ bounds, extent: stretch.extent });
  const extent = chosen.bounds === bounds ? chosen.extent : stretch.extent;
  return (
    <div className={css.part}>
      {channelLabels(controls).map(({ label, tone }, channel) => {
        const [lo, hi] = shownBounds(stretch, channel);
        return (
          <Histogram
            key={label}
            label={label}
            tone={tone}
            statistics={statistics?.[channel] ?? null}
            lo={lo}
            hi={hi}
            disabled={disabled}
            onTry={(low, high) => attempt(withBounds(stretch, channel, low, high))}
            onCommit={() => record({}, `bounds ${channel}`)}
            onDrop={drop}
          />
        );
      })}
      <div className={css.methods}>
        {methods.map(({ label, how }) => (
          <Button
            key={label}
            aria-pressed={sameMethod(stretch, how) && stretch.extent === extent}
            disabled={disabled}
            onClick={() => start(() => computeBounds(services, frame, how, extent))}
          >
            {label}
          </Button>
        ))}
        <Button
          aria-pressed={stretch.method === 'none'}
          disabled={disabled || stretch.decibel}
          onClick={() => start(() => showAsIs(services, frame))}
        >
          As is
        </Button>
      </div>
      <Segmented
        label="Computed from"
        value={extent}
        options={[
          { value: 'frame', label: 'Whole frame' },
          { value: 'view', label: 'This view' },
        ]}
        onChange={(next) => {
          setChosen({ bounds, extent: next });
          const used = methods.find(({ how }) => sameMethod(stretch, how));
          if (used && !disabled) start(() => computeBounds(services, frame, used.how, next));
        }}
      />
    </div>
  );
}
