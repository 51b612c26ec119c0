/**
 * The formula of domain/imaging/display on the graphics card: one shader for colours, for one band, for an
 * index; all else is moved by variables.
 */
import type { Style } from 'ol/layer/WebGLTile';
import { shownBounds } from '../../domain/imaging/display';
import { rampTable } from '../../domain/imaging/ramps';
import type { RampName, Stretch } from '../../domain/model/stretch';

type Expression = readonly (string | number | readonly string[] | Expression)[];

const variable = (name: string): Expression => ['var', name];

const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** What is shown of a pixel that lies so far from the one at hand; pixels. */
type Shown = (dx: number, dy: number) => Expression;

/** Smoothing has mixed a sample with the zeros of pixels without data; alpha tells how much. */
function sample(channel: number, alpha: number): Shown {
  return (dx, dy) => ['/', ['band', channel, dx, dy], ['clamp', ['band', alpha, dx, dy], 0.001, 1]];
}

function normalizedDifference(first: Shown, second: Shown): Shown {
  return (dx, dy) => {
    const [a, b] = [first(dx, dy), second(dx, dy)];
    const sum: Expression = ['+', a, b];
    return ['case', ['==', sum, 0], 0, ['/', ['-', a, b], sum]];
  };
}

/** What is shown of a pixel, and what sets it apart from its neighbours that have data once more. */
function sharpened(shown: Shown, alpha: number): Expression {
  const here = shown(0, 0);
  const around = NEIGHBOURS.map(
    ([dx, dy]): Expression => ['case', ['>', ['band', alpha, dx, dy], 0.5], shown(dx, dy), here],
  );
  const mean: Expression = ['/', ['+', ...around], NEIGHBOURS.length];
  return ['+', here, ['*', variable('sharpen'), ['-', here, mean]]];
}

/** Brightness 0…1 of a displayed number in a channel counted from 1. */
function brightness(value: Expression, channel: number): Expression {
  const lo = variable(`lo${channel}`);
  const part: Expression = ['/', ['-', value, lo], ['-', variable(`hi${channel}`), lo]];
  const curved: Expression = ['^', ['clamp', part, 0, 1], variable('exponent')];
  const moved: Expression = ['+', ['*', curved, variable('contrast')], variable('offset')];
  // Inverted, 1 − t: a factor and an addend spare the shader a decision.
  return ['+', variable('base'), ['*', variable('sign'), ['clamp', moved, 0, 1]]];
}

function rampColour(name: RampName, index: Expression): Expression {
  return ['palette', index, rampTable(name).map((parts) => `rgb(${parts.join(',')})`)];
}

function single(value: Expression, ramp: RampName): Expression {
  const level = brightness(value, 1);
  if (ramp === 'grey') return ['array', level, level, level, 1];
  return rampColour(ramp, ['floor', ['+', ['*', level, 255], 0.5]]);
}

function colour({ bands, ramp, sharpen }: Stretch, channels: 2 | 4): Expression {
  const value = (shown: Shown) => (sharpen > 0 ? sharpened(shown, channels) : shown(0, 0));
  const first = sample(1, channels);
  const second = sample(2, channels);
  if (bands.length === 1) return single(value(first), ramp);
  if (bands.length === 2) return single(value(normalizedDifference(first, second)), ramp);
  const third = sample(3, channels);
  const [red, green, blue] = [value(first), value(second), value(third)];
  return ['array', brightness(red, 1), brightness(green, 2), brightness(blue, 3), 1];
}

/** What PictureLayer has a shader of its own for, sharpened or not. */
export function isPlain({ bands, ramp }: Stretch): boolean {
  return bands.length === 3 || (bands.length === 1 && ramp === 'grey');
}

/**
 * Stretches of one key share a shader: only variables tell them apart. A shader for all would work out
 * every branch for every pixel where graphics are done in software, and be many times slower there; the
 * mere branch for sharpening takes a quarter of the time more.
 */
export function styleKey({ bands, ramp, sharpen }: Stretch): string {
  return `${bands.length} ${bands.length === 3 ? '' : ramp} ${sharpen > 0}`;
}

/**
 * The style of display tiles (see displayTile). The variables are those of stretchVariables.
 * @param channels of the display tiles, see displayChannels
 */
export function stretchStyle(stretch: Stretch, channels: 2 | 4, floating: boolean): Style {
  const color: Expression = [
    'case',
    ['>', ['band', channels], 0.5],
    colour(stretch, channels),
    ['array', 0, 0, 0, 0],
  ];
  const coloured = stretch.bands.length === 3 || stretch.ramp !== 'grey';
  return {
    // OpenLayers types its expressions as mutable arrays, but only reads them.
    color: color as unknown[],
    ...(coloured ? { saturation: variable('saturation') as unknown[] } : {}),
    variables: stretchVariables(stretch, floating),
  };
}

/**
 * Sample values are raw in float textures and 0…1 in those of bytes; indices and decibels are
 * themselves in both.
 */
export function stretchVariables(stretch: Stretch, floating: boolean): Record<string, number> {
  const { bands, decibel, contrast, invert } = stretch;
  const scale = floating || decibel || bands.length === 2 ? 1 : 1 / 255;
  const variables: Record<string, number> = {
    exponent: 1 / stretch.gamma,
    contrast,
    offset: 0.5 - 0.5 * contrast + stretch.brightness,
    base: invert ? 1 : 0,
    sign: invert ? -1 : 1,
    // OpenLayers counts from colours as they are.
    saturation: stretch.saturation - 1,
    sharpen: stretch.sharpen,
  };
  for (const channel of [0, 1, 2]) {
    const [lo, hi] = shownBounds(stretch, channel);
    variables[`lo${channel + 1}`] = lo * scale;
    variables[`hi${channel + 1}`] = hi * scale;
  }
  return variables;
}
