import { describe, expect, it } from 'vitest';
import { linkPairs } from '../../../src/domain/edits/pair-edits';
import { done, drawOn, followed } from './followed';
import { CONTEXT } from './records';

describe('accepted pairs', () => {
  it('become links in one edit: to the vessel of either, or to a new one with a name of its own', () => {
    const { doc, a, b, boxes, angara } = followed();
    const [old, young] = [drawOn(doc, a.id), drawOn(doc, b.id)];
    const [left, right] = [drawOn(doc, a.id, 'tanker'), drawOn(doc, b.id, 'tanker')];
    const late = drawOn(doc, b.id);
    const grounds = { likelihood: 'likely', rationale: 'Length agrees' } as const;
    const pairs = [
      { boxIds: [boxes.first.id, late.id] as const, vesselId: angara, ...grounds },
      { boxIds: [old.id, young.id] as const, vesselId: null, ...grounds },
      { boxIds: [left.id, right.id] as const, vesselId: null, ...grounds },
    ];
    done(doc, linkPairs(doc, CONTEXT, { pairs }));
    const linkOf = (id: typeof old.id) => doc.get('boxes', id)?.link;
    expect(linkOf(late.id)).toMatchObject({ vesselId: angara, ...grounds });
    // The link that was there keeps its grounds.
    expect(linkOf(boxes.first.id)?.rationale).toBe('L');
    expect(linkOf(old.id)?.vesselId).toBe(linkOf(young.id)?.vesselId);
    expect(linkOf(left.id)?.vesselId).toBe(linkOf(right.id)?.vesselId);
    const made = [...doc.all('vessels')].filter(({ name }) => name.startsWith('Hull'));
    expect(made.map(({ name }) => name)).toEqual(['Hull 1', 'Hull 2']);
    expect(new Set(made.map(({ color }) => color)).size).toBe(2);
  });

  it('are refused where there is none, or a box stands in two', () => {
    const { doc, boxes, angara } = followed();
    const pair = { boxIds: [boxes.first.id, boxes.second.id] as const, vesselId: angara };
    expect(() => linkPairs(doc, CONTEXT, { pairs: [] })).toThrow('Accept a pair');
    expect(() => linkPairs(doc, CONTEXT, { pairs: [pair, pair] })).toThrow('one other only');
  });
});
