import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tables } from '../../../src/domain/edits/apply';
import {
  createBox,
  deleteBoxes,
  duplicateBoxes,
  setAttributes,
  setBowKnown,
  setClass,
  setGeometry,
  setLocked,
} from '../../../src/domain/edits/box-edits';
import {
  addClass,
  classesInOrder,
  mergeClasses,
  removeClass,
  reorderClasses,
  updateClass,
} from '../../../src/domain/edits/class-edits';
import {
  addFrame,
  moveFrameToSite,
  removeFrame,
  renameSite,
  siteFor,
  updateFrame,
} from '../../../src/domain/edits/frame-edits';
import { importBoxes } from '../../../src/domain/edits/import-edits';
import { pasteBoxes } from '../../../src/domain/edits/paste-edit';
import { renameProject, setAuthor } from '../../../src/domain/edits/project-edits';
import type { Edit } from '../../../src/domain/edits/types';
import { UserError } from '../../../src/domain/errors';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import { invertPatches, RECORD_SCHEMAS, TABLES } from '../../../src/domain/model/commit';
import { anyAttributes, anyGeometry, anyText, CONTEXT, emptyDocument, frameOf } from './records';

/** A user's action with numbers and texts to choose by; picks are taken modulo what is there. */
type Step = { action: number; pick: number; other: number; text: string; flag: boolean };
const LATER = { ...CONTEXT, now: '2023-12-02T09:00:00.000Z' };

type Material = {
  readonly geometries: readonly Parameters<typeof setGeometry>[2]['changes'][number]['geometry'][];
  readonly attributes: readonly (typeof EMPTY_ATTRIBUTES)[];
};

/** What a step is about: records of the document, picked by the step's numbers, and what is made of them. */
function picked(doc: Tables, step: Step, material: Material) {
  const boxes = [...doc.all('boxes')];
  const classes = classesInOrder(doc);
  const at = <T>(list: readonly T[], i: number): T | undefined =>
    list[i % Math.max(1, list.length)];
  return {
    doc,
    step,
    box: at(boxes, step.pick),
    ids: boxes.filter((_, i) => i % 3 === step.pick % 3).map(({ id }) => id),
    classes,
    one: at(classes, step.pick),
    two: at(classes, step.other),
    frame: at([...doc.all('frames')], step.other),
    site: at([...doc.all('sites')], step.pick),
    geometry: at(material.geometries, step.other) ?? { x: 1, y: 1, length: 1, width: 1, angle: 0 },
    attributes: at(material.attributes, step.other) ?? EMPTY_ATTRIBUTES,
  };
}

type Picked = ReturnType<typeof picked>;
type Action = (picked: Picked, frames: number) => Edit | null;

const FAR: [number, number][] = [
  [10, 10],
  [11, 10],
  [11, 11],
  [10, 10],
];

const newFrame: Action = ({ doc, step }, frames) => {
  const elsewhere = step.flag ? FAR : null;
  const footprint = step.pick % 3 === 0 ? elsewhere : frameOf('x', 's').footprint;
  const place = siteFor(doc, footprint);
  return addFrame(doc, LATER, {
    frame: frameOf(`frm_${frames}`, place.site.id, { footprint }),
    ...place,
  });
};

const newBox: Action = ({ doc, frame, one, geometry, attributes }) =>
  frame && one
    ? createBox(doc, LATER, { frameId: frame.id, classId: one.id, geometry, attributes })
    : null;

const imported: Action = ({ doc, step, frame, geometry, attributes }) => {
  if (!frame) return null;
  const name = `new ${step.pick}`;
  const made = { frameId: frame.id, className: name, geometry, bowKnown: false, attributes };
  return importBoxes(doc, LATER, {
    fileName: 'a.geojson',
    boxes: [made],
    newClasses: [{ name }],
  });
};

const named: Action = ({ doc, step: { text } }) =>
  text ? renameProject(doc, LATER, { name: text }) : setAuthor(doc, LATER, { author: 'B' });

