/** Looks in the analysis worker's tasks: ships that only their pictures tell apart, read from files. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { HullSight } from '../../../src/domain/identity/evidence';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import type { TaskContext } from '../../../src/workers/analysis-context';
import { type PicturedHull, pairHulls, rankHulls } from '../../../src/workers/identity-task';
import { lookAlikes, type Sight } from '../identity/look-alikes';
import { writeTiff } from '../raster/support';

const SHIPS = 4;
const FLEET = 101;

function fileOf({ window }: Sight): Blob {
  const { width, height, planes } = window;
  const tones = planes.flatMap((plane) =>
    Array.from({ length: 5000 }, (_, i) => plane[i * 97] ?? 0),
  );
  const most = tones.sort((a, b) => a - b)[Math.floor(0.995 * tones.length)] ?? 1;
  const data = new Uint8Array(width * height * 3);
  for (const [k, plane] of planes.entries()) {
    for (let i = 0; i < width * height; i += 1)
      data[3 * i + k] = Math.min(255, (255 * (plane[i] ?? 0)) / most);
  }
  return new Blob([writeTiff({ width, height, samples: 3, data })]);
}

/** All are said to be of one size and to have been seen nowhere and never. */
function hullOf(sight: Sight, date: string, signal: 'optical' | 'radar' = 'optical'): PicturedHull {
  const plain: HullSight = {
    boxId: `${date} ${sight.id}`,
    lengthM: 120,
    beamM: 18,
    resolutionM: 0.5,
    className: 'cargo ship',
    at: null,
    place: null,
    axisDeg: null,
    signature: null,
  };
  const picture = { key: date, source: { kind: 'blob', blob: new Blob(), name: date } } as const;
  return { sight: plain, chip: { picture, signal, aspect: 1, geometry: sight.box } };
}

describe('looks, compared in the worker', () => {
  let fleet: ReturnType<typeof lookAlikes>;
  const files = new Map<string, Blob>();
  let opened: string[] = [];
  const context = (stop = new AbortController(), after = Number.POSITIVE_INFINITY): TaskContext => {
    let checks = 0;
    return {
      signal: stop.signal,
      open: async ({ key }) => {
        opened.push(key);
        const blob = files.get(key);
        if (!blob) throw new Error(`There is no ${key}.`);
        return openImage({ kind: 'blob', blob, name: `${key}.tif` }, makeCaches());
      },
      checkpoint: async () => {
        checks += 1;
        if (checks > after) stop.abort();
        stop.signal.throwIfAborted();
      },
    };
  };
  const [before, after] = ['2023-09-12', '2023-12-05'];
  const candidates = () =>
    fleet.before.map((sight) => ({ vesselId: sight.id, sightings: [hullOf(sight, before)] }));

  beforeAll(() => {
    fleet = lookAlikes(FLEET, SHIPS);
    for (const [date, [sight]] of [
      [before, fleet.before],
      [after, fleet.after],
    ] as const) {
      if (sight) files.set(date, fileOf(sight));
    }
  }, 120_000);

  it('puts the right ship first and says how alike it looks; nothing is read twice', {
    timeout: 120_000,
  }, async () => {
    for (const sight of fleet.after) {
      const query = hullOf(sight, after);
      const [first, second] = await rankHulls({ query, candidates: candidates() }, context());
      expect(first?.vesselId).toBe(sight.id);
      const looks = first?.reasons.find(({ kind }) => kind === 'appearance');
      expect(looks?.text).toMatch(/^Looks (alike|tell little): 0\.\d\d of 1/);
      expect((first?.score ?? 0) - (second?.score ?? 0)).toBeGreaterThan(1);
    }
    opened = [];
    const [sight] = fleet.after;
    if (sight)
      await rankHulls({ query: hullOf(sight, after), candidates: candidates() }, context());
    expect(opened).toEqual([]);
  });

  it('pairs all ships of two frames as they look', { timeout: 120_000 }, async () => {
    const args = {
      before: fleet.before.map((sight) => hullOf(sight, before)),
      after: fleet.after.map((sight) => hullOf(sight, after)),
      unseen: [],
      apart: [],
      registrationM: 4,
    };
    const pairs = await pairHulls(args, context());
    expect(pairs.map(({ beforeId, afterId }) => [beforeId, afterId])).toEqual(
      fleet.before.map(({ id }) => [`${before} ${id}`, `${after} ${id}`]),
    );
  });

  it('does not compare a radar picture with one in colour', async () => {
    const [sight] = fleet.after;
    if (!sight) throw new Error('There is no ship.');
    const query = hullOf(sight, after, 'radar');
    const ranking = await rankHulls({ query, candidates: candidates() }, context());
    const kinds = ranking.flatMap(({ reasons }) => reasons.map(({ kind }) => kind));
    expect(kinds).not.toContain('appearance');
  });

  it('ends when it is cancelled', async () => {
    const [sight] = fleet.after;
    if (!sight) throw new Error('There is no ship.');
    const query = hullOf(sight, after);
    const ranking = rankHulls({ query, candidates: candidates() }, context(undefined, 2));
    await expect(ranking).rejects.toMatchObject({ name: 'AbortError' });
  });
});
