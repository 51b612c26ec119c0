/** The chart of a site's ships and containers says why a number is not known, as its table does. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { CountRange } from '../../../src/domain/model/attributes';
import { lookText, unknownWord } from '../../../src/domain/tracks/look-text';
import { type FrameCount, occupancy } from '../../../src/domain/tracks/occupancy';
import { containersText } from '../../../src/domain/tracks/occupancy-table';
import { OccupancyChart } from '../../../src/ui/log/occupancy-chart';
import { LookLegend, LookMark } from '../../../src/ui/vessels/presence-chart';
import { smallProject } from './support';

const NO_SHIPS = { vessels: 0, unlinked: 0 };
const NONE = { vessels: null, unlinked: null, containers: null };

it('marks a date that was obscured otherwise than one that nobody examined', () => {
  const doc = smallProject();
  const [site] = [...doc.all('sites')];
  if (!site) throw new Error('there is a site');
  const whole = occupancy(doc, site);
  const [autumn, winter] = whole.frames;
  if (!autumn || !winter) throw new Error('there are two frames');
  const ships = { vessels: 1, unlinked: 1, containers: null, uncounted: 'uncounted' } as const;
  const counts: FrameCount[] = [
    { frame: autumn, whole: true, open: null, more: false, ...ships },
    { frame: winter, whole: false, open: 'obscured', more: true, ...NONE, uncounted: 'obscured' },
  ];
  const drawn = (last: Partial<FrameCount>) => {
    const [first, second] = counts.map((one, i) => (i === 1 ? { ...one, ...last } : one));
    if (!first || !second) throw new Error('there are two counts');
    const markup = renderToStaticMarkup(
      createElement(OccupancyChart, { occupancy: { ...whole, counts: [first, second] } }),
    );
    const all = (pattern: RegExp) => [...markup.matchAll(pattern)].map(([, found]) => found);
    return { looks: all(/data-look="(\w+)"/g), titles: all(/<title>[^<]*?: ([^<]*)<\/title>/g) };
  };
  expect(drawn({})).toEqual({
    looks: ['obscured', 'uncounted', 'obscured'],
    titles: [
      '2',
      'not observed: obscured in part',
      'not counted',
      'not observed: obscured in part',
    ],
  });
  expect(drawn({ open: 'unexamined', uncounted: 'unexamined' })).toEqual({
    looks: ['unexamined', 'uncounted', 'unexamined'],
    titles: ['2', 'not observed: not examined', 'not counted', 'not observed: not examined'],
  });
  // Of a frame that was examined whole, where none could be seen.
  expect(drawn({ whole: true, open: null, ...NO_SHIPS, uncounted: 'unresolved' })).toEqual({
    looks: ['absent', 'uncounted', 'unresolved'],
    titles: ['2', '0', 'not counted', 'not observed: pixels too large'],
  });
});

it('names every mark that a table or a chart can show as they name it', () => {
  const legend = renderToStaticMarkup(createElement(LookLegend, { color: 'red', numbers: true }));
  const named = [...legend.matchAll(/data-look="(\w+)".*?<\/svg>([^<]*)/g)];
  expect(Object.fromEntries(named.map(([, look, text]) => [look, text]))).toEqual({
    seen: 'seen',
    absent: lookText('absent'),
    obscured: lookText('obscured'),
    unresolved: 'pixels too large',
    unexamined: 'not examined',
    uncounted: unknownWord('uncounted'),
  });
  expect(legend).toContain('no mark: not covered');
});

it('draws no two marks alike', () => {
  const marks = ['absent', 'obscured', 'unresolved', 'uncounted'] as const;
  const drawn = marks.map((look) =>
    renderToStaticMarkup(createElement(LookMark, { look, color: 'red' })).replace(look, ''),
  );
  expect(new Set(drawn).size).toBe(marks.length);
});

it('says where there may be more containers than counted', () => {
  const [frame] = [...smallProject().all('frames')];
  if (!frame) throw new Error('there is a frame');
  const text = (more: boolean, containers: CountRange) =>
    containersText({
      ...{ frame, whole: true, open: null, more, vessels: 1, unlinked: 0, containers },
      uncounted: null,
    });
  const fifty = { min: 47, best: 50, max: 53 };
  expect(text(false, fifty)).toBe('47–53, best 50');
  expect(text(true, fifty)).toBe('47–53, best 50, or more');
  expect(text(true, { min: null, best: 50, max: null })).toBe('50 or more');
  expect(text(true, { min: 47, best: null, max: null })).toBe('at least 47');
  expect(text(true, { min: null, best: null, max: 53 })).toBe('at most 53 in what is boxed');
});