/** Drawing a box three times over: without boxes, most of the others do nothing. */
const ACTIONS: readonly Action[] = [
  newFrame,
  newBox,
  newBox,
  newBox,
  ({ doc, box, geometry }) =>
    box ? setGeometry(doc, LATER, { changes: [{ id: box.id, geometry }] }) : null,
  ({ doc, ids, attributes }) => setAttributes(doc, LATER, { ids, attributes }),
  ({ doc, ids, one }) => (one ? setClass(doc, LATER, { ids, classId: one.id }) : null),
  ({ doc, ids, step }) => setBowKnown(doc, LATER, { ids, bowKnown: step.flag }),
  ({ doc, ids, step }) => setLocked(doc, LATER, { ids, locked: step.flag && step.pick % 5 === 0 }),
  ({ doc, ids }) => deleteBoxes(doc, LATER, { ids }),
  ({ doc, ids }) => duplicateBoxes(doc, LATER, { ids }),
  ({ doc, one, step: { text, flag } }) =>
    one ? updateClass(doc, LATER, { id: one.id, changes: { name: text, directed: flag } }) : null,
  ({ doc, step }) => addClass(doc, LATER, { name: step.text, key: 'k' }),
  ({ doc, one, two }) =>
    one && two ? mergeClasses(doc, LATER, { from: one.id, into: two.id }) : null,
  ({ doc, one }) => (one ? removeClass(doc, LATER, { id: one.id }) : null),
  ({ doc, classes, step }) => {
    const ids = classes.map(({ id }) => id).reverse();
    return reorderClasses(doc, LATER, { ids: ids.slice(step.pick % 5) });
  },
  ({ doc, frame }) => (frame ? removeFrame(doc, LATER, { id: frame.id }) : null),
  ({ doc, frame, step }) =>
    frame
      ? updateFrame(doc, LATER, { id: frame.id, changes: { title: step.text, acquired: null } })
      : null,
  ({ doc, frame, site, step: { text, flag } }) => {
    if (!frame || !site) return null;
    if (!flag) return renameSite(doc, LATER, { id: site.id, name: text });
    return moveFrameToSite(doc, LATER, { id: frame.id, site, isNew: false });
  },
  ({ doc, box, frame }) => {
    const from = box && doc.get('frames', box.frameId);
    return box && from && frame
      ? pasteBoxes(doc, LATER, { boxes: [box], from, to: frame }).edit
      : null;
  },
  (of, frames) => (of.step.flag || !of.frame ? named : imported)(of, frames),
];

const anyStep = fc.record({
  action: fc.nat(ACTIONS.length - 1),
  pick: fc.nat(50),
  other: fc.nat(50),
  text: anyText,
  flag: fc.boolean(),
});

const anyRun = fc.tuple(
  fc.array(anyStep, { minLength: 1, maxLength: 40 }),
  fc.array(anyGeometry, { minLength: 1, maxLength: 6 }),
  fc.array(anyAttributes, { minLength: 1, maxLength: 6 }),
);

function editOf(doc: Tables, step: Step, frames: number, material: Material): Edit | null {
  return ACTIONS[step.action]?.(picked(doc, step, material), frames) ?? null;
}

/** Performs the steps that are possible; what is refused must be refused with a sentence. */
function perform(doc: Tables, steps: readonly Step[], material: Material): Edit[] {
  const edits: Edit[] = [];
  for (const [i, step] of steps.entries()) {
    try {
      const edit = editOf(doc, step, i, material);
      if (!edit) continue;
      doc.apply(edit.patches);
      edits.push(edit);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expect(error.message).toMatch(/^.+[.!?]( .+[.!?])*$/s);
    }
  }
  return edits;
}

describe('any sequence of edits', () => {
  it('comes back to the start when all is undone, and to the end when all is done again', () => {
    let longest = 0;
    fc.assert(
      fc.property(anyRun, ([steps, geometries, attributes]) => {
        const doc = emptyDocument();
        const start = doc.snapshot();
        const edits = perform(doc, steps, { geometries, attributes });
        longest = Math.max(longest, edits.length);
        const end = doc.snapshot();
        for (const { patches } of [...edits].reverse()) doc.apply(invertPatches(patches));
        expect(doc.snapshot()).toEqual(start);
        for (const { patches } of edits) doc.apply(patches);
        expect(doc.snapshot()).toEqual(end);
      }),
      { numRuns: 200 },
    );
    expect(longest).toBeGreaterThan(5);
  });

  it('leaves sound records: valid, with a frame, a site and a class, and numbers given once', () => {
    fc.assert(
      fc.property(anyRun, ([steps, geometries, attributes]) => {
        const doc = emptyDocument();
        perform(doc, steps, { geometries, attributes });
        for (const table of TABLES) {
          for (const record of doc.all(table)) RECORD_SCHEMAS[table].parse(record);
        }
        const project = doc.get('projects', doc.projectId);
        const boxes = [...doc.all('boxes')];
        expect(new Set(boxes.map((box) => box.number)).size).toBe(boxes.length);
        for (const box of boxes) {
          expect(box.number).toBeLessThan(project?.nextBoxNumber ?? 0);
          expect(doc.get('frames', box.frameId)).toBeDefined();
          expect(doc.get('classes', box.classId)).toBeDefined();
        }
        for (const frame of doc.all('frames')) expect(doc.get('sites', frame.siteId)).toBeDefined();
        const inUse = new Set([...doc.all('frames')].map((frame) => frame.siteId));
        expect(inUse.size).toBe([...doc.all('sites')].length);
        const numbers = [...doc.all('classes')].map((one) => one.number);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(Math.max(0, ...numbers)).toBeLessThan(project?.nextClassNumber ?? 0);
      }),
      { numRuns: 200 },
    );
  });
});
