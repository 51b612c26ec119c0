/**
 * A base map by the address at which a WMTS describes itself: its layers are listed, one is chosen, and
 * its tiles lie where they belong, whatever they are laid out in.
 */
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { serve } from './support/address';
import { pressKeys, type ScreenPoint, screenshot, waitSaved } from './support/app';
import { openPlaces, UTM } from './support/desk';
import { colours, type LonLat, type Rgb, screenAt } from './support/ground';
import { noticeText } from './support/notices';
import { test } from './support/test';

/** Where the four colours of the tiles meet: beside the frame. */
const CROSS: LonLat = [130.2935, 42.235];
const QUARTERS: Record<'nw' | 'ne' | 'sw' | 'se', { colour: string; rgb: Rgb }> = {
  nw: { colour: '#800000', rgb: [128, 0, 0] },
  ne: { colour: '#008000', rgb: [0, 128, 0] },
  sw: { colour: '#000080', rgb: [0, 0, 128] },
  se: { colour: '#808000', rgb: [128, 128, 0] },
};
const LEVELS = Array.from({ length: 19 }, (_, z) => z);
/** Pixels of 0.28 mm (OGC 07-057r7, section 6.1); metres of a degree on the equator. */
const PIXEL = 0.00028;
const DEGREE = (6378137 * Math.PI) / 180;
const HALF = 20037508.342789244;

function matrixSet(id: string, crs: string, corner: string, [across, unit]: [number, number]) {
  const levels = LEVELS.map(
    (z) => `<TileMatrix><ows:Identifier>${id}:${z}</ows:Identifier>
<ScaleDenominator>${unit / 256 / 2 ** z / PIXEL}</ScaleDenominator><TopLeftCorner>${corner}</TopLeftCorner>
<TileWidth>256</TileWidth><TileHeight>256</TileHeight>
<MatrixWidth>${across * 2 ** z}</MatrixWidth><MatrixHeight>${2 ** z}</MatrixHeight></TileMatrix>`,
  );
  return `<TileMatrixSet><ows:Identifier>${id}</ows:Identifier><ows:SupportedCRS>${crs}</ows:SupportedCRS>${levels.join('')}</TileMatrixSet>`;
}

function layer(id: string, title: string, sets: readonly string[], more = ''): string {
  const links = sets.map(
    (set) => `<TileMatrixSetLink><TileMatrixSet>${set}</TileMatrixSet></TileMatrixSetLink>`,
  );
  return `<Layer><ows:Title>${title}</ows:Title><ows:Identifier>${id}</ows:Identifier>
<Style isDefault="true"><ows:Identifier>plain</ows:Identifier></Style><Format>image/svg+xml</Format>
${links.join('')}${more}</Layer>`;
}

const SETS = [
  matrixSet('world', 'urn:ogc:def:crs:EPSG:6.18.3:3857', `-${HALF} ${HALF}`, [1, 2 * HALF]),
  matrixSet('degrees', 'urn:ogc:def:crs:EPSG::4326', '90 -180', [2, 180 * DEGREE]),
  matrixSet('national', 'urn:ogc:def:crs:EPSG::5179', '200000 4000000', [1, 2 * HALF]),
];

const capabilities = (operations: string, layers: readonly string[]) => `<?xml version="1.0"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
<ows:ServiceProvider><ows:ProviderName>Office of Maps</ows:ProviderName></ows:ServiceProvider>
${operations}<Contents>${layers.join('')}${SETS.join('')}</Contents></Capabilities>`;

const asking = (
  url: string,
) => `<ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP>
<ows:Get xlink:href="${url}tile?"><ows:Constraint name="GetEncoding"><ows:AllowedValues><ows:Value>KVP</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get>
</ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>`;

