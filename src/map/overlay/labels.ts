/** Which labels to try in which order, and their painting. */

import { rectFromPoints } from '../../domain/geometry/plane';
import type { Box } from '../../domain/model/box';
import type { BoxId } from '../../domain/model/ids';
import { screenToPlane, type ViewTransform, visibleRect } from '../view-transform';
import { type PlaneShape, planeShape } from './box-index';
import { DOT_BELOW } from './bulk-painter';
import { screenCorners } from './ghost-boxes';
import { type LabelRequest, type Obstacle, placeLabels } from './label-layout';
import type { Scene } from './scene';
import { type Projector, projector, screenBox } from './shapes';
import { TAG_HEIGHT, type TagContent, type TagPainter, type TagRect } from './text-tag';

/** Labels tried per drawing, and boxes in view above which only selected and hovered ones are labelled. */
const MOST_LABELS = 300;
const MOST_BOXES = 4000;
/** Boxes shorter than this on screen are not labelled by themselves. */
const LEAST_SIZE = 12;

export type Label = { readonly rect: TagRect; readonly content: TagContent };

export function layOutLabels(
  context: CanvasRenderingContext2D,
  tags: TagPainter,
  scene: Scene,
  view: ViewTransform,
  taken: readonly TagRect[],
): readonly Label[] {
  const project = projector(view);
  const contents = new Map<BoxId, TagContent>();
  const requests = wanted(scene, view).map((item): LabelRequest<BoxId> => {
    const content = contentOf(item.box, scene);
    contents.set(item.box.id, content);
    return {
      id: item.box.id,
      width: tags.width(context, content),
      height: TAG_HEIGHT,
      corners: screenBox(item, project).corners,
      always: scene.selection.has(item.box.id) || scene.hovered === item.box.id,
    };
  });
  const screen = screenOf(view, scene.window);
  const { ghosts } = scene;
  const ghost = scene.hovered && ghosts?.get(scene.hovered);
  if (ghosts && ghost && !scene.index.get(ghost.box.id)) {
    // On this picture it is a claim of another date, and another ship may lie there.
    const own = contentOf(ghost.box, scene);
    const content = { ...own, text: `${own.text}, ${ghosts.date}` };
    contents.set(ghost.box.id, content);
    const corners = screenCorners(ghost, view);
    const width = tags.width(context, content);
    requests.unshift({ id: ghost.box.id, width, height: TAG_HEIGHT, corners, always: true });
  }
  const near = (rect: TagRect) => obstaclesNear(rect, scene, view, project);
  const placed = placeLabels(requests, near, taken, screen);
  return [...placed].flatMap(([id, rect]) => {
    const content = contents.get(id);
    return content ? [{ rect, content }] : [];
  });
}

/** The part of the map that tags are kept in. */
export function screenOf(view: ViewTransform, window: TagRect | null): TagRect {
  const { x, y, width, height } = window ?? { x: 0, y: 0, width: view.width, height: view.height };
  return { x: x + 2, y: y + 2, width: width - 4, height: height - 4 };
}

function contentOf(box: Box, scene: Scene): TagContent {
  return {
    text: scene.labelOf(box),
    swatch: scene.colourOf(box.classId),
    lock: box.locked,
    edged: scene.selection.has(box.id),
  };
}

type Wanted = PlaneShape & { readonly box: Box };

type Claim = { readonly size: number; readonly box: Pick<Box, 'link' | 'number'> };

/** Where there is not room for all: boxes that are linked to a vessel before others, then the longer. */
export function byClaim(a: Claim, b: Claim): number {
  const linked = Number(b.box.link !== undefined) - Number(a.box.link !== undefined);
  return linked || b.size - a.size || a.box.number - b.box.number;
}

/** Selected and hovered boxes first, then the others by their claim. */
function wanted(scene: Scene, view: ViewTransform): readonly Wanted[] {
  const first: Wanted[] = [];
  const ids = new Set(scene.hovered ? [...scene.selection, scene.hovered] : scene.selection);
  for (const id of [...ids].slice(0, MOST_LABELS)) {
    const box = scene.index.get(id);
    if (box)
      first.push({ box, ...planeShape(scene.preview?.get(id) ?? box.geometry, scene.aspect) });
  }
  if (!scene.labelsShown) return first;
  const inView = scene.index.search(visibleRect(view));
  if (inView.length > MOST_BOXES) return first;
  const others = inView.filter(
    ({ box, size }) => !ids.has(box.id) && size / view.resolution >= LEAST_SIZE,
  );
  others.sort(byClaim);
  return [...first, ...others.slice(0, MOST_LABELS)];
}

function obstaclesNear(
  tag: TagRect,
  scene: Scene,
  view: ViewTransform,
  project: Projector,
): readonly Obstacle<BoxId>[] {
  const corners = (
    [
      [tag.x, tag.y],
      [tag.x + tag.width, tag.y],
      [tag.x + tag.width, tag.y + tag.height],
      [tag.x, tag.y + tag.height],
    ] as const
  ).map((corner) => screenToPlane(view, corner));
  const rect = rectFromPoints(corners);
  const boxes = scene.index
    .search(rect)
    .filter(({ size }) => size / view.resolution >= DOT_BELOW)
    .map((item) => ({ id: item.box.id, corners: screenBox(item, project).corners }));
  const ghosts = scene.ghosts?.search(rect) ?? [];
  return [
    ...boxes,
    ...ghosts.map((ghost) => ({ id: ghost.box.id, corners: screenCorners(ghost, view) })),
  ];
}
