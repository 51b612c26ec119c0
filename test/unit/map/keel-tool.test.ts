import { describe, expect, it } from 'vitest';
import type { BoxGeometry } from '../../../src/domain/model/box';
import type { PointerAction } from '../../../src/map/tools/gesture';
import {
  KEEL_IDLE,
  type KeelContext,
  type KeelState,
  keelDraft,
  keelStep,
} from '../../../src/map/tools/keel-tool';
import {
  RECTANGLE_IDLE,
  type RectangleState,
  rectangleStep,
} from '../../../src/map/tools/rectangle-tool';

const context: KeelContext = { gesture: 'drag', aspect: 1, resolution: 1, north: -Math.PI / 2 };

/** Screen and plane coincide at 1:1. */
function act(type: PointerAction['type'], x: number, y: number, shift = false): PointerAction {
  return { type, screen: [x, y], plane: [x, y], shift };
}

function play(actions: readonly PointerAction[], keel = context) {
  let state: KeelState = KEEL_IDLE;
  const finished: BoxGeometry[] = [];
  for (const action of actions) {
    const step = keelStep(state, action, keel);
    state = step.state;
    if (step.finished) finished.push(step.finished);
  }
  return { state, finished };
}

describe('drawing along the keel', () => {
  it('makes a box of press at the stern, drag to the bow, move to the beam, click', () => {
    const { state, finished } = play([
      act('press', 100, 200),
      act('move', 150, 200),
      act('release', 220, 200),
      act('move', 220, 215),
      act('press', 200, 215),
      act('release', 200, 215),
    ]);
    expect(state.phase).toBe('idle');
    expect(finished).toEqual([{ x: 160, y: 200, length: 120, width: 30, angle: 0 }]);
  });

  it('makes the same box of three clicks, in either setting', () => {
    const clicks = [
      act('press', 100, 200),
      act('release', 102, 201),
      act('press', 220, 200),
      act('release', 220, 200),
      act('press', 200, 215),
      act('release', 200, 215),
    ];
    const box = { x: 160, y: 200, length: 120, width: 30, angle: 0 };
    expect(play(clicks).finished).toEqual([box]);
    expect(play(clicks, { ...context, gesture: 'clicks' }).finished).toEqual([box]);
  });

  it('takes a shaky first press for a click where three clicks are wanted', () => {
    const { state } = play([act('press', 100, 200), act('release', 112, 200)], {
      ...context,
      gesture: 'clicks',
    });
    expect(state).toMatchObject({ phase: 'keel', stern: [100, 200], pressed: false });
  });

  it('makes no box without beam of a double click at the bow', () => {
    const { state, finished } = play([
      act('press', 100, 200),
      act('release', 220, 200),
      act('press', 220, 200),
      act('release', 220, 200),
    ]);
    expect(finished).toEqual([]);
    expect(state.phase).toBe('beam');
  });

  it('waits for the bow when the second click is where the first was', () => {
    const { state, finished } = play([
      act('press', 100, 200),
      act('release', 100, 200),
      act('press', 101, 200),
      act('release', 101, 200),
    ]);
    expect(finished).toEqual([]);
    expect(state.phase).toBe('keel');
  });

  it('points the bow to where the drag went, and snaps to 15° from north with shift', () => {
    const { state } = play([act('press', 0, 0), act('release', 100, 20, true)]);
    // 11.3° below the horizontal is nearest to 15°: heading 105°.
    const draft = keelDraft(state, act('move', 50, 60), context);
    if (draft?.kind !== 'box') throw new Error('a box was expected');
    expect((draft.geometry.angle * 180) / Math.PI).toBeCloseTo(15, 9);
  });

  it('counts snapped headings from north as it lies in the picture', () => {
    const north = -Math.PI / 2 + 0.1;
    const { state } = play([act('press', 0, 0), act('release', 100, 0, true)], {
      ...context,
      north,
    });
    const draft = keelDraft(state, act('move', 50, 60), context);
    if (draft?.kind !== 'box') throw new Error('a box was expected');
    expect(draft.geometry.angle).toBeCloseTo(0.1, 9);
  });

  it('shows the keel as a line before the bow is set', () => {
    const { state } = play([act('press', 10, 20)]);
    expect(keelDraft(state, act('move', 60, 20), context)).toEqual({
      kind: 'line',
      stern: [10, 20],
      bow: [60, 20],
    });
  });
});

describe('drawing a rectangle', () => {
  function rectangle(actions: readonly PointerAction[]) {
    let state: RectangleState = RECTANGLE_IDLE;
    const finished: BoxGeometry[] = [];
    for (const action of actions) {
      const step = rectangleStep(state, action, 0.5);
      state = step.state;
      if (step.finished) finished.push(step.finished);
    }
    return { state, finished };
  }
  // Plane (10…50, 20…40) with pixels half as wide as high is pixels (20…100, 20…40).
  const box = { x: 60, y: 30, length: 40, width: 20, angle: 0 };

  it('is made by a drag, whichever corner comes first', () => {
    expect(rectangle([act('press', 10, 20), act('release', 50, 40)]).finished).toEqual([box]);
    expect(rectangle([act('press', 50, 40), act('release', 10, 20)]).finished).toEqual([box]);
  });

  it('is made by two clicks', () => {
    const { finished } = rectangle([
      act('press', 10, 20),
      act('release', 10, 20),
      act('press', 50, 40),
      act('release', 50, 40),
    ]);
    expect(finished).toEqual([box]);
  });
});
