/** Files that lie beside an image which is a frame already: they become part of it in one edit. */
import { besideRole } from '../../domain/acquisition/band-files';
import { addSideFiles } from '../../domain/edits/frame-edits';
import { UserError } from '../../domain/errors';
import { type FilePart, type Frame, isPicture } from '../../domain/model/frame';
import type { BesideFile, ImageSource, Inspection, SingleSource } from '../../raster/types';
import type { DocumentStore } from '../../store/document-store';
import { inTurn, type Turns } from '../in-turn';
import { notify, notifyError, runTask, type TaskHandle } from '../notify';
import { editContext, openDocument } from '../open-document';
import type { PickedFile, Services } from '../types';
import { coverageOf } from './frame-coverage';
import { sourceOf } from './frame-imagery';
import { storeFile } from './store-files';

type SideRole = Exclude<BesideFile['role'], 'description' | 'rpc'>;
type SideFile = { readonly picked: PickedFile; readonly role: SideRole };

const imageNames = ({ file }: Frame): string[] => [
  file.name,
  ...(file.parts ?? []).filter(isPicture).map(({ name }) => name),
];

function roleFor(frame: Frame, { file }: PickedFile): SideRole | null {
  for (const name of imageNames(frame)) {
    const role = besideRole(name, file.name);
    if (role) return role;
  }
  return null;
}

/**
 * Gives files to the frames whose images they lie beside, by their names, and says what came of it.
 * @returns those that belong to no frame of the open project
 */
export async function openSideFiles(
  services: Services,
  files: readonly PickedFile[],
): Promise<readonly PickedFile[]> {
  const document = openDocument(services);
  if (!document) return files;
  const lone: PickedFile[] = [];
  const byFrame = new Map<Frame, SideFile[]>();
  for (const picked of files) {
    const frames = [...document.all('frames')].filter((frame) => roleFor(frame, picked));
    const shown = frames.find(({ id }) => id === services.session.getState().frameId);
    const frame = shown ?? frames[0];
    const role = frame && roleFor(frame, picked);
    if (!frame || !role) lone.push(picked);
    else if (frames.length > 1 && !shown) notify(services.session, 'warn', unclear(picked, frames));
    else byFrame.set(frame, [...(byFrame.get(frame) ?? []), { picked, role }]);
  }
  for (const [frame, side] of byFrame) {
    await inTurn(turns, document, () =>
      runTask(services.session, `Reading ${side.map(nameOf).join(', ')}`, (task) =>
        apply(services, document, frame, side, task),
      ),
    ).catch((error: unknown) => notifyError(services.session, error));
  }
  return lone;
}

/** What was given before is part of the frame by then, and read with what was given after. */
const turns: Turns<DocumentStore> = new WeakMap();

const nameOf = ({ picked }: SideFile) => picked.file.name;

function unclear({ file }: PickedFile, frames: readonly Frame[]): string {
  const titles = frames.map(({ title }) => `"${title}"`).join(', ');
  return `${file.name} may belong to ${frames.length} frames: ${titles}. Show the one that it is for, and give it again.`;
}

async function apply(
  services: Services,
  document: DocumentStore,
  { id }: Frame,
  side: readonly SideFile[],
  task: TaskHandle,
): Promise<void> {
  const frame = document.get('frames', id);
  if (!frame) return;
  if (document.lockedReason) {
    throw new UserError(
      `${side.map(nameOf).join(', ')} cannot be used now. ${document.lockedReason}`,
    );
  }
  const source = withMore(await sourceOf(services, frame), side);
  const inspection = await services.imagery.inspect(source, task.signal);
  const unused = inspection.remarks.filter((remark) =>
    side.some((one) => remark.includes(nameOf(one)) && remark.includes('not used')),
  );
  if (unused.length > 0) throw new UserError(unused.join(' '));
  const parts = await store(services, frame, side, task);
  if (parts === null) {
    notify(
      services.session,
      'info',
      `${side.map(nameOf).join(', ')} is already part of "${frame.title}".`,
    );
    return;
  }
  const footprint = inspection.footprint?.map(([lon, lat]): [number, number] => [lon, lat]) ?? null;
  const coverage = await coverageOf(services, source, task.signal);
  const says = { ...inspection, ...coverage, footprint };
  document.commit(addSideFiles(document, editContext(document), { id, parts, says }));
  const after = document.get('frames', id) ?? frame;
  notify(services.session, 'info', outcome(frame, after, side, inspection));
}

