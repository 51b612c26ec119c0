/** Boxes that were copied, kept for this tab. */
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';

export type Clipboard = { readonly boxes: readonly Box[]; readonly frame: Frame };

let content: Clipboard | null = null;

export function setClipboard(next: Clipboard): void {
  content = next;
}

export function clipboard(): Clipboard | null {
  return content;
}
