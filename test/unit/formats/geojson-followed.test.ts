import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setAlignment } from '../../../src/domain/edits/alignment-edits';
import { Tables } from '../../../src/domain/edits/apply';
import { recordEvent } from '../../../src/domain/edits/event-edits';
import { setGroupCount } from '../../../src/domain/edits/group-count';
import { addObservation, setExamined } from '../../../src/domain/edits/observation-edits';
import { updateVessel } from '../../../src/domain/edits/vessel-edits';
import { TABLES } from '../../../src/domain/model/commit';
import type { ProjectRecords } from '../../../src/domain/model/records';
import { Vessel } from '../../../src/domain/model/vessel';
import { collectExport, type ExportScope, exportFileName } from '../../../src/formats/collect';
import { GEOJSON, readGeoJsonText } from '../../../src/formats/geojson';
import { writeBlob } from '../../../src/formats/registry';
import type { ExportContent } from '../../../src/formats/types';
import { done, followed } from '../edits/followed';
import { anyGeometry, anyText, CONTEXT } from '../edits/records';

const STAMP = { appVersion: '0.1.0', exportedAt: '2023-12-03T00:00:00Z' };

type Raw = {
  features: { properties: Record<string, unknown> }[];
  quaymark: Record<string, Record<string, unknown>[]>;
};

async function rawOf(content: ExportContent): Promise<Raw> {
  const text = await (await writeBlob(GEOJSON, content, STAMP)).blob.text();
  return JSON.parse(text) as Raw;
}

function readBack(raw: Raw): ProjectRecords {
  const result = readGeoJsonText(JSON.stringify(raw), 'najin.geojson');
  if (result.kind !== 'project') throw new Error('it is a project');
  return result.records;
}

const anyVessel = fc.record({
  notes: anyText,
  rationale: anyText,
  value: anyText.filter((text) => text !== ''),
  cranes: fc.option(fc.nat(9), { nil: null }),
});

