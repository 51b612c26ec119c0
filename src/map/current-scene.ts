/** What there is to draw, read afresh from the document, the session and the tools. */

import { labelOf } from '../domain/listing/box-label';
import type { ClassId } from '../domain/model/ids';
import { currentMarks } from './current-marks';
import type { FrameMapOptions } from './frame-map-types';
import type { Scene } from './overlay/scene';
import type { TagRect } from './overlay/text-tag';
import type { ShownFrame } from './shown-frame';
import type { ToolDesk } from './tools/tool-desk';

/** For boxes whose class is gone. */
const UNKNOWN_COLOUR = '#b8b8b8';

export function currentScene(
  { document, session, pane }: Pick<FrameMapOptions, 'document' | 'session' | 'pane'>,
  shown: ShownFrame,
  desk: ToolDesk,
  controls: readonly TagRect[],
): Scene {
  const state = session.getState();
  const { selection, hovered, labelsShown, boxesShown, tool } = state;
  const colourOf = (id: ClassId) => document.get('classes', id)?.color ?? UNKNOWN_COLOUR;
  return {
    index: shown.index,
    aspect: shown.frame.pixelAspect,
    colourOf,
    labelOf: (box) => labelOf(document, box),
    measureOf: (geometry, bowKnown) => shown.measureOf(geometry, bowKnown),
    selection: new Set(selection),
    hovered,
    preview: desk.preview,
    reshapable: desk.reshapable() !== null,
    draft: desk.draft,
    draftColour: (tool === 'area' ? null : desk.newClass()?.color) ?? UNKNOWN_COLOUR,
    marks: boxesShown ? currentMarks(document, state, shown.frame, desk.area) : [],
    marquee: desk.marquee,
    probe: desk.probe,
    labelsShown,
    boxesShown,
    controls: [...controls, ...(pane?.covered() ?? [])],
    ghosts: pane?.ghosts(shown) ?? null,
    window: pane?.window() ?? null,
  };
}
