import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clearAlignment,
  setAlignment,
  setReference,
} from '../../../src/domain/edits/alignment-edits';
import { Tables } from '../../../src/domain/edits/apply';
import { deleteBoxes, duplicateBoxes, setLocked } from '../../../src/domain/edits/box-edits';
import { addClaim, changeClaim, removeClaim } from '../../../src/domain/edits/claim-edits';
import { createdBoxIds } from '../../../src/domain/edits/edit-parts';
import { recordEvent, removeEvent } from '../../../src/domain/edits/event-edits';
import { moveFrameToSite, removeFrame } from '../../../src/domain/edits/frame-edits';
import { createGroup, removeGroup, updateGroup } from '../../../src/domain/edits/group-edits';
import { importedProject } from '../../../src/domain/edits/import-edits';
import { mergeVessels } from '../../../src/domain/edits/merge-vessels';
import { withNewIds } from '../../../src/domain/edits/new-ids';
import { removeObservation, updateObservation } from '../../../src/domain/edits/observation-edits';
import { pasteBoxes } from '../../../src/domain/edits/paste-edit';
import type { Edit } from '../../../src/domain/edits/types';
import {
  createVessel,
  linkBoxes,
  removeVessel,
  splitVessel,
  unlinkBoxes,
  updateVessel,
} from '../../../src/domain/edits/vessel-edits';
import { invertPatches } from '../../../src/domain/model/commit';
import { GroupId, newId, SiteId } from '../../../src/domain/model/ids';
import { EMPTY_FINGERPRINT } from '../../../src/domain/model/vessel';
import { requireReferences } from '../../../src/formats/check-records';
import { done, drawOn, followed } from './followed';
import { CONTEXT, frameOf } from './records';

function recordsOf(doc: Tables) {
  const { projects, ...lists } = doc.snapshot();
  const [project] = projects;
  if (!project) throw new Error('the project is there');
  return { project, ...lists };
}

describe('links', () => {
  it('find the boxes of a vessel, in the same array while none of them changes', () => {
    const { doc, boxes, angara, maria } = followed();
    const ids = () => doc.boxesOfVessel(angara).map(({ id }) => id);
    expect(ids()).toEqual([boxes.first.id, boxes.third.id]);
    const before = doc.boxesOfVessel(angara);
    expect(doc.boxesOfVessel(maria)).toHaveLength(1);
    done(doc, linkBoxes(doc, CONTEXT, { boxIds: [boxes.stack.id], vesselId: maria }));
    expect(doc.boxesOfVessel(angara)).toBe(before);
    done(doc, linkBoxes(doc, CONTEXT, { boxIds: [boxes.third.id], vesselId: maria }));
    expect(ids()).toEqual([boxes.first.id]);
    expect(doc.boxesOfVessel(maria)).toHaveLength(3);
    done(doc, unlinkBoxes(doc, CONTEXT, { boxIds: [boxes.first.id] }));
    expect(ids()).toEqual([]);
    expect('link' in (doc.get('boxes', boxes.first.id) ?? { link: 0 })).toBe(false);
  });

  it('keep grounds that are not given again, replace those of another vessel, and reach locked boxes', () => {
    const { doc, boxes, angara, maria } = followed();
    const boxIds = [boxes.first.id];
    done(doc, setLocked(doc, CONTEXT, { ids: boxIds, locked: true }));
    const link = () => doc.get('boxes', boxes.first.id)?.link;
    done(doc, linkBoxes(doc, CONTEXT, { boxIds, vesselId: angara, likelihood: 'very_likely' }));
    expect(link()).toMatchObject({ likelihood: 'very_likely', rationale: 'L' });
    expect(linkBoxes(doc, CONTEXT, { boxIds, vesselId: angara }).patches).toEqual([]);
    done(doc, linkBoxes(doc, CONTEXT, { boxIds, vesselId: maria }));
    expect(link()).toMatchObject({ vesselId: maria, likelihood: null, rationale: '' });
  });

  it('and groups are not copied with a box', () => {
    const { doc, boxes, angara, a, b } = followed();
    const stack = doc.get('boxes', boxes.stack.id);
    const first = doc.get('boxes', boxes.first.id);
    if (!stack || !first) throw new Error('they are there');
    const copy = done(doc, duplicateBoxes(doc, CONTEXT, { ids: [stack.id] }));
    done(doc, pasteBoxes(doc, CONTEXT, { boxes: [first], from: a, to: b }));
    const [copied] = createdBoxIds(copy).map((id) => doc.get('boxes', id));
    expect(copied).not.toHaveProperty('groupId');
    expect(doc.boxesOfVessel(angara)).toHaveLength(2);
    expect(doc.boxesOfGroup(stack.groupId ?? GroupId.parse('grp_none'))).toHaveLength(1);
  });
});

