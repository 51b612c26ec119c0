/** The tables that go out say on what picture each thing rests, how that is laid, and who says so. */
import { expect, test } from 'vitest';
import { addClaim } from '../../../src/domain/edits/claim-edits';
import { importBoxes } from '../../../src/domain/edits/import-edits';
import { setExamined } from '../../../src/domain/edits/observation-edits';
import { createVessel, updateVessel } from '../../../src/domain/edits/vessel-edits';
import { EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import { Sha256 } from '../../../src/domain/model/ids';
import { EMPTY_FINGERPRINT } from '../../../src/domain/model/vessel';
import { logRows } from '../../../src/domain/tracks/log-table';
import { occupancy } from '../../../src/domain/tracks/occupancy';
import { occupancyRows } from '../../../src/domain/tracks/occupancy-table';
import { done, followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';

/** The lines of a table by what its first line calls their cells. */
function named([head = [], ...lines]: readonly string[][]) {
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])));
}

function logOf(doc: ReturnType<typeof followed>['doc']) {
  return named(logRows(doc, [...doc.all('vessels')]));
}

test('a line of the log names the picture, how it is laid, who linked the box and how sure', () => {
  const { doc, angara } = followed();
  const [first, third] = logOf(doc).filter(({ vessel_id }) => vessel_id === angara);
  const said = { likelihood: 'likely', rationale: 'L', linked_by: 'A. Analyst' };
  expect(first).toMatchObject({ vessel: 'Angara', ...said, linked_at: CONTEXT.now });
  expect(first).toMatchObject({ image_place: 'file', alignment_method: '', aligned_by: '' });
  expect(third).toMatchObject({
    alignment_method: 'automatic',
    alignment_via: '"December" of 5 Dec 2023',
    alignment_reference: 'Frame frm_1',
    alignment_shift_right_px: '3.25',
    alignment_shift_down_px: '-1.5',
    alignment_stretch: '1',
    alignment_residual_px: '0.12',
    aligned_by: 'A. Analyst',
    aligned_at: CONTEXT.now,
  });
  expect(third?.image_sha256).toMatch(/^[0-9a-f]{64}$/);
  // Ends of a box on pixels of half a metre are told to within the hull's σ, which the screen shows too.
  expect(Number(third?.length_sigma_m)).toBeGreaterThan(0);
});

test('a line of the log says what is claimed of the vessel, by whom, and what the figures tell of it', () => {
  const { doc, angara } = followed();
  const claim = (field: 'imo' | 'mmsi' | 'flag', value: string) =>
    ({ field, value, source: '', asOf: '', note: '' }) as const;
  done(doc, addClaim(doc, CONTEXT, { vesselId: angara, claim: claim('imo', '9179843') }));
  done(doc, addClaim(doc, CONTEXT, { vesselId: angara, claim: claim('mmsi', '273319000') }));
  const flag = { ...claim('flag', 'Cameroon'), source: 'Equasis', note: 'reflagged in May' };
  done(doc, addClaim(doc, CONTEXT, { vesselId: angara, claim: flag }));
  const fingerprint = {
    ...EMPTY_FINGERPRINT,
    superstructure: 'aft',
    superstructureColor: 'white',
    hatches: 4,
    hullColor: 'green',
    deckFeatures: ['round stern'],
  } as const;
  const changes = { fingerprint: { ...fingerprint, deckFeatures: ['round stern'] }, notes: 'N' };
  done(doc, updateVessel(doc, CONTEXT, { id: angara, changes }));
  const [line] = logOf(doc).filter(({ vessel_id }) => vessel_id === angara);
  // 9·7 + 1·6 + 7·5 + 9·4 + 8·3 + 4·2 = 172 ends in 2, the seventh digit.
  expect(line).toMatchObject({
    claimed_name: '',
    claimed_imo:
      '9179842 (register, as of 2023-09-01; Check digit consistent. A claim, not an identity)' +
      ' | 9179843 (no source, no date; Check digit inconsistent: 917984 would end in 2. A claim, not an identity)',
    claimed_call_sign: '',
    sanctions: 'OFAC SDN 31 CFR; no date',
    fingerprint: 'superstructure aft, white; 4 hatches; hull green; round stern',
    vessel_notes: 'N',
  });
  expect(line?.claimed_mmsi).toMatch(
    /^273319000 \(no source, no date; Form of a ship of Russia.*claimed flag is Cameroon\)$/,
  );
  expect(line?.claimed_flag).toMatch(/^Cameroon \(Equasis, no date; .*; reflagged in May\)$/);
  expect(JSON.stringify(line)).not.toMatch(/[^a-z]valid/i);
});

test('a line of the log says who drew the box, what was seen, and how the picture is shown', () => {
  const { doc, boxes, angara } = followed();
  const [line] = logOf(doc).filter(({ vessel_id }) => vessel_id === angara);
  expect(line).toMatchObject({
    class: 'cargo ship',
    box_number: String(boxes.first.number),
    drawn_by: 'A. Analyst',
    drawn_at: CONTEXT.now,
    display: 'True colour 1-2-3, as is, values 0 to 255, 0 to 255, 0 to 255',
  });
});

