/** A Quaymark file brought into a project that has things of its own: nothing is lost, doubled or mixed up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tables } from '../../../src/domain/edits/apply';
import { addClaim } from '../../../src/domain/edits/claim-edits';
import { createGroup } from '../../../src/domain/edits/group-edits';
import { bringsAnything, type JoinPlan, planJoin } from '../../../src/domain/edits/join-plan';
import { withNewIds } from '../../../src/domain/edits/new-ids';
import { linkToNewVessel, unlinkBoxes } from '../../../src/domain/edits/vessel-edits';
import type { Box } from '../../../src/domain/model/box';
import { invertPatches, TABLES } from '../../../src/domain/model/commit';
import { type BoxId, type FrameId, GroupId, VesselId } from '../../../src/domain/model/ids';
import { requireReferences, requireUnique } from '../../../src/formats/check-records';
import { done } from './followed';
import { HASHES, join, LATER, ours, recordsOf, theirs } from './join-support';

/** All that is said of the pictures, in words that need no ids; names of vessels and groups as given. */
function said(doc: Tables, nameOf: (name: string) => string = (name) => name): string[] {
  const picture = (id: FrameId) => doc.get('frames', id)?.file.sha256;
  const place = (id: BoxId | null) => {
    const box = id && doc.get('boxes', id);
    return box && [picture(box.frameId), box.geometry];
  };
  const vessel = (id: Parameters<typeof doc.get<'vessels'>>[1] | null | undefined) => {
    const name = id && doc.get('vessels', id)?.name;
    return name ? nameOf(name) : null;
  };
  const group = (id: Parameters<typeof doc.get<'groups'>>[1] | null | undefined) => {
    const name = id && doc.get('groups', id)?.name;
    return name ? nameOf(name) : null;
  };
  const boxes = [...doc.all('boxes')].map((box) => {
    const { geometry, attributes, bowKnown, locked, author, createdAt, link } = box;
    return [
      ...[picture(box.frameId), doc.get('classes', box.classId)?.name, geometry, attributes],
      ...[
        bowKnown,
        locked,
        author,
        createdAt,
        vessel(link?.vesselId),
        link && { ...link, vesselId: 0 },
      ],
      ...[group(box.groupId), (box.notSame ?? []).map(place).map(String).sort()],
    ];
  });
  const observations = [...doc.all('observations')].map((one) => {
    const { kind, geometry, count, note, author, createdAt } = one;
    const sought = [vessel(one.vesselId), group(one.groupId)];
    return [picture(one.frameId), kind, geometry, sought, count, note, author, createdAt];
  });
  const events = [...doc.all('events')].map((one) => {
    const { kind, verdict, source, geometry, score, note, author, createdAt } = one;
    const frames = [one.beforeId, one.afterId, one.frameId].map(picture);
    const boxed = [place(one.beforeBoxId), place(one.afterBoxId)];
    return [kind, verdict, source, frames, geometry, boxed, score, note, author, createdAt];
  });
  return [...boxes, ...observations, ...events].map((one) => JSON.stringify(one)).sort();
}

/** What is said of some pictures alone. */
function withoutOthers(doc: Tables, pictures: readonly number[]): Tables {
  const part = new Tables(doc.projectId);
  const keep = new Set<string | undefined>(pictures.map((i) => HASHES[i]));
  const isHere = (id: FrameId) => keep.has(doc.get('frames', id)?.file.sha256);
  for (const table of ['classes', 'vessels', 'groups'] as const) {
    for (const one of doc.all(table)) part.put(table, one as never);
  }
  for (const one of doc.all('frames')) if (isHere(one.id)) part.put('frames', one);
  for (const box of doc.all('boxes')) {
    const { notSame, ...rest } = box;
    const known = (notSame ?? []).filter((id) => {
      const other = doc.get('boxes', id);
      return other && isHere(other.frameId);
    });
    if (isHere(box.frameId))
      part.put('boxes', { ...rest, ...(known.length > 0 && { notSame: known }) });
  }
  for (const one of doc.all('observations')) if (isHere(one.frameId)) part.put('observations', one);
  for (const one of doc.all('events')) {
    if (isHere(one.beforeId) && isHere(one.afterId)) part.put('events', one);
  }
  return part;
}

/** Every record as it is, to be compared. */
const everything = (doc: Tables) =>
  TABLES.map((table) => [...doc.all(table)].map((one) => JSON.stringify(one)).sort());

const anyPictures = fc.subarray([0, 1, 2], { minLength: 1 });
const anyNames = fc.subarray(['Angara', ' maria', 'Sormovsky']);

