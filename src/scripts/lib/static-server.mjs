/** A small server of static files for this machine only, with byte ranges for GeoTIFFs. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseRange } from './http-range.mjs';

const FIRST_PORT = 5173;
const PORTS_TO_TRY = 100;
const BOUNDARY = 'quaymark-byte-ranges';

/** @type {Record<string, string>} */
const MIME = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * @typedef {object} ServerOptions
 * @property {string} root the folder to serve
 * @property {number} [port] 0 for any free one; left out: the first free one from 5173 upwards
 * @property {boolean} [cors] whether pages of other origins may read the files
 */

/** @typedef {{path: string, size: number, etag: string, type: string, cache: string}} Found */

/**
 * The file that an URL names, or null when there is none inside the folder. Names that begin with a
 * dot are not served, nor is anything that a link leads to outside.
 * @param {string} root
 * @param {string} url
 * @returns {Promise<Found | null>}
 */
async function locate(root, url) {
  const pathname = decodePath(url);
  if (pathname === null) return null;
  const names = pathname.split('/').filter(Boolean);
  if (names.some((name) => name.startsWith('.') || /[\\:\0]/.test(name))) return null;
  const wanted = join(root, ...names, pathname.endsWith('/') ? 'index.html' : '');
  const info = await stat(wanted).catch(nullIfMissing);
  if (!info?.isFile()) return null;
  const [path, top] = await Promise.all([realpath(wanted), realpath(root)]);
  if (!path.startsWith(top + sep)) return null;
  return {
    path,
    size: info.size,
    etag: `"${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}"`,
    type: MIME[extname(path).toLowerCase()] ?? 'application/octet-stream',
    // The build puts a hash of the content into the names below assets/.
    cache: names[0] === 'assets' ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

/** @param {string} url */
function decodePath(url) {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * @param {unknown} error
 * @returns {null}
 */
function nullIfMissing(error) {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
  throw error;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Found} file
 */
async function send(request, response, file) {
  response.setHeader('ETag', file.etag);
  response.setHeader('Cache-Control', file.cache);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(file.etag)) {
    response.writeHead(304).end();
    return;
  }
  const condition = request.headers['if-range'];
  const ranges =
    condition === undefined || condition === file.etag
      ? parseRange(request.headers.range, file.size)
      : 'whole';
  if (ranges === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${file.size}` }).end();
    return;
  }
  const parts = ranges === 'whole' ? wholeOf(file, response) : partsOf(file, ranges, response);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  for (const part of parts) {
    if (typeof part === 'string') response.write(part);
    // A stream cannot be asked for no bytes at all, as of an empty file.
    else if (part.start <= part.end)
      await pipeline(createReadStream(file.path, part), response, { end: false });
  }
  response.end();
}

/** @typedef {string | import('./http-range.mjs').ByteRange} Part text, or bytes of the file */

/**
 * @param {Found} file
 * @param {import('node:http').ServerResponse} response
 * @returns {Part[]}
 */
function wholeOf(file, response) {
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.size });
  return [{ start: 0, end: file.size - 1 }];
}

/**
 * @param {Found} file
 * @param {import('./http-range.mjs').ByteRange[]} ranges
 * @param {import('node:http').ServerResponse} response
 * @returns {Part[]}
 */
function partsOf(file, ranges, response) {
  const label = (/** @type {import('./http-range.mjs').ByteRange} */ { start, end }) =>
    `bytes ${start}-${end}/${file.size}`;
  const [only] = ranges;
  if (only && ranges.length === 1) {
    response.writeHead(206, {
      'Content-Type': file.type,
      'Content-Length': only.end - only.start + 1,
      'Content-Range': label(only),
    });
    return [only];
  }
  response.writeHead(206, { 'Content-Type': `multipart/byteranges; boundary=${BOUNDARY}` });
  const head = (/** @type {import('./http-range.mjs').ByteRange} */ range) =>
    `--${BOUNDARY}\r\nContent-Type: ${file.type}\r\nContent-Range: ${label(range)}\r\n\r\n`;
  return [...ranges.flatMap((range) => [head(range), range, '\r\n']), `--${BOUNDARY}--\r\n`];
}

/**
 * @param {ServerOptions} options
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer({ root, cors }, request, response) {
  if (cors) {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Range, If-Range, If-None-Match');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Content-Length, ETag');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const file = await locate(root, request.url ?? '/');
  if (file) {
    await send(request, response, file);
  } else {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('There is no such file here.\n');
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<boolean>} false when the port is taken
 */
function listen(server, port) {
  return new Promise((done, fail) => {
    const onError = (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') done(false);
      else fail(error);
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      done(true);
    });
  });
}

/**
 * Serves a folder on 127.0.0.1.
 * @param {ServerOptions} options
 * @returns {Promise<{url: string, close: () => Promise<void>}>} the address, ending in '/', and how
 * to stop, which also ends connections still open
 * @throws {Error} a sentence for the user, when no port is free
 */
export async function startStaticServer(options) {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error) => {
      // A reader that has gone away in mid-file, as browsers do, is no fault of ours.
      if (error?.code !== 'ERR_STREAM_PREMATURE_CLOSE') {
        console.error(`${request.method} ${request.url}: ${error?.message ?? error}`);
      }
      response.destroy();
    });
  });
  const first = options.port ?? FIRST_PORT;
  const last = options.port === undefined ? first + PORTS_TO_TRY - 1 : first;
  for (let port = first; port <= last; port++) {
    if (!(await listen(server, port))) continue;
    const address = server.address();
    if (address === null || typeof address === 'string') break;
    return {
      url: `http://127.0.0.1:${address.port}/`,
      close: () =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        }),
    };
  }
  throw new Error(
    `No port from ${first} to ${last} is free on 127.0.0.1. Close what listens there and try again.`,
  );
}
