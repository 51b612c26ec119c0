/** Whatever files the user gives: images become frames, GeoJSON goes to the import dialog. */
import type { DocumentStore } from '../store/document-store';
import { startImport } from './import';
import { addressSource, importImages, importSource } from './import-frames';
import { notify } from './notify';
import { newProject } from './projects';
import type { PickedFile, Services } from './types';

const GEOJSON = /\.(geo)?json$|\.quaymark$/i;
/** Files that lie beside images and are no images. */
const BESIDE = /\.(xml|tfw|txt|imd|rpb|til|prj|md|csv|pdf|html?|ini|db|ds_store|sha256)$/i;

export async function openFiles(services: Services, files: readonly PickedFile[]): Promise<void> {
  const beside = files.filter(({ file }) => BESIDE.test(file.name) || file.name.startsWith('.'));
  const records = files.filter(({ file }) => GEOJSON.test(file.name));
  const images = files.filter((one) => !beside.includes(one) && !records.includes(one));
  if (files.length > 0 && images.length + records.length === 0) {
    notify(
      services.session,
      'warn',
      'None of these files is an image or a GeoJSON file. Choose GeoTIFF files (.tif).',
      beside.map(({ file }) => file.name),
    );
  }
  if (images.length > 0) {
    const names = images.map(({ file }) => file.name);
    await importImages(services, () => openOrNew(services, names), images);
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
