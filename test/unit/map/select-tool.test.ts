import { describe, expect, it } from 'vitest';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import type { Box, BoxGeometry } from '../../../src/domain/model/box';
import { BoxId, ClassId, FrameId, ProjectId } from '../../../src/domain/model/ids';
import { BoxIndex } from '../../../src/map/overlay/box-index';
import type { PointerAction } from '../../../src/map/tools/gesture';
import { handleAt, handleCursor, placeHandles } from '../../../src/map/tools/handles';
import {
  previewOf,
  SELECT_IDLE,
  type SelectContext,
  type SelectEffect,
  type SelectState,
  selectStep,
} from '../../../src/map/tools/select-tool';
import type { ViewTransform } from '../../../src/map/view-transform';

const view: ViewTransform = {
  center: [500, 500],
  resolution: 1,
  rotation: 0,
  width: 1000,
  height: 1000,
};

function makeBox(id: string, number: number, geometry: Partial<BoxGeometry>, locked = false): Box {
  return {
    id: BoxId.parse(id),
    projectId: ProjectId.parse('prj_1'),
    frameId: FrameId.parse('frm_1'),
    classId: ClassId.parse('cls_1'),
    number,
    geometry: { x: 500, y: 500, length: 200, width: 60, angle: 0, ...geometry },
    bowKnown: true,
    locked,
    attributes: EMPTY_ATTRIBUTES,
    author: '',
    createdAt: '2023-10-12T00:00:00Z',
    updatedAt: '2023-10-12T00:00:00Z',
  };
}

const ship = makeBox('ship', 1, {});
const container = makeBox('container', 2, { x: 520, length: 12, width: 6 });
const far = makeBox('far', 3, { x: 900, y: 900, length: 40, width: 20 });
const index = new BoxIndex([ship, container, far], 1);

/** A map at 1:1 whose selection changes as the effects say. */
function desk(selection: readonly Box[] = [], lockedReason: string | null = null) {
  let state: SelectState = SELECT_IDLE;
  let selected = selection.map(({ id }) => id);
  const effects: SelectEffect[] = [];
  const act = (type: PointerAction['type'], x: number, y: number, shift = false) => {
    const boxes = () => selected.flatMap((id) => index.get(id) ?? []);
    const [only] = boxes();
    const context: SelectContext = {
      aspect: 1,
      north: -Math.PI / 2,
      selection: selected,
      selected: boxes,
      boxesAt: (point) => index.at(point, 5),
      boxesIn: (rect) => index.within(rect),
      handleAt: (point) => {
        if (!only || selected.length > 1) return null;
        const handle = handleAt(only.geometry, 1, view, point);
        return handle && { handle, box: only };
      },
      lockedReason,
    };
    const step = selectStep(state, { type, screen: [x, y], plane: [x, y], shift }, context);
    state = step.state;
    for (const effect of step.effects) {
      effects.push(effect);
      if (effect.type === 'select') selected = [...effect.ids];
    }
  };
  const click = (x: number, y: number, shift = false) => {
    act('press', x, y, shift);
    act('release', x, y, shift);
  };
  const drag = (from: [number, number], to: [number, number], shift = false) => {
    act('press', ...from, shift);
    act('move', ...to, shift);
    act('release', ...to, shift);
  };
  return { act, click, drag, effects, selected: () => selected, state: () => state };
}

describe('selecting', () => {
  it('takes the small box inside the large one, then the one beneath, then again the small one', () => {
    const map = desk();
    map.click(520, 500);
    expect(map.selected()).toEqual(['container']);
    map.click(520, 500);
    expect(map.selected()).toEqual(['ship']);
    map.click(520, 500);
    expect(map.selected()).toEqual(['container']);
  });

  it('adds and takes away with shift, and clears on the empty map', () => {
    const map = desk();
    map.click(430, 500);
    map.click(900, 900, true);
    expect(map.selected()).toEqual(['ship', 'far']);
    map.click(430, 500, true);
    expect(map.selected()).toEqual(['far']);
    map.click(100, 100, true);
    expect(map.selected()).toEqual(['far']);
    map.click(100, 100);
    expect(map.selected()).toEqual([]);
  });

  it('takes what a marquee touches; with shift in addition', () => {
    const map = desk([far]);
    map.drag([300, 300], [450, 480], true);
    expect(map.selected()).toEqual(['far', 'ship']);
    map.drag([300, 300], [600, 600]);
    expect(map.selected()).toEqual(['ship', 'container']);
  });

  it('does not move a box by a click with an unsteady hand', () => {
    const map = desk();
    map.drag([430, 500], [432, 502]);
    expect(map.effects.map(({ type }) => type)).toEqual(['select']);
  });
});

