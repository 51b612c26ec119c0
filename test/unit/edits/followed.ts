/** A small project in which everything that is followed occurs: for edits, formats and tables. */

import { setAlignment, setReference } from '../../../src/domain/edits/alignment-edits';
import type { Tables } from '../../../src/domain/edits/apply';
import { createBox } from '../../../src/domain/edits/box-edits';
import { addClaim, addSanction } from '../../../src/domain/edits/claim-edits';
import { createdBoxIds } from '../../../src/domain/edits/edit-parts';
import { acceptProposal, recordEvent, rejectProposal } from '../../../src/domain/edits/event-edits';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { createGroup } from '../../../src/domain/edits/group-edits';
import { addObservation } from '../../../src/domain/edits/observation-edits';
import { rejectPair } from '../../../src/domain/edits/pair-edits';
import type { Edit } from '../../../src/domain/edits/types';
import { createVessel, linkBoxes, linkToNewVessel } from '../../../src/domain/edits/vessel-edits';
import { alignmentDraft } from '../../../src/domain/geo/aligning';
import type { Box } from '../../../src/domain/model/box';
import type { Frame } from '../../../src/domain/model/frame';
import type { FrameId } from '../../../src/domain/model/ids';
import { CONTEXT, classNamed, emptyDocument, frameOf } from './records';

const AREA = { x: 700, y: 800, length: 90, width: 30, angle: 0.2 };

/** Puts an edit into a document and gives it back. */
export function done<T extends Edit | { readonly edit: Edit }>(doc: Tables, made: T): T {
  doc.apply('edit' in made ? made.edit.patches : made.patches);
  return made;
}

export function drawOn(doc: Tables, frameId: FrameId, className = 'cargo ship', x = 500): Box {
  const geometry = { x, y: 600, length: 240, width: 32, angle: 0.3 };
  const classId = classNamed(doc, className).id;
  const [id] = createdBoxIds(done(doc, createBox(doc, CONTEXT, { frameId, classId, geometry })));
  const box = id && doc.get('boxes', id);
  if (!box) throw new Error('the box is there');
  return box;
}

/**
 * Three frames of one site, the second and third laid on the first; Angara on the first and third, with
 * a group on its deck, Maria on the second, whose hull was judged not to be Angara's; what was looked for, what happened, what was rejected.
 */
export function followed() {
  const doc = emptyDocument();
  const frames = ['frm_1', 'frm_2', 'frm_3'].map((id) => frameOf(id, 's'));
  for (const frame of frames) {
    done(doc, addFrame(doc, CONTEXT, { frame, ...siteFor(doc, frame.footprint) }));
  }
  const [a, b, c] = frames as [Frame, Frame, Frame];
  const siteId = doc.get('frames', a.id)?.siteId;
  if (!siteId) throw new Error('the site is there');
  done(doc, setReference(doc, CONTEXT, { siteId, frameId: a.id }));
  lay(doc, b, a);
  lay(doc, c, a);
  const boxes = {
    first: drawOn(doc, a.id),
    second: drawOn(doc, b.id),
    third: drawOn(doc, c.id),
    stack: drawOn(doc, c.id, 'container stack', 900),
  };
  const boxIds = [boxes.first.id, boxes.third.id];
  const { vesselId: angara } = done(
    doc,
    linkToNewVessel(doc, CONTEXT, { boxIds, name: 'Angara', likelihood: 'likely', rationale: 'L' }),
  );
  const { vesselId: maria } = done(doc, createVessel(doc, CONTEXT, { name: 'Maria' }));
  done(doc, linkBoxes(doc, CONTEXT, { boxIds: [boxes.second.id], vesselId: maria }));
  const claim = { field: 'imo', value: '9179842', source: 'register', asOf: '2023-09-01' } as const;
  done(doc, addClaim(doc, CONTEXT, { vesselId: angara, claim }));
  const sanction = { list: 'OFAC SDN', reference: '31 CFR' };
  done(doc, addSanction(doc, CONTEXT, { vesselId: angara, sanction }));
  const { groupId } = done(
    doc,
    createGroup(doc, CONTEXT, { vesselId: angara, boxIds: [boxes.stack.id] }),
  );
  const seek = { frameId: b.id, geometry: AREA } as const;
  done(doc, addObservation(doc, CONTEXT, { ...seek, kind: 'nothing_seen', vesselId: angara }));
  done(doc, addObservation(doc, CONTEXT, { ...seek, kind: 'obscured', vesselId: angara, groupId }));
  const between = { beforeId: a.id, afterId: b.id, frameId: a.id, geometry: AREA } as const;
  done(
    doc,
    recordEvent(doc, CONTEXT, {
      ...between,
      kind: 'gone',
      source: 'boxes',
      beforeBoxId: boxes.first.id,
    }),
  );
  const proposal = {
    ...between,
    beforeId: b.id,
    afterId: c.id,
    frameId: c.id,
    score: 0.8,
  } as const;
  const classId = classNamed(doc, 'container').id;
  const accepted = acceptProposal(doc, CONTEXT, { ...proposal, kind: 'appeared', classId });
  done(doc, accepted);
  done(doc, rejectProposal(doc, CONTEXT, { ...proposal, kind: 'changed' }));
  done(doc, rejectPair(doc, CONTEXT, { boxIds: [boxes.first.id, boxes.second.id] }));
  return { doc, a, b, c, siteId, boxes, angara, maria, groupId, accepted };
}

function lay(doc: Tables, frame: Frame, reference: Frame): void {
  const by = { shift: [3.25, -1.5] as [number, number], rotation: 0, scale: 1 };
  const alignment = alignmentDraft(frame, by, {
    referenceId: reference.id,
    method: 'automatic',
    kind: 'shift',
    detail: '41 of 49 windows agree within 0.3 px',
    residualPx: 0.12,
    checks: [{ at: [10, 20], residual: [0.1, -0.2], used: true }],
    tiePoints: [{ own: [1, 2], reference: [3, 4] }],
  });
  const over = { via: '"December" of 5 Dec 2023', loopPx: 0.85 };
  const given = { frameId: frame.id, alignment: { ...alignment, ...over } };
  done(doc, setAlignment(doc, CONTEXT, given));
}
