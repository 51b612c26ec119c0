import BaseEvent from 'ol/events/Event';
import type OlMap from 'ol/Map';
import Observable from 'ol/Observable';
import { expect, test } from 'vitest';
import { PictureMark } from '../../../src/map/picture-mark';

function marked() {
  const map = new Observable();
  const element = { dataset: {} as DOMStringMap };
  const mark = new PictureMark(map as unknown as OlMap, element as HTMLElement);
  const fire = (type: string) => map.dispatchEvent(new BaseEvent(type));
  return { mark, fire, said: () => element.dataset.picture };
}

test('a map without its picture is never taken for complete', () => {
  const { mark, fire, said } = marked();
  expect(said()).toBe('none');
  mark.expect(true);
  fire('postrender');
  fire('rendercomplete');
  expect(said()).toBe('loading');
  mark.opened();
  // Says that the map was complete before the layers were on it.
  fire('rendercomplete');
  expect(said()).toBe('loading');
  fire('postrender');
  fire('rendercomplete');
  expect(said()).toBe('whole');
});

test('loading again when the view needs more tiles, and for the next picture', () => {
  const { mark, fire, said } = marked();
  mark.expect(true);
  mark.opened();
  fire('postrender');
  fire('rendercomplete');
  fire('loadstart');
  expect(said()).toBe('loading');
  fire('rendercomplete');
  expect(said()).toBe('whole');
  mark.expect(true);
  fire('postrender');
  fire('rendercomplete');
  expect(said()).toBe('loading');
  mark.expect(false);
  expect(said()).toBe('none');
});
