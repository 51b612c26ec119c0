/** What the palette finds leads to the map, from whichever screen. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { createBox } from '../../../src/domain/edits/box-edits';
import type { MapPort } from '../../../src/store/ports';
import { searchPalette } from '../../../src/ui/dialogs/palette-search';
import { CONTEXT, openWithFrame, testServices } from '../commands/support';

/** Screen frames after which a map that is put on the page is there. */
const COMES_AFTER = 3;

async function onTheLog() {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  const [boxClass] = document.all('classes');
  if (!boxClass) throw new Error('a new project has classes');
  const geometry = { x: 100, y: 80, length: 60, width: 30, angle: 0 };
  document.commit(
    createBox(document, CONTEXT, { frameId: frame.id, classId: boxClass.id, geometry }),
  );
  const [box] = document.boxesOf(frame.id);
  services.session.setState({ frameId: frame.id, screen: 'log' });
  services.map.current = null;
  const asked: unknown[] = [];
  const map: Pick<MapPort, 'reveal' | 'centerOn'> = {
    reveal: (ids) => void asked.push(ids),
    centerOn: (place) => void asked.push(place),
  };
  let frames = 0;
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => {
    frames += 1;
    if (frames === COMES_AFTER) services.map.current = map as MapPort;
    setTimeout(work);
  });
  const run = async (typed: string) => {
    const [goTo] = searchPalette(services, typed);
    expect(goTo?.title).toBe('Go to');
    goTo?.items[0]?.run();
    expect(services.session.getState().screen).toBe('annotate');
  };
  return { services, box, asked, run };
}

afterEach(() => vi.unstubAllGlobals());

test('a box is selected and brought into view once the map is there', async () => {
  const { services, box, asked, run } = await onTheLog();
  await run('box 1');
  expect(services.session.getState().selection).toEqual([box?.id]);
  await vi.waitFor(() => expect(asked).toEqual([[box?.id]]));
});

test('so is a place', async () => {
  const { asked, run } = await onTheLog();
  await run(':42.25, 130.5');
  await vi.waitFor(() => expect(asked).toEqual([[130.5, 42.25]]));
});

test('a date is shown on the map', async () => {
  const { run } = await onTheLog();
  await run('#');
});

test('two dates stay compared', async () => {
  const { services, asked } = await onTheLog();
  services.session.setState({ screen: 'compare' });
  searchPalette(services, ':42.25, 130.5')[0]?.items[0]?.run();
  await vi.waitFor(() => expect(asked).toEqual([[130.5, 42.25]]));
  expect(services.session.getState().screen).toBe('compare');
});