describe('a Quaymark file brought into a project', () => {
  it('adds all that it says of the same pictures, once, and undo takes back just that', () => {
    const property = fc.property(
      anyPictures,
      anyNames,
      fc.boolean(),
      fc.boolean(),
      (pictures, names, asOthers, clash) => {
        const file = theirs();
        const records = withNewIds(recordsOf(file.doc));
        const doc = ours(pictures, names);
        const [before, all] = [said(doc), everything(doc)];
        const apart = new Set(asOthers ? records.vessels.map(({ id }) => id as string) : []);
        const lists = [records.vessels, records.groups, records.observations, records.events];
        const ids = lists.flat().map(({ id }) => id as string);
        const taken = new Set(clash ? ids : []);
        const { edit } = join(doc, records, { apart, taken });
        // Theirs goes by our name where it is the same, by a new one where it is another.
        const nameOf = (name: string) => {
          const here = names.find((one) => one.trim().toLowerCase() === name.toLowerCase());
          if (!here) return name;
          return asOthers ? `${name} (2)` : here.trim();
        };
        const added = said(withoutOthers(file.doc, pictures), nameOf);
        expect(said(doc)).toEqual([...before, ...added].sort());
        requireReferences(recordsOf(doc), 'ours');
        requireUnique(recordsOf(doc), 'ours');
        const made = edit.patches.flatMap(({ before: was, id }) =>
          was === null ? [id as string] : [],
        );
        expect(made.filter((id) => taken.has(id))).toEqual([]);
        // A second time there is nothing left to bring, whatever ids it got.
        if (!asOthers) expect(bringsAnything(planJoin(doc, records))).toBe(false);
        doc.apply(invertPatches(edit.patches));
        expect(everything(doc)).toEqual(all);
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  it('knows vessels by their id whatever they are called meanwhile, and brings what else is claimed of them', () => {
    const { doc, angara } = theirs();
    const before = recordsOf(doc);
    const claim = { field: 'flag', value: 'RU', source: 'stern', asOf: '', note: '' } as const;
    done(doc, addClaim(doc, LATER, { vesselId: angara, claim }));
    const first = [...doc.all('boxes')][0] as Box;
    const copy = { ...first, id: 'box_new' as BoxId, number: 99, createdAt: LATER.now };
    doc.put('boxes', copy);
    const after = recordsOf(doc);
    const back = new Tables(doc.projectId);
    for (const [table, list] of Object.entries({ ...before, projects: [before.project] })) {
      if (table !== 'project') for (const one of list as never[]) back.put(table as never, one);
    }
    const vessel = back.get('vessels', angara);
    if (vessel) back.put('vessels', { ...vessel, name: 'Known otherwise' });
    join(back, after);
    expect(back.get('vessels', angara)).toMatchObject({ name: 'Known otherwise' });
    expect(back.get('vessels', angara)?.claims.map(({ value }) => value)).toEqual([
      '9179842',
      'RU',
    ]);
    expect([...back.all('vessels')]).toHaveLength(before.vessels.length);
  });

  it('says of boxes that are here what is not said here, and lists what is said otherwise', () => {
    const { doc, boxes, maria } = theirs();
    const records = recordsOf(doc);
    done(doc, unlinkBoxes(doc, LATER, { boxIds: [boxes.first.id] }));
    const third = doc.get('boxes', boxes.third.id);
    if (third?.link) doc.put('boxes', { ...third, link: { ...third.link, vesselId: maria } });
    const { plan } = join(doc, records);
    expect(doc.get('boxes', boxes.first.id)?.link).toMatchObject({ likelihood: 'likely' });
    expect(doc.get('boxes', boxes.third.id)?.link?.vesselId).toBe(maria);
    expect(plan.left.differing).toBe(1);
    expect(plan.boxes).toEqual([]);
  });

  it('comes in for what it claims of a vessel alone, which is one edit and comes once', () => {
    const { doc, angara } = theirs();
    const back = recordsOf(doc);
    const claim = { field: 'flag', value: 'RU', source: 'stern', asOf: '', note: '' } as const;
    done(doc, addClaim(doc, LATER, { vesselId: angara, claim }));
    const claimed = recordsOf(doc);
    const here = new Tables(doc.projectId);
    for (const [table, list] of Object.entries({ ...back, projects: [back.project] })) {
      if (table !== 'project') for (const one of list as never[]) here.put(table as never, one);
    }
    const { plan, edit } = join(here, claimed);
    expect(plan.vessels.map(({ theirs: { id } }) => id)).toEqual([angara]);
    expect(edit.patches.map(({ table }) => table)).toEqual(['vessels']);
    expect(here.get('vessels', angara)?.claims.map(({ value }) => value)).toContain('RU');
    expect(bringsAnything(planJoin(here, claimed))).toBe(false);
  });

  it('brings that two boxes which are here show two hulls, unless they are one here', () => {
    const { doc, boxes } = theirs();
    const plain = recordsOf(doc);
    const [second, third] = [boxes.second.id, boxes.third.id];
    const judged = doc.get('boxes', third);
    if (judged) doc.put('boxes', { ...judged, notSame: [second] });
    const records = recordsOf(doc);
    const whole = () => {
      const here = new Tables(doc.projectId);
      for (const [table, list] of Object.entries({ ...plain, projects: [plain.project] })) {
        if (table !== 'project') for (const one of list as never[]) here.put(table as never, one);
      }
      return here;
    };
    const copy = () => {
      const here = whole();
      done(here, unlinkBoxes(here, LATER, { boxIds: [second, third] }));
      return here;
    };
    const unlinked = copy();
    expect(join(unlinked, records).plan.left.differing).toBe(0);
    expect(unlinked.get('boxes', third)?.notSame).toEqual([second]);
    expect(bringsAnything(planJoin(unlinked, records))).toBe(false);
    const asOne = copy();
    done(asOne, linkToNewVessel(asOne, LATER, { boxIds: [second, third], name: 'One' }));
    expect(planJoin(asOne, records).filled).toEqual([]);
    expect(planJoin(asOne, records).left.differing).toBeGreaterThan(0);
    // All else that the file says is here already: the verdict alone comes in, as one change of one box.
    const same = whole();
    const linked = same.get('boxes', third)?.link;
    expect(linked).toBeDefined();
    const told = join(same, records);
    expect(told.edit.patches.map(({ table, id }) => [table, id])).toEqual([['boxes', third]]);
    expect(same.get('boxes', third)).toMatchObject({ notSame: [second], link: linked });
    expect(bringsAnything(planJoin(same, records))).toBe(false);
  });

  it('says beforehand by which names those come that are others than those of their name', () => {
    const { doc: file, angara } = theirs();
    const doc = ours([0, 1, 2], ['Angara', 'Angara (2)']);
    const plan = planJoin(doc, recordsOf(file));
    expect(plan.names.get(angara)).toBe('Angara (3)');
    join(doc, recordsOf(file), { apart: new Set([angara]) });
    expect([...doc.all('vessels')].map(({ name }) => name)).toContain('Angara (3)');
  });

  it('calls one box one box', () => {
    const { doc: file } = theirs();
    const records = recordsOf(file);
    const [only] = records.boxes;
    if (!only) throw new Error('There is no box.');
    const few = { ...records, boxes: [only], groups: [], observations: [], events: [] };
    const { edit } = join(ours([0, 1, 2], []), few);
    expect(edit.label).toBe('Import 1 box from theirs.geojson');
  });

  it('counts what stays out', () => {
    const records = withNewIds(recordsOf(theirs().doc));
    const left = (pictures: readonly number[]): JoinPlan['left'] =>
      planJoin(ours(pictures, []), records).left;
    expect(left([0, 1, 2])).toMatchObject({ boxes: 0, events: 0, vessels: 0, alignments: 2 });
    expect(left([0])).toMatchObject({
      boxes: 4,
      observations: 4,
      events: 3,
      vessels: 1,
      groups: 0,
    });
  });

  it('tells apart what has one name in the file and the name of one here, in colours of their own', () => {
    const { doc: file, groupId } = theirs();
    const group = file.get('groups', groupId);
    const [vessel] = file.all('vessels');
    const [box] = file.boxesOfGroup(groupId);
    if (!group || !vessel || !box) throw new Error('There is no group.');
    const second = { ...group, id: GroupId.parse('grp_second'), color: vessel.color };
    for (const one of [group, second]) file.put('groups', { ...one, name: 'Stack' });
    file.put('boxes', { ...box, groupId: second.id });
    for (const asOthers of [true, false]) {
      const doc = ours([0, 1, 2], []);
      for (const name of ['Stack', 'stack']) done(doc, createGroup(doc, LATER, { name }));
      const apart = new Set<string>(asOthers ? [group.id, second.id] : []);
      join(doc, recordsOf(file), { apart });
      const names = [...doc.all('groups')].map(({ name }) => name);
      const more = asOthers ? ['Stack (2)', 'Stack (3)'] : [];
      expect(names).toEqual(['Group 1', 'Stack', 'stack', ...more]);
      const colors = [...doc.all('groups'), ...doc.all('vessels')].map(({ color }) => color);
      expect(new Set(colors).size).toBe(colors.length);
    }
  });

  it('brings the vessel of a group that is here where none is said, and else no vessel for it', () => {
    const { doc: file, groupId } = theirs();
    const group = file.get('groups', groupId);
    const [vessel] = file.all('vessels');
    if (!group || !vessel) throw new Error('There is no group.');
    const carrier = { ...vessel, id: VesselId.parse('ves_carrier'), name: 'Carrier' };
    file.put('vessels', carrier);
    file.put('groups', { ...group, name: 'Stack', place: 'deck', vesselId: carrier.id });
    const vesselsAfter = (said: boolean) => {
      const doc = ours([0, 1, 2], ['Own']);
      const [own] = doc.all('vessels');
      const made = createGroup(doc, LATER, { name: 'Stack', place: 'deck' });
      done(doc, made);
      const here = doc.get('groups', made.groupId);
      if (here && own && said) doc.put('groups', { ...here, vesselId: own.id });
      join(doc, recordsOf(file));
      const vesselId = doc.get('groups', made.groupId)?.vesselId;
      const names = [...doc.all('vessels')].map(({ name }) => name);
      return {
        of: vesselId && doc.get('vessels', vesselId)?.name,
        came: names.includes('Carrier'),
      };
    };
    expect(vesselsAfter(false)).toEqual({ of: 'Carrier', came: true });
    expect(vesselsAfter(true)).toEqual({ of: 'Own', came: false });
  });
});
