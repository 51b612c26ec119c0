/** Moving, turning and sizing the selected boxes by keys. */
import { setBowKnown, setGeometry } from '../../domain/edits/box-edits';
import { flipBow, rotateBy, translate } from '../../domain/geometry/box-reshape';
import type { Box, BoxGeometry } from '../../domain/model/box';
import { canEditSelection, editSelection, selectedBoxes as selected } from '../box-access';
import type { Command, Services } from '../types';

const DEGREE = Math.PI / 180;
const FAR = 10;

type Reshape = (geometry: BoxGeometry, aspect: number) => BoxGeometry;

function reshape(services: Services, verb: string, change: Reshape): void {
  editSelection(services, (document, context, boxes) => {
    const changes = boxes.map((box) => ({
      id: box.id,
      geometry: change(box.geometry, aspectOf(document.get('frames', box.frameId))),
    }));
    const edit = setGeometry(document, context, { changes, verb });
    // A key that is held, or pressed again and again, is one move.
    return { ...edit, run: [verb, ...boxes.map(({ id }) => id)].join(' ') };
  });
}

function aspectOf(frame: { readonly pixelAspect: number } | undefined): number {
  return frame?.pixelAspect ?? 1;
}

function shaping(
  id: string,
  label: string,
  keys: string[],
  verb: string,
  change: Reshape,
): Command {
  return {
    id,
    label,
    group: 'Boxes',
    keys,
    enabled: canEditSelection,
    run: (services) => reshape(services, verb, change),
  };
}

/** One pixel of the image, whatever the zoom; a column is `aspect` wide in the plane. */
function nudge(name: string, key: string, columns: number, rows: number): Command[] {
  const by =
    (steps: number): Reshape =>
    (geometry, aspect) =>
      translate(geometry, columns * steps * aspect, rows * steps, aspect);
  const word = name.toLowerCase();
  return [
    shaping(`box.nudge-${word}`, `Nudge ${word} 1 px`, [key], 'Nudge', by(1)),
    shaping(`box.nudge-${word}-far`, `Nudge ${word} 10 px`, [`Shift+${key}`], 'Nudge', by(FAR)),
  ];
}

function grow(along: number, across: number): Reshape {
  return (geometry) => ({
    ...geometry,
    length: Math.max(1, geometry.length + along),
    width: Math.max(1, geometry.width + across),
  });
}

const turn =
  (degrees: number): Reshape =>
  (geometry) =>
    rotateBy(geometry, degrees * DEGREE);

const knowsBow = (box: Box) => box.bowKnown;

export const BOX_GEOMETRY_COMMANDS: readonly Command[] = [
  ...nudge('Left', 'ArrowLeft', -1, 0),
  ...nudge('Right', 'ArrowRight', 1, 0),
  ...nudge('Up', 'ArrowUp', 0, -1),
  ...nudge('Down', 'ArrowDown', 0, 1),
  shaping('box.rotate-left', 'Turn left 1°', ['['], 'Turn', turn(-1)),
  shaping('box.rotate-right', 'Turn right 1°', [']'], 'Turn', turn(1)),
  shaping('box.rotate-left-fine', 'Turn left 0.1°', ['Shift+{'], 'Turn', turn(-0.1)),
  shaping('box.rotate-right-fine', 'Turn right 0.1°', ['Shift+}'], 'Turn', turn(0.1)),
  shaping('box.lengthen', 'Lengthen 1 px', ['Alt+Shift+ArrowUp'], 'Lengthen', grow(1, 0)),
  shaping('box.shorten', 'Shorten 1 px', ['Alt+Shift+ArrowDown'], 'Shorten', grow(-1, 0)),
  shaping('box.widen', 'Widen 1 px', ['Alt+Shift+ArrowRight'], 'Widen', grow(0, 1)),
  shaping('box.narrow', 'Narrow 1 px', ['Alt+Shift+ArrowLeft'], 'Narrow', grow(0, -1)),
  {
    id: 'box.flip-bow',
    label: 'Flip bow and stern',
    group: 'Boxes',
    icon: 'arrow-left-right',
    keys: ['r'],
    enabled: canEditSelection,
    run: (services) => reshape(services, 'Flip', (geometry) => flipBow(geometry)),
  },
  {
    id: 'box.bow-known',
    label: 'Bow is known',
    group: 'Boxes',
    icon: 'navigation',
    keys: ['Shift+R'],
    keywords: 'heading axis unknown',
    enabled: canEditSelection,
    checked: (services) => selected(services).every(knowsBow),
    run: (services) => {
      const known = !selected(services).every(knowsBow);
      editSelection(services, (document, context, boxes) =>
        setBowKnown(document, context, { ids: boxes.map((box) => box.id), bowKnown: known }),
      );
    },
  },
];
