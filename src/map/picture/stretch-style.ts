/** How samples become brightness on the graphics card: one expression, moved by variables alone. */
import type { Style } from 'ol/layer/WebGLTile';
import type { Stretch } from '../../domain/model/frame';
import { decibels, displayChannels } from './display-tile';

type Expression = readonly (string | number | Expression)[];

/** Brightness 0…1 of a displayed channel, counted from 1, from the variables lo1, hi1 and exponent. */
function channelBrightness(channel: number, alpha: Expression): Expression {
  const lo: Expression = ['var', `lo${channel}`];
  const hi: Expression = ['var', `hi${channel}`];
  // Smoothing has mixed the sample with the zeros of pixels without data; alpha tells how much.
  const value: Expression = ['/', ['band', channel], ['clamp', alpha, 0.001, 1]];
  return ['^', ['clamp', ['/', ['-', value, lo], ['-', hi, lo]], 0, 1], ['var', 'exponent']];
}

/** The style of display tiles (see displayTile). The variables are those of stretchVariables. */
export function stretchStyle(stretch: Stretch, floating: boolean): Style {
  const channels = displayChannels(stretch);
  const alpha: Expression = ['band', channels];
  const grey = channels === 2;
  const color: Expression = [
    'array',
    channelBrightness(1, alpha),
    channelBrightness(grey ? 1 : 2, alpha),
    channelBrightness(grey ? 1 : 3, alpha),
    ['case', ['>', alpha, 0.5], 1, 0],
  ];
  // OpenLayers types its expressions as mutable arrays, but only reads them.
  return { color: color as unknown[], variables: stretchVariables(stretch, floating) };
}

/**
 * Sample values are raw in float textures and 0…1 in those of bytes. The bounds of a stretch are
 * sample values, also where what is shown is their decibels.
 */
export function stretchVariables(stretch: Stretch, floating: boolean): Record<string, number> {
  const raw = floating || stretch.decibel;
  const scale = raw ? 1 : 1 / 255;
  const asIs = stretch.method === 'none' && !raw;
  const variables: Record<string, number> = { exponent: asIs ? 1 : 1 / stretch.gamma };
  for (const channel of stretch.bands.keys()) {
    const shown = stretch.decibel ? decibels : (value: number) => value;
    const lo = asIs ? 0 : shown(stretch.lo[channel] ?? 0);
    const hi = asIs ? 255 : shown(stretch.hi[channel] ?? 255);
    variables[`lo${channel + 1}`] = lo * scale;
    // A stretch without width shows all that is above it as white, instead of dividing by zero.
    variables[`hi${channel + 1}`] = Math.max(hi, lo + 1e-6) * scale;
  }
  return variables;
}
