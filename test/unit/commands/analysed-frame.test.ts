/** Which pixels the analysis works on: those of the frame that was asked for, whatever was opened before. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { analysedFrame } from '../../../src/commands/frames/analysis';
import { NOT_HASHED, setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import type { Frame } from '../../../src/domain/model/frame';
import { FrameId, newId, ProjectId, Sha256, SiteId } from '../../../src/domain/model/ids';
import type { SingleSource } from '../../../src/raster/types';
import { pictureOf } from '../../../src/workers/analysis-pictures';
import { writeTiff } from '../raster/support';
import { sampleFrame } from '../store/sample-frame';
import { testServices } from './support';

const SIZE = { width: 4, height: 4 };
const blobOf = (level: number) =>
  new Blob([writeTiff({ ...SIZE, data: new Uint8Array(16).fill(level) })]);

function frameWith(file: Partial<Frame['file']>, source: SingleSource): Frame {
  const ids = { projectId: newId(ProjectId, 'prj'), siteId: newId(SiteId, 'sit') };
  const sample = sampleFrame({ id: newId(FrameId, 'frm'), ...ids });
  const frame = { ...sample, file: { ...sample.file, ...file } };
  setProvisionalSource(frame.id, source);
  return frame;
}

/** The first sample and alpha of what the analysis reads of a frame. */
async function firstPixel(frame: Frame): Promise<number[]> {
  const { picture } = await analysedFrame(testServices(), frame);
  const { data } = await (await pictureOf(picture)).readTile(0, 0, 0);
  return [...data.slice(0, 2)];
}

describe('the picture that is analysed', () => {
  it('is the frame’s own while the files of several are still being stored', async () => {
    const frames = [20, 90].map((level) =>
      frameWith(
        { sha256: NOT_HASHED },
        { kind: 'blob', blob: blobOf(level), name: `${level}.tif` },
      ),
    );
    const pixels = [];
    for (const frame of frames) pixels.push(await firstPixel(frame));
    expect(pixels).toEqual([
      [20, 255],
      [90, 255],
    ]);
  });

  it('is another one where a mask lies beside the same file', async () => {
    const sha256 = Sha256.parse('c'.repeat(64));
    const blob = blobOf(50);
    const mask = { kind: 'blob', blob: blobOf(0), name: 'x.tif.msk' } as const;
    const part = { name: mask.name, size: 1, sha256: Sha256.parse('d'.repeat(64)) };
    const plain = frameWith({ sha256 }, { kind: 'blob', blob, name: 'x.tif' });
    const masked = frameWith(
      { sha256, parts: [{ role: 'mask', ...part }] },
      { kind: 'blob', blob, name: 'x.tif', beside: [{ role: 'mask', file: mask }] },
    );
    expect(await firstPixel(plain)).toEqual([50, 255]);
    expect(await firstPixel(masked)).toEqual([50, 0]);
  });
});
