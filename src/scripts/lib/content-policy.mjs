/**
 * A plugin for Vite that puts a Content Security Policy into the built page: only the program's own scripts
 * run in it, and nothing of theirs is made from text. Pictures, base maps and files may come from any address,
 * since the analyst names them.
 */
import { createHash } from 'node:crypto';

/** A script without an address, as it stands in the page. */
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;
const BEFORE = '<meta charset="utf-8" />';

/** @param {string} html */
function policyFor(html) {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return [
    `default-src 'self'`,
    // Decoders are compiled WebAssembly.
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`.trimEnd(),
    `worker-src 'self'`,
    // Components place themselves by styles of their elements.
    `style-src 'self' 'unsafe-inline'`,
    'img-src * data: blob:',
    'connect-src * data: blob:',
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** @returns {import('vite').Plugin} */
export function contentPolicy() {
  return {
    name: 'quaymark:content-policy',
    // The development server's own scripts would be refused.
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        if (!html.includes(BEFORE)) throw new Error(`index.html has no ${BEFORE}.`);
        const tag = `<meta http-equiv="Content-Security-Policy" content="${policyFor(html)}" />`;
        return html.replace(BEFORE, `${BEFORE}\n    ${tag}`);
      },
    },
  };
}
