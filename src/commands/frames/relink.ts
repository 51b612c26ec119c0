/** Finds the imagery of a frame again after it was moved, or after the browser forgot its leave to read. */
import { updateFrame } from '../../domain/edits/frame-edits';
import { isAbort, UserError } from '../../domain/errors';
import { type Frame, isPicture } from '../../domain/model/frame';
import { editContext, openDocument } from '../box-access';
import { notify, notifyError, runTask, type TaskHandle } from '../notify';
import type { PickedFile, Services } from '../types';
import { askPermission, closeFrameRaster, findFile, type Leave, sourceOf } from './frame-imagery';
import { type RecordedFile, readCancelled } from './same-bytes';
import { storeFile } from './store-files';

/** What pickers offer: images, records, and the files that lie beside images. */
export const IMAGE_FILES =
  '.tif,.tiff,.gtiff,.geojson,.json,.tfw,.tifw,.tiffw,.wld,.prj,.ovr,.msk,.xml';

type Wanted = RecordedFile & { readonly needed: boolean };

/** The image, its bands or its tiles, without which there is no picture, then what lies beside. */
export function wantedFiles({ file }: Frame): Wanted[] {
  const parts = (file.parts ?? []).map((part) => ({
    name: part.name,
    size: part.size,
    sha256: part.sha256,
    needed: isPicture(part) || part.role === 'mask',
  }));
  return file.parts?.some(isPicture)
    ? parts
    : [{ name: file.name, size: file.size, sha256: file.sha256, needed: true }, ...parts];
}

/**
 * Finds a frame's imagery again: by asking leave to read the known files, else by letting the user
 * choose them; only files whose bytes are the same are accepted.
 */
export async function relink(services: Services, frame: Frame): Promise<void> {
  const wanted = wantedFiles(frame);
  if (frame.file.kept === 'handle') {
    const answers = await askAll(services, wanted);
    if (answers.has('granted')) {
      reopen(services, [frame]);
      // A file that was moved cannot be read with any leave; then it has to be chosen.
      if (await isReachable(services, frame)) return;
    }
    // A picker would be refused as well.
    if (answers.has('another_click')) {
      const text = `The browser asks for some of the files of "${frame.title}" only after another click. Choose "Re-link" again.`;
      notify(services.session, 'info', text);
      return;
    }
  }
  const picked = await services.pickFiles({ accept: IMAGE_FILES, multiple: wanted.length > 1 });
  const [first] = picked;
  if (!first) return;
  const label = picked.length === 1 ? first.file.name : `${picked.length} files`;
  const { kept, strange } = await runTask(services.session, `Checking ${label}`, (task) =>
    keepAgain(services, frame, picked, wanted, task),
  );
  linkAgain(services, frame, { kept, url: frame.file.url });
  const text = `The imagery of "${frame.title}" is linked again: same bytes.`;
  const left = strange.map((name) => `${name} is none of its files, and was left out.`);
  notify(services.session, 'info', text, left);
}

/**
 * Lets the user choose the files of several frames at once; each is known by its bytes. What belongs to none of
 * them is left alone, and said.
 */
export async function chooseAgain(services: Services, frames: readonly Frame[]): Promise<void> {
  const picked = await services.pickFiles({ accept: IMAGE_FILES, multiple: true });
  if (picked.length === 0) return;
  const wanted = new Set(frames.flatMap((frame) => wantedFiles(frame).map(({ sha256 }) => sha256)));
  const label = picked.length === 1 ? (picked[0]?.file.name ?? '') : `${picked.length} files`;
  const { stored, strange } = await runTask(services.session, `Checking ${label}`, (task) =>
    keepWanted(services, picked, wanted, task),
  );
  const found: Frame[] = [];
  for (const frame of frames) if (await isReachable(services, frame)) found.push(frame);
  for (const frame of found) {
    noteKept(services, frame, { kept: keptNow(frame, stored), url: frame.file.url });
  }
  reopen(services, found);
  const count = found.length === 1 ? '1 frame is' : `${found.length} frames are`;
  const text =
    found.length === frames.length
      ? `The imagery of ${count} linked again: same bytes.`
      : `${found.length} of ${frames.length} frames are linked again. Each is known by its bytes.`;
  const left = strange.map(({ name }) => `${name} is the file of none of them, and was left out.`);
  notify(services.session, found.length === 0 ? 'bad' : 'info', text, left);
}

/** By handle as long as one of its files is, since leave to read that one has to be asked for. */
function keptNow(frame: Frame, stored: ReadonlyMap<string, 'handle' | 'opfs'>) {
  const { kept } = frame.file;
  const ways = wantedFiles(frame).map(({ sha256 }) => stored.get(sha256) ?? kept);
  return (['handle', 'opfs'] as const).find((way) => ways.includes(way)) ?? kept;
}

