/** A provider's text that is given with an image tells of it. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openFiles } from '../../../src/commands/project/open-files';
import { changed } from '../../../src/domain/edits/edit-parts';
import { inspectPicture } from '../../../src/raster/inspect/inspect';
import { makeCaches, openPicture } from '../../../src/raster/pictures/picture';
import { openSource } from '../../../src/raster/remote/sources';
import type { ImageSource, Inspection } from '../../../src/raster/types';
import { writeTiff } from '../raster/support';
import { openWithFrame, testServices } from './support';

const STEM = 'LC08_L1TP_114031_20231012_20231018_02_T1';
/** As the USGS writes it, cut to some lines. */
const MTL = `GROUP = LANDSAT_METADATA_FILE
  GROUP = IMAGE_ATTRIBUTES
    SPACECRAFT_ID = "LANDSAT_8"
    DATE_ACQUIRED = 2023-10-12
    SCENE_CENTER_TIME = "01:47:09.1234560Z"
    SUN_AZIMUTH = 158.40917433
    SUN_ELEVATION = 38.61425561
  END_GROUP = IMAGE_ATTRIBUTES
END_GROUP = LANDSAT_METADATA_FILE
END
`;

const picked = (part: BlobPart, name: string) => ({ file: new File([part], name), handle: null });

/** A project with a frame, and what is found in images that are opened from then on. */
async function openLooking() {
  const looked: Inspection[] = [];
  const inspect = async (source: ImageSource) => {
    if (!('blob' in source)) throw new Error('There is one file.');
    const picture = await openPicture(await openSource(source), makeCaches(), source.beside);
    const inspection = await inspectPicture(picture);
    looked.push(inspection);
    return inspection;
  };
  const services = testServices({ inspect });
  const { frame } = await openWithFrame(services);
  services.session.setState({ frameId: frame.id });
  return { services, looked };
}

test.each(['txt', 'json'])('of the time and the sun, written in %s', async (form) => {
  const { services, looked } = await openLooking();
  const image = writeTiff({ width: 8, height: 8, data: new Uint8Array(64).fill(80) });
  const members = [...MTL.matchAll(/(\w+) = "?([^"\n]+)"?/g)].map(([, k, v]) => `"${k}": "${v}"`);
  const text = form === 'txt' ? MTL : `{${members.join(', ')}}`;
  await openFiles(services, [picked(text, `${STEM}_MTL.${form}`), picked(image, `${STEM}_B5.TIF`)]);
  expect(looked[0]).toMatchObject({
    sun: { azimuthDeg: 158.40917433, elevationDeg: 38.61425561 },
    acquired: { value: '2023-10-12T01:47:09.123456Z', precision: 'instant' },
  });
  // It is not taken for records to import either.
  const said = services.session.getState().notices.map(({ text: one }) => one);
  expect(said.join()).not.toContain('GeoJSON');
  expect(services.session.getState().dialog).toBeNull();
});

test('rational polynomials beside it are recognised, and what says nothing of it is named', async () => {
  const { services, looked } = await openLooking();
  const image = writeTiff({ width: 8, height: 8, data: new Uint8Array(64).fill(80) });
  await openFiles(services, [
    picked(image, 'scene.tif'),
    picked('satId = "QB02";', 'scene.RPB'),
    picked('%PDF-1.7', 'report.pdf'),
    picked('<kml/>', 'outline.kml'),
    picked('', 'Thumbs.db'),
  ]);
  expect(looked[0]?.remarks.join(' ')).toMatch(/RPC\) only, which are recognised and not used/);
  const notices = services.session.getState().notices;
  const leftOut = notices.find(({ text }) => text.includes('left out'));
  expect(leftOut?.text).toBe('2 files are no images and say nothing of one: they were left out.');
  expect(leftOut?.details).toEqual(['report.pdf', 'outline.kml']);
});

test.each(['file_name', 'analyst'] as const)(
  'given after it is read too, in one edit: of a time by %s',
  async (source) => {
    const image = writeTiff({ width: 8, height: 8, data: new Uint8Array(64).fill(80) });
    const services = testServices({
      kept: async () => new File([image], 'sample.tif'),
      inspect: async (given: ImageSource) => {
        if (!('blob' in given)) throw new Error('There is one file.');
        return inspectPicture(
          await openPicture(await openSource(given), makeCaches(), given.beside),
        );
      },
    });
    const { document, frame } = await openWithFrame(services);
    const day = { value: '2023-10-11', precision: 'day', source, detail: '' } as const;
    const dated = { ...frame, acquired: day };
    document.commit({ label: 'Date', patches: [changed('frames', frame, dated)] });
    const text =
      'BEGIN_GROUP = IMAGE_1\n\tfirstLineTime = 2023-10-12T01:47:09.500000Z;\n\tmeanSunAz = 158.4;\n\tmeanSunEl = 38.6;\nEND_GROUP = IMAGE_1\n';
    await openFiles(services, [picked(text, 'sample.IMD')]);
    const after = document.get('frames', frame.id);
    expect(after?.sun).toMatchObject({ azimuthDeg: 158.4, elevationDeg: 38.6 });
    const time = source === 'analyst' ? '2023-10-11' : '2023-10-12T01:47:09.5Z';
    expect(after?.acquired?.value).toBe(time);
    const said = services.session.getState().notices.map(({ text: one }) => one);
    expect(said).toEqual([`What sample.IMD says is known of "${frame.title}" now.`]);
    await document.undo();
    expect(document.get('frames', frame.id)).toEqual(dated);
  },
);
