/** Overviews for files that have none: made in the background once a picture is looked at. */
import { isAbort } from '../../domain/errors';
import { type Frame, filesKey } from '../../domain/model/frame';
import { type FrameRaster, type ImageSource, isLocal } from '../../raster/types';
import { notify, notifyError, runTask, type TaskHandle } from '../notify';
import type { Services } from '../types';

/** Smaller pictures are quick to look at as they are. */
const SMALLEST = 2048;

/**
 * By a picture's hash the files that overviews are wanted of, under work, or were cancelled: asked for once
 * as long as the tab lives and no other file beside the picture makes others of it.
 */
const asked = new WeakMap<Services, Map<string, string>>();
/** One picture at a time. */
const queues = new WeakMap<Services, Promise<void>>();

/** Gives an open picture overviews where it has none; says so where that cannot be done. */
export function provideOverviews(
  services: Services,
  frame: Frame,
  raster: FrameRaster,
  source: ImageSource,
): void {
  const { width, height, overviews } = frame.raster;
  if (!isLocal(source) || Math.max(width, height) <= SMALLEST || overviews > 0) return;
  const known = asked.get(services) ?? new Map<string, string>();
  asked.set(services, known);
  const before = queues.get(services) ?? Promise.resolve();
  const provided = before
    .then(() => provide(services, frame, raster, source, known))
    .catch((error: unknown) => {
      if (!isAbort(error)) notifyError(services.session, error);
    });
  queues.set(services, provided);
}

async function provide(
  services: Services,
  { file }: Frame,
  raster: FrameRaster,
  source: ImageSource,
  known: Map<string, string>,
): Promise<void> {
  const { sha256, name } = file;
  const files = filesKey(file);
  if ((await raster.readOverviews(sha256)) !== 'missing' || known.get(sha256) === files) return;
  known.set(sha256, files);
  const make = (task: TaskHandle) => {
    const progress = (done: number, total: number) => task.progress(done / total);
    return services.imagery.makeOverviews(source, sha256, progress, task.signal);
  };
  const label = `Making overviews of ${name}`;
  const outcome = await runTask(services.session, label, make, { outlives: true });
  if (outcome === 'made') await raster.readOverviews(sha256);
  else if (outcome !== 'unneeded') notify(services.session, 'info', remark(outcome, name));
}

function remark(outcome: 'elsewhere' | 'no room' | 'too large', name: string): string {
  const rough = 'Views of the whole stay rough and slow.';
  if (outcome === 'elsewhere') {
    return `Another tab is making overviews of ${name}. Reload this one when they are done.`;
  }
  if (outcome === 'no room') {
    return `There is no room in the browser to keep overviews of ${name}. ${rough} Make room on the disk, or delete projects that you no longer need, and reload.`;
  }
  return `${name} is stored in pieces too large to make overviews of in the browser. ${rough} Convert it with gdal_translate -of COG.`;
}
