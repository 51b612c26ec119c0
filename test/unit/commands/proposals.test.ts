/** What a search proposes: named by a class on the map only where its size fits, and stored as it is judged. */
import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { accept, findProposals, setProposalClass } from '../../../src/commands/compare/proposals';
import { setCompare } from '../../../src/commands/frames/compare-frames';
import { setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import { VESSEL_COMMANDS } from '../../../src/commands/vessels/vessel-commands';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { addObservation, removeObservation } from '../../../src/domain/edits/observation-edits';
import { FrameId, newId } from '../../../src/domain/model/ids';
import { currentMarks } from '../../../src/map/current-marks';
import { withSearchArea } from '../../../src/store/compare-state';
import { sampleFrame } from '../store/sample-frame';
import { CONTEXT, openWithFrame, testServices } from './support';

const { run } = vi.hoisted(() => ({ run: vi.fn() }));
vi.mock('../../../src/workers/analysis-client', () => ({ createAnalysis: () => ({ run }) }));

const NO_COLLARS = { before: false, after: false };

/** A project with two dates of one place whose files can be read. */
async function twoDates() {
  const services = testServices();
  const { document, frame } = await openWithFrame(services);
  const parts = { projectId: document.projectId, siteId: frame.siteId };
  const later = sampleFrame({ id: newId(FrameId, 'frm'), ...parts });
  const place = siteFor(document, null);
  document.commit(addFrame(document, CONTEXT, { frame: later, ...place, isNew: false }));
  for (const { id } of [frame, later]) {
    setProvisionalSource(id, { kind: 'blob', blob: new Blob(), name: 'sample.tif' });
  }
  return { services, document, frame, later };
}

it('the search is limited to the area of its own two dates, whatever is compared meanwhile', async () => {
  const { services, frame, later } = await twoDates();
  const { session } = services;
  const other = newId(FrameId, 'frm');
  const geometry = { x: 500, y: 400, length: 100, width: 50, angle: 0 };
  const areas = [{ beforeId: frame.id, afterId: other, frameId: frame.id, geometry }];
  setCompare(session, { frames: [frame.id, later.id], areas });
  run.mockResolvedValue({ collars: NO_COLLARS, found: [] });
  const searching = findProposals(services, frame, later);
  setCompare(session, { frames: [frame.id, other] });
  await searching;
  expect(run.mock.lastCall?.[1]).not.toHaveProperty('area');
});

it('tells of which of the two dates an empty margin was left out', async () => {
  const { services, frame, later } = await twoDates();
  run.mockResolvedValue({ collars: { ...NO_COLLARS, after: true }, found: [] });
  expect((await findProposals(services, frame, later)).margins).toEqual([later.id]);
  run.mockResolvedValue({ collars: NO_COLLARS, found: [] });
  expect((await findProposals(services, frame, later)).margins).toEqual([]);
});

it('what is as large as a field is called by no class until somebody gives it one', async () => {
  const { services, document, frame, later } = await twoDates();
  const pixelM = frame.resolutionM ?? 1;
  const at = (lengthM: number, widthM: number) => {
    const geometry = { x: 50, y: 40, length: lengthM / pixelM, width: widthM / pixelM, angle: 0 };
    const sides = { before: geometry, after: geometry };
    return { kind: 'appeared', score: 0.9, onGround: false, inland: false, ...sides };
  };
  run.mockResolvedValue({ collars: NO_COLLARS, found: [at(160, 31), at(310, 110)] });
  const { found } = await findProposals(services, frame, later);
  const { session } = services;
  setCompare(session, { frames: [frame.id, later.id] });
  session.setState({
    screen: 'compare',
    proposals: { beforeId: frame.id, afterId: later.id, found, margins: [] },
  });
  const hand = { reshapable: () => null, preview: () => null };
  const labels = () =>
    currentMarks(document, session.getState(), later, hand).map(({ label }) => label);
  expect(labels()).toEqual([expect.stringMatching(/^\w.*, appeared\?$/), 'appeared?']);

  // Named once where two dates are halves of one picture, else on each picture.
  const area = { frameId: frame.id, geometry: { x: 50, y: 40, length: 30, width: 20, angle: 0 } };
  session.setState(({ compare }) => ({ compare: withSearchArea(compare, area) }));
  const named = (on: typeof frame) =>
    currentMarks(document, session.getState(), on, hand).find(({ kind }) => kind === 'search')
      ?.label;
  expect([frame, later].map(named)).toEqual(['Search for changes here only', '']);
  setCompare(session, { mode: 'sides' });
  expect(named(later)).toBe('Search for changes here only');
  session.setState(({ compare }) => ({ compare: withSearchArea(compare, null) }));

  // What is said to be under cloud on either date is proposed no more, until that is taken back.
  const asked = () => labels().filter((label) => label.endsWith('?')).length;
  const geometry = { x: 50, y: 40, length: 9, width: 9, angle: 0 };
  for (const { id: frameId } of [frame, later]) {
    const draft = { kind: 'obscured', geometry, frameId } as const;
    const { edit, observationId } = addObservation(document, CONTEXT, draft);
    document.commit(edit);
    expect(asked()).toBe(0);
    document.commit(removeObservation(document, CONTEXT, { id: observationId }));
    expect(asked()).toBe(2);
  }

  const [, field] = found;
  const [given] = [...document.all('classes')].slice(-1);
  if (!field || !given) throw new Error('Two were found, and there are classes.');
  setProposalClass(services, field, given.id);
  expect(labels()[1]).toBe(`${given.name}, appeared?`);

  // Where most are fields, what is as large as a ship by chance is called one no more.
  run.mockResolvedValue({ collars: NO_COLLARS, found: [at(160, 31), at(310, 110), at(250, 140)] });
  const { found: fields } = await findProposals(services, frame, later);
  expect(fields.map(({ doubtful }) => doubtful)).toEqual([true, true, true]);

  accept(services, field);
  const [event] = [...document.all('events')];
  expect(event).toMatchObject({ kind: 'appeared', verdict: 'accepted' });
  expect(event).not.toHaveProperty('doubtful');
});

it('what cannot be stored is not shown as if it were', async () => {
  const { services, document, frame, later } = await twoDates();
  const geometry = { x: 50, y: 40, length: 30, width: 8, angle: 0 };
  run.mockResolvedValue({
    collars: NO_COLLARS,
    found: [{ kind: 'appeared', score: 0.9, before: geometry, after: geometry }],
  });
  const [proposal] = (await findProposals(services, frame, later)).found;
  if (!proposal) throw new Error('one is found');
  const { session } = services;
  const shown = session.getState();
  document.setWritable(false);
  expect(() => accept(services, proposal)).toThrow(/another tab/);
  const adding = VESSEL_COMMANDS.find(({ id }) => id === 'vessels.new');
  expect(() => adding?.run(services)).toThrow(/another tab/);
  expect(session.getState()).toBe(shown);
});
