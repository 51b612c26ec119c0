/**
 * The layers of src/ and what each may import, type imports included. A folder that is not in the
 * table of `LAYERS` is an error, so that no code escapes it.
 */

/** @type {Record<string, {may: string[], libraries: string[]}>} */
const LAYERS = {
  domain: {
    may: [],
    libraries: ['zod', 'geographiclib-geodesic', 'mgrs', 'proj4'],
  },
  formats: { may: ['domain'], libraries: ['zod'] },
  raster: {
    may: ['domain'],
    libraries: [
      'geotiff',
      'geotiff-geokeys-to-proj4',
      'hash-wasm',
      'zod',
      'zstddec',
      '@cornerstonejs/codec-openjpeg',
      'jxl-oxide-wasm',
      'lerc',
    ],
  },
  store: { may: ['domain'], libraries: ['dexie', 'zustand', 'zod'] },
  workers: { may: ['domain', 'formats', 'raster'], libraries: ['comlink', 'hash-wasm'] },
  map: { may: ['domain', 'store', 'raster'], libraries: ['ol', 'proj4', 'world-atlas'] },
  commands: {
    may: ['domain', 'store', 'workers/.*client', 'raster/types'],
    libraries: ['zustand', 'tinykeys', 'comlink', 'zod'],
  },
  'ui/kit': {
    may: [],
    libraries: [
      'react',
      'react-dom',
      'radix-ui',
      'lucide-react',
      'react-resizable-panels',
      '@tanstack/[^/]+',
    ],
  },
  ui: {
    may: ['domain', 'store', 'commands', 'map', 'raster/types'],
    libraries: ['react', 'react-dom', 'zustand'],
  },
  app: {
    may: ['domain', 'formats', 'raster', 'store', 'workers', 'map', 'commands', 'ui'],
    libraries: ['.+'],
  },
  demo: { may: ['domain', 'raster'], libraries: ['proj4', 'geographiclib-geodesic', 'zod'] },
};

/** @param {string} name */
const path = (name) => `^src/${name}(/|[.]|$)`;
/** @param {string[]} names */
const packages = (names) => `node_modules/(@types/)?(${names.join('|')})(/|$)`;

/**
 * The rules that a layer imports nothing but itself, the layers below and its libraries.
 * @param {[string, {may: string[], libraries: string[]}]} layer
 */
function layerRules([name, { may, libraries }]) {
  const from = name === 'ui' ? { path: path('ui'), pathNot: path('ui/kit') } : { path: path(name) };
  const allowed = [name, ...may].map(path);
  return [
    {
      name: `${name}-imports-below`,
      comment: `src/${name} may import ${may.join(', ') || 'no other layer'}.`,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: allowed },
    },
    {
      name: `${name}-libraries`,
      comment: `src/${name} may use ${libraries.join(', ')}.`,
      severity: 'error',
      from,
      to: { path: 'node_modules/', pathNot: packages(libraries) },
    },
  ];
}

/**
 * A library that only some layers know.
 * @param {string} library
 * @param {string[]} layers
 */
const only = (library, layers) => ({
  name: `only-${layers.map((layer) => layer.replace('/', '-')).join('-')}-know-${library}`,
  severity: 'error',
  from: { path: '^src/', pathNot: [...layers, 'app'].map(path) },
  to: { path: `node_modules/(@types/)?${library}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment:
        'An address with ?url is the bundler’s way to name a file, which it resolves by itself.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?]url$' },
    },
    {
      name: 'known-layers',
      comment: 'Each folder of src/ is a layer with rules of its own.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: [...Object.keys(LAYERS).map(path), '^src/scripts/'] },
    },
    {
      name: 'not-to-tools',
      comment: 'Scripts and the maker of the demo are no part of the application.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(scripts|demo)/' },
      to: { path: '^src/(scripts|demo)/' },
    },
    {
      name: 'no-node-in-the-browser',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(scripts|demo)/' },
      to: { dependencyTypes: ['core'] },
    },
    only('dexie', ['store']),
    only('ol', ['map']),
    only('geotiff', ['raster']),
    only('react', ['ui']),
    only('radix-ui', ['ui/kit']),
    only('lucide-react', ['ui/kit']),
    only('react-resizable-panels', ['ui/kit']),
    only('@tanstack', ['ui/kit']),
    ...Object.entries(LAYERS).flatMap(layerRules),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'browser'],
    },
  },
};
