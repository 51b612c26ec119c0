/** How a picture got its place, and how it is laid on another, as flat columns of a table. */
import type { Frame } from '../model/frame';
import { alignmentColumns } from './alignment-columns';

/**
 * Where the coordinates of what is boxed on a frame come from. image_place: 'file', 'world_file', 'gcps' or
 * 'analyst', null without a place.
 * @param reference the frame that it is laid on
 */
export function placeColumns(
  frame: Pick<Frame, 'georef' | 'alignment'>,
  reference: Frame | undefined,
) {
  const { georef } = frame;
  return {
    image_place: georef && (georef.source ?? 'file'),
    ...alignmentColumns(frame, reference),
  };
}
