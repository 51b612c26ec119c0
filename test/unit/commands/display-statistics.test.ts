import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Services } from '../../../src/commands/types';
import { importedProject } from '../../../src/domain/edits/import-edits';
import { channelStatistics } from '../../../src/domain/imaging/statistics';
import type { Frame } from '../../../src/domain/model/frame';
import { Sha256 } from '../../../src/domain/model/ids';
import type { ChannelChoice } from '../../../src/domain/model/stretch';
import { collectExport } from '../../../src/formats/collect';
import type { Imagery } from '../../../src/raster/types';
import { QuaymarkDb } from '../../../src/store/db';
import { createProject, deleteProject } from '../../../src/store/library';
import { followed } from '../edits/followed';
import { CONTEXT, frameOf } from '../edits/records';

const name = `test-${crypto.randomUUID()}`;
let db: QuaymarkDb;
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  db = new QuaymarkDb(name);
});
afterEach(() => db.delete());

/** The command as a tab has it that was opened just now, on the same database. */
async function newTab() {
  vi.resetModules();
  const imagery: Partial<Imagery> = {
    statistics: async (_source, choice) => {
      asked.push(String(choice.bands));
      return channelStatistics(choice, [
        [1, 2, 3, 4, 400],
        ...choice.bands.slice(1).map(() => [5]),
      ]);
    },
  };
  const services = { db, imagery } as unknown as Services;
  const { setProvisionalSource } = await import('../../../src/commands/frames/frame-imagery');
  const { frameStatistics } = await import('../../../src/commands/display/display-statistics');
  return (frame: Frame, bands: ChannelChoice['bands']) => {
    const file = { kind: 'blob', blob: new Blob(), name: 'x.tif' } as const;
    setProvisionalSource(frame.id, file);
    return frameStatistics(services, frame, { bands, decibel: false });
  };
}

const frame = frameOf('frm_a', 's');

describe('statistics of a frame', () => {
  it('are found once for each choice of bands, also for tabs that are opened later', async () => {
    const first = await newTab();
    const found = await first(frame, [0]);
    expect(found[0]?.max).toBe(400);
    await vi.waitFor(async () => expect(await db.statistics.count()).toBe(1));
    const later = await newTab();
    expect(await later(frame, [0])).toEqual(found);
    expect(asked).toEqual(['0']);
    await later(frame, [1, 0, 0]);
    expect(asked).toEqual(['0', '1,0,0']);
  });

  it('of other bytes are found anew, and of bytes that are not hashed yet never kept', async () => {
    const first = await newTab();
    await first(frame, [0]);
    await vi.waitFor(async () => expect(await db.statistics.count()).toBe(1));
    const { NOT_HASHED } = await import('../../../src/commands/frames/frame-imagery');
    for (const sha256 of [Sha256.parse('b'.repeat(64)), NOT_HASHED]) {
      const other = { ...frame, file: { ...frame.file, sha256 } };
      await (await newTab())(other, [0]);
      await (await newTab())(other, [0]);
    }
    await vi.waitFor(async () => expect(await db.statistics.count()).toBe(2));
    expect(asked).toHaveLength(4);
  });

  it('of two files of one name that are not hashed yet are those of each', async () => {
    const { NOT_HASHED } = await import('../../../src/commands/frames/frame-imagery');
    const find = await newTab();
    for (const id of ['frm_b', 'frm_c']) {
      const other = frameOf(id, 's');
      const file = { ...other.file, name: 'response.tiff', sha256: NOT_HASHED };
      await find({ ...other, file }, [0]);
    }
    expect(asked).toHaveLength(2);
  });

  it('go with the last project that has the file', async () => {
    const content = collectExport(followed().doc, { kind: 'project' });
    const { id } = content.project;
    await createProject(db, id, importedProject(content), CONTEXT);
    const [own] = await db.frames.toArray();
    if (!own) throw new Error('The project has no frames.');
    for (const sha256 of [own.file.sha256, 'f'.repeat(64)]) {
      await db.statistics.put({ key: `1:${sha256}`, sha256, channels: [] });
    }
    await deleteProject(db, id);
    expect(await db.statistics.toArray()).toMatchObject([{ sha256: 'f'.repeat(64) }]);
  });
});
