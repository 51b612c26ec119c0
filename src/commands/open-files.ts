/** Whatever files the user gives: images become frames, GeoJSON goes to the import dialog. */
import { isBesideName } from '../domain/acquisition/band-files';
import type { DocumentStore } from '../store/document-store';
import { askBands } from './ask-bands';
import { bandChoices, gatherFiles, type IncomingImage, stackBands } from './gather-files';
import { startImport } from './import';
import { addressSource, importImages, importSource } from './import-frames';
import { notify } from './notify';
import { newProject } from './projects';
import type { PickedFile, Services } from './types';

const GEOJSON = /\.(geo)?json$|\.quaymark$/i;
/** Files of imagery deliveries that are neither images nor used beside them. */
const OTHERS = /\.(xml|txt|imd|rpb|til|md|csv|pdf|html?|ini|db|ds_store|sha256)$/i;

export async function openFiles(services: Services, files: readonly PickedFile[]): Promise<void> {
  const others = files.filter(({ file }) => isOther(file.name));
  const records = files.filter(({ file }) => GEOJSON.test(file.name));
  const { images, lone } = gatherFiles(
    files.filter((one) => !others.includes(one) && !records.includes(one)),
  );
  if (files.length > 0 && images.length + records.length === 0) {
    notify(
      services.session,
      'warn',
      'None of these files is an image or a GeoJSON file. Choose GeoTIFF files (.tif).',
      [...others, ...lone].map(({ file }) => file.name),
    );
  } else if (lone.length > 0) {
    notify(
      services.session,
      'info',
      'Some files belong beside an image that was not given with them, and are not used. Open them together with their image, which has the same name.',
      lone.map(({ file }) => file.name),
    );
  }
  if (images.length > 0) {
    const chosen = await joinBands(services, images);
    const names = chosen.map(({ source }) => source.name);
    if (chosen.length > 0) await importImages(services, () => openOrNew(services, names), chosen);
  }
  const [first, ...more] = records;
  if (first) await startImport(services, first.file);
  if (more.length > 0) {
    notify(
      services.session,
      'info',
      'One GeoJSON file is imported at a time. Import the others after this one.',
      more.map(({ file }) => file.name),
    );
  }
}

function isOther(name: string): boolean {
  return name.startsWith('.') || (OTHERS.test(name) && !isBesideName(name));
}

/** The images, with those that are bands of one picture joined if the user wants that. */
async function joinBands(
  services: Services,
  images: readonly IncomingImage[],
): Promise<readonly IncomingImage[]> {
  const choices = bandChoices(images);
  if (choices.length === 0) return images;
  const answer = await askBands(services, choices);
  if (answer === 'cancelled') return [];
  if (answer === 'apart') return images;
  const joined = new Set(choices.flatMap((choice) => choice.images));
  return [...choices.map(stackBands), ...images.filter((image) => !joined.has(image))];
}

/** Opens one image by its address. Rejects with a UserError when that cannot be done. */
export async function openAddress(services: Services, address: string): Promise<void> {
  const source = addressSource(address);
  await importSource(services, () => openOrNew(services, [source.name]), source);
}

/** The open project, or where there is none a new one that is named by a single file. */
async function openOrNew(services: Services, names: readonly string[]): Promise<DocumentStore> {
  const { current } = services.workspace.getState();
  if (current) return current.document;
  const name = names[0]?.replace(/\.tiff?$/i, '') ?? '';
  const only = names.length === 1 && name !== '';
  return (await newProject(services, only ? name : 'Untitled project')).document;
}