it('copies lie on the picture, also of a ship in its corner at a far look', () => {
  const { doc, a, boxes } = followed();
  const corner = { ...boxes.first.geometry, x: a.raster.width - 60, y: a.raster.height - 60 };
  doc.put('boxes', { ...boxes.first, geometry: corner });
  const copyOf = (aside: number) => {
    const ids = [boxes.first.id];
    const copy = done(doc, duplicateBoxes(doc, CONTEXT, { ids, du: aside, dv: aside }));
    return createdBoxIds(copy).map((id) => doc.get('boxes', id)?.geometry)[0];
  };
  expect(copyOf(24)).toMatchObject({ x: corner.x + 24, y: corner.y + 24 });
  expect(copyOf(480)).toMatchObject({ x: corner.x - 480, y: corner.y - 480 });
  // Neither way so far: as near as is usual.
  expect(copyOf(9000)).toMatchObject({ x: corner.x + 10, y: corner.y + 10 });
});

describe('vessels', () => {
  it('get free names and colours', () => {
    const { doc } = followed();
    done(doc, createVessel(doc, CONTEXT, {}));
    done(doc, createVessel(doc, CONTEXT, {}));
    const made = [...doc.all('vessels')].slice(-2);
    expect(made.map(({ name }) => name)).toEqual(['Hull 1', 'Hull 2']);
    const colors = [...doc.all('vessels'), ...doc.all('classes'), ...doc.all('groups')];
    expect(new Set(colors.map(({ color }) => color.toLowerCase())).size).toBe(colors.length);
    expect(() => createVessel(doc, CONTEXT, { color: 'red' })).toThrow('six hexadecimal digits');
    expect(() => createVessel(doc, CONTEXT, { name: '  ' })).toThrow('A vessel needs a name.');
  });

  it('say what a count must be in words of the form', () => {
    const { doc, angara } = followed();
    const cranes = Number('zwei');
    const change = { fingerprint: { ...EMPTY_FINGERPRINT, cranes } };
    expect(() => updateVessel(doc, CONTEXT, { id: angara, changes: change })).toThrow(
      /^Angara: how many cranes is a whole number, 0 or more\.$/,
    );
  });

  it('merge without losing anything', () => {
    const { doc, boxes, angara, maria, groupId } = followed();
    const set = (id: typeof maria, hullColor: string, cranes: number | null) =>
      done(
        doc,
        updateVessel(doc, CONTEXT, {
          id,
          changes: { fingerprint: { ...EMPTY_FINGERPRINT, hullColor, cranes }, notes: `N${id}` },
        }),
      );
    set(angara, 'red', 2);
    set(maria, 'black', null);
    const same = {
      field: 'imo',
      value: '9179842',
      source: 'register',
      asOf: '2023-09-01',
    } as const;
    done(doc, addClaim(doc, CONTEXT, { vesselId: maria, claim: same }));
    done(doc, addClaim(doc, CONTEXT, { vesselId: angara, claim: { field: 'flag', value: 'RU' } }));
    done(doc, mergeVessels(doc, CONTEXT, { from: angara, into: maria }));
    const merged = doc.get('vessels', maria);
    expect(doc.get('vessels', angara)).toBeUndefined();
    expect(doc.boxesOfVessel(maria)).toHaveLength(3);
    expect(doc.get('boxes', boxes.first.id)?.link).toMatchObject({
      vesselId: maria,
      likelihood: 'likely',
      rationale: 'L',
    });
    expect(merged?.claims.map(({ value }) => value)).toEqual(['9179842', 'RU']);
    expect(merged?.sanctions).toHaveLength(1);
    expect(merged?.fingerprint).toMatchObject({ hullColor: 'black', cranes: 2 });
    expect(merged?.notes).toBe(
      `N${maria}\nMerged with "Angara".\nN${angara}\n"Angara" was noted with hull colour red.`,
    );
    expect(doc.get('groups', groupId)?.vesselId).toBe(maria);
    expect([...doc.all('observations')].map(({ vesselId }) => vesselId)).toEqual([maria, maria]);
    expect(() => mergeVessels(doc, CONTEXT, { from: maria, into: maria })).toThrow('with itself');
  });

  it('split by boxes, which must be theirs and not all', () => {
    const { doc, boxes, angara } = followed();
    const split = (...boxIds: (typeof boxes.first.id)[]) =>
      splitVessel(doc, CONTEXT, { vesselId: angara, boxIds });
    expect(() => split(boxes.second.id)).toThrow('Box 2 is not linked to "Angara"');
    expect(() => split(boxes.first.id, boxes.third.id)).toThrow('all the boxes of "Angara"');
    const { vesselId } = done(doc, split(boxes.third.id));
    expect(doc.boxesOfVessel(vesselId).map(({ id }) => id)).toEqual([boxes.third.id]);
    expect(doc.get('boxes', boxes.third.id)?.link?.likelihood).toBe('likely');
    expect(doc.get('vessels', angara)?.claims).toHaveLength(1);
  });

  it('are claimed to be this or that', () => {
    const { doc, angara } = followed();
    const [claim] = doc.get('vessels', angara)?.claims ?? [];
    if (!claim) throw new Error('the claim is there');
    const args = { vesselId: angara, claimId: claim.id };
    done(doc, changeClaim(doc, CONTEXT, { ...args, changes: { value: ' 9074729 ' } }));
    expect(doc.get('vessels', angara)?.claims[0]?.value).toBe('9074729');
    const wrong = { ...args, changes: { asOf: 'May' } };
    expect(() => changeClaim(doc, CONTEXT, wrong)).toThrow('2023-10-12');
    done(doc, removeClaim(doc, CONTEXT, args));
    expect(() => removeClaim(doc, CONTEXT, args)).toThrow('no longer there');
    const blank = { vesselId: angara, claim: { field: 'name', value: '  ' } } as const;
    expect(() => addClaim(doc, CONTEXT, blank)).toThrow('A claim needs a value');
  });

  it('that are removed leave no "not seen" that would mean nothing at all', () => {
    const { doc, boxes, angara, groupId } = followed();
    done(doc, removeVessel(doc, CONTEXT, { id: angara }));
    expect(doc.get('boxes', boxes.first.id)).not.toHaveProperty('link');
    expect(doc.get('groups', groupId)?.vesselId).toBeNull();
    expect([...doc.all('observations')].map(({ kind, vesselId }) => [kind, vesselId])).toEqual([
      ['obscured', null],
    ]);
  });
});

