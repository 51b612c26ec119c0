/** Pictures by their address: read in parts, again after a reload, and what is said when it fails. */
import { readFile } from 'node:fs/promises';
import { expect, inject } from 'vitest';
import { refusal, serve, typeAddress } from './support/address';
import { openApp, pressKeys, screenshot, waitStored } from './support/app';
import { SEPTEMBER } from './support/demo';
import { notices, noticeText } from './support/notices';
import { openSmall, SMALL, samplesShown, smallFrame } from './support/small-project';
import { readStored } from './support/stored';
import { test } from './support/test';

test('an address typed on the start screen makes a project, and works again after a reload', async ({
  page,
  appUrl,
}) => {
  const url = `${inject('openOriginUrl')}demo/${SEPTEMBER}`;
  const ranges: string[] = [];
  page.on('request', (request) => {
    if (request.url() === url) ranges.push(request.headers().range ?? 'whole');
  });
  await openApp(page, appUrl);
  await typeAddress(page, url);
  await page.getByRole('option', { name: /12 Sep/ }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await waitStored(page);
  await samplesShown(page);
  const [frame] = (await readStored(page)).frames;
  expect(frame?.file).toMatchObject({ kept: 'url', url, name: SEPTEMBER });
  ranges.length = 0;
  await page.reload();
  await page.getByRole('option', { name: /12 Sep/ }).waitFor();
  await samplesShown(page);
  // After the first time, nothing needs the whole file: only the parts in view are asked for.
  expect(ranges.length).toBeGreaterThan(0);
  expect(ranges.filter((range) => !range.startsWith('bytes='))).toEqual([]);
});

test('addresses that cannot be read: the dialog says why and stays, and nothing changes', async ({
  page,
  appUrl,
  problems,
}) => {
  // The browser itself writes every refused request to the console.
  problems.expect(/Failed to load resource|blocked by CORS policy/);
  await openSmall(page, appUrl);
  const before = await readStored(page);
  const web = await serve((_, response) => {
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Log in</title>');
  });
  const cases: readonly (readonly [string, RegExp])[] = [
    ['scene.tif', /is no web address\. It should begin with https/],
    ['ftp://example.org/scene.tif', /Addresses that begin with ftp: cannot be read\. Use https/],
    [
      `${inject('closedOriginUrl')}demo/${SEPTEMBER}`,
      /“najin-september\.tif” could not be fetched.*does not allow other web pages to read its files \(CORS\)\. Download the file and open it from disk/,
    ],
    [
      `${inject('openOriginUrl')}demo/no-such%20scene.tif`,
      /“no-such scene\.tif” could not be fetched.*there is no such file \(HTTP 404\)\. Check the address/,
    ],
    [`${web}scene.tif`, /“scene\.tif” is a web page, not a TIFF\..*get the file itself/],
    [`${inject('openOriginUrl')}demo/cover.jpg`, /“cover\.jpg” is a JPEG picture, not a TIFF/],
  ];
  for (const [address, sentence] of cases) {
    await typeAddress(page, address);
    expect(await refusal(page)).toMatch(sentence);
    if (address.includes('no-such')) await screenshot(page, 'address-refused');
    await pressKeys(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  expect(await readStored(page)).toEqual(before);
  expect(await notices(page).count()).toBe(0);
});

test('an address typed while another site is shown leads there at once, also to what is here already', async ({
  page,
  appUrl,
}) => {
  await openSmall(page, appUrl);
  const before = await readStored(page);
  await typeAddress(page, `${inject('openOriginUrl')}demo/${SEPTEMBER}`);
  const september = page.getByRole('option', { name: /12 Sep/ });
  await september.waitFor();
  expect(await september.getAttribute('aria-selected')).toBe('true');
  await waitStored(page);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await notices(page).count()).toBe(0);
  await samplesShown(page);
  const first = before.frames[0]?.file as { readonly name: string };
  const bytes = await readFile(SMALL);
  const url = await serve((_, response) => {
    response.setHeader('Content-Type', 'image/tiff').end(bytes);
  });
  await typeAddress(page, `${url}${first.name}`);
  await smallFrame(page).waitFor();
  expect(await noticeText(page)).toMatch(/already here/);
  expect((await readStored(page)).frames).toHaveLength(2);
});

test('a server without range requests: the whole file is fetched, and that is said', async ({
  page,
  appUrl,
}) => {
  const bytes = await readFile(SMALL);
  const url = await serve((_, response) => {
    response.setHeader('Content-Type', 'image/tiff').end(bytes);
  });
  await openApp(page, appUrl);
  await typeAddress(page, `${url}rgb-tiled-deflate.tif`);
  await smallFrame(page).waitFor();
  expect(await noticeText(page)).toMatch(/cannot send parts of files, so the whole file was/);
  await waitStored(page);
  await samplesShown(page);
  await page.reload();
  await smallFrame(page).waitFor();
  await samplesShown(page);
});

test('a server that is gone at the next start: the frame says so and can be re-linked', async ({
  page,
  appUrl,
  problems,
}) => {
  problems.expect(/Failed to load resource/);
  const bytes = await readFile(SMALL);
  let gone = false;
  const url = await serve((_, response) => {
    if (gone) response.writeHead(410).end();
    else response.end(bytes);
  });
  await openApp(page, appUrl);
  await typeAddress(page, `${url}rgb-tiled-deflate.tif`);
  await smallFrame(page).waitFor();
  await waitStored(page);
  gone = true;
  await page.reload();
  await page.getByText(/there is no such file \(HTTP 410\)/).waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Re-link', exact: true }).click(),
  ]);
  await chooser.setFiles(SMALL);
  await page.getByText(/is linked again: same bytes/).waitFor();
  await samplesShown(page);
});
