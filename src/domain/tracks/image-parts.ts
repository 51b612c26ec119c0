import type { Frame } from '../model/frame';

/**
 * 'B02.tif 3e1e…; B03.tif d210…': the files that a frame is made of, each with the SHA-256 that a reader of the
 * table can check; '' where the frame is one file, whose own hash stands beside.
 */
export function imageParts({ file }: Pick<Frame, 'file'>): string {
  return (file.parts ?? []).map(({ name, sha256 }) => `${name} ${sha256}`).join('; ');
}
