/** Frames that come in at another place than the one on screen are named, so that nobody looks for them. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { elsewhereRemarks } from '../../../src/commands/elsewhere';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { FrameId, newId } from '../../../src/domain/model/ids';
import type { DocumentStore } from '../../../src/store/document-store';
import { sampleFrame } from '../store/sample-frame';
import { CONTEXT, openEmpty, testServices } from './support';

/** A frame of a hundredth of a degree a side with its south-west corner there. */
function addAt(document: DocumentStore, name: string, lon: number, lat: number) {
  const footprint = [
    [lon, lat],
    [lon + 0.01, lat],
    [lon + 0.01, lat + 0.01],
    [lon, lat + 0.01],
  ] as [number, number][];
  const place = siteFor(document, footprint);
  const parts = { projectId: document.projectId, siteId: place.site.id };
  const frame = sampleFrame({ id: newId(FrameId, 'frm'), ...parts });
  const file = { ...frame.file, name };
  document.commit(addFrame(document, CONTEXT, { frame: { ...frame, file, footprint }, ...place }));
  return { id: frame.id, site: place.site };
}

test('a frame of another site is said with the name of the site, one of the same site is not', async () => {
  const services = testServices();
  const document = await openEmpty(services);
  const shown = addAt(document, 'september.tif', 130.29, 42.24);
  const beside = addAt(document, 'october.tif', 130.291, 42.241);
  const away = addAt(document, 'december.tif', 132.34, 42.88);
  services.session.setState({ frameId: shown.id });
  expect(elsewhereRemarks(services, [shown.id, beside.id, away.id])).toEqual([
    {
      fileName: 'december.tif',
      sentence: expect.stringMatching(`^Taken at another place.*"${away.site.name}"`),
    },
  ]);
  const place = siteFor(document, null);
  const parts = { projectId: document.projectId, siteId: place.site.id };
  const loose = { ...sampleFrame({ id: newId(FrameId, 'frm'), ...parts }), footprint: null };
  document.commit(addFrame(document, CONTEXT, { frame: loose, ...place }));
  // Nobody knows where it was taken.
  expect(elsewhereRemarks(services, [loose.id])[0]?.sentence).toMatch(
    /^It stands apart .* no place/,
  );
});
