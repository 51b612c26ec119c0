/** Keeps the files of a frame: by the user's own handles where there are such, else by copies. */
import { type FilePart, type FileRef, isPicture } from '../../domain/model/frame';
import { Sha256 } from '../../domain/model/ids';
import { keepHandle } from '../../store/file-handles';
import type { TaskHandle } from '../notify';
import type { Services } from '../types';
import type { IncomingFile } from './gather-files';

/** What of a file's record is known once its bytes have been read. */
export type StoredFiles = Pick<FileRef, 'size' | 'sha256'> & {
  readonly parts?: FileRef['parts'];
};

/** Hashes and keeps all files of a frame, in order. Rejects with a UserError naming a file. */
export async function storeFiles(
  services: Services,
  files: readonly IncomingFile[],
  task: Pick<TaskHandle, 'progress' | 'signal'>,
): Promise<StoredFiles> {
  const parts: FilePart[] = [];
  let image: Pick<FilePart, 'size' | 'sha256'> | null = null;
  let before = 0;
  for (const file of files) {
    const report = (done: number) => task.progress(before + done);
    const stored = await storeFile(services, file, report, task.signal);
    before += file.size;
    if (file.role === 'image') image = stored;
    else parts.push({ name: file.source.name, ...stored, role: file.role });
  }
  const whole = image ?? (await ofPictures(parts));
  return parts.length === 0 ? whole : { ...whole, parts };
}

/** Hashes and keeps one file. */
export async function storeFile(
  services: Services,
  { source, handle, size: known }: Omit<IncomingFile, 'role'>,
  report: (done: number) => void,
  signal: AbortSignal,
): Promise<{ readonly sha256: Sha256; readonly size: number }> {
  let size = known;
  const progress = (done: number, total: number) => {
    size = total;
    report(done);
  };
  const reads = source.kind === 'url' || handle !== null;
  const digest = reads
    ? await services.imagery.hash(source, progress, signal)
    : await services.imagery.keep(source, progress, signal);
  const sha256 = Sha256.parse(digest);
  if (handle) await keepHandle(services.db, sha256, handle, modifiedAt(source));
  return { sha256, size };
}

/** When what was hashed was written; what is no file has no such time, and is hashed when it is next read. */
function modifiedAt(source: IncomingFile['source']): number {
  return source.kind === 'blob' && source.blob instanceof File ? source.blob.lastModified : 0;
}

async function ofPictures(parts: readonly FilePart[]): Promise<Pick<FilePart, 'size' | 'sha256'>> {
  const pictures = parts.filter(isPicture);
  return {
    size: pictures.reduce((sum, { size }) => sum + size, 0),
    sha256: await hashOfFiles(pictures.map(({ sha256 }) => sha256)),
  };
}

/** SHA-256 of the bands' or tiles' hashes as text: 64 hex digits and a line feed for each, in order. */
export async function hashOfFiles(hashes: readonly string[]): Promise<Sha256> {
  const text = new TextEncoder().encode(hashes.map((hash) => `${hash}\n`).join(''));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Sha256.parse([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}
