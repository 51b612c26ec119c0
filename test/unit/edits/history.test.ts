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

const anyStep = fc.record({
  action: fc.nat(20),
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
  const boxes = [...doc.all('boxes')];
  const classes = classesInOrder(doc);
  const all = [...doc.all('frames')];
  const at = <T>(list: readonly T[], i: number): T | undefined =>
    list[i % Math.max(1, list.length)];
  const [box, one, two, frame] = [
    at(boxes, step.pick),
    at(classes, step.pick),
    at(classes, step.other),
    at(all, step.other),
  ];
  const geometry = at(material.geometries, step.other) ?? {
    x: 1,
    y: 1,
    length: 1,
    width: 1,
    angle: 0,
  };
  const attributes = at(material.attributes, step.other) ?? EMPTY_ATTRIBUTES;
  const ids = boxes.filter((_, i) => i % 3 === step.pick % 3).map(({ id }) => id);
  const { text, flag } = step;
  switch (step.action) {
    case 0: {
      const far = flag
        ? ([
            [10, 10],
            [11, 10],
            [11, 11],
            [10, 10],
          ] as [number, number][])
        : null;
      const footprint = step.pick % 3 === 0 ? far : frameOf('x', 's').footprint;
      const place = siteFor(doc, footprint);
      return addFrame(doc, LATER, {
        frame: frameOf(`frm_${frames}`, place.site.id, { footprint }),
        ...place,
      });
    }
    case 1:
    case 2:
    case 3:
      return frame && one
        ? createBox(doc, LATER, { frameId: frame.id, classId: one.id, geometry, attributes })
        : null;
    case 4:
      return box ? setGeometry(doc, LATER, { changes: [{ id: box.id, geometry }] }) : null;
    case 5:
      return setAttributes(doc, LATER, { ids, attributes });
    case 6:
      return one ? setClass(doc, LATER, { ids, classId: one.id }) : null;
    case 7:
      return setBowKnown(doc, LATER, { ids, bowKnown: flag });
    case 8:
      return setLocked(doc, LATER, { ids, locked: flag && step.pick % 5 === 0 });
    case 9:
      return deleteBoxes(doc, LATER, { ids });
    case 10:
      return duplicateBoxes(doc, LATER, { ids });
    case 11:
      return one
        ? updateClass(doc, LATER, { id: one.id, changes: { name: text, directed: flag } })
        : null;
    case 12:
      return addClass(doc, LATER, { name: text, key: 'k' });
    case 13:
      return one && two ? mergeClasses(doc, LATER, { from: one.id, into: two.id }) : null;
    case 14:
      return one ? removeClass(doc, LATER, { id: one.id }) : null;
    case 15:
      return reorderClasses(doc, LATER, {
        ids: classes
          .map(({ id }) => id)
          .reverse()
          .slice(step.pick % 5),
      });
    case 16:
      return frame ? removeFrame(doc, LATER, { id: frame.id }) : null;
    case 17:
      return frame
        ? updateFrame(doc, LATER, { id: frame.id, changes: { title: text, acquired: null } })
        : null;
    case 18: {
      const target = at([...doc.all('sites')], step.pick);
      if (!frame || !target) return null;
      if (!flag) return renameSite(doc, LATER, { id: target.id, name: text });
      return moveFrameToSite(doc, LATER, { id: frame.id, site: target, isNew: false });
    }
    case 19: {
      const from = box && doc.get('frames', box.frameId);
      return box && from && frame
        ? pasteBoxes(doc, LATER, { boxes: [box], from, to: frame }).edit
        : null;
    }
    default: {
      if (flag || !frame)
        return text
          ? renameProject(doc, LATER, { name: text })
          : setAuthor(doc, LATER, { author: 'B' });
      const name = `new ${step.pick}`;
      const made = { frameId: frame.id, className: name, geometry, bowKnown: false, attributes };
      return importBoxes(doc, LATER, {
        fileName: 'a.geojson',
        boxes: [made],
        newClasses: [{ name }],
      });
    }
  }
}

type Material = {
  readonly geometries: readonly Parameters<typeof setGeometry>[2]['changes'][number]['geometry'][];
  readonly attributes: readonly (typeof EMPTY_ATTRIBUTES)[];
};

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
