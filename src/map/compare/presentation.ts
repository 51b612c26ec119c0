/** How each mode of comparing shows its panes: plain values, applied to the page elsewhere. */
import type { CompareState } from '../../store/compare-state';

/** A part of the map, each number of its width or height. */
export type Part = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type PaneLook = {
  /** Where the pane lies. */
  readonly place: Part;
  /** What of the pane can be seen and pointed at; null: nothing. */
  readonly window: Part | null;
  /** How much of its picture is seen through. */
  readonly opacity: number;
  /** Whether its boxes are seen, and the pointer works on them. */
  readonly live: boolean;
  /** Panes with more lie over those with less. */
  readonly layer: number;
};

export type Presentation = {
  readonly panes: readonly PaneLook[];
  /** The picture made of both, shown in place of the after frame's. */
  readonly mixture: 'composite' | 'difference' | null;
};

const WHOLE: Part = { left: 0, top: 0, width: 1, height: 1 };
const SEEN: PaneLook = { place: WHOLE, window: WHOLE, opacity: 1, live: true, layer: 1 };
const HIDDEN: PaneLook = { place: WHOLE, window: null, opacity: 1, live: false, layer: 0 };

type Shown = Pick<CompareState, 'mode' | 'swipeAt' | 'divider' | 'fade' | 'blinking'>;

/** The frame that is shown by itself while a key is held: the before frame, or the other one where that is seen alone. */
export function peekedAt({ mode, blinking }: Shown, turned: boolean): 0 | 1 {
  return mode === 'blink' && !blinking && !turned ? 1 : 0;
}

/** Of two frames that are seen one through the other, the one that boxes are drawn on; null in other modes. */
export function drawnOn({ mode, fade }: Pick<CompareState, 'mode' | 'fade'>): 0 | 1 | null {
  if (mode === 'composite' || mode === 'difference') return 1;
  if (mode !== 'fade') return null;
  return fade >= 0.5 ? 1 : 0;
}

/**
 * @param count panes there are; all but side by side show the first two
 * @param turned whether blinking shows the after frame just now
 * @param peek whether one frame alone is asked for
 */
export function presentationOf(
  state: Shown,
  count: number,
  turned: boolean,
  peek: boolean,
): Presentation {
  if (state.mode === 'sides') return { panes: grid(count), mixture: null };
  const rest = Array.from({ length: Math.max(0, count - 2) }, () => HIDDEN);
  const alone = peekedAt(state, turned) === 0 ? [SEEN, HIDDEN] : [HIDDEN, SEEN];
  const both = peek ? alone : pair(state, turned);
  const mixed = state.mode === 'composite' || state.mode === 'difference';
  return {
    panes: [...both, ...rest].slice(0, count),
    mixture: mixed && !peek && count > 1 ? (state.mode as 'composite' | 'difference') : null,
  };
}

/** Two and three stand in a row, four in a square. */
function grid(count: number): PaneLook[] {
  const columns = count === 4 ? 2 : count;
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, i) => ({
    ...SEEN,
    place: {
      left: (i % columns) / columns,
      top: Math.floor(i / columns) / rows,
      width: 1 / columns,
      height: 1 / rows,
    },
  }));
}

function pair(state: Shown, turned: boolean): PaneLook[] {
  const { mode, swipeAt, divider, fade } = state;
  if (mode === 'swipe') {
    const [before, after] = halves(swipeAt, divider);
    return [
      { ...SEEN, window: before },
      { ...SEEN, window: after },
    ];
  }
  if (mode === 'blink') return turned ? [HIDDEN, SEEN] : [SEEN, HIDDEN];
  if (mode !== 'fade') return [HIDDEN, SEEN];
  // The one that is seen more lies above, with its boxes; what is seen is the same either way.
  const beneath = { ...SEEN, live: false, layer: 0 };
  return drawnOn(state) === 1
    ? [beneath, { ...SEEN, opacity: fade }]
    : [{ ...SEEN, opacity: 1 - fade }, beneath];
}

function halves(at: number, divider: Shown['divider']): readonly [Part, Part] {
  return divider === 'vertical'
    ? [
        { ...WHOLE, width: at },
        { ...WHOLE, left: at, width: 1 - at },
      ]
    : [
        { ...WHOLE, height: at },
        { ...WHOLE, top: at, height: 1 - at },
      ];
}
