/** A coastline that cannot be loaded: told once, not with every change of the project. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/domain/errors';
import { type BaseStage, FrameBase, type FrameBaseOptions } from '../../../src/map/base/frame-base';
import { createSession } from '../../../src/store/session';

const load = vi.hoisted(() => vi.fn());
vi.mock('../../../src/map/base/load-land', () => ({ loadLand: load }));

const element = () => ({ style: {}, append: () => undefined, remove: () => undefined });

beforeEach(() => {
  vi.stubGlobal('document', { createElement: element });
  load.mockImplementation(() =>
    Promise.reject(new UserError('The coastline could not be loaded.')),
  );
});
afterEach(() => vi.unstubAllGlobals());

it('says once that the coastline does not come, and again when it is switched on again', async () => {
  const base = { shown: true, coast: true, graticule: false, tiles: false };
  const session = createSession({ base });
  const notices: string[] = [];
  let changed = () => {};
  const doc = {
    project: {},
    subscribe: (listener: () => void) => {
      changed = listener;
      return () => undefined;
    },
  };
  const stage = {
    map: { addLayer: () => undefined, removeLayer: () => undefined },
    viewport: element(),
    allowRegion: () => undefined,
  };
  const made = new FrameBase(
    stage as unknown as BaseStage,
    {
      document: doc,
      session,
      current: () => null,
      covered: () => [],
      notice: (sentence: string) => notices.push(sentence),
    } as unknown as FrameBaseOptions,
  );
  for (let i = 0; i < 5; i++) {
    changed();
    await Promise.resolve();
  }
  await vi.waitFor(() => expect(notices).toHaveLength(1));
  session.setState({ base: { ...base, coast: false } });
  session.setState({ base });
  await vi.waitFor(() => expect(notices).toHaveLength(2));
  made.dispose();
});
