/** Frames that come in at another place than the one on screen are named, so that nobody looks for them. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDocument } from '../../../src/commands/box-access';
import { tellElsewhere } from '../../../src/commands/frames/elsewhere';
import type { Services } from '../../../src/commands/types';
import { addFrame, siteFor } from '../../../src/domain/edits/frame-edits';
import { FrameId, newId } from '../../../src/domain/model/ids';
import type { DocumentStore } from '../../../src/store/document-store';
import { sampleFrame } from '../store/sample-frame';
import { CONTEXT, openEmpty, testServices } from './support';

/** A frame of a hundredth of a degree a side with its south-west corner there; at no place without one. */
function addAt(document: DocumentStore, name: string, corner: readonly [number, number] | null) {
  const [lon, lat] = corner ?? [0, 0];
  const ring = [
    [lon, lat],
    [lon + 0.01, lat],
    [lon + 0.01, lat + 0.01],
    [lon, lat + 0.01],
  ] as [number, number][];
  const footprint = corner ? ring : null;
  const place = siteFor(document, footprint);
  const parts = { projectId: document.projectId, siteId: place.site.id };
  const frame = sampleFrame({ id: newId(FrameId, 'frm'), ...parts });
  const file = { ...frame.file, name };
  document.commit(addFrame(document, CONTEXT, { frame: { ...frame, file, footprint }, ...place }));
  return { id: frame.id, site: place.site };
}

async function project() {
  const services = testServices();
  const document = await openEmpty(services);
  const shown = addAt(document, 'september.tif', [130.29, 42.24]);
  services.session.setState({ frameId: shown.id });
  const beside = addAt(document, 'october.tif', [130.291, 42.241]);
  const away = addAt(document, 'december.tif', [132.34, 42.88]);
  const loose = addAt(document, 'scan.tif', null);
  return { services, shown, beside, away, loose };
}

const noticesOf = ({ session }: Services) => session.getState().notices;

test('a frame of another site is said with the way to it, one of the same site is not', async () => {
  const { services, shown, beside, away } = await project();
  tellElsewhere(services, [shown.id, beside.id, away.id]);
  const [notice, ...others] = noticesOf(services);
  expect(others).toEqual([]);
  expect(notice?.text).toBe(`december.tif is at another place, "${away.site.name}".`);
  notice?.action?.run();
  expect(services.session.getState().frameId).toBe(away.id);
  // Whoever is there need not be told any more.
  expect(noticesOf(services)).toEqual([]);
});

test('of several frames of one other site the sentence tells the number, and the names stand below', async () => {
  const { services, away } = await project();
  const document = openDocument(services);
  if (!document) throw new Error('A project is open.');
  const second = addAt(document, 'january.tif', [132.34, 42.88]);
  tellElsewhere(services, [away.id, second.id]);
  const [notice] = noticesOf(services);
  expect(notice?.text).toBe(
    `2 of the frames just opened are at another place, "${away.site.name}".`,
  );
  expect(notice?.details).toEqual(['december.tif', 'january.tif']);
});

test('several sites are listed, until one of them is shown', async () => {
  const { services, beside, away, loose } = await project();
  tellElsewhere(services, [away.id, loose.id]);
  const [notice] = noticesOf(services);
  expect(notice?.text).toMatch(/^2 of the frames just opened are at other sites/);
  expect(notice?.details).toEqual([`${away.site.name}: december.tif`, 'Without a place: scan.tif']);
  services.session.setState({ frameId: beside.id });
  expect(noticesOf(services)).toHaveLength(1);
  services.session.setState({ frameId: loose.id });
  expect(noticesOf(services)).toEqual([]);
});

test('a picture without a place is said to have none', async () => {
  const { services, loose } = await project();
  tellElsewhere(services, [loose.id]);
  expect(noticesOf(services)[0]?.text).toMatch(
    /^scan\.tif is without a place, and therefore at a site of its own/,
  );
});
