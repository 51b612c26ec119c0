import { describe, expect, test } from 'vitest';
import type { Tables } from '../../../src/domain/edits/apply';
import { planJoin } from '../../../src/domain/edits/join-plan';
import { joinRecords } from '../../../src/domain/edits/join-records';
import type { Box } from '../../../src/domain/model/box';
import { Frame } from '../../../src/domain/model/frame';
import { ProjectId } from '../../../src/domain/model/ids';
import { Project } from '../../../src/domain/model/project';
import type { ProjectRecords } from '../../../src/domain/model/records';
import { type Choices, mappingOf, withTarget } from '../../../src/ui/dialogs/import-mapping';
import { makeBox, makeFrame, smallProject } from './support';

const PROJECT = Project.parse({
  id: 'prj_1',
  name: 'Najin',
  author: 'A. Nalyst',
  synthetic: false,
  nextBoxNumber: 10,
  nextClassNumber: 4,
  createdAt: '2023-12-01T08:00:00Z',
  updatedAt: '2023-12-01T08:00:00Z',
});

function otherFile(): ProjectRecords {
  const known = makeFrame('frm_9', 'The same picture elsewhere', '2023-10-12');
  const unknown = makeFrame('frm_8', 'Another picture', '2023-11-12');
  const file = { ...unknown.file, sha256: 'b'.repeat(64) };
  const classes = [...smallProject().all('classes')];
  const barge = { ...classes[1], id: 'cls_2', name: 'barge' } as (typeof classes)[number];
  return {
    project: { ...PROJECT, id: ProjectId.parse('prj_2') },
    sites: [],
    classes: classes.map((one) => (one.name === 'tanker' ? barge : one)),
    frames: [known, Frame.parse({ ...unknown, file })],
    boxes: [
      makeBox({ number: 1, frame: 'frm_9' }),
      makeBox({ number: 21, frame: 'frm_9', classNumber: 2 }),
      makeBox({ number: 22, frame: 'frm_9', attributes: { berth: 'Pier 1' } }),
      makeBox({ number: 23, frame: 'frm_8' }),
    ],
    vessels: [],
    groups: [],
    observations: [],
    events: [],
  };
}

const CONTEXT = { now: '2023-12-05T08:00:00Z', author: 'A. Nalyst' };

/** Brings a file in, and gives all boxes. */
function joined(tables: Tables, records: ProjectRecords): readonly Box[] {
  const plan = planJoin(tables, records);
  const args = { fileName: 'other.geojson', records, plan, taken: new Set<string>() };
  tables.apply(joinRecords(tables, CONTEXT, args).patches);
  return [...tables.all('boxes')];
}

describe('a Quaymark file brought into an open project', () => {
  test('keeps boxes on their pixels where these are taken to be of another shape here', () => {
    const file = otherFile();
    // There a pixel is twice as wide as high: this ship lies along ten columns, twenty rows' length.
    const geometry = { x: 50, y: 40, length: 20, width: 4, angle: 0 };
    const tables = smallProject();
    tables.put('projects', PROJECT);
    const made = joined(tables, {
      ...file,
      frames: file.frames.map((one) => ({ ...one, pixelAspect: 2 })),
      boxes: file.boxes.slice(1, 3).map((box, i) => ({
        ...box,
        geometry: { ...geometry, angle: (i * Math.PI) / 2 },
      })),
    });
    const [along, across] = made.map((box) => box.geometry);
    expect(along).toMatchObject({ x: 50, y: 40, length: 10, width: 4, angle: 0 });
    expect(across).toMatchObject({ x: 50, y: 40, length: 20, width: 2 });
    expect(across?.angle).toBeCloseTo(Math.PI / 2, 9);
  });

  test('leaves boxes to those who drew them', () => {
    const tables = smallProject();
    tables.put('projects', PROJECT);
    const file = otherFile();
    const drawn = { author: 'C. Olleague', createdAt: '2023-11-01T08:00:00Z' };
    const records = { ...file, boxes: file.boxes.map((box) => ({ ...box, ...drawn })) };
    const made = joined(tables, records);
    expect(made).toHaveLength(3);
    for (const box of made) expect(box).toMatchObject({ ...drawn, updatedAt: CONTEXT.now });
  });

  test('puts boxes on the pictures with the same bytes and leaves out the rest, counted', () => {
    const tables = smallProject();
    tables.put('projects', PROJECT);
    tables.remove('frames', makeFrame('frm_2', '', '2023-12-02').id);
    tables.put('boxes', makeBox({ number: 1 }));
    const plan = planJoin(tables, otherFile());
    expect(plan.left).toMatchObject({ boxes: 1, already: 1 });
    expect(plan.newClasses.map((one) => one.name)).toEqual(['barge']);
    expect(plan.unmatched.map((frame) => frame.title)).toEqual(['Another picture']);
    joined(tables, otherFile());
    const [, ...made] = [...tables.all('boxes')];
    expect(
      made.map((box) => [
        box.frameId,
        tables.get('classes', box.classId)?.name,
        box.attributes.berth,
      ]),
    ).toEqual([
      ['frm_1', 'barge', ''],
      ['frm_1', 'cargo ship', 'Pier 1'],
    ]);
    expect([...tables.all('boxes')].map((box) => box.number)).toEqual([1, 10, 11]);
    expect([...tables.all('classes')].map((one) => one.name)).toContain('barge');
  });
});

describe('what the user says of somebody else’s properties', () => {
  const choices: Choices = {
    targets: { kind: 'class', when: 'date', img: '', remark: 'notes' },
    defaultClass: 'imported',
    classNames: { Schiff: 'cargo ship' },
    frameMode: 'place',
    frameId: null,
  };

  test('becomes a mapping', () => {
    expect(mappingOf(choices)).toEqual({
      classProperty: 'kind',
      defaultClass: 'imported',
      classNames: { Schiff: 'cargo ship' },
      attributes: { remark: 'notes' },
      bowProperty: null,
      frames: { by: 'place', dateProperty: 'when' },
    });
  });

  test('is asked for where it is missing', () => {
    expect(mappingOf({ ...choices, frameMode: 'property' })).toMatch(/names the frame/);
    expect(mappingOf({ ...choices, frameMode: 'frame' })).toMatch(/Choose a frame/);
    expect(mappingOf({ ...choices, defaultClass: ' ' })).toMatch(/class/);
  });

  test('gives a use to one property only', () => {
    const targets = withTarget(choices.targets, 'img', 'class');
    expect(targets).toEqual({ kind: '', when: 'date', img: 'class', remark: 'notes' });
    expect(withTarget(targets, 'img', '')).toMatchObject({ img: '', when: 'date' });
  });
});
