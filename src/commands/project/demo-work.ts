/** What an analyst would have noted on the demo's frames, from the truth that is written with them. */
import { z } from 'zod';
import { isRadarFrame } from '../../domain/acquisition/sensor';
import { newBoxPatches } from '../../domain/edits/box-edits';
import { createGroup } from '../../domain/edits/group-edits';
import { setExamined } from '../../domain/edits/observation-edits';
import type { Edit } from '../../domain/edits/types';
import { linkBoxes, linkToNewVessel, updateVessel } from '../../domain/edits/vessel-edits';
import { toPlane } from '../../domain/geometry/plane';
import { fitRectangle } from '../../domain/geometry/rectangle-fit';
import { type BoxAttributes, EMPTY_ATTRIBUTES } from '../../domain/model/attributes';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import { EMPTY_FINGERPRINT } from '../../domain/model/vessel';
import type { DocumentStore } from '../../store/document-store';
import { editContext } from '../open-document';

const TruthObject = z.object({
  id: z.string(),
  name: z.string().nullable(),
  class: z.string(),
  /** Pixels of the frame, from the stern's port side, clockwise on the screen. */
  corners: z.array(z.tuple([z.number(), z.number()])).length(4),
  bow_known: z.boolean(),
  containers: z.number().optional(),
  activity: z.enum(['alongside', 'anchored', 'underway']).optional(),
  hatches: z.number().optional(),
  hatches_open: z.number().optional(),
  cranes: z.number().optional(),
});
type TruthObject = z.infer<typeof TruthObject>;

/** The demo's truth file, as far as it is drawn in. */
export const DemoTruth = z.object({
  frames: z.array(z.object({ file: z.string(), objects: z.array(TruthObject) })),
});
export type DemoTruth = z.infer<typeof DemoTruth>;

/** Classes that are drawn in, by what the truth calls them. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['cargo ship', 'cargo ship'],
  ['bulk carrier', 'cargo ship'],
  ['container ship', 'container ship'],
  ['tanker', 'tanker'],
  ['fishing vessel', 'fishing vessel'],
  ['tug', 'tug'],
  ['container stack', 'container stack'],
]);

/** Stacks that are counted together, by how the truth's names of them begin. */
const GROUPS = [
  ['stack-quay-', 'Long quay, Najin'],
  ['stack-pier-', 'West pier, Najin'],
  ['stack-yard-', 'Yard, Najin'],
  ['stack-dunai-quay-', 'Quay, Dunai'],
  ['stack-dunai-yard-', 'Yard, Dunai'],
] as const;

/** How far a count is taken to be off: where single containers can be told, and where they cannot. */
const COUNT_OFF = { fine: 0.05, coarse: 0.3 } as const;
const FINE_M = 0.75;

/** Whether decks can be read: an optical picture of half a metre or so. */
const isFine = (frame: Frame) =>
  frame.resolutionM !== null && frame.resolutionM <= FINE_M && !isRadarFrame(frame);

function countOf(best: number, fine: boolean): BoxAttributes['containers'] {
  const off = Math.ceil(best * (fine ? COUNT_OFF.fine : COUNT_OFF.coarse));
  return { min: best - off, best: fine ? best : null, max: best + off };
}

function attributesOf(object: TruthObject, fine: boolean): BoxAttributes {
  const { activity = null, containers, cranes } = object;
  return {
    ...EMPTY_ATTRIBUTES,
    activity,
    ...(containers === undefined ? {} : { containers: countOf(containers, fine) }),
    ...(fine && cranes !== undefined
      ? {
          hatches: object.hatches ?? null,
          hatches_open: object.hatches_open ?? null,
          gear: cranes > 0 ? ('geared' as const) : ('gearless' as const),
        }
      : {}),
  };
}

type Drawn = { readonly object: TruthObject; readonly frame: Frame; readonly box: Box };

/** Draws in what is of a class that is followed or counted, and tells which box is whose. */
function drawBoxes(document: DocumentStore, truth: DemoTruth): readonly Drawn[] {
  const classes = new Map([...document.all('classes')].map(({ id, name }) => [name, id]));
  const found = [...document.all('frames')].flatMap((frame) => {
    const objects = truth.frames.find(({ file }) => file === frame.file.name)?.objects ?? [];
    return objects.flatMap((object) => {
      const classId = classes.get(CLASSES.get(object.class) ?? '');
      const outline = object.corners.map((corner) => toPlane(corner, frame.pixelAspect));
      const fit = fitRectangle(outline, frame.pixelAspect, true);
      if (!classId || !fit) return [];
      const attributes = attributesOf(object, isFine(frame));
      const { geometry } = fit;
      const draft = { frameId: frame.id, classId, geometry, attributes };
      return [{ object, frame, draft: { ...draft, bowKnown: object.bow_known } }];
    });
  });
  const drafts = found.map(({ draft }) => draft);
  const { boxes, patches } = newBoxPatches(document, editContext(document), drafts);
  document.commit({ label: `Draw ${boxes.length} boxes`, patches, foreign: true });
  return found.flatMap(({ object, frame }, i) => {
    const box = boxes[i];
    return box ? [{ object, frame, box }] : [];
  });
}

const GROUNDS = {
  fine: {
    likelihood: 'very_likely',
    rationale: 'Length, beam, hatches and cranes are those of the other dates.',
  },
  coarse: {
    likelihood: 'likely',
    rationale: 'Length and beam fit; the picture does not show what stands on deck.',
  },
} as const;

/** One vessel of the boxes that show it, and what its pixels tell. */
function follow(document: DocumentStore, name: string, drawn: readonly Drawn[]): void {
  const commit = (edit: Edit) => document.commit({ ...edit, foreign: true });
  const context = () => editContext(document);
  const of = (fine: boolean) => drawn.filter(({ frame }) => isFine(frame) === fine);
  const idsOf = (some: readonly Drawn[]) => some.map(({ box }) => box.id);
  const { edit, vesselId } = linkToNewVessel(document, context(), {
    boxIds: idsOf(of(true)),
    name,
    ...GROUNDS.fine,
  });
  commit(edit);
  if (of(false).length > 0) {
    const boxIds = idsOf(of(false));
    commit(linkBoxes(document, context(), { boxIds, vesselId, ...GROUNDS.coarse }));
  }
  const { hatches = null, cranes = null } = drawn[0]?.object ?? {};
  const fingerprint = {
    ...EMPTY_FINGERPRINT,
    superstructure: 'aft',
    hatches,
    cranes,
    gear: 'geared',
  } as const;
  commit(updateVessel(document, context(), { id: vesselId, changes: { fingerprint } }));
}

/** Draws in the truth of the frames that are there, as edits that can be undone one by one. */
export function workDone(document: DocumentStore, truth: DemoTruth): void {
  const drawn = drawBoxes(document, truth);
  for (const name of new Set(drawn.flatMap(({ object }) => object.name ?? []))) {
    follow(
      document,
      name,
      drawn.filter(({ object }) => object.name === name),
    );
  }
  for (const [start, name] of GROUPS) {
    const boxIds = drawn.flatMap(({ object, box }) =>
      object.id.startsWith(start) ? [box.id] : [],
    );
    if (boxIds.length === 0) continue;
    const { edit } = createGroup(document, editContext(document), { name, boxIds });
    document.commit({ ...edit, foreign: true });
  }
  for (const { id: frameId } of document.all('frames')) {
    const edit = setExamined(document, editContext(document), { frameId, examined: true });
    document.commit({ ...edit, foreign: true });
  }
}
