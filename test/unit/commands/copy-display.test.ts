/** A display that is copied to frames of other kinds: what they have bands for, in their own values. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { copyDisplay } from '../../../src/commands/display/display';
import { setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import { addFrame, siteFor, updateFrame } from '../../../src/domain/edits/frame-edits';
import { channelStatistics } from '../../../src/domain/imaging/statistics';
import type { Frame } from '../../../src/domain/model/frame';
import { FrameId, newId } from '../../../src/domain/model/ids';
import type { ChannelChoice } from '../../../src/domain/model/stretch';
import { sampleFrame } from '../store/sample-frame';
import { CONTEXT, openWithFrame, testServices } from './support';

/** Two more frames of the site: of four bands in another order, and of one. Band n of all holds 100 n + 0 … 100. */
async function threeKinds() {
  const services = testServices({
    statistics: async (_source, choice: ChannelChoice) =>
      channelStatistics(
        choice,
        choice.bands.map((band) => Array.from({ length: 101 }, (_, i) => 100 * band + i)),
      ),
  });
  const { document, frame } = await openWithFrame(services);
  const add = (title: string, bandNames: readonly string[]): Frame => {
    const place = siteFor(document, null);
    const ids = { id: newId(FrameId, 'frm'), projectId: document.projectId, siteId: frame.siteId };
    const sample = sampleFrame(ids);
    const nodata = bandNames.map(() => null);
    const raster = {
      ...sample.raster,
      ...{
        bands: bandNames.length,
        bandNames: [...bandNames],
        nodata,
        sampleType: 'uint16' as const,
      },
    };
    const stretch = { ...sample.stretch, bands: [0] as [number], lo: [0], hi: [9] };
    const made = { ...sample, title, sensor: title, raster, stretch };
    document.commit(addFrame(document, CONTEXT, { frame: made, ...place, isNew: false }));
    return made;
  };
  const four = add('four', ['blue', 'green', 'red', 'nir']);
  const pan = add('pan', ['pan']);
  for (const { id } of [frame, four, pan]) {
    setProvisionalSource(id, { kind: 'blob', blob: new Blob(), name: id });
  }
  const stretchOf = ({ id }: Frame) => document.get('frames', id)?.stretch;
  return { services, document, frame, four, pan, stretchOf };
}

it('takes the same colours by their own bands, between the same parts of their own values', async () => {
  const { services, document, frame, four, pan, stretchOf } = await threeKinds();
  const stretch = {
    ...frame.stretch,
    ...{ method: 'percentile' as const, parameter: 10, gamma: 1.6, saturation: 0.5 },
  };
  document.commit(
    updateFrame(document, CONTEXT, { id: frame.id, changes: { stretch }, verb: 'Change' }),
  );
  await copyDisplay(services, frame, 'site');
  // Red is its third band: a tenth of its values is below 210, and as much above 290.
  expect(stretchOf(four)).toMatchObject({
    ...{ bands: [2, 1, 0], method: 'percentile', parameter: 10, gamma: 1.6, saturation: 0.5 },
    ...{ lo: [210, 110, 10], hi: [290, 190, 90] },
  });
  // One band makes no colours: it stays as it is, and that is said.
  expect(stretchOf(pan)).toEqual(pan.stretch);
  expect(services.session.getState().notices.at(-1)?.text).toBe(
    '1 of 2 frames have no such bands and stay as they are.',
  );
  expect(document.undoLabel).toMatch(/display/i);
});
