/** Whatever files the user gives: images become frames, GeoJSON goes to the import dialog. */

import { isBesideName } from '../../domain/acquisition/band-files';
import { describesImage, holdsRpc } from '../../domain/acquisition/descriptions';
import { UserError } from '../../domain/errors';
import { untitledName } from '../../store/library';
import { addressSource } from '../frames/address-source';
import { describeFrames, imagesInProject } from '../frames/describe-frames';
import {
  bandChoices,
  gatherFiles,
  type IncomingImage,
  joinImages,
  type Outlined,
  sourceOf,
  tileChoices,
} from '../frames/gather-files';
import { importImages, importSource, type TargetProject } from '../frames/import-frames';
import { openSideFiles } from '../frames/side-files';
import { notify, notifyError, runTask } from '../notify';
import type { PickedFile, Services } from '../types';
import { askJoin } from './ask-join';
import { openOwnFile, startImport } from './import';
import { discardProject, openOrNewProject } from './projects';

const GEOJSON = /\.(geo)?json$|\.quaymark$/i;
const IMAGE = /\.tiff?$/i;
const TEXT = /\.(xml|json|txt|imd)$/i;
/** Files of imagery deliveries that are neither images nor used beside them. */
const OTHERS =
  /\.(xml|txt|imd|rpb|til|md|csv|pdf|docx?|html?|xsl|css|kml|kmz|shp|shx|dbf|sbn|sbx|cpg|qix|ini|db|ds_store|sha256|md5)$/i;
/** Left in folders by the systems that show them; nobody means to give these. */
const LITTER = /^\.|^thumbs\.db$|^desktop\.ini$/i;

/** Begins to read what is about to be given as the only file, where it will be the first picture on screen. */
export function foreseeImage({ session, imagery }: Services, file: File): void {
  if (session.getState().frameId !== null || !IMAGE.test(file.name)) return;
  // Who opens it is told what is wrong with it.
  imagery.expect(sourceOf(file)).catch((error: unknown) => console.debug(error));
}

export async function openFiles(services: Services, files: readonly PickedFile[]): Promise<void> {
  const names = [...files.map(({ file }) => file.name), ...imagesInProject(services)];
  const describes = ({ file }: PickedFile) =>
    TEXT.test(file.name) && names.some((image) => describesImage(image, file.name));
  const others = files.filter((one) => isOther(one.file.name) || describes(one));
  const records = files.filter((one) => GEOJSON.test(one.file.name) && !others.includes(one));
  const { images, lone } = gatherFiles(
    files.filter((one) => !others.includes(one) && !records.includes(one)),
    others,
  );
  const [first, ...more] = records;
  // A Quaymark file brings the frames that the images given with it belong to.
  const dealtWith = first !== undefined && (await openedAsProject(services, first.file));
  if (images.length > 0) {
    const chosen = await joinParts(services, images);
    const names = chosen.map(({ source }) => source.name);
    if (chosen.length > 0) await importImages(services, () => openOrNew(services, names), chosen);
  }
  // After the images: what lies beside one that was given by itself before finds it as a frame.
  const unowned = await openSideFiles(services, lone);
  const apart = others.filter((one) => !belongsTo(one, images));
  const leftOut = await describeFrames(services, apart);
  const read = lone.length - unowned.length + apart.length - leftOut.length;
  const used = images.length + records.length + read;
  if (files.length > 0 && used === 0) {
    notify(
      services.session,
      'warn',
      'None of these files is an image or a GeoJSON file. Choose GeoTIFF files (.tif).',
      [...others, ...unowned].map(({ file }) => file.name),
    );
  } else if (unowned.length > 0) {
    notify(
      services.session,
      'info',
      'Some files belong beside an image that is neither among them nor a frame of this project, and are not used. Open them together with their image, which has the same name.',
      unowned.map(({ file }) => file.name),
    );
  }
  if (used > 0) tellLeftOut(services, leftOut);
  if (first && !dealtWith) await startImport(services, first.file);
  if (more.length > 0) {
    notify(
      services.session,
      'info',
      'One GeoJSON file is imported at a time. Import the others after this one.',
      more.map(({ file }) => file.name),
    );
  }
}

