/** A WMTS (OGC 07-057r7) by its description of itself: which layers it has, and their tiles. */
import WMTSCapabilities from 'ol/format/WMTSCapabilities';
import { get } from 'ol/proj';
import WMTS, { optionsFromCapabilities } from 'ol/source/WMTS';
import { UserError } from '../../domain/errors';
import { tileHost } from '../../domain/geo/tile-address';
import {
  type DescribedLayer,
  readDescription,
  type WmtsDescription,
} from '../../domain/geo/wmts-description';

const TIMEOUT_MS = 30_000;

export type WmtsLayer = {
  readonly id: string;
  readonly title: string;
};

export type Wmts = {
  /** Those that can be shown, in the service's order. */
  readonly layers: readonly WmtsLayer[];
  /** Layers that are in no coordinate system that base maps can be shown in. */
  readonly left: number;
  /** Who says to provide it; '' where nobody does. */
  readonly provider: string;
  /**
   * A layer's tiles; whoever takes them disposes of them.
   * @throws UserError where the service has no such layer
   */
  tiles(layer: string): WMTS;
};

/**
 * @param address of the description
 * @throws UserError that names the service and what is wrong
 */
export async function readWmts(address: string): Promise<Wmts> {
  const host = tileHost(address);
  const description = readDescription(parse(await fetchText(address, host), host));
  if (!description) throw new UserError(`The WMTS at ${host} lists no layers.`);
  return service(description, host);
}

async function fetchText(address: string, host: string): Promise<string> {
  const failed = (why: string, cause?: unknown) =>
    new UserError(`The WMTS at ${host} could not be read: ${why}`, { cause });
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return await response.text();
    throw failed(
      `the server answers with HTTP ${response.status}. Check the address, and whether it needs a key or a login.`,
    );
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const late = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw failed(
      late
        ? `it has not answered within ${TIMEOUT_MS / 1000} seconds. Try again later.`
        : 'either the network failed, or that server does not let other web pages read it (CORS). Give the address of its tiles with {z}, {x} and {y} instead.',
      cause,
    );
  }
}

/** The description as the library reads it. */
function parse(text: string, host: string): unknown {
  const root = new DOMParser().parseFromString(text, 'application/xml').documentElement;
  const name = root.localName;
  if (name === 'ExceptionReport' || name === 'ServiceExceptionReport') {
    const said = root.textContent.replace(/\s+/g, ' ').trim().slice(0, 200);
    throw new UserError(`The WMTS at ${host} does not describe itself. It says: “${said}”`);
  }
  if (/^WMS_|^WMT_MS_/.test(name)) {
    throw new UserError(
      `${host} describes a WMS, which draws maps of any size, not a WMTS with its tiles. Look for the provider's WMTS or XYZ address.`,
    );
  }
  if (name !== 'Capabilities') {
    throw new UserError(
      `What ${host} sends is not the description of a WMTS. Check the address: it usually ends in REQUEST=GetCapabilities or in WMTSCapabilities.xml.`,
    );
  }
  return new WMTSCapabilities().read(root);
}

function service(description: WmtsDescription, host: string): Wmts {
  const { layers: all } = description;
  const usable = all.filter((layer) => matrixSetOf(description, layer) !== null);
  if (usable.length === 0) {
    throw new UserError(
      `None of the layers of the WMTS at ${host} can be shown: base maps are read in Web Mercator, in WGS 84 degrees and in WGS 84 UTM zones. Look for another address of this provider.`,
    );
  }
  return {
    layers: usable.map(({ Identifier: id, Title }) => ({ id, title: Title?.trim() || id })),
    left: all.length - usable.length,
    provider: description.provider,
    tiles: (id) => {
      const layer = usable.find((one) => one.Identifier === id);
      const tiles = layer ? tilesOf(description, layer) : null;
      if (tiles) return tiles;
      throw new UserError(
        layer
          ? `The WMTS at ${host} describes its layer “${id}” so that its tiles cannot be found. Choose another layer in the project's settings.`
          : `The WMTS at ${host} has no layer “${id}” any more. Choose another one in the project's settings.`,
      );
    },
  };
}

/** The name of the layer's matrix set that is shown: Web Mercator where there is a choice, as tiles mostly are made for. */
function matrixSetOf({ systems }: WmtsDescription, layer: DescribedLayer): string | null {
  const sets = layer.TileMatrixSetLink.flatMap(({ TileMatrixSet: name }) => {
    const crs = systems.get(name);
    const projection = crs ? get(crs) : null;
    return projection
      ? [{ name, rank: projection.isGlobal() ? Number(projection.getUnits() !== 'm') : 2 }]
      : [];
  });
  return sets.sort((a, b) => a.rank - b.rank)[0]?.name ?? null;
}

function tilesOf(description: WmtsDescription, layer: DescribedLayer): WMTS | null {
  const { whole } = description;
  const matrixSet = matrixSetOf(description, layer);
  // The library asks all templates of a layer in turn, of whatever format.
  const templates = layer.ResourceURL?.filter(({ resourceType }) => resourceType === 'tile');
  const format = templates?.[0]?.format;
  const one = templates
    ? { ...layer, ResourceURL: templates.filter((template) => template.format === format) }
    : layer;
  try {
    const options = optionsFromCapabilities(
      { ...whole, Contents: { ...whole.Contents, Layer: [one] } },
      {
        layer: layer.Identifier,
        matrixSet,
        crossOrigin: 'anonymous',
      },
    );
    return options?.urls?.length ? new WMTS(options) : null;
  } catch (error) {
    // It takes for granted what a description may leave out.
    console.warn('A layer of a WMTS is described incompletely.', error);
    return null;
  }
}
