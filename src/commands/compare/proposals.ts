/** What the pixels of two frames say has changed: proposals for the analyst to judge, no boxes yet. */
import { isRadarFrame } from '../../domain/acquisition/sensor';
import { guessClass, isOfSomeClass } from '../../domain/change/guess-class';
import { classesInOrder } from '../../domain/edits/class-edits';
import { acceptProposal, rejectProposal, removeEvent } from '../../domain/edits/event-edits';
import { UserError } from '../../domain/errors';
import { carryBoxes } from '../../domain/geo/carry-boxes';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import { cornersPixel } from '../../domain/geometry/box-geometry';
import type { Frame } from '../../domain/model/frame';
import type { ClassId } from '../../domain/model/ids';
import type { ChangeEvent } from '../../domain/model/observation';
import type { Meters, PixelXY } from '../../domain/model/units';
import { type SearchArea, searchAreaOf } from '../../store/compare-state';
import type { DocumentStore } from '../../store/document-store';
import type { Proposal, Search } from '../../store/session';
import type { ChangeSide, FoundChange } from '../../workers/analysis-client';
import { analysedFrame, analysisOf } from '../frames/analysis';
import { runTask } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';
import { commitEdit } from '../vessels/vessel-commands';

/** What the search between two frames is called while it is under way. */
export function changesLabel(before: Frame, after: Frame): string {
  return `Looking for changes from ${before.title} to ${after.title}`;
}

async function side(services: Services, frame: Frame): Promise<ChangeSide> {
  const analysed = await analysedFrame(services, frame);
  const { alignment } = frame;
  return { ...analysed, frame: { ...analysed.frame, ...(alignment ? { alignment } : {}) } };
}

/** The outline of an area that is drawn on either frame, in pixels of the first. */
function outlineOn(before: Frame, after: Frame, area: SearchArea): readonly PixelXY[] {
  const [laid] =
    area.frameId === before.id
      ? [area.geometry]
      : (carryBoxes([area.geometry], after, before) ?? []);
  if (laid) return cornersPixel(laid, before.pixelAspect);
  throw new UserError(
    `The area to search cannot be laid on “${before.title}”: one of the two frames has no place there. Draw it on that frame.`,
  );
}

/**
 * Compares two frames as they are aligned, in the area that the search is limited to, as a task that can
 * be cancelled; the strongest first. Rejects with an AbortError, and with a UserError where they show
 * no ground in common or a file is away.
 */
export async function findProposals(
  services: Services,
  before: Frame,
  after: Frame,
): Promise<Search> {
  const label = changesLabel(before, after);
  // As it is now: other dates may be compared by the time that the files are found.
  const area = searchAreaOf(services.session.getState().compare);
  const answer = await runTask(services.session, label, async ({ signal, progress }) => {
    const sides = { before: await side(services, before), after: await side(services, after) };
    const args = area ? { ...sides, area: outlineOn(before, after, area) } : sides;
    return analysisOf(services).run('changes', args, { signal, progress });
  });
  const document = openDocument(services);
  const found = document
    ? answer.found.map((one) => proposalOf(services, document, before, after, one))
    : [];
  // Where most of what differs has no size of anything that is boxed, the ground itself has changed, such
  // as fields from year to year: what has such a size by chance is called by no class either.
  const ground = found.filter(({ doubtful }) => doubtful).length > found.length / 2;
  const margins = [
    ...(answer.collars.before ? [before.id] : []),
    ...(answer.collars.after ? [after.id] : []),
  ];
  return {
    ...{ beforeId: before.id, afterId: after.id, margins },
    found: ground ? found.map((one) => ({ ...one, doubtful: true })) : found,
  };
}

function proposalOf(
  { session }: Services,
  document: DocumentStore,
  before: Frame,
  after: Frame,
  { kind, score, onGround, inland, before: old, after: young }: FoundChange,
): Proposal {
  const gone = kind === 'gone';
  const [geometry, otherGeometry] = gone ? [old, young] : [young, old];
  const frame = gone ? before : after;
  const lengthM = frameGeoOf(frame)?.boxMeasures(geometry)?.lengthM ?? null;
  const slenderness = geometry.length / geometry.width;
  const pixelM = coarserPixel(before, after);
  const radar = [before, after].some(isRadarFrame);
  const outline = { lengthM, slenderness, pixelM, radar, onGround, inland };
  const { classId } = session.getState();
  const inHand = (classId && document.get('classes', classId)) || null;
  const guess = guessClass(outline, classesInOrder(document), inHand);
  if (!guess) throw new UserError('The project has no classes. Add one before searching.');
  const pair = { beforeId: before.id, afterId: after.id, frameId: frame.id };
  const doubtful = !isOfSomeClass(outline);
  return { kind, ...pair, geometry, otherGeometry, score, classId: guess.id, doubtful };
}

function coarserPixel(before: Frame, after: Frame): Meters | null {
  const sizes = [before, after].flatMap(({ resolutionM }) => resolutionM ?? []);
  return sizes.length === 0 ? null : (Math.max(...sizes) as Meters);
}

/** Says what a proposal would be a box of. */
export function setProposalClass(
  { session }: Services,
  proposal: Proposal,
  classId: ClassId,
): void {
  session.setState(({ proposals }) => ({
    proposals: proposals && {
      ...proposals,
      found: proposals.found.map((one) =>
        one === proposal ? { ...one, classId, doubtful: false } : one,
      ),
    },
  }));
}

/** Makes a proposal a box of its class, and an event. */
export function accept(services: Services, proposal: Proposal): void {
  const { otherGeometry: _, ...found } = proposal;
  const made = commitEdit(services, (document, context) =>
    acceptProposal(document, context, found),
  );
  if (made) services.session.setState({ selection: [made.boxId] });
}

/** Remembers that a proposal is no change. */
export function reject(services: Services, proposal: Proposal): void {
  const { otherGeometry: _, classId: __, ...found } = proposal;
  commitEdit(services, (document, context) => rejectProposal(document, context, found));
}

/** Forgets that a proposal was found to be no change: it is open again, and found by the next search. */
export function takeRejectionBack(services: Services, { id }: ChangeEvent): void {
  commitEdit(services, (document, context) => removeEvent(document, context, { id }));
}