describe('groups', () => {
  it('on the quay are on no deck', () => {
    const { doc, angara, groupId } = followed();
    expect(doc.get('groups', groupId)).toMatchObject({ place: 'deck', vesselId: angara });
    done(doc, updateGroup(doc, CONTEXT, { id: groupId, changes: { place: 'quay' } }));
    expect(doc.get('groups', groupId)).toMatchObject({ place: 'quay', vesselId: null });
    const { groupId: other } = done(doc, createGroup(doc, CONTEXT, {}));
    expect(doc.get('groups', other)?.name).toBe('Group 2');
    done(doc, removeGroup(doc, CONTEXT, { id: groupId }));
    expect(doc.boxesOfGroup(groupId)).toEqual([]);
  });
});

describe('alignments', () => {
  it('are to the reference of the site and to nothing else', () => {
    const { doc, a, b, c, siteId } = followed();
    const alignment = doc.get('frames', b.id)?.alignment;
    if (!alignment) throw new Error('it is aligned');
    const lay = (frameId: typeof a.id, referenceId: typeof a.id) =>
      setAlignment(doc, CONTEXT, { frameId, alignment: { ...alignment, referenceId } });
    expect(() => lay(a.id, a.id)).toThrow('is the reference of');
    expect(() => lay(a.id, b.id)).toThrow('is the reference of');
    expect(() => lay(b.id, c.id)).toThrow('is not the reference');
    const najin = doc.get('sites', siteId);
    if (!najin) throw new Error('the site is there');
    const site = { ...najin, id: newId(SiteId, 'sit'), name: 'Dunai' };
    done(doc, moveFrameToSite(doc, CONTEXT, { id: c.id, site, isNew: true }));
    expect(doc.get('frames', c.id)).not.toHaveProperty('alignment');
    expect(() => lay(c.id, a.id)).toThrow('is of another site');
    const bare = frameOf('frm_bare', String(doc.get('frames', a.id)?.siteId), { georef: null });
    doc.put('frames', bare);
    expect(() => lay(bare.id, a.id)).toThrow('"Frame frm_bare" has no place');
    done(doc, clearAlignment(doc, CONTEXT, { frameId: b.id }));
    expect(doc.get('frames', b.id)).not.toHaveProperty('alignment');
  });

  it('are dropped with another reference, and the label says how many', () => {
    const { doc, b, siteId } = followed();
    const edit = done(doc, setReference(doc, CONTEXT, { siteId, frameId: b.id }));
    expect(edit.label).toMatch(/^Make Frame frm_2 the reference of .*, dropping 2 alignments$/);
    expect([...doc.all('frames')].some(({ alignment }) => alignment)).toBe(false);
    expect(doc.get('sites', siteId)?.referenceFrameId).toBe(b.id);
  });

  it('go with the reference that they are to', () => {
    const { doc, a, siteId } = followed();
    done(doc, removeFrame(doc, CONTEXT, { id: a.id }));
    expect([...doc.all('frames')].some(({ alignment }) => alignment)).toBe(false);
    expect(doc.get('sites', siteId)).not.toHaveProperty('referenceFrameId');
  });
});

