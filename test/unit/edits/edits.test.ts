import { describe, expect, it } from 'vitest';
import { Tables } from '../../../src/domain/edits/apply';
import {
  createBox,
  deleteBoxes,
  setAttributes,
  setClass,
  setGeometry,
  setLocked,
} from '../../../src/domain/edits/box-edits';
import {
  addClass,
  mergeClasses,
  removeClass,
  updateClass,
} from '../../../src/domain/edits/class-edits';
import { createdBoxIds, projectOf } from '../../../src/domain/edits/edit-parts';
import { addFrame, removeFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { importedProject } from '../../../src/domain/edits/import-edits';
import { withNewIds } from '../../../src/domain/edits/new-ids';
import { addObservation } from '../../../src/domain/edits/observation-edits';
import { pasteBoxes } from '../../../src/domain/edits/paste-edit';
import { setAuthor } from '../../../src/domain/edits/project-edits';
import type { Edit } from '../../../src/domain/edits/types';
import { linkBoxes } from '../../../src/domain/edits/vessel-edits';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import type { Box } from '../../../src/domain/model/box';
import type { Frame } from '../../../src/domain/model/frame';
import { CLASS_COLORS, CLASS_PRESETS, nextColor } from '../../../src/domain/model/presets';
import { done, drawOn, followed } from './followed';
import { CONTEXT, classNamed, emptyDocument, frameOf, LONGLAT } from './records';

function withFrames(...frames: Frame[]): Tables {
  const doc = emptyDocument();
  for (const frame of frames) {
    const place = siteFor(doc, frame.footprint);
    doc.apply(addFrame(doc, CONTEXT, { frame, ...place }).patches);
  }
  return doc;
}

function draw(doc: Tables, className: string, frame: Frame, x = 100, y = 100): Box {
  const geometry = { x, y, length: 80, width: 14, angle: 0.4 };
  const args = { frameId: frame.id, classId: classNamed(doc, className).id, geometry };
  const edit = createBox(doc, CONTEXT, args);
  doc.apply(edit.patches);
  const [id] = createdBoxIds(edit);
  const box = id && doc.get('boxes', id);
  if (!box) throw new Error('the box is there');
  return box;
}

describe('boxes', () => {
  const frame = frameOf('frm_a', 'none');

  it('count up, know their bow by their class, and name the edit', () => {
    const doc = withFrames(frame);
    const ship = draw(doc, 'cargo ship', frame);
    const container = draw(doc, 'container', frame);
    expect([ship.number, container.number]).toEqual([1, 2]);
    expect([ship.bowKnown, container.bowKnown]).toEqual([true, false]);
    doc.apply(deleteBoxes(doc, CONTEXT, { ids: [container.id] }).patches);
    expect(draw(doc, 'crane', frame).number).toBe(3);
    const moved = { ...ship.geometry, x: 120 };
    const edit = setGeometry(doc, CONTEXT, {
      changes: [{ id: ship.id, geometry: moved }],
      verb: 'Move',
    });
    expect(edit.label).toBe('Move cargo ship 1');
  });

  it('reach over the edge of the picture, but do not lie outside', () => {
    const doc = withFrames(frame);
    const { width, height } = frame.raster;
    const cut = draw(doc, 'cargo ship', frame, -10, height - 40);
    const place = (x: number, y: number) => ({ ...cut.geometry, x, y });
    const move = (x: number, y: number) =>
      setGeometry(doc, CONTEXT, { changes: [{ id: cut.id, geometry: place(x, y) }] });
    for (const [x, y] of [
      [-40.5, 100],
      // Its bounds reach into the picture's corner, the hull itself does not.
      [width + 30, -12],
      [width + 60, 100],
      [100, height + 30],
    ] as const) {
      expect(() => move(x, y)).toThrow('no pixels of this picture there');
      expect(() => draw(doc, 'cargo ship', frame, x, y)).toThrow('no pixels');
      const area = { frameId: frame.id, kind: 'nothing_seen', geometry: place(x, y) } as const;
      expect(() => addObservation(doc, CONTEXT, area)).toThrow('no pixels');
    }
    expect(move(-30, 100).patches).toHaveLength(1);
    // One that came from elsewhere can be fetched back in steps.
    doc.put('boxes', { ...cut, geometry: place(-500, 100) });
    doc.apply(move(-490, 100).patches);
    expect(doc.get('boxes', cut.id)?.geometry.x).toBe(-490);
  });

  it('change nothing when nothing is different', () => {
    const doc = withFrames(frame);
    const ship = draw(doc, 'cargo ship', frame);
    const same: Edit[] = [
      setGeometry(doc, CONTEXT, { changes: [{ id: ship.id, geometry: { ...ship.geometry } }] }),
      setAttributes(doc, CONTEXT, { ids: [ship.id], attributes: { berth: '' } }),
      setClass(doc, CONTEXT, { ids: [ship.id], classId: ship.classId }),
    ];
    expect(same.flatMap(({ patches }) => patches)).toEqual([]);
  });

  it('make the bow known of what was drawn from stern to bow, when the class has one', () => {
    const doc = withFrames(frame);
    const drawn = draw(doc, 'container stack', frame);
    const upright = draw(doc, 'container stack', frame);
    const ids = [drawn.id, upright.id];
    const become = (name: string) => {
      const classId = classNamed(doc, name).id;
      const sternToBow = new Set([drawn.id]);
      doc.apply(setClass(doc, CONTEXT, { ids, classId, sternToBow }).patches);
      return ids.map((id) => doc.get('boxes', id)?.bowKnown);
    };
    expect(become('container')).toEqual([false, false]);
    expect(become('cargo ship')).toEqual([true, false]);
    expect(become('container stack')).toEqual([false, false]);
  });

  it('set some attributes of many and keep the others', () => {
    const doc = withFrames(frame);
    const [a, b] = [draw(doc, 'cargo ship', frame), draw(doc, 'tug', frame)];
    doc.apply(setAttributes(doc, CONTEXT, { ids: [a.id], attributes: { berth: '3' } }).patches);
    doc.apply(
      setAttributes(doc, CONTEXT, { ids: [a.id, b.id], attributes: { activity: 'alongside' } })
        .patches,
    );
    expect(doc.get('boxes', a.id)?.attributes).toMatchObject({ berth: '3', activity: 'alongside' });
    expect(doc.get('boxes', b.id)?.attributes).toMatchObject({ berth: '', activity: 'alongside' });
    const wrong = { containers: { min: 9, best: 5, max: null } };
    expect(() => setAttributes(doc, CONTEXT, { ids: [a.id], attributes: wrong })).toThrow(
      'min ≤ best ≤ max',
    );
  });

  it('are left alone while they are locked', () => {
    const doc = withFrames(frame);
    const [a, b] = [draw(doc, 'cargo ship', frame), draw(doc, 'tug', frame)];
    doc.apply(setLocked(doc, CONTEXT, { ids: [a.id], locked: true }).patches);
    expect(() => deleteBoxes(doc, CONTEXT, { ids: [a.id] })).toThrow('Box 1 is locked.');
    expect(() => deleteBoxes(doc, CONTEXT, { ids: [a.id, b.id] })).toThrow(
      '1 of the 2 boxes are locked',
    );
    doc.apply(setLocked(doc, CONTEXT, { ids: [a.id], locked: false }).patches);
    expect(deleteBoxes(doc, CONTEXT, { ids: [a.id, b.id] }).patches).toHaveLength(2);
  });
});

describe('pasting', () => {
  const utm = frameOf('frm_utm', 'none');
  const degrees = frameOf('frm_deg', 'none', {
    georef: {
      transform: [130.285, 8e-6, 0, 42.245, 0, -8e-6],
      epsg: 4326,
      crsName: 'WGS 84',
      proj4: LONGLAT,
    },
    pixelAspect: 0.743,
    resolutionM: 0.888,
  });
  const bare = frameOf('frm_bare', 'none', { georef: null, resolutionM: null, footprint: null });

  it('keeps position, size and heading on the ground across projections and resolutions', () => {
    const doc = withFrames(utm, degrees);
    const ship = draw(doc, 'cargo ship', utm, 1500, 900);
    const paste = pasteBoxes(doc, CONTEXT, { boxes: [ship], from: utm, to: degrees });
    expect(paste).toMatchObject({ placement: 'ground', outside: 0 });
    const [id] = createdBoxIds(paste.edit);
    doc.apply(paste.edit.patches);
    const copy = id && doc.get('boxes', id);
    if (!copy) throw new Error('the copy is there');
    const before = makeFrameGeo(utm)?.boxMeasures(ship.geometry);
    const after = makeFrameGeo(degrees)?.boxMeasures(copy.geometry);
    expect(after?.lengthM).toBeCloseTo(before?.lengthM ?? 0, 2);
    expect(after?.widthM).toBeCloseTo(before?.widthM ?? 0, 2);
    expect(after?.headingDeg).toBeCloseTo(before?.headingDeg ?? 0, 1);
    expect(after?.center[0]).toBeCloseTo(before?.center[0] ?? 0, 6);
    expect(after?.center[1]).toBeCloseTo(before?.center[1] ?? 0, 6);
    expect(copy).toMatchObject({ number: 2, frameId: degrees.id, attributes: ship.attributes });
  });

  it('takes the same pixels where a picture has no place, and says so', () => {
    const doc = withFrames(utm, bare);
    const ship = draw(doc, 'cargo ship', utm, 1500, 900);
    const paste = pasteBoxes(doc, CONTEXT, { boxes: [ship], from: utm, to: bare });
    expect(paste.placement).toBe('pixels');
    const after = paste.edit.patches.flatMap((one) =>
      one.table === 'boxes' ? [one.after?.geometry] : [],
    );
    expect(after).toEqual([ship.geometry]);
  });

  it('leaves out what the other picture does not show', () => {
    const small = frameOf('frm_small', 'none', {
      raster: { ...utm.raster, width: 400, height: 400 },
    });
    const doc = withFrames(utm, small);
    const boxes = [draw(doc, 'tug', utm, 390, 390), draw(doc, 'tug', utm, 700, 100)];
    const paste = pasteBoxes(doc, CONTEXT, { boxes, from: utm, to: small });
    expect([createdBoxIds(paste.edit).length, paste.outside]).toEqual([1, 1]);
  });

  it('leaves out what the other picture’s projection has no place for, and lays the rest on its ground', () => {
    const world = frameOf('frm_world', 'none', {
      georef: {
        transform: [-180, 0.05, 0, 90, 0, -0.05],
        epsg: 4326,
        crsName: 'WGS 84',
        proj4: LONGLAT,
      },
      raster: { ...utm.raster, width: 7200, height: 3600 },
    });
    // 150 × 150 pixels of 100 km; the far half of the earth is nowhere on it.
    const disc = frameOf('frm_disc', 'none', {
      georef: {
        transform: [-7.5e6, 1e5, 0, 7.5e6, 0, -1e5],
        epsg: null,
        crsName: 'Orthographic',
        proj4: '+proj=ortho +lat_0=0 +lon_0=0 +a=6371000 +b=6371000 +units=m +no_defs',
      },
      raster: { ...utm.raster, width: 150, height: 150 },
    });
    const doc = withFrames(world, disc);
    const boxes = [draw(doc, 'tug', world, 3600, 1800), draw(doc, 'tug', world, 200, 1800)];
    const paste = pasteBoxes(doc, CONTEXT, { boxes, from: world, to: disc });
    expect(paste).toMatchObject({ placement: 'ground', outside: 1 });
    const [id] = createdBoxIds(paste.edit);
    doc.apply(paste.edit.patches);
    const pasted = id && doc.get('boxes', id)?.geometry;
    expect(pasted).toMatchObject({ x: expect.closeTo(75, 3), y: expect.closeTo(75, 3) });
  });

  it('refuses a frame that shows other ground', () => {
    const { georef } = utm;
    if (!georef) throw new Error('it has a place');
    const far = frameOf('frm_far', 'none', {
      georef: { ...georef, transform: [700_000, 0.5, 0, 4_777_000, 0, -0.5] },
    });
    const doc = withFrames(utm, far);
    const ship = draw(doc, 'cargo ship', utm);
    expect(() => pasteBoxes(doc, CONTEXT, { boxes: [ship], from: utm, to: far })).toThrow(
      'not on "Frame frm_far"',
    );
  });
});

describe('frames and sites', () => {
  const at = (lon: number, lat: number): [number, number][] => [
    [lon, lat],
    [lon + 0.02, lat],
    [lon + 0.02, lat + 0.02],
    [lon, lat],
  ];

  it('share a site within 20 km, and have their own beyond', () => {
    const frames = [
      frameOf('frm_1', 'none', { footprint: at(130.28, 42.23) }),
      frameOf('frm_2', 'none', { footprint: at(130.42, 42.26) }), // 12 km east
      frameOf('frm_3', 'none', { footprint: at(130.28, 42.43) }), // 22 km north
      frameOf('frm_4', 'none', { footprint: null }),
      frameOf('frm_5', 'none', { footprint: null }),
    ];
    const doc = withFrames(...frames);
    const [a, b, c, d, e] = frames.map(({ id }) => doc.get('frames', id)?.siteId);
    expect(b).toBe(a);
    expect(c).not.toBe(a);
    expect(e).toBe(d);
    expect([...doc.all('sites')].map(({ center }) => center === null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('meet across the antimeridian', () => {
    const doc = withFrames(
      frameOf('frm_1', 'none', { footprint: at(179.95, 65) }),
      frameOf('frm_2', 'none', { footprint: at(-179.99, 65) }),
    );
    expect([...doc.all('sites')]).toHaveLength(1);
  });

  it('take their boxes and their emptied site along when they go, in one edit', () => {
    const [a, b] = [
      frameOf('frm_a', 'none', { footprint: at(130.28, 42.23) }),
      frameOf('frm_b', 'none', { footprint: at(131.9, 43.1) }),
    ];
    const doc = withFrames(a, b);
    draw(doc, 'cargo ship', a);
    draw(doc, 'tug', a);
    const kept = draw(doc, 'tug', b);
    const edit = removeFrame(doc, CONTEXT, { id: a.id });
    expect(edit.label).toBe('Remove frame Frame frm_a with 2 boxes');
    doc.apply(edit.patches);
    expect([...doc.all('boxes')].map(({ id }) => id)).toEqual([kept.id]);
    expect([...doc.all('sites')]).toHaveLength(1);
  });
});

describe('classes', () => {
  it('keep names and keys apart, and never give a number twice', () => {
    const doc = emptyDocument();
    expect(() => addClass(doc, CONTEXT, { name: ' Tanker ' })).toThrow(
      'class named "tanker" already',
    );
    const tug = classNamed(doc, 'tug');
    const args = { id: tug.id, changes: { key: '1' } };
    expect(() => updateClass(doc, CONTEXT, args)).toThrow('The key 1 belongs to "cargo ship"');
    doc.apply(removeClass(doc, CONTEXT, { id: classNamed(doc, 'rail car').id }).patches);
    doc.apply(addClass(doc, CONTEXT, { name: 'barge' }).patches);
    expect(classNamed(doc, 'barge').number).toBe(14);
    expect(classNamed(doc, 'barge').color).toBe(CLASS_COLORS[12]);
  });

  it('merge with their boxes, and are not removed while they have any', () => {
    const frame = frameOf('frm_a', 'none');
    const doc = withFrames(frame);
    const box = draw(doc, 'tug', frame);
    const [tug, crane] = [classNamed(doc, 'tug'), classNamed(doc, 'crane')];
    expect(() => removeClass(doc, CONTEXT, { id: tug.id })).toThrow('1 box is of class "tug".');
    doc.apply(mergeClasses(doc, CONTEXT, { from: tug.id, into: crane.id }).patches);
    expect(doc.get('boxes', box.id)).toMatchObject({ classId: crane.id, bowKnown: false });
    expect(doc.get('classes', tug.id)).toBeUndefined();
  });

  it('come in presets whose names, keys and colours differ', () => {
    for (const { classes } of CLASS_PRESETS) {
      const keys = classes.flatMap(({ key }) => key ?? []);
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(classes.map(({ name }) => name)).size).toBe(classes.length);
      expect(new Set(classes.map(({ color }) => color)).size).toBe(classes.length);
    }
    expect(nextColor(CLASS_COLORS.slice(0, 13))).toBe(CLASS_COLORS[13]);
    expect(CLASS_COLORS).toContain(nextColor([...CLASS_COLORS, '#123456']));
  });
});

describe('a project from a file', () => {
  it('becomes the same records, or a second copy under ids of its own', () => {
    const frame = frameOf('frm_a', 'none');
    const doc = withFrames(frame);
    draw(doc, 'cargo ship', frame);
    const { projects, ...lists } = doc.snapshot();
    const [project] = projects;
    if (!project) throw new Error('the project is there');
    const again = new Tables(project.id);
    again.apply(importedProject({ project, ...lists }).patches);
    expect(again.snapshot()).toEqual(doc.snapshot());
    const copy = withNewIds({ project, ...lists });
    expect(copy.project.id).not.toBe(project.id);
    const [box] = copy.boxes;
    expect(copy.frames.map(({ id }) => id)).toEqual([box?.frameId]);
    expect(copy.classes.some(({ id }) => id === box?.classId)).toBe(true);
    expect(copy.sites.map(({ id }) => id)).toEqual(copy.frames.map(({ siteId }) => siteId));
    expect(box?.id).not.toBe(lists.boxes[0]?.id);
  });
});

describe('who is named as the author', () => {
  it('is named for what is drawn from then on, and for boxes and links that nobody is named for', () => {
    const { doc, a, boxes, angara } = followed();
    const nobody = { ...CONTEXT, author: '' };
    doc.put('projects', { ...projectOf(doc), author: '' });
    const first = doc.get('boxes', boxes.first.id);
    if (!first?.link) throw new Error('the box is linked');
    doc.put('boxes', { ...first, author: '' });
    done(doc, linkBoxes(doc, nobody, { boxIds: [boxes.second.id], vesselId: angara }));
    const other = drawOn(doc, a.id, 'tanker', 1500);
    doc.put('boxes', { ...other, author: '' });
    const unsigned = [boxes.first, boxes.second].map(({ id }) => ({ table: 'boxes', id }) as const);
    done(doc, setAuthor(doc, nobody, { author: ' B. Colleague ', unsigned }));
    expect(projectOf(doc).author).toBe('B. Colleague');
    expect(doc.get('boxes', boxes.first.id)).toMatchObject({
      author: 'B. Colleague',
      link: { author: 'A. Analyst' },
    });
    expect(doc.get('boxes', boxes.second.id)).toMatchObject({
      author: 'A. Analyst',
      link: { author: 'B. Colleague' },
    });
    // What was not asked about stays as it is.
    expect(doc.get('boxes', other.id)?.author).toBe('');
  });
});
