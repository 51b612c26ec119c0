import { expect, it } from 'vitest';
import { type Look, type LookState, staysOf } from '../../../src/domain/tracks/presence';

const look = (day: string, state: LookState): Look => ({
  frameId: day,
  at: { value: `2023-${day}T02:00:00Z`, precision: 'instant' },
  state,
});
const ids = (looks: readonly Look[]) => looks.map(({ frameId }) => frameId);

it('bounds arrival and leaving by the last look without and the first with', () => {
  const [stay, ...rest] = staysOf([
    look('09-12', 'absent'),
    look('10-09', 'seen'),
    look('11-14', 'seen'),
    look('12-05', 'absent'),
  ]);
  expect(rest).toEqual([]);
  expect(stay?.arrival.after?.frameId).toBe('09-12');
  expect(stay?.arrival.by?.frameId).toBe('10-09');
  expect(stay?.arrival.hours).toBe(27 * 24);
  expect(stay?.leaving.after?.frameId).toBe('11-14');
  expect(stay?.leaving.by?.frameId).toBe('12-05');
  expect(stay?.leaving.hours).toBe(21 * 24);
});

it('does not take a hidden place or a missing picture for absence', () => {
  const [stay, ...rest] = staysOf([
    look('09-12', 'absent'),
    look('09-20', 'obscured'),
    look('10-09', 'seen'),
    look('10-20', 'obscured'),
    look('10-25', 'no_frame'),
    look('11-14', 'seen'),
    look('11-20', 'obscured'),
  ]);
  expect(rest).toEqual([]);
  expect(stay?.arrival.after?.frameId).toBe('09-12');
  expect(stay && ids(stay.seen)).toEqual(['10-09', '11-14']);
  expect(stay?.gaps.map(({ hours, blind }) => [hours, ids(blind)])).toEqual([
    [36 * 24, ['10-20', '10-25']],
  ]);
  // Nothing says that it has left.
  expect(stay?.leaving.by).toBeNull();
  expect(stay?.leaving.hours).toBe(Number.POSITIVE_INFINITY);
});

it('ends a stay where it was not there in between, or was seen at another site', () => {
  const stays = staysOf([
    look('09-12', 'seen'),
    look('10-09', 'absent'),
    look('11-14', 'seen'),
    look('12-01', 'elsewhere'),
    look('12-05', 'seen'),
  ]);
  expect(stays.map(({ seen }) => ids(seen))).toEqual([['09-12'], ['11-14'], ['12-05']]);
  expect(stays[0]?.arrival.after).toBeNull();
  expect(stays[1]?.leaving.by?.frameId).toBe('12-01');
  expect(stays[2]?.arrival.after?.frameId).toBe('12-01');
});

it('orders the looks, and takes the whole of a day that is all that is known', () => {
  const day: Look = {
    frameId: 'day',
    at: { value: '2023-09-12', precision: 'day' },
    state: 'absent',
  };
  const [stay] = staysOf([look('09-14', 'seen'), day]);
  expect(stay?.arrival.after?.frameId).toBe('day');
  expect(stay?.arrival.hours).toBe(50);
});

it('bounds nothing by a look of the same day, which may have been before the sighting or after it', () => {
  const on = (frameId: string, value: string, state: LookState): Look => ({
    frameId,
    at: { value, precision: value.includes('T') ? 'instant' : 'day' },
    state,
  });
  const seen = on('seen', '2023-10-12T01:47:09Z', 'seen');
  for (const state of ['absent', 'elsewhere'] as const) {
    const [stay, ...rest] = staysOf([seen, on('day', '2023-10-12', state)]);
    expect([stay?.arrival.after, stay?.leaving.by, rest]).toEqual([null, null, []]);
    const [same] = staysOf([seen, on('tile', '2023-10-12T01:47:09Z', state)]);
    expect([same?.arrival.after, same?.leaving.by]).toEqual([null, null]);
  }
  // The days around it are certain.
  const [stay] = staysOf([
    seen,
    on('before', '2023-10-11', 'absent'),
    on('same', '2023-10-12', 'absent'),
    on('after', '2023-10-13', 'absent'),
  ]);
  expect([stay?.arrival.after?.frameId, stay?.leaving.by?.frameId]).toEqual(['before', 'after']);
});

it('proves no stay where it was never seen', () => {
  expect(staysOf([look('09-12', 'absent'), look('10-09', 'obscured')])).toEqual([]);
  expect(staysOf([])).toEqual([]);
});
