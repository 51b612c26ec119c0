/** Bands that were to be one frame and cannot be: all of them are left, and that is said. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { importImages } from '../../../src/commands/frames/import-frames';
import { UserError } from '../../../src/domain/errors';
import type { FileSource } from '../../../src/raster/types';
import { openWithFrame, testServices } from './support';

test('one that cannot be read takes the others with it, by name', async () => {
  const services = testServices({
    inspect: async () => {
      throw new UserError('“port_B03.tif” is not a TIFF.');
    },
  });
  const { document, frame } = await openWithFrame(services);
  services.session.setState({ frameId: frame.id });
  const parts = ['port_B02.tif', 'port_B03.tif'].map(
    (name): FileSource => ({ kind: 'blob', blob: new Blob(), name }),
  );
  const target = async () => ({ document, discard: null });
  const said = () => services.session.getState().notices.map(({ text }) => text);
  await importImages(services, target, [
    { source: { kind: 'stack', name: 'port', parts }, files: [] },
  ]);
  expect(said()).toEqual([
    '“port_B03.tif” is not a TIFF. None of the 2 files of "port" was opened.',
  ]);
  const [alone] = parts;
  if (!alone) throw new Error('There is no part.');
  services.session.setState({ notices: [] });
  await importImages(services, target, [{ source: alone, files: [] }]);
  expect(said()).toEqual(['“port_B03.tif” is not a TIFF.']);
});
