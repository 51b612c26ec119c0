/** The synthetic project that comes with the program: its pictures alone, or with the work done. */
import { z } from 'zod';
import { UserError } from '../../domain/errors';
import type { DocumentStore } from '../../store/document-store';
import { alignSite } from '../align/align-automatic';
import { framesOfSite } from '../frame-order';
import { importUrls } from '../frames/import-frames';
import { openDocument } from '../open-document';
import type { Services } from '../types';
import { DemoTruth, workDone } from './demo-work';
import { newProject } from './projects';

const BASE = 'demo/';

const DemoManifest = z.object({
  name: z.string(),
  sites: z.array(z.object({ id: z.string(), name: z.string() })),
  frames: z.array(z.object({ file: z.string(), site: z.string(), size: z.number() })),
  truth: z.string(),
});

async function fetched<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(BASE + encodeURIComponent(file));
  if (!response.ok) {
    throw new UserError('The demo is not part of this copy. Run "npm run demo", then reload.');
  }
  try {
    return schema.parse(await response.json());
  } catch (cause) {
    // Servers that answer with a page of theirs for what they do not have come here too.
    throw new UserError(
      `The demo of this copy cannot be used: its file "${file}" is damaged or missing. Run "npm run demo", then reload.`,
      { cause },
    );
  }
}

const manifestOf = () => fetched('manifest.json', DemoManifest);

async function openFrames(
  services: Services,
  manifest: z.infer<typeof DemoManifest>,
  name: string,
): Promise<DocumentStore> {
  const { document } = await newProject(services, name, { synthetic: true });
  const siteNames = new Map(manifest.sites.map((site) => [site.id, site.name]));
  const files = manifest.frames.map(({ file, site, size }) => ({
    url: BASE + encodeURIComponent(file),
    name: file,
    size,
    siteName: siteNames.get(site) ?? null,
  }));
  await importUrls(services, async () => ({ document, discard: null }), files);
  return document;
}

/** Makes a project of the synthetic frames. Rejects with a UserError where this copy has none. */
export async function openDemo(services: Services): Promise<void> {
  const manifest = await manifestOf();
  await openFrames(services, manifest, manifest.name);
}

/**
 * The same with what its truth says drawn in: ships and stacks of containers boxed, the named ships followed, the
 * stacks counted by date, and every frame laid on its site's reference by comparing the pictures.
 */
export async function openWorkedDemo(services: Services): Promise<void> {
  const manifest = await manifestOf();
  const truth = await fetched(manifest.truth, DemoTruth);
  const document = await openFrames(services, manifest, `${manifest.name}, worked out`);
  // Closed meanwhile, or taken over by another tab.
  if (openDocument(services) !== document || document.lockedReason) return;
  workDone(document, truth);
  for (const { id } of document.all('sites')) {
    const [first] = framesOfSite(document, id);
    if (first && openDocument(services) === document) await alignSite(services, first, true);
  }
}
