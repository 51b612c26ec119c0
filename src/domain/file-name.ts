/** What files for the user are called. */

/** Characters besides the extension; some systems take 255 bytes, and a letter may need four. */
const MOST = 60;

/** 'najin-autumn-2023-frame.geojson': letters and digits of any script, hyphens between, cut to a length. */
export function fileName(text: string, extension: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const cut = [...words.replace(/^-/, '')].slice(0, MOST).join('').replace(/-$/, '');
  return `${cut || 'quaymark'}.${extension}`;
}