test.each(['2023-99-99T01:47:09Z', '2023-09-31'])(
  'a sighting of %s, which is no date, is told as one without a time: no figure comes of it',
  (value) => {
    const { doc, c, angara } = followed();
    const precision = value.includes('T') ? 'instant' : 'day';
    const acquired = { value, precision, source: 'analyst', detail: '' } as const;
    doc.put('frames', { ...c, acquired });
    const lines = logOf(doc).filter(({ vessel_id }) => vessel_id === angara);
    expect(lines.map(({ seen_at }) => seen_at)).toEqual(['2023-10-12T01:47:09Z', value]);
    expect(lines[1]).toMatchObject({
      km_from_last: '',
      hours_from_last_least: '',
      knots_least: '',
    });
    expect(JSON.stringify(lines)).not.toContain('NaN');
  },
);

test('the log has a line for a vessel that was never seen', () => {
  const { doc } = followed();
  const { vesselId } = done(doc, createVessel(doc, CONTEXT, { name: 'Unseen' }));
  const lines = logOf(doc).filter(({ vessel_id }) => vessel_id === vesselId);
  expect(lines).toEqual([expect.objectContaining({ vessel: 'Unseen', seen_at: '' })]);
});

test('of a picture that is made of several files, both tables give each with its own hash', () => {
  const { doc, a, angara } = followed();
  const [red, green] = ['1', '2'].map((digit) => Sha256.parse(digit.repeat(64)));
  if (!red || !green) throw new Error('two hashes');
  const part = (name: string, sha256: Sha256) => ({ name, sha256, size: 1, role: 'band' as const });
  const parts = [part('B04.tif', red), part('B03.tif', green)];
  const frame = doc.get('frames', a.id);
  const site = [...doc.all('sites')].find(({ id }) => id === frame?.siteId);
  if (!frame || !site) throw new Error('the frame is there');
  doc.put('frames', { ...frame, file: { ...frame.file, parts } });
  const [line, other] = logOf(doc).filter(({ vessel_id }) => vessel_id === angara);
  expect(line?.image_parts).toBe(`B04.tif ${red}; B03.tif ${green}`);
  expect(other?.image_parts).toBe('');
  const rows = occupancyRows(doc, site);
  const made = rows.find(([head]) => head === 'Files that it is made of') ?? [];
  expect(made).toContain(line?.image_parts);
});

test('the table by date says how each picture is laid', () => {
  const { doc, b } = followed();
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  const rows = occupancyRows(doc, site);
  const line = (name: string) => rows.find(([head]) => head === name) ?? [];
  const column = line('Frame').indexOf(b.title);
  expect(line('Alignment')[column]).toMatch(
    /^Automatic, by way of "December" of 5 Dec 2023, on "Frame frm_1": 3\.25 px right, 1\.50 px up \(.*\), ±0\.12 px, laid by A\. Analyst, \S+Z$/,
  );
  expect(line('Alignment')[line('Frame').indexOf('Frame frm_1')]).toBe('as its file says');
});

test('ships of a class that came from somebody else’s file are counted as ships', () => {
  const { doc, a } = followed();
  const newClasses = [{ name: 'Bulk carrier', directed: true }];
  const geometry = { x: 1500, y: 900, length: 300, width: 40, angle: 0 };
  const containers = { min: 40, best: 40, max: 40 };
  const attributes = { ...EMPTY_ATTRIBUTES, containers };
  const box = { frameId: a.id, className: 'Bulk carrier', geometry, bowKnown: true, attributes };
  done(doc, importBoxes(doc, CONTEXT, { fileName: 'x.geojson', boxes: [box], newClasses }));
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  const { counts } = occupancy(doc, site);
  // What lies on its deck is not on the quay.
  expect(counts.find(({ frame }) => frame.id === a.id)).toMatchObject({
    unlinked: 1,
    containers: null,
  });
});

test('the table by date says who boxed, who says that all was examined, and how the picture is shown', () => {
  const { doc, a } = followed();
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  const cell = (name: string) => {
    const rows = occupancyRows(doc, site);
    const line = (head: string) => rows.find(([first]) => first === head) ?? [];
    return line(name)[line('Frame').indexOf(a.title)];
  };
  expect(cell('Examined whole by')).toBe('not examined whole');
  done(doc, setExamined(doc, CONTEXT, { frameId: a.id, examined: true }));
  expect(cell('Examined whole by')).toBe(`A. Analyst, ${CONTEXT.now}`);
  const unnamed = { ...CONTEXT, author: '' };
  done(doc, setExamined(doc, CONTEXT, { frameId: a.id, examined: false }));
  done(doc, setExamined(doc, unnamed, { frameId: a.id, examined: true }));
  expect(cell('Examined whole by')).toBe(`no name given, ${CONTEXT.now}`);
  expect(cell('Boxed and counted by')).toBe('A. Analyst');
  expect(cell('Date known from')).toBe('gdal_metadata');
  expect(cell('Image file')).toBe('frm_1.tif');
  expect(cell('Display')).toMatch(/^True colour 1-2-3, as is, values 0 to 255/);
});
