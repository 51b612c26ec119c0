/**
 * Opens made images in the window of a project that nobody has, where nobody sees it, while the user still looks
 * for a file: the browser compiles what reads and shows pictures when it first runs, and graphics drivers their
 * programs, which the first picture would wait for.
 */
import { type ComponentType, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import { closeAllRasters } from '../commands/frames/frame-imagery';
import { frameOf } from '../commands/frames/import-frames';
import { showProvisional } from '../commands/frames/provisional';
import type { Services } from '../commands/types';
import { projectRecords } from '../domain/edits/project-edits';
import { FrameId, newId, ProjectId } from '../domain/model/ids';
import type { FrameRaster, Imagery, ImageSource, RasterTile } from '../raster/types';
import { DocumentStore } from '../store/document-store';
import { createReadout, createSession } from '../store/session';
import { TabLock } from '../store/tab-lock';
import { ServicesProvider } from '../ui/context';
import { rehearsalImages } from './rehearsal-images';

/** Milliseconds that one image is waited for. */
const LONGEST = 2000;

/** Resolves once all is over and taken away: at once when the user gives something to do. */
export async function rehearse(services: Services, Window: ComponentType): Promise<void> {
  const { session, workspace } = services;
  const given = new AbortController();
  const look = () => {
    const busy = workspace.getState().current !== null || session.getState().tasks.length > 0;
    if (busy) given.abort();
  };
  look();
  const stops = [session.subscribe(look), workspace.subscribe(look)];
  try {
    if (!given.signal.aborted) await rehearseUntil(given.signal, services, Window);
  } finally {
    for (const stop of stops) stop();
  }
}

async function rehearseUntil(
  signal: AbortSignal,
  services: Services,
  Window: ComponentType,
): Promise<void> {
  const { apart, document, lock, tiles } = servicesApart(services);
  const place = unseenPlace();
  // Ids of its own: two windows are on the page for a moment.
  const root = createRoot(place, { identifierPrefix: 'rehearsal' });
  try {
    // In pieces that let the page answer in between.
    startTransition(() =>
      root.render(
        <ServicesProvider services={apart}>
          <Window />
        </ServicesProvider>,
      ),
    );
    // Nothing of it is left beside what the user gives, also where a reader is still at an image.
    await Promise.race([rehearseImages(signal, apart, document, place), aborted(signal)]);
  } finally {
    root.unmount();
    place.remove();
    closeAllRasters(apart);
    lock.dispose();
    giveBack(tiles);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function rehearseImages(
  signal: AbortSignal,
  apart: Services,
  document: DocumentStore,
  place: HTMLElement,
): Promise<void> {
  for (const blob of await rehearsalImages()) {
    if (signal.aborted) return;
    await rehearseImage(signal, apart, document, blob, place);
  }
}

async function rehearseImage(
  signal: AbortSignal,
  apart: Services,
  document: DocumentStore,
  blob: Blob,
  place: HTMLElement,
): Promise<void> {
  const source = { kind: 'blob', blob, name: 'rehearsal.tif' } as const;
  const file = { source, size: blob.size, handle: null, role: 'image' } as const;
  await apart.imagery.expect(source);
  const inspection = await apart.imagery.inspect(source);
  if (signal.aborted) return;
  const id = newId(FrameId, 'frm');
  const incoming = { source, files: [file], siteName: null, atOnce: true };
  const draft = frameOf(document, id, inspection, incoming);
  const hide = showProvisional(apart, document, draft, incoming);
  await untilWhole(place, signal);
  hide();
}

/** Waits until a picture in an element has been drawn whole. */
function untilWhole(place: HTMLElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      marks.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const marks = new MutationObserver(() => {
      if (place.querySelector('[data-picture="whole"]')) done();
    });
    marks.observe(place, { subtree: true, attributes: true, attributeFilter: ['data-picture'] });
    const timer = setTimeout(done, LONGEST);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Services of which nothing reaches what the user has, with a project that nothing can be written to. */
function servicesApart(services: Services) {
  const projectId = newId(ProjectId, 'prj');
  const context = { now: new Date().toISOString(), author: '' };
  const records = projectRecords(projectId, context, { name: 'Rehearsal' });
  const document = DocumentStore.unstored(services.db, projectId, records);
  const lock = new TabLock(projectId, {
    onWritable: () => undefined,
    onCommitted: () => undefined,
    beforeRelease: async () => undefined,
  });
  const tiles: RasterTile[] = [];
  const { theme, panels } = services.session.getState();
  // Small pictures are made long after the one on the map, when nothing of this is left.
  const imagery: Imagery = Object.create(services.imagery, {
    thumbnail: { value: () => Promise.reject(new DOMException('Unneeded.', 'AbortError')) },
    open: {
      value: async (source: ImageSource) => noting(await services.imagery.open(source), tiles),
    },
  });
  const apart: Services = {
    ...services,
    imagery,
    session: createSession({ theme, panels }),
    readout: createReadout(),
    workspace: createStore(() => ({ current: { document, lock } })),
    map: { current: null },
    panels: { focusFilter: null, focusInspector: null, focusFollowed: null, focusName: null },
  };
  return { apart, document, lock, tiles };
}

/** Notes the tiles that are read. */
function noting(raster: FrameRaster, tiles: RasterTile[]): FrameRaster {
  return {
    ...raster,
    readTile: async (...place) => {
      const tile = await raster.readTile(...place);
      tiles.push(tile);
      return tile;
    },
  };
}

/** Left to the browser, their memory would be had back just when the first picture is drawn or looked at closer. */
function giveBack(tiles: readonly RasterTile[]): void {
  for (const { data } of tiles) {
    // Browsers have it since 2024.
    data.buffer.transfer?.(0);
  }
}

/** As large as the page, so that all is laid out as it will be. */
function unseenPlace(): HTMLElement {
  const place = document.createElement('div');
  place.inert = true;
  place.style.cssText = 'position:fixed;inset:0;visibility:hidden;contain:strict;z-index:-1';
  document.body.append(place);
  return place;
}
