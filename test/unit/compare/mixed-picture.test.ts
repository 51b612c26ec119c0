/** The brightness that two dates are matched by is of these two dates, at this place. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MixedPicture } from '../../../src/map/compare/mixed-picture';
import type { Pane } from '../../../src/map/compare/pane';
import { compareStateFrom } from '../../../src/store/compare-state';

type Curve = Uint8Array | null;
const { drawn } = vi.hoisted(() => ({ drawn: [] as (Uint8Array | null)[] }));
vi.mock('../../../src/map/compare/mixture', () => ({
  Mixture: class {
    readonly canvas = { style: {}, remove: () => undefined };
    readonly busy = false;
    draw = (_a: unknown, _b: unknown, { curve }: { curve: Curve }) => drawn.push(curve);
  },
}));

/** A picture of 320 × 200 pixels; null where it has none. */
type Picture = (i: number) => number | null;
const CLEAR: Picture = (i) => 40 + (i % 150);
const HAZY: Picture = (i) => 100 + Math.round((i % 150) / 2);
const NOTHING: Picture = () => null;

/** Stands in for the small canvas that a picture is drawn onto. */
class FakeCanvas {
  private picture: Picture = NOTHING;
  getContext() {
    return {
      setTransform: () => undefined,
      drawImage: (from: { picture: Picture }) => {
        this.picture = from.picture;
      },
      getImageData: (_x: number, _y: number, width: number, height: number) => {
        const levels = Array.from({ length: width * height }, (_, i) => this.picture(i));
        const pixels = levels.flatMap((l) => (l === null ? [0, 0, 0, 0] : [l, l, l, 255]));
        return { data: Uint8ClampedArray.from(pixels) };
      },
    };
  }
}

function paneOf(frameId: string, picture: Picture): Pane {
  const canvas = { width: 1200, height: 800, picture };
  const layers = { after: () => undefined, style: {} };
  const transform = () => ({ warp: undefined });
  const stage = { layers: () => layers, pictureCanvas: () => canvas, transform };
  return { frameId, map: { stage } } as unknown as Pane;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  drawn.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function matched(before: Picture, after: Picture) {
  let panes = [paneOf('frm_a', before), paneOf('frm_b', after)] as const;
  const state = compareStateFrom({ matched: true });
  const mixed = new MixedPicture(
    () => panes,
    () => state,
  );
  const last = () => drawn.at(-1);
  const rest = () => vi.advanceTimersByTime(1000);
  mixed.show('matched', 1);
  rest();
  return { mixed, last, rest, become: (next: typeof panes) => (panes = next) };
}

it('is learnt from the common ground', () => {
  const { last } = matched(CLEAR, HAZY);
  // The haze has halved the contrast over a floor of 80: what lay at 100 has become 130.
  expect(last()?.[130]).toBeGreaterThan(95);
  expect(last()?.[130]).toBeLessThan(105);
});

it('is forgotten where nothing is common any more', () => {
  const { mixed, last, rest, become } = matched(CLEAR, HAZY);
  become([paneOf('frm_a', NOTHING), paneOf('frm_b', HAZY)]);
  mixed.learn();
  rest();
  expect(last()).toBeNull();
});

it('is not taken from one pair of dates to another, not even until that is compared', () => {
  const { mixed, last, rest, become } = matched(CLEAR, HAZY);
  become([paneOf('frm_a', CLEAR), paneOf('frm_c', CLEAR)]);
  mixed.show('matched', 1);
  expect(last()).toBeNull();
  rest();
  expect(last()?.[130]).toBe(130);
});
