import { describe, expect, it } from 'vitest';
import { dateRange, timeAxis, timeOf } from '../../../src/ui/panels/film-strip-axis';

const WIDTH = 900;
const at = (...dates: string[]) => dates.map(timeOf);

function labels(...dates: string[]): string[] {
  return timeAxis(at(...dates), WIDTH).ticks.map(({ text }) => text);
}

describe('time axis of the film strip', () => {
  it('names the months of an autumn, the first with its year', () => {
    expect(labels('2023-09-02', '2023-10-12T01:47:09Z', '2023-12-18')).toEqual([
      'Sep 2023',
      'Oct',
      'Nov',
      'Dec',
    ]);
  });

  it('says the new year where the frames pass from one to the next', () => {
    expect(labels('2023-11-20', '2024-02-10')).toEqual(['Nov 2023', 'Dec', 'Jan 2024', 'Feb']);
  });

  it('says each year also where no tick stands on its January', () => {
    // Quarters from a June on: none of them is a January.
    const texts = labels('2020-06-15', '2022-05-14');
    expect(texts.filter((text) => /\d{4}/.test(text)).map((text) => text.slice(-4))).toEqual([
      '2020',
      '2021',
      '2022',
    ]);
    expect(labels('2023-12-20', '2024-01-14').filter((text) => / \d{4}$/.test(text))).toHaveLength(
      2,
    );
  });

  it('leaves room for the day with its year where few weeks are shown', () => {
    for (const width of [500, 700, 748, 900]) {
      const { ticks } = timeAxis(at('2022-05-14', '2022-06-03'), width);
      const [first, second] = ticks;
      expect(first?.text).toBe('14 May 2022');
      // '14 May 2022' takes 66 pixels of the strip's type and stands 4 beside its tick.
      expect((second?.x ?? 0) - (first?.x ?? 0), `width ${width}`).toBeGreaterThanOrEqual(72);
    }
  });

  it('keeps true distances: equal times apart are equal pixels apart', () => {
    const times = at('2023-09-01', '2023-10-01', '2023-10-31', '2023-12-30');
    const { x } = timeAxis(times, WIDTH);
    const [a = 0, b = 0, c = 0, d = 0] = times.map(x);
    expect(b - a).toBeCloseTo(c - b, 6);
    expect(d - c).toBeCloseTo(2 * (c - b), 6);
  });

  it.each([
    ['one frame', ['2023-10-12']],
    ['two frames of the same second', ['2023-10-12T01:47:09Z', '2023-10-12T01:47:09Z']],
    ['frames of one morning', ['2023-10-12T01:00:00Z', '2023-10-12T04:00:00Z']],
    ['forty years', ['1984-03-01', '2023-10-12']],
  ])('keeps the marks inside and the names apart: %s', (_, dates) => {
    const times = at(...dates);
    const { x, ticks } = timeAxis(times, WIDTH);
    for (const time of times) {
      expect(x(time)).toBeGreaterThanOrEqual(0);
      expect(x(time)).toBeLessThanOrEqual(WIDTH);
    }
    expect(ticks.length).toBeGreaterThan(0);
    for (const [index, tick] of ticks.entries()) {
      expect(tick.x).toBeGreaterThanOrEqual(0);
      if (index > 0) expect(tick.x - (ticks[index - 1]?.x ?? 0)).toBeGreaterThanOrEqual(40);
    }
  });

  it('puts a day without a time in the middle of that day', () => {
    expect(timeOf('2023-10-12')).toBe(timeOf('2023-10-12T12:00:00Z'));
  });
});

describe('the range of dates that the strip says', () => {
  it.each([
    [
      'of frames in whichever order',
      ['2023-12-05', '2023-09-12T02:11:37Z'],
      '12 Sep to 5 Dec 2023',
    ],
    ['over the turn of a year', ['2024-01-05', '2023-09-12'], '12 Sep 2023 to 5 Jan 2024'],
    ['of one day', ['2023-09-12', '2023-09-12T02:11:37Z'], '12 Sep 2023'],
    ['of none', [], 'No dates'],
  ])('%s', (_, dates, said) => {
    expect(dateRange(dates)).toBe(said);
  });
});
