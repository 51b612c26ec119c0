/** Which bands are shown, and in which colours a single one is. */
import { chooseChannels } from '../../commands/display/display';
import { bandText } from '../../domain/imaging/band-text';
import type { Frame } from '../../domain/model/frame';
import { RAMPS, type RampName, type Stretch } from '../../domain/model/stretch';
import { useServices } from '../context';
import { Select } from '../kit';
import type { DisplayControls } from './display-controls';
import css from './display-panel.module.css';

const RAMP_NAMES: Readonly<Record<RampName, string>> = {
  grey: 'Grey',
  uniform: 'Even steps',
  diverging: 'Two-sided',
};

/** What a band stands for in the picture, by how many there are. */
const PLACES = { 1: ['Band'], 2: ['a', 'b'], 3: ['Red', 'Green', 'Blue'] } as const;
/** What the two bands of an index are. */
const INDEX_PLACES = { ndvi: ['Infrared', 'Red'], ndwi: ['Green', 'Infrared'] } as const;

/** Letters that a third of the panel has room for; longer names get a line of their own. */
const ROOM = 8;

/** '4 near infrared', or the number alone where the band has no name of its own. */
export function bandLabel({ bandNames }: Frame['raster'], band: number): string {
  const name = bandNames[band] ?? '';
  return name === '' || /^band \d+$/i.test(name) ? `${band + 1}` : `${band + 1} ${bandText(name)}`;
}

function bandOptions({ raster }: Frame) {
  return Array.from({ length: raster.bands }, (_, band) => band)
    .filter((band) => band !== raster.alphaBand)
    .map((band) => ({ value: String(band), label: bandLabel(raster, band) }));
}

export function Bands({ frame, stretch, disabled, record, start }: DisplayControls) {
  const services = useServices();
  const options = bandOptions(frame);
  const { bands, index, ramp, decibel } = stretch;
  const places = index && bands.length === 2 ? INDEX_PLACES[index] : PLACES[bands.length];
  const single = bands.length < 3;
  const layout = options.some(({ label }) => label.length > ROOM) ? 'row' : 'stack';
  const choose = (slot: number, band: number) => {
    const next = bands.map((known, i) => (i === slot ? band : known)) as Stretch['bands'];
    start(() => chooseChannels(services, frame, { bands: next, index, ramp, decibel }));
  };
  return (
    <div className={css.bands} data-layout={layout}>
      {options.length < 2
        ? null
        : places.map((label, slot) => (
            <Select
              key={label}
              label={label}
              layout={layout}
              value={String(bands[slot])}
              options={options}
              disabled={disabled}
              onChange={(value) => choose(slot, Number(value))}
            />
          ))}
      {single ? (
        <Select
          label="Colours"
          layout={layout}
          value={ramp}
          disabled={disabled}
          options={RAMPS.map((name) => ({ value: name, label: RAMP_NAMES[name] }))}
          onChange={(name) => record({ ramp: name })}
        />
      ) : null}
    </div>
  );
}