/** A tile in four colours that meet at a place, which is so far from its own upper left corner; tiles. */
function quarters(x: number, y: number): string {
  const [left, top] = [Math.round(x * 256), Math.round(y * 256)].map((n) =>
    Math.min(256, Math.max(0, n)),
  );
  const part = ([x, y, width, height]: readonly number[], colour: string) =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}"/>`;
  const [l = 0, t = 0] = [left, top];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" shape-rendering="crispEdges">${[
    part([0, 0, l, t], QUARTERS.nw.colour),
    part([l, 0, 256 - l, t], QUARTERS.ne.colour),
    part([0, t, l, 256 - t], QUARTERS.sw.colour),
    part([l, t, 256 - l, 256 - t], QUARTERS.se.colour),
  ].join('')}</svg>`;
}

type Asked = {
  readonly set: string;
  readonly z: number;
  readonly row: number;
  readonly column: number;
};

function askedTile({ url = '' }: IncomingMessage): Asked | null {
  const { pathname, searchParams: q } = new URL(url, 'http://here');
  const [, set, z, row, column] =
    /^\/chart\/plain\/(\w+)\/\w+:(\d+)\/(\d+)\/(\d+)\.svg$/.exec(decodeURIComponent(pathname)) ??
    [];
  if (set) return { set, z: Number(z), row: Number(row), column: Number(column) };
  if (pathname !== '/tile' || q.get('Request') !== 'GetTile' || q.get('layer') !== 'photo')
    return null;
  const [name = '', level] = (q.get('TileMatrix') ?? '').split(':');
  return {
    set: name,
    z: Number(level),
    row: Number(q.get('TileRow')),
    column: Number(q.get('TileCol')),
  };
}

/** Where the place is from the upper left corner of the world, in parts of the world's height. */
function fromCorner(set: string): readonly [number, number] {
  const [lon, lat] = CROSS;
  if (set === 'degrees') return [(lon + 180) / 180, (90 - lat) / 180];
  const north = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI;
  return [(lon + 180) / 360, (1 - north) / 2];
}

/** Answers with the description at its address, with tiles at those of the two layers. */
const wmts =
  (describe: () => string, tiles: Asked[]): RequestListener =>
  (request, response) => {
    if (/capabilities/i.test(request.url ?? '')) {
      response.end(describe());
      return;
    }
    const tile = askedTile(request);
    if (!tile) {
      response.writeHead(404).end();
      return;
    }
    tiles.push(tile);
    const [x, y] = fromCorner(tile.set);
    response.setHeader('Content-Type', 'image/svg+xml');
    response.end(quarters(x * 2 ** tile.z - tile.column, y * 2 ** tile.z - tile.row));
  };

/** Which colours lie around the place where the four meet, when the map has come to rest. */
async function expectCross(page: Page): Promise<void> {
  const [lon, lat] = CROSS;
  const off = 0.0004;
  const points: ScreenPoint[] = [];
  for (const [east, north] of [
    [-off, off],
    [off, off],
    [-off, -off],
    [off, -off],
  ] as const) {
    points.push(await screenAt(page, [lon + east, lat + north]));
  }
  const wanted = [QUARTERS.nw.rgb, QUARTERS.ne.rgb, QUARTERS.sw.rgb, QUARTERS.se.rgb];
  await expect.poll(() => colours(page, points), { timeout: 15_000 }).toEqual(wanted);
}

async function openSettings(page: Page, address: string): Promise<void> {
  await pressKeys(page, 'Control+,');
  const field = page.getByLabel(/address of its tiles/);
  await field.fill(address);
  await field.press('Enter');
}

async function choose(page: Page, title: string): Promise<void> {
  const list = page.getByRole('combobox', { name: 'Layer' });
  await list.click();
  await page.getByRole('option', { name: title }).click();
}

async function done(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Done' }).click();
  await waitSaved(page);
}

describe('a WMTS as the base map', () => {
  test('lists its layers; the chosen one lies where it belongs, and is there again after a reload', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    const tiles: Asked[] = [];
    let description = '';
    const url = await serve(wmts(() => description, tiles));
    const template = `<ResourceURL format="image/svg+xml" resourceType="tile" template="${url}chart/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.svg"/>`;
    // What is offered in two formats is asked for in one.
    const drawn = template.replace('image/svg+xml', 'image/png').replace('.svg', '.png');
    description = capabilities('', [
      layer('chart', 'Harbour chart', ['degrees', 'world'], template + drawn),
      layer('cadastre', 'Cadastre', ['national'], template),
      layer('second', 'Second chart', ['world'], template),
    ]);
    await openPlaces(page, appUrl, [UTM]);
    await openSettings(page, `${url}1.0.0/WMTSCapabilities.xml`);
    await page.getByText('Choose one of 2. 1 more is in another coordinate system').waitFor();
    await screenshot(page, 'base-wmts-layers');
    await choose(page, 'Harbour chart');
    await expect.poll(() => page.getByLabel(/Attribution/).inputValue()).toBe('Office of Maps');
    await done(page);
    expect(tiles).toEqual([]);

    await pressKeys(page, 'd');
    await page.getByRole('checkbox', { name: 'Base map' }).check();
    await pressKeys(page, 'd');
    await page.getByText('Office of Maps').waitFor();
    for (let i = 0; i < 4; i += 1) await pressKeys(page, '-');
    await page.waitForTimeout(600);
    await expectCross(page);
    // Web Mercator is what tiles are made for; the other set would have been resampled twice.
    expect(new Set(tiles.map(({ set }) => set))).toEqual(new Set(['world']));
    await screenshot(page, 'base-wmts');

    await page.reload();
    await page.getByText('Office of Maps').waitFor();
    await expectCross(page);
  });

  test('in degrees, asked for by parameters, and undone like any edit', {
    timeout: 120_000,
  }, async ({ page, appUrl }) => {
    const tiles: Asked[] = [];
    let description = '';
    const url = await serve(wmts(() => description, tiles));
    description = capabilities(asking(url), [layer('photo', 'Photographs', ['degrees'])]);
    await openPlaces(page, appUrl, [UTM]);
    await openSettings(page, `${url}any?service=WMTS&request=GetCapabilities`);
    // The only one is taken by itself.
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Layer' }).inputValue())
      .toBe('Photographs');
    await done(page);
    await pressKeys(page, 'd');
    await page.getByRole('checkbox', { name: 'Base map' }).check();
    await pressKeys(page, 'd');
    for (let i = 0; i < 4; i += 1) await pressKeys(page, '-');
    await page.waitForTimeout(600);
    await expectCross(page);
    await pressKeys(page, 'Control+z');
    await page.getByText('Office of Maps').waitFor({ state: 'hidden' });
  });

  test('that cannot be read says what is wrong, each in its own sentence', {
    timeout: 120_000,
  }, async ({ page, appUrl, problems }) => {
    problems.expect(/Failed to load resource|blocked by CORS policy/);
    const answers: Record<string, (answer: Parameters<RequestListener>[1]) => void> = {
      '/gone/WMTSCapabilities.xml': (answer) => answer.writeHead(404).end(),
      '/closed/WMTSCapabilities.xml': (answer) => {
        answer.removeHeader('Access-Control-Allow-Origin');
        answer.end(capabilities('', [layer('chart', 'Chart', ['world'])]));
      },
      '/page/WMTSCapabilities.xml': (answer) => answer.end('<!doctype html><p>Welcome<br></p>'),
      '/wms/WMTSCapabilities.xml': (answer) => answer.end('<WMS_Capabilities version="1.3.0"/>'),
      '/said/WMTSCapabilities.xml': (answer) =>
        answer.end(
          '<ExceptionReport><ExceptionText>The key has expired.</ExceptionText></ExceptionReport>',
        ),
      '/none/WMTSCapabilities.xml': (answer) => answer.end(capabilities('', [])),
      '/far/WMTSCapabilities.xml': (answer) =>
        answer.end(capabilities('', [layer('cadastre', 'Cadastre', ['national'])])),
      '/poor/WMTSCapabilities.xml': (answer) =>
        answer.end(capabilities('', [layer('chart', 'Chart', ['world'])])),
    };
    const url = await serve(
      (request, answer) => answers[request.url ?? '']?.(answer) ?? answer.end(),
    );
    await openPlaces(page, appUrl, [UTM]);
    await pressKeys(page, 'Control+,');
    const field = page.getByLabel(/address of its tiles/);
    for (const [folder, sentence] of [
      ['gone', 'the server answers with HTTP 404'],
      ['closed', 'does not let other web pages read it (CORS)'],
      ['page', 'is not the description of a WMTS'],
      ['wms', 'describes a WMS'],
      ['said', 'It says: “The key has expired.”'],
      ['none', 'lists no layers'],
      ['far', 'None of the layers'],
    ] as const) {
      await field.fill(`${url}${folder}/WMTSCapabilities.xml`);
      await field.press('Enter');
      await page.getByText(sentence).waitFor();
      expect(await page.getByText(sentence).textContent()).toContain('127.0.0.1');
    }
    await done(page);
    await pressKeys(page, 'd');
    await page.getByText('Which layer of the WMTS is the base map').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Base map' }).isDisabled()).toBe(true);

    // Described too poorly to be asked for: told when it is to be shown.
    await openSettings(page, `${url}poor/WMTSCapabilities.xml`);
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Layer' }).inputValue())
      .toBe('Chart');
    await done(page);
    await page.getByRole('checkbox', { name: 'Base map' }).check();
    expect(await noticeText(page)).toContain(
      'describes its layer “chart” so that its tiles cannot be found',
    );
  });
});