describe('changing boxes', () => {
  it('moves all that is selected, and says so once, when the button goes up', () => {
    const map = desk([ship, far]);
    map.act('press', 430, 500);
    map.act('move', 445, 510);
    map.act('move', 460, 520);
    expect(map.effects).toEqual([]);
    expect(previewOf(map.state())?.get(ship.id)).toMatchObject({ x: 530, y: 520 });
    map.act('release', 460, 520);
    const [effect, ...others] = map.effects;
    if (effect?.type !== 'commit') throw new Error('a commit was expected');
    expect(others).toEqual([]);
    expect(effect.verb).toBe('Move');
    expect(effect.geometries.get(far.id)).toEqual({ ...far.geometry, x: 930, y: 920 });
  });

  it('leaves locked boxes where they are, and says why when there is nothing else', () => {
    const locked = makeBox('ship', 1, {}, true);
    index.replace(ship.id, locked);
    const map = desk([locked]);
    map.drag([430, 500], [480, 500]);
    index.replace(ship.id, ship);
    expect(map.effects).toEqual([{ type: 'refuse', reason: expect.stringContaining('locked') }]);
  });

  it('changes nothing where the project cannot be edited', () => {
    const map = desk([ship], 'Open in another tab.');
    map.drag([430, 500], [480, 500]);
    map.drag([600, 500], [650, 500]);
    expect(map.effects).not.toContainEqual(expect.objectContaining({ type: 'commit' }));
    expect(map.effects[0]).toEqual({ type: 'refuse', reason: 'Open in another tab.' });
  });

  it('resizes from the bow and keeps the stern; where the handle was held does not matter', () => {
    const map = desk([ship]);
    map.drag([603, 500], [653, 505]);
    const [effect] = map.effects;
    if (effect?.type !== 'commit') throw new Error('a commit was expected');
    expect(effect.verb).toBe('Resize');
    // Stern at 400 stays, bow from 600 to 650.
    expect(effect.geometries.get(ship.id)).toEqual({ ...ship.geometry, x: 525, length: 250 });
  });

  it('turns by the dot ahead of the bow, in steps of 15° with shift', () => {
    const free = desk([ship]);
    free.drag([630, 500], [600, 600]);
    const [turned] = free.effects;
    if (turned?.type !== 'commit') throw new Error('a commit was expected');
    expect(turned.geometries.get(ship.id)?.angle).toBeCloseTo(Math.PI / 4, 9);
    const snapped = desk([ship]);
    snapped.drag([630, 500], [600, 590], true);
    const [stepped] = snapped.effects;
    if (stepped?.type !== 'commit') throw new Error('a commit was expected');
    expect(stepped.geometries.get(ship.id)?.angle).toBeCloseTo(Math.PI / 4, 9);
  });
});

describe('handles', () => {
  it('shows the cursor that points the way a side moves, also on turned boxes and views', () => {
    const bow = { kind: 'side', side: 'bow' } as const;
    expect(handleCursor(bow, ship.geometry, view)).toBe('ew-resize');
    expect(handleCursor(bow, { ...ship.geometry, angle: Math.PI / 2 }, view)).toBe('ns-resize');
    expect(handleCursor(bow, ship.geometry, { ...view, rotation: Math.PI / 4 })).toBe(
      'nwse-resize',
    );
    const port = { kind: 'side', side: 'port' } as const;
    expect(handleCursor(port, { ...ship.geometry, angle: Math.PI / 4 }, view)).toBe('nesw-resize');
  });

  it('leaves room to take hold of a small box itself', () => {
    expect(handleAt(container.geometry, 1, view, [524, 502])).toBeNull();
    expect(handleAt(container.geometry, 1, view, [528, 505])).toEqual({
      kind: 'corner',
      corner: 'bowStarboard',
    });
    const kinds = placeHandles(container.geometry, 1, view).map(({ handle }) => handle.kind);
    expect(kinds).not.toContain('side');
    expect(kinds).toContain('rotate');
  });
});
