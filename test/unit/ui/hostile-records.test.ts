/** Records of other programs and slips of the keyboard may hold anything that is well formed; it is shown, not died of. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { EMPTY_FINGERPRINT } from '../../../src/domain/model/vessel';
import { localTime } from '../../../src/ui/panels/frame-bar';
import { HullOutline } from '../../../src/ui/vessels/hull-outline';

it('an IMO number typed for the count of hatches is said, and not drawn one by one', () => {
  const fingerprint = { ...EMPTY_FINGERPRINT, hatches: 9_074_729, cranes: 9_074_729 };
  const shown = renderToStaticMarkup(
    createElement(HullOutline, { length: 122, beam: 20, lengthText: '122.0 m', fingerprint }),
  );
  expect(shown).toContain('9074729 hatches');
  expect(shown.length).toBeLessThan(50_000);
});

it('the hour at a site is told in its zone, and not at all where the zone or the day is none', () => {
  expect(localTime('2023-10-12T01:47:09Z', 'Asia/Seoul')).toBe('10:47 UTC+9');
  expect(localTime('2023-10-12T01:47:09Z', 'Asia/Najin')).toBeNull();
  expect(localTime('2023-13-40T01:47:09Z', 'Asia/Seoul')).toBeNull();
});