describe('events', () => {
  it('make the box of an accepted proposal in one edit', () => {
    const { doc, accepted, c } = followed();
    const event = doc.get('events', accepted.eventId);
    expect(event).toMatchObject({ verdict: 'accepted', afterBoxId: accepted.boxId });
    expect(doc.get('boxes', accepted.boxId)).toMatchObject({ frameId: c.id, bowKnown: false });
    expect(accepted.edit.label).toBe('Accept appeared: container 5');
  });

  it('outlive their boxes, unless they were made from boxes alone', () => {
    const { doc, boxes, accepted } = followed();
    done(doc, deleteBoxes(doc, CONTEXT, { ids: [accepted.boxId, boxes.first.id] }));
    expect(doc.get('events', accepted.eventId)).toMatchObject({ afterBoxId: null });
    expect([...doc.all('events')].map(({ source }) => source)).toEqual(['proposal', 'proposal']);
  });

  it('lie between two frames and name boxes on them', () => {
    const { doc, a, b, c, boxes } = followed();
    const geometry = boxes.first.geometry;
    const args = { kind: 'stayed', source: 'analyst', geometry } as const;
    const between = { beforeId: a.id, afterId: b.id, frameId: a.id };
    const record = (more: object) => () =>
      recordEvent(doc, CONTEXT, { ...args, ...between, ...more });
    expect(record({ afterId: a.id })).toThrow('between two frames');
    expect(record({ frameId: c.id })).toThrow('on one of the two frames');
    expect(record({ beforeBoxId: boxes.second.id })).toThrow('Box 2 is not on "Frame frm_1"');
  });
});

describe('whatever is removed', () => {
  it('leaves nothing that names it, and comes back whole when it is undone', () => {
    const step = fc.tuple(fc.nat(8), fc.nat(20));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        const { doc, siteId } = followed();
        const start = doc.snapshot();
        const edits: Edit[] = [];
        const pick = <T>(list: Iterable<T>, at: number) => {
          const all = [...list];
          return all[at % Math.max(1, all.length)];
        };
        for (const [kind, at] of steps) {
          const frame = pick(doc.all('frames'), at);
          const box = pick(doc.all('boxes'), at);
          const vessel = pick(doc.all('vessels'), at);
          const other = pick(doc.all('vessels'), at + 1);
          const group = pick(doc.all('groups'), at);
          const seen = pick(doc.all('observations'), at);
          const event = pick(doc.all('events'), at);
          const edit = (() => {
            if (kind === 0 && frame) return removeFrame(doc, CONTEXT, { id: frame.id });
            if (kind === 1 && box) return deleteBoxes(doc, CONTEXT, { ids: [box.id] });
            if (kind === 2 && vessel) return removeVessel(doc, CONTEXT, { id: vessel.id });
            if (kind === 3 && group) return removeGroup(doc, CONTEXT, { id: group.id });
            if (kind === 4 && seen) return removeObservation(doc, CONTEXT, { id: seen.id });
            if (kind === 5 && event) return removeEvent(doc, CONTEXT, { id: event.id });
            if (kind === 6 && vessel && other && vessel !== other)
              return mergeVessels(doc, CONTEXT, { from: vessel.id, into: other.id });
            if (kind === 7 && frame && doc.get('sites', siteId))
              return setReference(doc, CONTEXT, { siteId, frameId: frame.id });
            if (kind === 8 && seen)
              return updateObservation(doc, CONTEXT, { id: seen.id, changes: { note: `${at}` } });
            return null;
          })();
          if (edit) edits.push(done(doc, edit));
          expect(() => requireReferences(recordsOf(doc), 'x')).not.toThrow();
        }
        for (const edit of edits.reverse()) doc.apply(invertPatches(edit.patches));
        expect(doc.snapshot()).toEqual(start);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a second copy of a project', () => {
  it('shares no id with the first and is the same otherwise', () => {
    const { doc } = followed();
    drawOn(doc, frameOf('frm_1', 's').id);
    const records = recordsOf(doc);
    const copy = withNewIds(records);
    expect(() => requireReferences(copy, 'copy')).not.toThrow();
    const text = JSON.stringify(copy);
    const lists = Object.values(records).flat();
    for (const { id } of lists) expect(text).not.toContain(`"${id}"`);
    for (const key of ['vessels', 'groups', 'observations', 'events', 'boxes'] as const) {
      expect(copy[key]).toHaveLength(records[key].length);
    }
    const again = new Tables(copy.project.id);
    again.apply(importedProject(copy).patches);
    const linked = (tables: Tables) =>
      [...tables.all('vessels')]
        .map((one) => `${one.name}: ${tables.boxesOfVessel(one.id).length}`)
        .sort();
    expect(linked(again)).toEqual(linked(doc));
    expect(linked(doc)).toEqual(['Angara: 2', 'Maria: 1']);
  });
});
