/** Showing a picture again as it was first shown. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recordDisplay, resetDisplay } from '../../../src/commands/display/display';
import { setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import { openDocument } from '../../../src/commands/open-document';
import { openFiles } from '../../../src/commands/project/open-files';
import { Sha256 } from '../../../src/domain/model/ids';
import { inspectionOf } from '../store/sample-frame';
import { FakeLocks } from './locks';
import { openWithFrame, testServices } from './support';

beforeEach(() => {
  vi.stubGlobal('navigator', { locks: new FakeLocks(), storage: { persisted: async () => true } });
});
afterEach(() => vi.unstubAllGlobals());

/** First shown with this gamma; counts how often files are looked at. */
function looking(gamma: number) {
  const looks = { count: 0 };
  const inspect = async () => {
    looks.count += 1;
    const inspection = inspectionOf();
    return { ...inspection, stretch: { ...inspection.stretch, gamma } };
  };
  return { looks, inspect };
}

test('a picture that was opened is shown as at first without its files being looked at again', async () => {
  const { looks, inspect } = looking(1.7);
  const services = testServices({
    ...{ inspect, expect: async () => undefined, coverage: async () => null },
    ...{
      settled: async () => undefined,
      kept: async () => null,
      keep: async () => 'cd'.repeat(32),
    },
  });
  await openFiles(services, [{ file: new File(['a'], 'a.tif'), handle: null }]);
  const document = openDocument(services);
  const [frame] = document?.all('frames') ?? [];
  if (!frame) throw new Error('The file was not opened.');
  recordDisplay(services, frame, { gamma: 0.5, invert: true });
  expect(looks.count).toBe(1);
  await resetDisplay(services, frame);
  expect(document?.get('frames', frame.id)?.stretch).toEqual(frame.stretch);
  expect(frame.stretch.gamma).toBe(1.7);
  expect(looks.count).toBe(1);
});

test('a picture of an earlier visit is looked at once, another file for itself', async () => {
  const { looks, inspect } = looking(1.4);
  const services = testServices({ inspect });
  for (const [hash, sum] of [
    ['12', 1],
    ['34', 2],
  ] as const) {
    const { document, frame } = await openWithFrame(services);
    const { name } = frame.file;
    setProvisionalSource(frame.id, { kind: 'blob', blob: new Blob(), name });
    const file = { ...frame.file, sha256: Sha256.parse(hash.repeat(32)) };
    document.commit({
      label: 'Other bytes',
      patches: [{ table: 'frames', id: frame.id, before: frame, after: { ...frame, file } }],
    });
    for (let i = 0; i < 3; i++) {
      recordDisplay(services, frame, { gamma: 0.5 });
      await resetDisplay(services, frame);
      expect(document.get('frames', frame.id)?.stretch.gamma).toBe(1.4);
    }
    expect(looks.count).toBe(sum);
  }
});

test('what could not be read is tried again', async () => {
  let fails = true;
  const services = testServices({
    inspect: async () => {
      if (fails) throw new Error('gone');
      return inspectionOf();
    },
  });
  const { document, frame } = await openWithFrame(services);
  setProvisionalSource(frame.id, { kind: 'blob', blob: new Blob(), name: frame.file.name });
  recordDisplay(services, frame, { gamma: 0.5 });
  await expect(resetDisplay(services, frame)).rejects.toThrow('gone');
  fails = false;
  await resetDisplay(services, frame);
  expect(document.get('frames', frame.id)?.stretch.gamma).toBe(1);
});
