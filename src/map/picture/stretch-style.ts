/**
 * The formula of domain/imaging/display on the graphics card: one shader per file, moved by variables
 * alone, whatever is chosen.
 */
import type { Style } from 'ol/layer/WebGLTile';
import { shownBounds } from '../../domain/imaging/display';
import { rampTable } from '../../domain/imaging/ramps';
import type { RampName, Stretch } from '../../domain/model/stretch';

type Expression = readonly (string | number | readonly number[] | Expression)[];

const variable = (name: string): Expression => ['var', name];

const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** Kinds of picture and ramps, as numbers that a shader can compare. */
const KIND = { 1: 0, 2: 1, 3: 2 } as const;
const RAMP: Readonly<Record<RampName, number>> = { grey: 0, uniform: 1, diverging: 2 };

/** Smoothing has mixed a sample with the zeros of pixels without data; alpha tells how much. */
function sample(channel: number, alpha: number, dx = 0, dy = 0): Expression {
  return ['/', ['band', channel, dx, dy], ['clamp', ['band', alpha, dx, dy], 0.001, 1]];
}

/** A channel's sample, and what sets it apart from its neighbours that have data once more. */
function sharpened(channel: number, alpha: number): Expression {
  const here = sample(channel, alpha);
  const around = NEIGHBOURS.map(
    ([dx, dy]): Expression => [
      'case',
      ['>', ['band', alpha, dx, dy], 0.5],
      sample(channel, alpha, dx, dy),
      here,
    ],
  );
  const mean: Expression = ['/', ['+', ...around], NEIGHBOURS.length];
  const amount = variable('sharpen');
  return ['case', ['>', amount, 0], ['+', here, ['*', amount, ['-', here, mean]]], here];
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
  return ['palette', index, ...rampTable(name).map((colour): readonly number[] => [...colour, 1])];
}

/** @param channels of the display tiles, see displayChannels */
function colour(channels: 2 | 4): Expression {
  const first = sharpened(1, channels);
  const second = sharpened(2, channels);
  const index: Expression = [
    'case',
    ['==', ['+', first, second], 0],
    0,
    ['/', ['-', first, second], ['+', first, second]],
  ];
  const isIndex: Expression = ['==', variable('kind'), KIND[2]];
  const value = channels === 2 ? first : (['case', isIndex, index, first] as const);
  const single = brightness(value, 1);
  const place: Expression = ['floor', ['+', ['*', single, 255], 0.5]];
  const grey: Expression = ['array', single, single, single, 1];
  const ramped: Expression = [
    'case',
    ['==', variable('ramp'), RAMP.uniform],
    rampColour('uniform', place),
    ['==', variable('ramp'), RAMP.diverging],
    rampColour('diverging', place),
    grey,
  ];
  if (channels === 2) return ramped;
  const colours: Expression = [
    'array',
    brightness(first, 1),
    brightness(second, 2),
    brightness(sharpened(3, channels), 3),
    1,
  ];
  return ['case', ['==', variable('kind'), KIND[3]], colours, ramped];
}

/** The style of display tiles (see displayTile). The variables are those of stretchVariables. */
export function stretchStyle(stretch: Stretch, channels: 2 | 4, floating: boolean): Style {
  const color: Expression = [
    'case',
    ['>', ['band', channels], 0.5],
    colour(channels),
    ['array', 0, 0, 0, 0],
  ];
  return {
    // OpenLayers types its expressions as mutable arrays, but only reads them.
    color: color as unknown[],
    saturation: variable('saturation') as unknown[],
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
    kind: KIND[bands.length],
    ramp: RAMP[stretch.ramp],
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
