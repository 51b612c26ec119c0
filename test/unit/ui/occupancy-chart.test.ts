/** The chart of a site's ships and containers says why a number is not known, as its table does. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { type FrameCount, occupancy } from '../../../src/domain/tracks/occupancy';
import { OccupancyChart } from '../../../src/ui/log/occupancy-chart';
import { smallProject } from './support';

const NONE = { vessels: null, unlinked: null, containers: null };

it('marks a date that was obscured otherwise than one that nobody examined', () => {
  const doc = smallProject();
  const [site] = [...doc.all('sites')];
  if (!site) throw new Error('there is a site');
  const whole = occupancy(doc, site);
  const [autumn, winter] = whole.frames;
  if (!autumn || !winter) throw new Error('there are two frames');
  const counts: FrameCount[] = [
    { frame: autumn, whole: true, obscured: false, vessels: 1, unlinked: 1, containers: null },
    { frame: winter, whole: false, obscured: true, ...NONE },
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
    looks: ['obscured', 'unexamined', 'obscured'],
    titles: [
      '2',
      'not observed: obscured in part',
      'not counted',
      'not observed: obscured in part',
    ],
  });
  expect(drawn({ obscured: false })).toEqual({
    looks: ['unexamined', 'unexamined', 'unexamined'],
    titles: ['2', 'not observed: not examined', 'not counted', 'not observed: not examined'],
  });
});
