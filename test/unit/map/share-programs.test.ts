/** Layers of one canvas draw with the same compiled programs. */
import type WebGLHelper from 'ol/webgl/Helper';
import { expect, test } from 'vitest';
import { sharePrograms } from '../../../src/map/picture/share-programs';

/** A graphics context that can be lost, and helpers that count what they compile for it. */
function context() {
  const canvas = new EventTarget();
  const gl = { canvas } as unknown as WebGLRenderingContext;
  const compiled: WebGLProgram[] = [];
  const layer = () => {
    const getProgram = () => {
      const program = { number: compiled.length } as unknown as WebGLProgram;
      compiled.push(program);
      return program;
    };
    const helper = { getGL: () => gl, getProgram } as unknown as WebGLHelper;
    sharePrograms(helper);
    return helper;
  };
  return { layer, compiled, lose: () => canvas.dispatchEvent(new Event('webglcontextlost')) };
}

test('a second layer finds what the first has compiled, and only that', () => {
  const { layer, compiled } = context();
  const grey = layer().getProgram('grey', 'flat');
  expect(layer().getProgram('grey', 'flat')).toBe(grey);
  expect(layer().getProgram('colour', 'flat')).not.toBe(grey);
  expect(compiled).toHaveLength(2);
  expect(context().layer().getProgram('grey', 'flat')).not.toBe(grey);
});

test('a context that was lost has lost its programs', () => {
  const { layer, lose } = context();
  const before = layer().getProgram('grey', 'flat');
  lose();
  expect(layer().getProgram('grey', 'flat')).not.toBe(before);
});