/** The source with more files beside its images; one of a role takes the place of another. */
function withMore(source: ImageSource, side: readonly SideFile[]): ImageSource {
  if ('parts' in source) {
    return { ...source, parts: source.parts.map((part) => besides(part, side)) };
  }
  return besides(source, side);
}

function besides(image: SingleSource, side: readonly SideFile[]): SingleSource {
  const more = side.flatMap(({ picked: { file } }): BesideFile[] => {
    const role = besideRole(image.name, file.name);
    return role ? [{ role, file: { kind: 'blob', blob: file, name: file.name } }] : [];
  });
  const kept = (image.beside ?? []).filter(({ role }) => !more.some((one) => one.role === role));
  return more.length === 0 ? image : { ...image, beside: [...kept, ...more] };
}

/** All parts of the frame with the new ones; null where it has them all. */
async function store(
  services: Services,
  frame: Frame,
  side: readonly SideFile[],
  { signal }: TaskHandle,
): Promise<FilePart[] | null> {
  const added: FilePart[] = [];
  for (const { picked, role } of side) {
    const { file, handle } = picked;
    const source = { kind: 'blob', blob: file, name: file.name } as const;
    const incoming = { source, handle, size: file.size };
    const stored = await storeFile(services, incoming, () => undefined, signal);
    added.push({ name: file.name, ...stored, role });
  }
  const { parts = [] } = frame.file;
  if (added.every((one) => parts.some(({ sha256 }) => sha256 === one.sha256))) return null;
  const replaced = ({ role, name }: FilePart) =>
    added.some(
      (one) => one.role === role && imagesOf(frame, one) === imagesOf(frame, { role, name }),
    );
  return [...parts.filter((part) => isPicture(part) || !replaced(part)), ...added];
}

/** The images of a frame that a file lies beside, as one text. */
function imagesOf(frame: Frame, { name }: Pick<FilePart, 'name' | 'role'>): string {
  return imageNames(frame)
    .filter((image) => besideRole(image, name) !== null)
    .join('\n');
}

const PLACES: readonly SideRole[] = ['world_file', 'metadata', 'projection'];

function outcome(
  before: Frame,
  after: Frame,
  side: readonly SideFile[],
  { georef }: Inspection,
): string {
  const sentences = side.map((one) => {
    const name = nameOf(one);
    if (one.role === 'mask') return `${name} masks "${after.title}" from now on.`;
    if (one.role === 'overviews') {
      const { overviews } = after.raster;
      const levels = overviews === 1 ? 'one coarser level' : `${overviews} coarser levels`;
      return `${name} gives "${after.title}" its overviews: ${levels}.`;
    }
    return `${name} is part of "${after.title}" from now on.`;
  });
  if (side.some(({ role }) => PLACES.includes(role)))
    sentences.push(placeSentence(before, after, georef));
  return sentences.join(' ');
}

function placeSentence(before: Frame, after: Frame, said: Frame['georef']): string {
  if (after.georef?.source === 'analyst') {
    return 'The frame keeps the place that was given to it by hand.';
  }
  const moved = JSON.stringify(before.georef) !== JSON.stringify(after.georef);
  if (moved)
    return `The frame lies where its files say now: ${after.georef?.crsName ?? 'nowhere'}.`;
  if (said) return 'Its place stays: the image itself says where it lies, and that counts.';
  if (after.unplacedTransform) {
    return 'Its coordinates are of a system that is not known: name it in the frame’s dialog (Shift F), or give its .prj file too.';
  }
  return 'It still has no place: a world file (.tfw) says where the pixels lie, a .prj file of which system.';
}
