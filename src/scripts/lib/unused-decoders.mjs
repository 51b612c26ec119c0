/**
 * A plugin for Vite that leaves out of the build what the geotiff package brings and the program never asks it
 * for: its LERC decoder, of 100 kB in every worker, beside the newer one that blocks are decoded with.
 */

const LEFT_OUT = '\0quaymark:no-lerc';

/** @returns {import('vite').Plugin} */
export function unusedDecoders() {
  return {
    name: 'quaymark:unused-decoders',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer = '') {
      const byPackage = /[\\/]node_modules[\\/]geotiff[\\/]/.test(importer);
      return source === './lerc.js' && byPackage ? LEFT_OUT : null;
    },
    load(id) {
      if (id !== LEFT_OUT) return null;
      return `throw new Error('The LERC decoder of the geotiff package is not part of the program.');`;
    },
  };
}
