/** Whatever files the user gives: images become frames, GeoJSON goes to the import dialog. */
import { startImport } from './import';
import { importImages } from './import-frames';
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
    const open =
      services.workspace.getState().current ?? (await newProject(services, nameFor(images)));
    await importImages(services, open.document, images);
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

function nameFor(images: readonly PickedFile[]): string {
  const name = images[0]?.file.name.replace(/\.tiff?$/i, '') ?? '';
  return images.length === 1 && name !== '' ? name : 'Untitled project';
}
