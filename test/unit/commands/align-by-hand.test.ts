/** What was laid by hand is measured before it is stored: whatever happens meanwhile, nothing is lost, nothing twice. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseReference, storeAlignment } from '../../../src/commands/align/align';
import { handDraft, type Kept, keepByHand } from '../../../src/commands/align/align-by-hand';
import { setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import { openDocument } from '../../../src/commands/open-document';
import { closeProject, newProject, openProject } from '../../../src/commands/project/projects';
import type { Services } from '../../../src/commands/types';
import { addFrame, removeFrame, siteFor, updateFrame } from '../../../src/domain/edits/frame-edits';
import { UserError } from '../../../src/domain/errors';
import { UNALIGNED } from '../../../src/domain/geo/plane-shift';
import type { Frame } from '../../../src/domain/model/frame';
import { FrameId, newId } from '../../../src/domain/model/ids';
import type { DocumentStore } from '../../../src/store/document-store';
import type { AnalysisOptions, ResidualAnswer } from '../../../src/workers/analysis-client';
import { sampleFrame } from '../store/sample-frame';
import { FakeLocks } from './locks';
import { CONTEXT, testServices } from './support';

/** The measuring that is under way. */
let measuring: {
  readonly end: (answer: ResidualAnswer | null) => void;
  readonly fail: (error: unknown) => void;
} | null = null;

vi.mock('../../../src/workers/analysis-client', () => ({
  createAnalysis: () => ({
    run: (_name: string, _args: unknown, { signal }: AnalysisOptions) =>
      new Promise((end, fail) => {
        measuring = { end, fail };
        signal?.addEventListener('abort', () => fail(signal.reason));
      }),
  }),
}));

const ANSWER: ResidualAnswer = { residualPx: 0.42, checks: [] };
const BY = { ...UNALIGNED, shift: [3, -4] as [number, number] };

let services: Services;
let document: DocumentStore;
let reference: Frame;
let frame: Frame;

function current(): DocumentStore {
  const found = openDocument(services);
  if (!found) throw new Error('no project is open');
  return found;
}

function add(name: string): Frame {
  const place = siteFor(document, null);
  const parts = { projectId: document.projectId, siteId: place.site.id };
  const added = { ...sampleFrame({ id: newId(FrameId, 'frm'), ...parts }), title: name };
  document.commit(addFrame(document, CONTEXT, { frame: added, ...place }));
  setProvisionalSource(added.id, { kind: 'url', url: 'about:blank', name });
  return added;
}

const stored = (of = document) => of.get('frames', frame.id)?.alignment;
const said = () => services.session.getState().notices.map(({ text }) => text);

/** Keeps what was laid, as far as the measuring. */
async function begun(): Promise<{ readonly kept: Promise<Kept> }> {
  const kept = keepByHand(services, { frame, reference, by: BY });
  // A test that expects it to fail says so itself.
  void Promise.allSettled([kept]);
  await vi.waitFor(() => expect(measuring).not.toBeNull());
  expect(stored()).toBeUndefined();
  expect(services.session.getState().tasks.map(({ label }) => label)).toEqual(['Measuring moved']);
  return { kept };
}

function cancel(): void {
  for (const task of services.session.getState().tasks) task.cancel?.();
}

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new FakeLocks(), storage: { persisted: async () => true } });
  measuring = null;
  services = testServices();
  await newProject(services, 'Port');
  document = current();
  reference = add('still');
  frame = add('moved');
});
afterEach(() => vi.unstubAllGlobals());

describe('what was laid by hand', () => {
  it('is stored once it is measured, in one step, with what was measured', async () => {
    const { kept } = await begun();
    measuring?.end(ANSWER);
    expect(await kept).toBe('kept');
    expect(stored()).toMatchObject({ method: 'manual', shift: [3, -4], residualPx: 0.42 });
    await document.undo();
    expect(stored()).toBeUndefined();
    expect(services.session.getState().tasks).toEqual([]);
  });

  it('is stored unmeasured at once where the measuring is cancelled, and no second time', async () => {
    const { kept } = await begun();
    cancel();
    expect(stored()).toMatchObject({ shift: [3, -4], residualPx: null });
    expect(stored()?.detail).toMatch(/not measured: it was kept before it was measured\.$/);
    expect(await kept).toBe('kept');
    await document.undo();
    expect(stored()).toBeUndefined();
  });

  it('is in the project that is left meanwhile, and nothing of it in the next', async () => {
    const { kept } = await begun();
    closeProject(services);
    await newProject(services, 'Other');
    expect(await kept).toBe('kept');
    expect(current().undoLabel).toBeNull();
    await openProject(services, document.projectId);
    expect(stored(current())).toMatchObject({ shift: [3, -4], residualPx: null });
  });

  it('says why nothing was measured where a file is away, and is stored all the same', async () => {
    const { kept } = await begun();
    measuring?.fail(new UserError('"still.tif" is not where it was.'));
    expect(await kept).toBe('kept');
    expect(stored()).toMatchObject({ shift: [3, -4], residualPx: null });
    expect(stored()?.detail).toMatch(/"still\.tif" is not where it was\.$/);
  });

  it('is not stored where measuring fails as nobody foresaw, and that is told', async () => {
    const { kept } = await begun();
    measuring?.fail(new TypeError('broken'));
    await expect(kept).rejects.toThrow('broken');
    expect(stored()).toBeUndefined();
  });
});

describe('what was changed while it was measured', () => {
  const elsewhere = () => handDraft({ frame, reference, by: { ...BY, shift: [1, 1] } }, ANSWER);
  const changes: Record<string, () => void> = {
    'how the frame lies': () => storeAlignment(services, frame, elsewhere()),
    'its reference': () => chooseReference(services, add('third')),
    'that it is there': () => document.commit(removeFrame(document, CONTEXT, { id: frame.id })),
    'the own place of its reference': () => document.commit(moved(reference)),
  };
  const moved = (one: Frame) => {
    if (!one.georef) throw new Error('the sample has a place');
    const [x, ...rest] = one.georef.transform;
    const georef = { ...one.georef, transform: [x + 100, ...rest] as typeof one.georef.transform };
    return updateFrame(document, CONTEXT, { id: one.id, changes: { georef } });
  };

  for (const [what, change] of Object.entries(changes)) {
    for (const ending of ['measured', 'cancelled'] as const) {
      it(`${what}: stays as it was changed, ${ending}, and that is said once`, async () => {
        const { kept } = await begun();
        change();
        const after = document.get('frames', frame.id);
        const label = document.undoLabel;
        if (ending === 'measured') measuring?.end(ANSWER);
        else cancel();
        expect(await kept).toBe('changed meanwhile');
        expect(document.get('frames', frame.id)).toEqual(after);
        expect(document.undoLabel).toBe(label);
        const told = said().filter((text) => text.includes('"moved" was not kept as you laid it'));
        expect(told).toHaveLength(1);
      });
    }
  }

  it('the right to write: says that nothing was stored, measured or cancelled', async () => {
    for (const end of [cancel, () => measuring?.end(ANSWER)]) {
      measuring = null;
      const { kept } = await begun();
      document.setWritable(false);
      end();
      await expect(kept).rejects.toBeInstanceOf(UserError);
      expect(stored()).toBeUndefined();
      document.setWritable(true);
    }
  });
});