/** Keeps those of the chosen files that are wanted, and says how, by hash; strange: the others. */
async function keepWanted(
  services: Services,
  picked: readonly PickedFile[],
  wanted: ReadonlySet<string>,
  { progress, signal }: TaskHandle,
): Promise<{
  readonly stored: ReadonlyMap<string, 'handle' | 'opfs'>;
  readonly strange: readonly { readonly name: string; readonly sha256: string }[];
}> {
  const total = picked.reduce((sum, { file }) => sum + file.size, 0);
  const stored = new Map<string, 'handle' | 'opfs'>();
  const strange: { readonly name: string; readonly sha256: string }[] = [];
  let done = 0;
  for (const { file, handle } of picked) {
    const source = { kind: 'blob', blob: file, name: file.name } as const;
    const report = (read: number) => progress((done + read) / Math.max(1, total));
    const sha256 = await services.imagery.hash(source, report, signal);
    if (wanted.has(sha256)) {
      await storeFile(services, { source, handle, size: file.size }, () => undefined, signal);
      stored.set(sha256, handle ? 'handle' : 'opfs');
    } else strange.push({ name: file.name, sha256 });
    done += file.size;
  }
  return { stored, strange };
}

/** What came of asking for each; browsers may ask once for all. */
async function askAll(services: Services, wanted: readonly Wanted[]): Promise<ReadonlySet<Leave>> {
  const answers = new Set<Leave>();
  for (const { sha256 } of wanted) answers.add(await askPermission(services.db, sha256));
  return answers;
}

/** Whether a frame's bytes can be had now, without asking anybody. */
export async function isReachable(services: Services, frame: Frame): Promise<boolean> {
  try {
    await sourceOf(services, frame);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/**
 * As notifyError, for what came of reading a frame's samples; silent where its imagery is away, since that is
 * said in the place of the picture, with the way out.
 */
export async function notifyUnread(
  services: Services,
  frame: Frame,
  error: unknown,
): Promise<void> {
  if (isAbort(error) || !(await isReachable(services, frame))) return;
  notifyError(services.session, error);
}

/** Keeps those of the chosen files that are the frame's; refuses with a UserError where none is, or one is missing. */
async function keepAgain(
  services: Services,
  frame: Frame,
  picked: readonly PickedFile[],
  wanted: readonly Wanted[],
  task: TaskHandle,
): Promise<{ readonly kept: Frame['file']['kept']; readonly strange: readonly string[] }> {
  const hashes = new Set(wanted.map(({ sha256 }) => sha256));
  const { stored, strange } = await keepWanted(services, picked, hashes, task);
  const [first] = strange;
  if (stored.size === 0 && first) throw otherBytes(frame, first.name, first.sha256, wanted);
  const missing = wanted.filter(({ sha256, needed }) => needed && !stored.has(sha256));
  if (missing.length > 0 && !(await areKept(services, frame, missing))) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new UserError(
      `"${frame.title}" is made of several files, and some are still missing: ${names}. Choose them too.`,
    );
  }
  return { kept: keptNow(frame, stored), strange: strange.map(({ name }) => name) };
}

/** Files that were not chosen may still be where they were. */
async function areKept(
  services: Services,
  frame: Frame,
  left: readonly Wanted[],
): Promise<boolean> {
  for (const file of left) if (!(await isKept(services, frame, file))) return false;
  return true;
}

/** A handle alone does not say so: its file may have been moved. */
async function isKept(services: Services, frame: Frame, file: Wanted): Promise<boolean> {
  try {
    return (await findFile(services, frame, file)) !== null;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function otherBytes(
  frame: Frame,
  name: string,
  sha256: string,
  wanted: readonly Wanted[],
): UserError {
  const [first] = wanted;
  if (wanted.length === 1 && first) {
    return new UserError(
      `${name} is not the file of "${frame.title}": its bytes differ (SHA-256 ${sha256.slice(0, 8)}… instead of ${first.sha256.slice(0, 8)}…). Choose the original ${first.name}.`,
    );
  }
  return new UserError(
    `${name} is not one of the files of "${frame.title}" (SHA-256 ${sha256.slice(0, 8)}…). Choose the originals: ${wanted.map((one) => one.name).join(', ')}.`,
  );
}

/** Takes note of where a frame's files are kept by now, and shows its picture. */
export function linkAgain(
  services: Services,
  frame: Frame,
  found: Pick<Frame['file'], 'kept' | 'url'>,
): void {
  noteKept(services, frame, found);
  reopen(services, [frame]);
}

function noteKept(
  services: Services,
  frame: Frame,
  found: Pick<Frame['file'], 'kept' | 'url'>,
): void {
  const document = openDocument(services);
  // As it is by now: files may have come to lie beside it while the bytes were read.
  const file = document?.get('frames', frame.id)?.file;
  // A tab that only reads shows the picture all the same.
  if (document && !document.lockedReason && file && file.kept !== found.kept) {
    const changes = { file: { ...file, ...found } };
    document.commit(updateFrame(document, editContext(document), { id: frame.id, changes }));
  }
}

/** Makes the map and the strip ask for the pictures again. */
export function reopen(services: Services, frames: readonly Frame[]): void {
  if (frames.length === 0) return;
  readCancelled(services, frames.flatMap(wantedFiles));
  for (const { id } of frames) closeFrameRaster(services, id);
  const { session } = services;
  session.setState(({ linked }) => ({ linked: linked + 1 }));
  const { frameId } = session.getState();
  if (!frames.some(({ id }) => id === frameId)) return;
  // Nobody is taken back to a frame that was left meanwhile.
  session.setState({ frameId: null });
  session.setState({ frameId });
}
