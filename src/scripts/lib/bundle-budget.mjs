/** What the browser loads first, weighed against the budget. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** JavaScript and CSS of the first load, gzipped. */
export const BUDGET_BYTES = 420_000;
const SINGLE_PACKAGES = ['geotiff', 'lerc', 'ol', 'react', 'proj4'];

/**
 * @typedef {{file: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[], css?: string[], assets?: string[]}} ManifestEntry
 * @typedef {Record<string, ManifestEntry>} Manifest Vite's .vite/manifest.json
 * @typedef {{file: string, bytes: number, counted: boolean}} Weighed bytes: gzipped where counted
 * @typedef {Record<string, string[]>} Packages each bundled package's folder → files it went into
 */

/**
 * Files that load before anything is shown: the entry, its static imports, and their styles. Fonts
 * are in the second list: they load beside, and the text shows without them.
 * @param {Manifest} manifest
 */
export function firstLoad(manifest) {
  /** @type {Set<string>} */
  const code = new Set();
  /** @type {Set<string>} */
  const fonts = new Set();
  const visit = (/** @type {string} */ key) => {
    const entry = manifest[key];
    if (!entry || code.has(entry.file)) return;
    code.add(entry.file);
    for (const css of entry.css ?? []) code.add(css);
    for (const asset of entry.assets ?? []) if (asset.endsWith('.woff2')) fonts.add(asset);
    for (const next of entry.imports ?? []) visit(next);
  };
  for (const [key, entry] of Object.entries(manifest)) if (entry.isEntry) visit(key);
  return { code: [...code], fonts: [...fonts] };
}

/**
 * Sentences about packages that are in the build in more than one version.
 * @param {Packages} packages
 * @returns {string[]}
 */
export function doubledPackages(packages) {
  const folders = Object.keys(packages);
  return SINGLE_PACKAGES.flatMap((name) => {
    const copies = folders.filter((folder) => folder.endsWith(`node_modules/${name}`));
    if (copies.length < 2) return [];
    return [`${name} is in the bundle ${copies.length} times: ${copies.join(', ')}.`];
  });
}

/**
 * Weighs a build.
 * @param {string} dist
 * @returns {Promise<{rows: Weighed[], total: number, faults: string[]}>} the first load's files,
 * their gzipped sum in bytes, and what is wrong
 */
export async function weighBundle(dist) {
  const read = async (/** @type {string} */ file) =>
    JSON.parse(await readFile(join(dist, '.vite', file), 'utf8'));
  const { code, fonts } = firstLoad(await read('manifest.json'));
  /** @type {Weighed[]} */
  const rows = [];
  for (const file of code) {
    rows.push({ file, bytes: gzipSync(await readFile(join(dist, file))).length, counted: true });
  }
  rows.sort((a, b) => b.bytes - a.bytes);
  const total = rows.reduce((sum, row) => sum + row.bytes, 0);
  for (const file of fonts) {
    rows.push({ file, bytes: (await readFile(join(dist, file))).length, counted: false });
  }
  const faults = doubledPackages(await read('packages.json'));
  if (code.length === 0) faults.push('The manifest names no entry: nothing was weighed.');
  if (total > BUDGET_BYTES) {
    faults.push(`The first load is ${kilobytes(total)}, above ${kilobytes(BUDGET_BYTES)}.`);
  }
  return { rows, total, faults };
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * The table as text.
 * @param {{rows: Weighed[], total: number, faults: string[]}} weighed
 */
export function bundleReport({ rows, total, faults }) {
  const line = (/** @type {string} */ amount, /** @type {string} */ what) =>
    `${amount.padStart(12)}  ${what}`;
  return [
    ...rows.map(({ file, bytes, counted }) =>
      line(kilobytes(bytes), counted ? file : `${file} (font, not counted)`),
    ),
    line(kilobytes(total), `first load, gzipped; budget ${kilobytes(BUDGET_BYTES)}`),
    ...faults,
    '',
  ].join('\n');
}
