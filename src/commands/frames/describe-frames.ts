/** A provider's text that is given after its image, which is a frame by then: what it says becomes known of it. */
import { describesImage } from '../../domain/acquisition/descriptions';
import { describeFrame } from '../../domain/edits/frame-edits';
import { type Frame, isPicture } from '../../domain/model/frame';
import type { ImageSource, SingleSource } from '../../raster/types';
import { notify, notifyError, runTask } from '../notify';
import { editContext, openDocument } from '../open-document';
import type { PickedFile, Services } from '../types';
import { sourceOf } from './frame-imagery';

const namesOf = ({ file }: Frame): string[] => [
  file.name,
  ...(file.parts ?? []).filter(isPicture).map(({ name }) => name),
];

/** Names of the images of the open project. */
export function imagesInProject(services: Services): readonly string[] {
  return [...(openDocument(services)?.all('frames') ?? [])].flatMap(namesOf);
}

/**
 * Reads texts that describe frames of the open project, each as one edit.
 * @returns those that describe none
 */
export async function describeFrames(
  services: Services,
  files: readonly PickedFile[],
): Promise<readonly PickedFile[]> {
  const document = openDocument(services);
  if (!document || document.lockedReason) return files;
  const others: PickedFile[] = [];
  for (const picked of files) {
    const { name } = picked.file;
    const frames = [...document.all('frames')].filter((frame) =>
      namesOf(frame).some((image) => describesImage(image, name)),
    );
    if (frames.length === 0) {
      others.push(picked);
      continue;
    }
    await runTask(services.session, `Reading ${name}`, async ({ signal }) => {
      for (const frame of frames) await describe(services, frame, picked, signal);
    }).catch((error: unknown) => notifyError(services.session, error));
  }
  return others;
}

async function describe(
  services: Services,
  { id }: Frame,
  { file }: PickedFile,
  signal: AbortSignal,
): Promise<void> {
  const document = openDocument(services);
  const frame = document?.get('frames', id);
  if (!document || !frame) return;
  const source = withText(await sourceOf(services, frame), file);
  const says = await services.imagery.inspect(source, signal);
  const edit = describeFrame(document, editContext(document), { id, says });
  if (edit.patches.length > 0) document.commit(edit);
  const outcome =
    edit.patches.length > 0
      ? `What ${file.name} says is known of "${frame.title}" now.`
      : `${file.name} says nothing of "${frame.title}" that is not known.`;
  notify(services.session, 'info', outcome);
}

function withText(source: ImageSource, file: File): ImageSource {
  const besides = (image: SingleSource): SingleSource => {
    if (!describesImage(image.name, file.name)) return image;
    const text = { kind: 'blob', blob: file, name: file.name } as const;
    return { ...image, beside: [...(image.beside ?? []), { role: 'description', file: text }] };
  };
  if ('parts' in source) return { ...source, parts: source.parts.map(besides) };
  return besides(source);
}
