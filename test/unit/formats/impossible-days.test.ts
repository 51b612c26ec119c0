/** Days that are none, such as 2023-99-99: refused where they are typed, put aside and listed where they come. */
import { expect, it } from 'vitest';
import { addClaim } from '../../../src/domain/edits/claim-edits';
import { updateFrame } from '../../../src/domain/edits/frame-edits';
import { updateVessel } from '../../../src/domain/edits/vessel-edits';
import { Acquisition, completeFrame, Frame } from '../../../src/domain/model/frame';
import { Claim } from '../../../src/domain/model/vessel';
import { collectExport } from '../../../src/formats/collect';
import { GEOJSON, readGeoJsonText } from '../../../src/formats/geojson';
import { writeBlob } from '../../../src/formats/registry';
import { done, followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';

const STAMP = { appVersion: '0.1.0', exportedAt: '2023-12-03T00:00:00Z' };
const READ = { precision: 'day', source: 'analyst', detail: '' } as const;

it.each(['2023-99-99', '2023-02-30', '2023-10-12T24:00:00Z', '2023-10-12T01:60:00Z', 'October'])(
  'the model knows no day %s',
  (value) => {
    expect(Acquisition.safeParse({ ...READ, value }).success).toBe(false);
    const claim = { id: 'a', field: 'name', value: 'Angara', source: '', note: '' };
    expect(Claim.safeParse({ ...claim, asOf: value }).success).toBe(false);
  },
);

it.each(['2024-02-29', '2023-10-12T23:59:59.250Z'])('the model knows %s', (value) => {
  expect(Acquisition.safeParse({ ...READ, value }).success).toBe(true);
});

it('edits refuse them with a sentence', () => {
  const { doc, angara, a } = followed();
  const claim = { field: 'imo', value: '9179842', asOf: '2023-99-99' } as const;
  expect(() => addClaim(doc, CONTEXT, { vesselId: angara, claim })).toThrow(
    /A date is written as year, month and day/,
  );
  const acquired = { ...READ, value: '2023-99-99' };
  expect(() => updateFrame(doc, CONTEXT, { id: a.id, changes: { acquired } })).toThrow(
    /"2023-99-99" is no date/,
  );
});

it('a file of an earlier version that has them is read whole, and says which', async () => {
  const { doc, angara, a } = followed();
  done(
    doc,
    addClaim(doc, CONTEXT, {
      vesselId: angara,
      claim: { field: 'imo', value: '9179842', asOf: '2022-05-08', note: 'as listed' },
    }),
  );
  const { blob } = await writeBlob(GEOJSON, collectExport(doc, { kind: 'project' }), STAMP);
  const taken = doc.get('frames', a.id)?.acquired?.value ?? '';
  const text = (await blob.text())
    .replaceAll('"asOf":"2022-05-08"', '"asOf":"2022-05-99"')
    .replace(`"value":"${taken}"`, '"value":"2023-99-99T01:47:09Z"');
  const read = readGeoJsonText(text, 'najin.geojson');
  if (read.kind !== 'project') throw new Error('it is a project');
  expect(read.warnings).toEqual([
    expect.stringMatching(/najin\.geojson says that .* was taken at "2023-99-99T01:47:09Z"/),
    expect.stringMatching(/dates "9179842" of Angara "2022-05-99", which is no date/),
  ]);
  expect(read.records.frames.find(({ id }) => id === a.id)?.acquired).toBeNull();
  const claims = read.records.vessels.find(({ id }) => id === angara)?.claims ?? [];
  expect(claims.at(-1)).toMatchObject({
    ...{ value: '9179842', asOf: '' },
    note: 'as listed As of "2022-05-99", which is no date.',
  });
  expect(read.records.boxes).toHaveLength([...doc.all('boxes')].length);
});

it('a file of before vessels were recorded is read too', async () => {
  const { doc, a } = followed();
  const only = { kind: 'frame', frameId: a.id } as const;
  const { blob } = await writeBlob(GEOJSON, collectExport(doc, only), STAMP);
  const { quaymark, ...root } = JSON.parse(await blob.text());
  const { vessels: _v, groups: _g, observations: _o, events: _e, ...first } = quaymark;
  first.frames[0].acquired.value = '2023-99-99';
  for (const { properties } of root.features) properties.vessel_id = null;
  const text = JSON.stringify({ ...root, quaymark: { ...first, format_version: 1 } });
  const read = readGeoJsonText(text, 'old.geojson');
  if (read.kind !== 'project') throw new Error('it is a project');
  expect(read.warnings).toEqual([expect.stringContaining('which is no date')]);
  expect(read.records.frames[0]?.acquired).toBeNull();
});

it('what was stored before stays open to other changes', () => {
  const { doc, angara, a } = followed();
  const vessel = doc.get('vessels', angara);
  const frame = doc.get('frames', a.id);
  if (!vessel || !frame) throw new Error('both are there');
  const old = { id: 'old', field: 'name', value: 'A', source: '', asOf: '2022-05-99', note: '' };
  const claims = [...vessel.claims, old as Claim];
  doc.put('vessels', { ...vessel, claims });
  done(doc, updateVessel(doc, CONTEXT, { id: angara, changes: { notes: 'seen' } }));
  expect(doc.get('vessels', angara)).toMatchObject({ notes: 'seen', claims });
  const acquired = { ...READ, value: '2023-99-99' };
  doc.put('frames', { ...frame, acquired });
  done(doc, updateFrame(doc, CONTEXT, { id: a.id, changes: { title: 'Najin' } }));
  expect(doc.get('frames', a.id)).toMatchObject({ title: 'Najin', acquired });
  const { sun: _, ...older } = Frame.parse(frame);
  expect(completeFrame({ ...older, acquired } as Frame)).toMatchObject({ sun: null, acquired });
});
