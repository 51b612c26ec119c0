/** Many boxes while the view moves: what was painted is moved along, and lies right when the view comes back. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import type { Box } from '../../../src/domain/model/box';
import { BoxId, ClassId, FrameId, ProjectId } from '../../../src/domain/model/ids';
import { BoxIndex } from '../../../src/map/overlay/box-index';
import { BoxOverlay } from '../../../src/map/overlay/overlay';
import type { Scene } from '../../../src/map/overlay/scene';
import type { ViewTransform } from '../../../src/map/view-transform';

/** An element, and a canvas on which nothing is painted. */
function fakeElement() {
  const context = new Proxy({} as Record<string, unknown>, {
    get: (_, name) => (name === 'canvas' ? element : () => undefined),
  });
  const element = {
    style: { transform: '' } as Record<string, string>,
    width: 0,
    height: 0,
    setAttribute: () => undefined,
    append: (...parts: unknown[]) => children.push(...parts),
    remove: () => undefined,
    getContext: () => context,
  };
  const children: unknown[] = [];
  return Object.assign(element, { children });
}

type FakeElement = ReturnType<typeof fakeElement>;

const BOX: Box = {
  id: BoxId.parse('ship'),
  projectId: ProjectId.parse('prj_1'),
  frameId: FrameId.parse('frm_1'),
  classId: ClassId.parse('cls_1'),
  number: 1,
  // Out of view, since there is nothing here to paint with.
  geometry: { x: 5000, y: 0, length: 40, width: 10, angle: 0 },
  bowKnown: true,
  locked: false,
  attributes: EMPTY_ATTRIBUTES,
  author: '',
  createdAt: '2023-10-12T00:00:00Z',
  updatedAt: '2023-10-12T00:00:00Z',
};

const VIEW: ViewTransform = { center: [0, 0], resolution: 1, rotation: 0, width: 100, height: 80 };

beforeEach(() => {
  const clock = { now: 0 };
  vi.stubGlobal('document', {
    createElement: fakeElement,
    fonts: { addEventListener: () => undefined },
  });
  vi.stubGlobal('window', {
    devicePixelRatio: 1,
    setTimeout: () => 1,
    clearTimeout: () => undefined,
  });
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  // Each look at the clock is 50 ms later, so that painting seems to take that long.
  vi.spyOn(performance, 'now').mockImplementation(() => {
    clock.now += 50;
    return clock.now;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function sceneOf(boxes: readonly Box[]): Scene {
  return {
    index: new BoxIndex(boxes, 1),
    boxesShown: true,
    labelsShown: false,
    selection: new Set(),
    marks: [],
    controls: [],
    colourOf: () => '#ffffff',
  } as unknown as Scene;
}

it('boxes lie where they were when the view has gone and come back between two paintings', () => {
  let view = VIEW;
  const scene = sceneOf([BOX]);
  const overlay = new BoxOverlay(
    'sans-serif',
    () => scene,
    () => view,
  );
  const [bulk] = (overlay.element as unknown as FakeElement).children as FakeElement[];
  overlay.draw();
  expect(bulk?.style.transform).toBe('');
  view = { ...VIEW, center: [10, 0] };
  overlay.draw();
  expect(bulk?.style.transform).toMatch(/^matrix/);
  view = VIEW;
  overlay.draw();
  expect(bulk?.style.transform).toBe('');
});

it('nothing lies over the picture while there is nothing to paint', () => {
  let boxes: readonly Box[] = [];
  const overlay = new BoxOverlay(
    'sans-serif',
    () => sceneOf(boxes),
    () => VIEW,
  );
  const canvases = (overlay.element as unknown as FakeElement).children as FakeElement[];
  const widths = () => canvases.map(({ width }) => width);
  overlay.draw();
  expect(widths()).toEqual([0, 0]);
  boxes = [BOX];
  overlay.boxesChanged();
  overlay.draw();
  expect(widths()).toEqual([100, 100]);
  boxes = [];
  overlay.boxesChanged();
  overlay.draw();
  expect(widths()).toEqual([0, 0]);
});
