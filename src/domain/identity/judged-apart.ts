/** What the analyst has said of two boxes: that they show two hulls, whatever speaks for one. */
import type { Box } from '../model/box';

export function judgedApart(a: Box, b: Box): boolean {
  return Boolean(a.notSame?.includes(b.id) || b.notSame?.includes(a.id));
}