describe('a file of our own with what is followed', () => {
  it('says of each box what was judged to have happened to it, and nothing of what was rejected', async () => {
    const { doc, a, b, boxes } = followed();
    const geometry = boxes.second.geometry;
    const between = { beforeId: a.id, afterId: b.id, frameId: b.id, geometry } as const;
    const none = {
      ...between,
      kind: 'appeared',
      source: 'boxes',
      afterBoxId: boxes.second.id,
    } as const;
    done(doc, recordEvent(doc, CONTEXT, none, 'rejected'));
    const { features } = await rawOf(collectExport(doc, { kind: 'project' }));
    const changes = (id: string) =>
      features.find((one) => one.properties.id === id)?.properties.changes;
    const at = '2023-10-12T01:47:09Z';
    expect(changes(boxes.first.id)).toBe(
      `gone between ${at} and ${at} (A. Analyst, ${CONTEXT.now})`,
    );
    expect(changes(boxes.second.id)).toBeNull();
    const told = features.map(({ properties }) => properties.changes).filter((one) => one !== null);
    // Of the two proposals the accepted one became a box of its own; the rejected one is no change.
    expect(told).toEqual([
      expect.stringMatching(/^gone between/),
      expect.stringMatching(/^appeared between/),
    ]);
  });

  it('gives every record back, value for value', async () => {
    await fc.assert(
      fc.asyncProperty(anyVessel, async ({ notes, rationale, value, cranes }) => {
        const { doc, angara, a, boxes } = followed();
        const frame = doc.get('frames', a.id);
        if (!frame) throw new Error('the frame is there');
        doc.put('frames', {
          ...frame,
          raster: { ...frame.raster, nodata: ['inf', '-inf', 'nan'] },
        });
        const vessel = doc.get('vessels', angara);
        if (!vessel) throw new Error('the vessel is there');
        const fingerprint = { ...vessel.fingerprint, cranes };
        done(doc, updateVessel(doc, CONTEXT, { id: angara, changes: { notes, fingerprint } }));
        const claims = vessel.claims.map((claim) => ({ ...claim, value }));
        doc.put('vessels', Vessel.parse({ ...doc.get('vessels', angara), claims }));
        const first = doc.get('boxes', boxes.first.id);
        if (!first?.link) throw new Error('the box is linked');
        doc.put('boxes', { ...first, link: { ...first.link, rationale } });
        const { scope: _, ...records } = collectExport(doc, { kind: 'project' });
        expect(readBack(await rawOf({ ...records, scope: 'project' }))).toStrictEqual(records);
      }),
      { numRuns: 40 },
    );
  });

  it('gives a count without a box back, and which boxes were judged to show two hulls', async () => {
    const { doc, groupId, b, boxes } = followed();
    const count = { min: 38, best: 46, max: 52 };
    done(doc, setGroupCount(doc, CONTEXT, { groupId, frameId: b.id, count, note: 'in shadow' }));
    const { observations, boxes: read } = readBack(
      await rawOf(collectExport(doc, { kind: 'project' })),
    );
    expect(observations.find(({ kind }) => kind === 'counted')).toMatchObject({ groupId, count });
    const second = (all: readonly { readonly id: string }[]) =>
      all.find(({ id }) => id === boxes.second.id);
    expect(second(read)).toMatchObject({ notSame: [boxes.first.id] });
    // A file of the one frame names no box that is not in it.
    const part = readBack(await rawOf(collectExport(doc, { kind: 'frame', frameId: b.id })));
    expect(second(part.boxes)).not.toHaveProperty('notSame');
  });

  it('of one frame is called after that frame, not after the one that it is laid on', () => {
    const { doc, a, b } = followed();
    const content = collectExport(doc, { kind: 'frame', frameId: b.id });
    expect(content.frames.map(({ id }) => id)).toEqual([b.id, a.id]);
    expect(exportFileName(content, 'geojson')).toBe('autumn-at-najin-frame-frm-2.geojson');
  });

  it('says on each box what it shows and how its frame is laid', async () => {
    const { doc, angara, groupId } = followed();
    const { features } = await rawOf(collectExport(doc, { kind: 'project' }));
    const [first, second, third, stack] = features.map(({ properties }) => properties);
    const link = { vessel_id: angara, vessel_name: 'Angara', link_likelihood: 'likely' };
    const said = { link_rationale: 'L', linked_by: 'A. Analyst', linked_at: CONTEXT.now };
    expect(first).toMatchObject({ ...link, ...said, group_id: null, alignment_method: null });
    expect(third).toMatchObject({
      ...link,
      alignment_method: 'automatic',
      alignment_via: '"December" of 5 Dec 2023',
      alignment_reference: 'Frame frm_1',
      alignment_shift_right_px: 3.25,
      alignment_shift_down_px: -1.5,
      alignment_residual_px: 0.12,
      alignment_loop_px: 0.85,
      aligned_by: 'A. Analyst',
    });
    // 3.25 and 1.5 rows of 0.5 m; true north is 0.87° off the grid's, as PROJ has it (see aligning).
    expect(third?.alignment_shift_east_m).toBeCloseTo(1.625 * 0.99988 - 0.75 * 0.0152, 1);
    expect(third?.alignment_shift_north_m).toBeCloseTo(0.75, 1);
    expect(stack).toMatchObject({ vessel_id: null, group_id: groupId, group_name: 'Group 1' });
    expect(Object.keys(second ?? {})).toEqual(Object.keys(first ?? {}));
  });

  it('says of a frame that is stretched by how much and along what, and gives it back', async () => {
    const { doc, b } = followed();
    const before = doc.get('frames', b.id)?.alignment;
    if (!before) throw new Error('The frame is laid.');
    const { author: _, at: __, ...draft } = before;
    const stretch = { ratio: 1.0316, axis: 1.1 };
    const alignment = { ...draft, kind: 'affine', rotation: 0.01, scale: 1.002, stretch } as const;
    done(doc, setAlignment(doc, CONTEXT, { frameId: b.id, alignment }));
    const raw = await rawOf(collectExport(doc, { kind: 'project' }));
    const said = raw.features.map(({ properties }) => properties);
    const laid = said.filter(({ frame_id }) => frame_id === b.id);
    expect(laid.length).toBeGreaterThan(0);
    for (const one of laid) {
      expect(one).toMatchObject({ alignment_stretch: 1.0316, alignment_stretch_axis_rad: 1.1 });
    }
    const others = said.find(({ frame_id }) => frame_id !== b.id);
    expect(others).toMatchObject({ alignment_stretch: null, alignment_stretch_axis_rad: null });
    const read = readBack(raw).frames.find(({ id }) => id === b.id);
    expect(read?.alignment).toEqual(doc.get('frames', b.id)?.alignment);
    // Version 5 had none: its alignments are read as they were.
    const older = await rawOf(collectExport(followed().doc, { kind: 'project' }));
    Object.assign(older.quaymark, { format_version: 5 });
    for (const { properties } of older.features) {
      delete properties.alignment_stretch;
      delete properties.alignment_stretch_axis_rad;
    }
    const kept = readBack(older).frames.flatMap((frame) => frame.alignment ?? []);
    expect(kept.length).toBeGreaterThan(0);
    for (const one of kept) expect(one).not.toHaveProperty('stretch');
  });

  it('gives areas and frames that were examined back as they were drawn', async () => {
    const anyArea = fc.record({
      kind: fc.constantFrom('nothing_seen' as const, 'obscured' as const),
      geometry: anyGeometry,
      note: anyText,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyArea, { maxLength: 4 }), fc.boolean(), async (areas, whole) => {
        const { doc } = followed();
        const [frame] = doc.all('frames');
        if (!frame) throw new Error('there are frames');
        for (const area of areas) {
          done(doc, addObservation(doc, CONTEXT, { ...area, frameId: frame.id }));
        }
        if (whole)
          doc.apply(setExamined(doc, CONTEXT, { frameId: frame.id, examined: true }).patches);
        const records = readBack(await rawOf(collectExport(doc, { kind: 'project' })));
        // All made at one time here: then their ids decide where each stands.
        const made = [...doc.all('observations')].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(records.observations).toEqual(made);
        expect(records.observations.some(({ kind }) => kind === 'examined')).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('moves the outline with the alignment: 1.625 m east and 0.75 m north of where the file puts it', async () => {
    const { doc } = followed();
    const { features } = await rawOf(collectExport(doc, { kind: 'project' }));
    const [first, second] = features.map(({ properties }) => properties);
    const east = (Number(second?.center_lon) - Number(first?.center_lon)) * 111_320 * 0.7405;
    const north = (Number(second?.center_lat) - Number(first?.center_lat)) * 111_076;
    // Along the grid of zone 52, which is turned by 0.87° against north.
    expect(east).toBeCloseTo(1.625 + 0.011, 1);
    expect(north).toBeCloseTo(0.75 - 0.025, 1);
    expect([second?.pixel_x, second?.pixel_y]).toEqual([first?.pixel_x, first?.pixel_y]);
  });

  it('of version 1, without any of it, is still read', async () => {
    const { doc } = followed();
    const raw = await rawOf(collectExport(doc, { kind: 'project' }));
    const { vessels: _v, groups: _g, observations: _o, events: _e, ...member } = raw.quaymark;
    const frames = member.frames?.map(({ alignment: _, ...frame }) => frame);
    const sites = member.sites?.map(({ referenceFrameId: _, ...site }) => site);
    const features = raw.features.map(({ properties, ...feature }) => {
      const kept = Object.entries(properties).filter(
        ([key]) => !/^(vessel|link|linked|group|alignment|aligned)_/.test(key),
      );
      return { ...feature, properties: Object.fromEntries(kept) };
    });
    const quaymark = { ...member, format_version: 1, frames, sites } as unknown as Raw['quaymark'];
    const records = readBack({ ...raw, features, quaymark });
    expect(records).toMatchObject({ vessels: [], groups: [], observations: [], events: [] });
    expect(records.boxes).toHaveLength(5);
    for (const box of records.boxes) {
      expect(box).not.toHaveProperty('link');
      expect(box).not.toHaveProperty('groupId');
    }
  });

  it.each([
    ['vessels', /no vessel for box 1/],
    ['groups', /no group for box 4/],
    ['frames', /no frame for box 1/],
  ])('without its %s is refused whole', async (list, sentence) => {
    const { doc } = followed();
    const raw = await rawOf(collectExport(doc, { kind: 'project' }));
    raw.quaymark[list] = [];
    expect(() => readBack(raw)).toThrow(sentence);
  });

  it.each(['vessels', 'groups', 'observations', 'events'])(
    'with one of its %s twice is refused',
    async (list) => {
      const { doc } = followed();
      const raw = await rawOf(collectExport(doc, { kind: 'project' }));
      const [one] = raw.quaymark[list] ?? [];
      if (one) raw.quaymark[list]?.push(one);
      expect(() => readBack(raw)).toThrow(
        /two records with the (vessel|group|observation|event) id/,
      );
    },
  );

  it('has what its scope speaks of, and all that is named there', async () => {
    const { doc, b, c, boxes, siteId } = followed();
    const counts = async (scope: ExportScope) => {
      const content = collectExport(doc, scope);
      // What is read back has passed the check of references.
      const r = readBack(await rawOf(content));
      const lists = [r.frames, r.boxes, r.vessels, r.groups, r.observations, r.events];
      return lists.map((list) => list.length);
    };
    expect(await counts({ kind: 'project' })).toEqual([3, 5, 2, 1, 2, 3]);
    expect(await counts({ kind: 'site', siteId })).toEqual([3, 5, 2, 1, 2, 3]);
    // The second frame, and the first, that it is aligned to; Maria on it, Angara and her group looked for.
    expect(await counts({ kind: 'frame', frameId: b.id })).toEqual([2, 1, 2, 1, 2, 0]);
    expect(await counts({ kind: 'frame', frameId: c.id })).toEqual([2, 3, 1, 1, 0, 0]);
    expect(await counts({ kind: 'selection', boxIds: [boxes.first.id] })).toEqual([
      1, 1, 1, 0, 0, 0,
    ]);
    // Neither frame is the reference of the other: it comes along.
    const two = [boxes.second.id, boxes.third.id];
    expect(await counts({ kind: 'selection', boxIds: two })).toEqual([3, 2, 2, 0, 0, 0]);
  });
});

it('is the same file after the program was closed, whatever order the records come back in', async () => {
  const { doc } = followed();
  const again = new Tables(doc.projectId);
  const { projects, ...rest } = doc.snapshot();
  for (const project of projects) again.put('projects', project);
  for (const table of TABLES) {
    if (table === 'projects') continue;
    for (const record of rest[table].toReversed()) again.put(table, record as never);
  }
  expect(await rawOf(collectExport(again, { kind: 'project' }))).toEqual(
    await rawOf(collectExport(doc, { kind: 'project' })),
  );
});
