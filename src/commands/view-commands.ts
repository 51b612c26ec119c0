/** Commands that change how the current frame is looked at. None of them edits the project. */
import type { MapPort } from '../store/ports';
import { hasFrame, hasSelection } from './conditions';
import type { Command } from './types';

const TURN = Math.PI / 36;
const ZOOM = 1.5;
const PAN = 0.25;

function onMap(
  id: string,
  label: string,
  keys: string[],
  icon: string,
  act: (map: MapPort) => void,
): Command {
  return {
    id,
    label,
    group: 'View',
    icon,
    keys,
    enabled: hasFrame,
    run: ({ map }) => {
      if (map.current) act(map.current);
    },
  };
}

function toggle(
  id: string,
  label: string,
  keys: string[],
  icon: string,
  field: 'labelsShown' | 'boxesShown',
): Command {
  return {
    id,
    label,
    group: 'View',
    icon,
    keys,
    checked: ({ session }) => session.getState()[field],
    run: ({ session }) => session.setState((state) => ({ [field]: !state[field] })),
  };
}

export const VIEW_COMMANDS: readonly Command[] = [
  onMap('view.fit', 'Fit frame to window', ['f', '$mod+0'], 'maximize', (map) => map.fitFrame()),
  onMap('view.actual-size', 'Zoom to 1:1', ['$mod+1', 'x'], 'scan', (map) => map.actualSize()),
  onMap('view.zoom-in', 'Zoom in', ['=', 'Shift++', '+'], 'zoom-in', (map) => map.zoomBy(ZOOM)),
  onMap('view.zoom-out', 'Zoom out', ['-'], 'zoom-out', (map) => map.zoomBy(1 / ZOOM)),
  onMap('view.north-up', 'North up', ['n'], 'compass', (map) => map.northUp()),
  onMap('view.image-up', 'Image up', ['Shift+N'], 'image-up', (map) => map.imageUp()),
  onMap('view.rotate-left', 'Turn view left', ['$mod+['], 'rotate-ccw', (map) =>
    map.rotateBy(-TURN),
  ),
  onMap('view.rotate-right', 'Turn view right', ['$mod+]'], 'rotate-cw', (map) =>
    map.rotateBy(TURN),
  ),
  onMap('view.pan-left', 'Pan left', ['Alt+ArrowLeft'], 'arrow-left', (map) => map.panBy(-PAN, 0)),
  onMap('view.pan-right', 'Pan right', ['Alt+ArrowRight'], 'arrow-right', (map) =>
    map.panBy(PAN, 0),
  ),
  onMap('view.pan-up', 'Pan up', ['Alt+ArrowUp'], 'arrow-up', (map) => map.panBy(0, -PAN)),
  onMap('view.pan-down', 'Pan down', ['Alt+ArrowDown'], 'arrow-down', (map) => map.panBy(0, PAN)),
  {
    id: 'view.reveal',
    label: 'Go to selection',
    group: 'View',
    icon: 'locate',
    keys: ['z'],
    enabled: hasSelection,
    run: ({ session, map }) => map.current?.reveal(session.getState().selection),
  },
  toggle('view.labels', 'Show labels', ['l'], 'tag', 'labelsShown'),
  toggle('view.boxes', 'Show boxes', ['Shift+B'], 'eye', 'boxesShown'),
  {
    id: 'view.theme',
    label: 'Switch dark and light theme',
    group: 'View',
    icon: 'sun-moon',
    keys: [],
    run: ({ session }) =>
      session.setState(({ theme }) => ({ theme: theme === 'dark' ? 'light' : 'dark' })),
  },
];
