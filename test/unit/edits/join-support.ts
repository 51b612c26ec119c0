/** A project, and the file of another that has some of the same pictures. */
import type { Tables } from '../../../src/domain/edits/apply';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { setGroupCount } from '../../../src/domain/edits/group-count';
import { createGroup } from '../../../src/domain/edits/group-edits';
import { planJoin } from '../../../src/domain/edits/join-plan';
import { joinRecords } from '../../../src/domain/edits/join-records';
import { setExamined } from '../../../src/domain/edits/observation-edits';
import { linkToNewVessel } from '../../../src/domain/edits/vessel-edits';
import { Sha256 } from '../../../src/domain/model/ids';
import type { ProjectRecords } from '../../../src/domain/model/records';
import type { Claim } from '../../../src/domain/model/vessel';
import { collectExport } from '../../../src/formats/collect';
import { done, drawOn, followed } from './followed';
import { CONTEXT, emptyDocument, frameOf } from './records';

export const LATER = { now: '2023-12-24T08:00:00.000Z', author: 'B. Colleague' };
export const HASHES = ['1', '2', '3'].map((digit) => Sha256.parse(digit.repeat(64)));

/** The project that is followed, its three pictures told apart by their bytes. */
export function theirs() {
  const made = followed();
  const { doc } = made;
  [made.a, made.b, made.c].forEach(({ id }, i) => {
    const frame = doc.get('frames', id);
    const sha256 = HASHES[i];
    if (frame && sha256) doc.put('frames', { ...frame, file: { ...frame.file, sha256 } });
  });
  const third = doc.get('boxes', made.boxes.third.id);
  if (third) doc.put('boxes', { ...third, locked: true });
  done(doc, setExamined(doc, CONTEXT, { frameId: made.b.id, examined: true }));
  const count = { min: 38, best: 46, max: 52 };
  const counted = { groupId: made.groupId, frameId: made.b.id, count, note: 'in shadow' };
  done(doc, setGroupCount(doc, CONTEXT, counted));
  return made;
}

export const recordsOf = (doc: Tables): ProjectRecords => {
  const { scope: _, ...records } = collectExport(doc, { kind: 'project' });
  return records;
};

/** A project with some of the same pictures under other ids, and boxes, a vessel and a group of its own. */
export function ours(pictures: readonly number[], names: readonly string[]): Tables {
  const doc = emptyDocument('Ours');
  for (const i of pictures) {
    const frame = frameOf(`frm_ours_${i}`, 's');
    const file = { ...frame.file, sha256: HASHES[i] ?? frame.file.sha256 };
    done(
      doc,
      addFrame(doc, LATER, { frame: { ...frame, file }, ...siteFor(doc, frame.footprint) }),
    );
    for (const name of names) {
      const box = drawOn(doc, frame.id, 'tanker', 1500 + 300 * i);
      done(doc, linkToNewVessel(doc, LATER, { boxIds: [box.id], name: `${name}` }));
    }
  }
  done(doc, createGroup(doc, LATER, { boxIds: [] }));
  return doc;
}

type Joined = { readonly apart?: ReadonlySet<string>; readonly taken?: ReadonlySet<string> };

export function join(
  doc: Tables,
  records: ProjectRecords,
  { apart, taken = new Set() }: Joined = {},
) {
  const plan = planJoin(doc, records, apart);
  const edit = joinRecords(doc, LATER, { fileName: 'theirs.geojson', records, plan, taken });
  doc.apply(edit.patches);
  return { plan, edit };
}

/** A claimed IMO number; none for ''. */
export const imo = (value: string): Claim[] =>
  value === ''
    ? []
    : [{ id: `clm_${value}`, field: 'imo', value, source: 'a list', asOf: '', note: '' }];
