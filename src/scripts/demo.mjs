/**
 * Makes the demo imagery in public/demo, unless it is there and made from the same sources.
 * Plain Node: bundles src/demo with Vite and runs it on worker threads, a frame on each.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SOURCES = join(ROOT, 'src', 'demo');
const OUT = join(ROOT, 'public', 'demo');
const STAMP = join(OUT, 'stamp.json');
const CACHE = join(ROOT, 'node_modules', '.cache', 'quaymark-demo');
/** Two workers were measured at 650 MB in all; four stay below 2 GB. */
const MOST_WORKERS = 4;

/** @typedef {{index: number} & ReturnType<typeof import('../demo/main').makeFrame>} Made */

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function sourcesHash() {
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith('.ts')).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(join(SOURCES, name)));
  return hash.update(await readFile(fileURLToPath(import.meta.url))).digest('hex');
}

/** @param {string} hash of the sources */
async function isMade(hash) {
  if (!existsSync(STAMP)) return false;
  const stamp = JSON.parse(await readFile(STAMP, 'utf8'));
  return (
    stamp.sources === hash &&
    stamp.files.every((/** @type {string} */ file) => existsSync(join(OUT, file)))
  );
}

async function bundle() {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: join(SOURCES, 'main.ts'),
      outDir: CACHE,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'demo.mjs' } },
    },
  });
  return pathToFileURL(join(CACHE, 'demo.mjs')).href;
}

/**
 * Runs one worker until the queue of frame indices is empty.
 * @param {string} module the generator's address
 * @param {number[]} queue
 * @param {(made: Made) => Promise<void>} done
 */
function runWorker(module, queue, done) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { module } });
    const feed = () => {
      const index = queue.shift();
      if (index === undefined) {
        resolve(worker.terminate());
        return;
      }
      worker.postMessage(index);
    };
    worker.on('error', reject);
    worker.on('message', async (made) => {
      try {
        await done(made);
        feed();
      } catch (error) {
        reject(error);
      }
    });
    feed();
  });
}

/** @param {import('node:worker_threads').MessagePort} port */
async function work(port) {
  const { makeFrame } = await import(workerData.module);
  port.on('message', (index) => {
    const made = makeFrame(index, () => undefined);
    port.postMessage({ index, ...made }, [made.bytes.buffer]);
  });
}

/** @param {string} hash of the sources */
async function makeDemo(hash) {
  const started = Date.now();
  console.log('Demo imagery: building the generator');
  const module = await bundle();
  const { frameFiles, frameEntry, PROJECT } = await import(module);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  /** @type {Made['truth'][]} */
  const truths = [];
  /** @type {object[]} */
  const entries = [];
  const keep = async (/** @type {Made} */ { index, bytes, truth, cover }) => {
    await writeFile(join(OUT, frameFiles[index]), bytes);
    if (cover) await writeFile(join(OUT, 'cover.jpg'), cover);
    truths[index] = truth;
    entries[index] = { ...frameEntry(index), size: bytes.length, sha256: sha256(bytes) };
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(
      `Demo imagery: ${frameFiles[index]}, ${(bytes.length / 1e6).toFixed(1)} MB, after ${seconds} s`,
    );
  };
  // The slowest first, so that no core idles at the end.
  const queue = [1, 3, 5, 0, 2, 4].filter((index) => index < frameFiles.length);
  const workers = Math.min(availableParallelism(), MOST_WORKERS, queue.length);
  await Promise.all(Array.from({ length: workers }, () => runWorker(module, queue, keep)));
  const truth = { version: 1, project: PROJECT.name, synthetic: true, frames: truths };
  await writeFile(join(OUT, 'truth.json'), `${JSON.stringify(truth)}\n`);
  const manifest = {
    version: 1,
    ...PROJECT,
    cover: 'cover.jpg',
    truth: 'truth.json',
    frames: entries,
  };
  await writeFile(join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const files = [...frameFiles, 'cover.jpg', 'truth.json', 'manifest.json'];
  await writeFile(STAMP, `${JSON.stringify({ sources: hash, files })}\n`);
  console.log(`Demo imagery: done in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

if (parentPort) {
  await work(parentPort);
} else {
  const hash = await sourcesHash();
  if (await isMade(hash)) console.log('Demo imagery: already made');
  else await makeDemo(hash);
}