/** Whether a file that is no image is read with one of the images, or known by it. */
function belongsTo({ file }: PickedFile, images: readonly IncomingImage[]): boolean {
  const names = images.map(({ source }) => source.name);
  return names.some((name) => describesImage(name, file.name) || holdsRpc(name, file.name));
}

/** Nothing that was given is passed over in silence. */
function tellLeftOut({ session }: Services, files: readonly PickedFile[]): void {
  const names = files.map(({ file }) => file.name).filter((name) => !LITTER.test(name));
  const [only] = names;
  if (only === undefined) return;
  if (names.length === 1) {
    notify(session, 'info', `“${only}” is no image and says nothing of one: it was left out.`);
    return;
  }
  const text = `${names.length} files are no images and say nothing of one: they were left out.`;
  notify(session, 'info', text, names);
}

/** Says which of the files that were given cannot be read; the others open all the same. */
export function tellUnread(session: Services['session'], names: readonly string[]): void {
  const why = 'Look whether it was moved, is open in another program, or may not be read by you.';
  const [only] = names;
  if (names.length === 1 && only) {
    notify(session, 'warn', `“${only}” could not be read, and was left out. ${why}`);
    return;
  }
  const text = `${names.length} files could not be read, and were left out. Look whether they were moved, are open in another program, or may not be read by you.`;
  notify(session, 'warn', text, names);
}

/** False for a file that is left for after the images; what is wrong with it keeps no image out. */
async function openedAsProject(services: Services, file: File): Promise<boolean> {
  try {
    return await openOwnFile(services, file);
  } catch (error) {
    notifyError(services.session, error);
    return true;
  }
}

function isOther(name: string): boolean {
  return name.startsWith('.') || (OTHERS.test(name) && !isBesideName(name));
}

/** The images, with those that are bands or tiles of one picture joined if the user wants that. */
async function joinParts(
  services: Services,
  images: readonly IncomingImage[],
): Promise<readonly IncomingImage[]> {
  const bands = bandChoices(images);
  const single = images.filter((image) => !bands.some((choice) => choice.images.includes(image)));
  const choices = [...bands, ...tileChoices(await outlines(services, single))];
  if (choices.length === 0) return images;
  const joined = new Set(choices.flatMap((choice) => choice.images));
  const answer = await askJoin(services, { choices, others: images.length - joined.size });
  if (answer === 'cancelled') return [];
  if (answer === 'apart') return images;
  return [...choices.map(joinImages), ...images.filter((image) => !joined.has(image))];
}

/** What files say of themselves; of one that cannot be read nothing: opening it will say why. */
async function outlines(
  services: Services,
  images: readonly IncomingImage[],
): Promise<readonly Outlined[]> {
  if (images.length < 2) return [];
  return runTask(services.session, `Looking at ${images.length} files`, async (task) => {
    const found: Outlined[] = [];
    for (const [i, image] of images.entries()) {
      task.progress(i / images.length);
      if ('parts' in image.source) continue;
      try {
        found.push({ image, outline: await services.imagery.outline(image.source, task.signal) });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }
    return found;
  });
}

/** Opens one image by its address. Rejects with a UserError when that cannot be done. */
export async function openAddress(services: Services, address: string): Promise<void> {
  const source = addressSource(address);
  await importSource(services, () => openOrNew(services, [source.name]), source);
}

/** The open project, or where there is none a new one that is named by a single file. */
async function openOrNew(services: Services, names: readonly string[]): ReturnType<TargetProject> {
  const name = names[0]?.replace(/\.tiff?$/i, '') ?? '';
  const only = names.length === 1 && name !== '';
  const title = () => (only ? name : untitledName(services.db));
  const { document, madeForFiles } = await openOrNewProject(services, title);
  return { document, discard: madeForFiles ? () => discardProject(services, document) : null };
}
