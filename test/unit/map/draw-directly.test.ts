/** Layers that share a canvas are drawn on it one over the other. */
import type { FrameState } from 'ol/Map';
import type WebGLHelper from 'ol/webgl/Helper';
import { expect, test } from 'vitest';
import { drawDirectly } from '../../../src/map/picture/draw-directly';

const CONSTANTS = {
  ...{ COLOR_BUFFER_BIT: 1, DEPTH_BUFFER_BIT: 2, ONE: 'ONE', ZERO: 'ZERO' },
  ...{ ONE_MINUS_SRC_ALPHA: 'REST', FRAMEBUFFER: 'FRAMEBUFFER', drawingBufferWidth: 1 },
};

/** Two layers on a canvas, and what they asked of the graphics card, by the function's name. */
function twoLayers(details: readonly [number, number] = [1, 1]) {
  const canvas = { width: 1, height: 1, style: {} };
  const asked: [string, ...unknown[]][] = [];
  const gl = new Proxy(
    { ...CONSTANTS, canvas },
    {
      get: (known, name: string) =>
        name in known
          ? known[name as keyof typeof known]
          : (...all: unknown[]) => asked.push([name, ...all]),
    },
  );
  const helper = (detail: number) => {
    const one = { getCanvas: () => canvas, getGL: () => gl } as unknown as WebGLHelper;
    drawDirectly(one, () => detail);
    return one;
  };
  const of = (name: string) => asked.filter(([one]) => one === name).map(([, ...all]) => all);
  return { canvas, layers: [helper(details[0]), helper(details[1])] as const, of };
}

const drawing = () =>
  ({ size: [600, 400], pixelRatio: 2, renderTargets: {} }) as unknown as FrameState;

test('the first clears the canvas, the second leaves what the first has drawn where it holds no data', () => {
  const { layers, of } = twoLayers();
  const state = drawing();
  for (const layer of layers) layer.prepareDraw(state, true, true);
  expect(of('clear')).toEqual([[3], [2]]);
  expect(of('blendFunc')).toEqual([
    ['ONE', 'ZERO'],
    ['ONE', 'REST'],
  ]);
  // The next drawing begins anew.
  layers[0].prepareDraw(drawing(), true, true);
  expect(of('clear').at(-1)).toEqual([3]);
});

test('both draw on the canvas, which is as large as the map in pixels of the screen', () => {
  const { canvas, layers, of } = twoLayers();
  layers[0].prepareDraw(drawing(), true, true);
  expect(canvas).toMatchObject({ width: 1200, height: 800, style: { width: '600px' } });
  expect(of('bindFramebuffer')).toEqual([['FRAMEBUFFER', null]]);
});

test('what has little detail is drawn in few pixels, over the same place; what lies on it wipes nothing', () => {
  const { canvas, layers, of } = twoLayers([1 / 8, 1]);
  const state = drawing();
  for (const layer of layers) layer.prepareDraw(state, true, true);
  expect(canvas).toMatchObject({ width: 150, height: 100, style: { width: '600px' } });
  expect(of('clear')).toEqual([[3], [2]]);
});

test('a screen at 125 % has no whole number of pixels for a map: what the first has drawn stays all the same', () => {
  const { canvas, layers } = twoLayers();
  const sizes: number[] = [];
  let width = 1;
  // As a canvas does it: every setting wipes the canvas, and only whole pixels are kept.
  Object.defineProperty(canvas, 'width', {
    get: () => width,
    set: (wanted: number) => {
      sizes.push(wanted);
      width = Math.trunc(wanted);
    },
  });
  const state = { size: [951, 595], pixelRatio: 1.25, renderTargets: {} } as unknown as FrameState;
  for (const layer of layers) layer.prepareDraw(state, true, true);
  expect(sizes).toEqual([1189]);
  expect(canvas).toMatchObject({ height: 744, style: { width: '951px', height: '595px' } });
});
