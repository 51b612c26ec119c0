/** All frames of a site laid by comparison: one step, and what was done meanwhile goes first. */
import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { chooseReference, requireReference } from '../../../src/commands/align/align';
import { alignAutomatically, alignSite } from '../../../src/commands/align/align-automatic';
import { setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import { addFrame, siteFor, updateFrame } from '../../../src/domain/edits/frame-edits';
import { UserError } from '../../../src/domain/errors';
import type { Transform } from '../../../src/domain/model/frame';
import { FrameId, newId } from '../../../src/domain/model/ids';
import { sampleFrame } from '../store/sample-frame';
import { CONTEXT, openWithFrame, testServices } from './support';

const { run } = vi.hoisted(() => ({ run: vi.fn() }));
vi.mock('../../../src/workers/analysis-client', () => ({
  createAnalysis: () => ({ run }),
}));

/** Every picture is found to lie two pixels to the right. */
const FOUND = {
  result: { kind: 'aligned' },
  grid: null,
  placement: {
    ...{
      kind: 'shift',
      shift: [2, 0],
      rotation: 0,
      scale: 1,
      shiftM: { east: 1, north: 0 },
    },
    ...{
      residualPx: 0.1,
      checks: [],
      detail: '12 of 16 windows agree within 0.1 px',
    },
  },
};

/** A site of three frames without a reference. */
async function openSite() {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  const place = siteFor(document, null);
  const more = ['later', 'latest'].map((title) => {
    const parts = { projectId: document.projectId, siteId: frame.siteId };
    const made = {
      ...sampleFrame({ id: newId(FrameId, 'frm'), ...parts }),
      title,
    };
    document.commit(addFrame(document, CONTEXT, { frame: made, ...place, isNew: false }));
    return made;
  });
  for (const { id } of [frame, ...more]) {
    setProvisionalSource(id, {
      kind: 'blob',
      blob: new Blob(),
      name: 'sample.tif',
    });
  }
  const laid = () => [...document.all('frames')].filter(({ alignment }) => alignment).length;
  const reference = () => document.get('sites', frame.siteId)?.referenceFrameId;
  return { services, document, frame, more, laid, reference };
}

it('is one step, the choice of the reference with it', async () => {
  const { services, document, frame, laid, reference } = await openSite();
  run.mockResolvedValue(FOUND);
  await alignSite(services, frame);
  expect(laid()).toBe(2);
  expect(reference()).toBeDefined();
  await document.undo();
  expect(laid()).toBe(0);
  expect(reference()).toBeUndefined();
  await document.redo();
  expect(laid()).toBe(2);
});

it('leaves the reference that was chosen while the pictures were compared, and says why nothing is laid', async () => {
  const { services, frame, more, laid, reference } = await openSite();
  const [, latest] = more;
  if (!latest) throw new Error('three frames');
  run.mockImplementation(async () => {
    if (reference() !== latest.id) chooseReference(services, latest);
    return FOUND;
  });
  await alignSite(services, frame);
  expect(reference()).toBe(latest.id);
  expect(laid()).toBe(0);
  const told = services.session.getState().notices.at(-1);
  expect(told?.text).toMatch(/^0 of 2 frames/);
  expect(told?.details.join(' ')).toMatch(/is not the reference of/);
});

it('lays no frame whose place was changed while it was compared, nor any on a reference that was moved', async () => {
  const { services, document, frame, more, laid } = await openSite();
  chooseReference(services, frame);
  const [later] = more;
  const georef = later?.georef;
  if (!later || !georef) throw new Error('it has a place');
  const moved = {
    ...georef,
    transform: [606_050, 0.5, 0, 4_677_000, 0, -0.5] as Transform,
  };
  const move = (id: FrameId) =>
    document.commit(updateFrame(document, CONTEXT, { id, changes: { georef: moved } }));
  run.mockImplementationOnce(async () => {
    move(later.id);
    return FOUND;
  });
  run.mockResolvedValue(FOUND);
  await alignSite(services, frame);
  expect(laid()).toBe(1);
  expect(document.get('frames', later.id)?.alignment).toBeUndefined();
  run.mockImplementationOnce(async () => {
    move(frame.id);
    return FOUND;
  });
  const { aligned, text } = await alignAutomatically(services, later, 'shift');
  expect(aligned).toBe(false);
  expect(text).toMatch(/"later" is left as it is\. .*was changed while the pictures were compared/);
});

it('compares each pair once, and does without other frames whose files cannot be read', async () => {
  const { services, document, frame, more, laid } = await openSite();
  chooseReference(services, frame);
  run.mockClear();
  run.mockImplementation(async () => {
    // Both are uncertain on the reference, which is compared first; each on the other is the third and the fourth.
    if (run.mock.calls.length > 2) throw new UserError('The file is away.');
    return { ...FOUND, result: { kind: 'aligned', ce90: 1.5 } };
  });
  await alignSite(services, frame);
  expect(run).toHaveBeenCalledTimes(4);
  expect(laid()).toBe(2);
  for (const { id } of more) expect(document.get('frames', id)?.alignment?.via).toBeUndefined();
});

it('lays frames over one another where that is more certain, and says so', async () => {
  const { services, document, frame, more } = await openSite();
  chooseReference(services, frame);
  run.mockClear();
  run.mockImplementation(async () => {
    // Half as far off on each other as on the reference, and to the same place.
    const isOnOther = run.mock.calls.length > 2;
    const placement = { ...FOUND.placement, shift: [isOnOther ? 0 : 2, 0] };
    const residualPx = isOnOther ? 0.5 : run.mock.calls.length === 1 ? 2 : 1;
    return {
      ...{ grid: null, placement: { ...placement, residualPx } },
      result: { kind: 'aligned', ce90: 1.5 },
    };
  });
  await alignSite(services, frame);
  const [later, latest] = more.map(({ id }) => document.get('frames', id)?.alignment);
  expect(later).toMatchObject({ via: '"latest" of 12 Oct 2023' });
  expect(later?.shift[0]).toBeCloseTo(2, 6);
  expect(later?.residualPx).toBeCloseTo(Math.hypot(1, 0.5), 6);
  expect(later?.loopPx).toBeCloseTo(0, 6);
  expect(latest?.via).toBeUndefined();
  expect(services.session.getState().notices.at(-1)?.details.join(' ')).toMatch(
    /"later": 2\.00 px right, 0\.00 px down, ±1\.12 px, by way of "latest" of 12 Oct 2023/,
  );
});

it('takes no frame for the reference that has no place where the other has one, unless it was chosen', async () => {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  const parts = { projectId: document.projectId, siteId: frame.siteId };
  const other = {
    ...sampleFrame({ id: newId(FrameId, 'frm'), ...parts }),
    georef: null,
  };
  const place = siteFor(document, null);
  document.commit(addFrame(document, CONTEXT, { frame: other, ...place, isNew: false }));
  expect(() => requireReference(document, frame)).toThrow(
    `"${frame.title}" has no other frame of its site to be laid on. Open one of the same place.`,
  );
  chooseReference(services, other);
  expect(requireReference(document, frame).id).toBe(other.id);
  expect(() => requireReference(document, other)).toThrow(/is the reference, on which the others/);
});
