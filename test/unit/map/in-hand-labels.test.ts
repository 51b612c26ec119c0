/** The name of the selected box: it never lies on the dot by which the box is turned. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import type { Box } from '../../../src/domain/model/box';
import { BoxId, ClassId, FrameId, ProjectId } from '../../../src/domain/model/ids';
import { paintActive } from '../../../src/map/overlay/active-painter';
import { BoxIndex } from '../../../src/map/overlay/box-index';
import { rectsOverlap } from '../../../src/map/overlay/polygons';
import type { Scene } from '../../../src/map/overlay/scene';
import { TagPainter, type TagRect } from '../../../src/map/overlay/text-tag';
import { rotateDot } from '../../../src/map/tools/handles';
import type { ViewTransform } from '../../../src/map/view-transform';

const VIEW: ViewTransform = {
  center: [0, 0],
  resolution: 1,
  rotation: 0,
  width: 800,
  height: 600,
};

/** A path of which nothing is seen. */
class NoPath {
  constructor() {
    for (const name of ['moveTo', 'lineTo', 'closePath', 'arc', 'rect', 'addPath']) {
      Object.assign(this, { [name]: () => undefined });
    }
  }
}

beforeAll(() => vi.stubGlobal('Path2D', NoPath));
afterAll(() => vi.unstubAllGlobals());

/** A canvas on which nothing is painted, of letters six pixels wide. */
function fakeContext(): CanvasRenderingContext2D {
  const known: Record<string, unknown> = {
    canvas: { width: 800, height: 600 },
    measureText: (text: string) => ({ width: 6 * text.length }),
  };
  return new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => known[String(name)] ?? (() => undefined),
    set: () => true,
  });
}

/** Where the name of a box with its bow that way is painted, and its dot. */
function named(angle: number) {
  const box: Box = {
    id: BoxId.parse('ship'),
    projectId: ProjectId.parse('prj_1'),
    frameId: FrameId.parse('frm_1'),
    classId: ClassId.parse('cls_1'),
    number: 1,
    geometry: { x: 0, y: 0, length: 260, width: 70, angle },
    bowKnown: true,
    locked: false,
    attributes: EMPTY_ATTRIBUTES,
    author: '',
    createdAt: '2023-10-12T00:00:00Z',
    updatedAt: '2023-10-12T00:00:00Z',
  };
  const painted: TagRect[] = [];
  class Tags extends TagPainter {
    override paint(_: CanvasRenderingContext2D, rect: TagRect, content: { text: string }): void {
      if (content.text === 'Container ship 1') painted.push(rect);
    }
  }
  const scene: Scene = {
    index: new BoxIndex([box], 1),
    aspect: 1,
    colourOf: () => '#00e58f',
    labelOf: () => 'Container ship 1',
    measureOf: () => ({ size: '247 × 66 m', length: '247 m', heading: '010.7° T' }),
    selection: new Set([box.id]),
    hovered: null,
    preview: null,
    reshapable: true,
    draft: null,
    draftColour: '#00e58f',
    marks: [],
    marquee: null,
    probe: null,
    labelsShown: true,
    boxesShown: true,
    controls: [],
    ghosts: null,
    window: null,
  };
  paintActive(fakeContext(), new Tags('sans-serif'), scene, VIEW, 1);
  const [x, y] = rotateDot(box.geometry, 1, VIEW);
  return { name: painted[0], dot: { x: x - 5, y: y - 5, width: 10, height: 10 } };
}

it.each([-90, -79, -60, 0, 45, 90, 170])(
  'leaves the dot free of the name, bow at %i°',
  (degrees) => {
    const { name, dot } = named((degrees * Math.PI) / 180);
    if (!name) throw new Error('The selected box has its name.');
    expect(rectsOverlap(name, dot)).toBe(false);
  },
);
