/** Selecting, copying and deleting boxes, and going from one to the next. */
import { deleteBoxes, duplicateBoxes, setLocked } from '../../domain/edits/box-edits';
import { type Paste, pasteBoxes } from '../../domain/edits/paste-edit';
import type { Box } from '../../domain/model/box';
import type { BoxId } from '../../domain/model/ids';
import type { DocumentStore } from '../../store/document-store';
import {
  canEditSelection,
  currentFrame,
  editContext,
  editSelection,
  openDocument,
  selectedBoxes,
} from '../box-access';
import { canEditOnMap, hasFrame, hasSelection } from '../conditions';
import { notify } from '../notify';
import { reachField } from '../reach-field';
import { toggleDialog } from '../tool-commands';
import type { Command, Services } from '../types';
import { areaInHand, removeArea } from './area-commands';
import { clipboard, setClipboard } from './clipboard';

/** Screen pixels that a copy lies right of and below its original. */
const COPY_OFFSET = 24;

function select({ session }: Services, selection: readonly BoxId[]): void {
  session.setState({ selection });
}

function idsOf(boxes: readonly Box[]): BoxId[] {
  return boxes.map((box) => box.id);
}

/** Commits an edit that makes boxes, and selects them. */
function selectMade(services: Services, document: DocumentStore, before: ReadonlySet<BoxId>): void {
  const frame = currentFrame(services);
  if (!frame) return;
  select(
    services,
    idsOf(document.boxesOf(frame.id)).filter((id) => !before.has(id)),
  );
}

function duplicate(services: Services, ids: readonly BoxId[]): void {
  const document = openDocument(services);
  const frame = currentFrame(services);
  if (!document || !frame) return;
  const before = new Set(idsOf(document.boxesOf(frame.id)));
  // A hand's breadth on the screen, so that the copy can be told from its original at any zoom.
  const aside = COPY_OFFSET * services.readout.getState().resolution;
  document.commit(duplicateBoxes(document, editContext(document), { ids, du: aside, dv: aside }));
  selectMade(services, document, before);
}

function copy(services: Services): void {
  const boxes = selectedBoxes(services);
  const frame = boxes[0] && openDocument(services)?.get('frames', boxes[0].frameId);
  if (frame) setClipboard({ boxes: boxes.filter((box) => box.frameId === frame.id), frame });
}

function paste(services: Services): void {
  const document = openDocument(services);
  const frame = currentFrame(services);
  const copied = clipboard();
  if (!document || !frame || !copied) return;
  const standing = idsOf(copied.boxes).filter((id) => document.get('boxes', id));
  if (copied.frame.id === frame.id && standing.length > 0) {
    duplicate(services, standing);
    return;
  }
  const before = new Set(idsOf(document.boxesOf(frame.id)));
  const pasted = pasteBoxes(document, editContext(document), {
    boxes: copied.boxes,
    from: copied.frame,
    to: frame,
  });
  document.commit(pasted.edit);
  selectMade(services, document, before);
  reportPaste(services, pasted);
}

function reportPaste({ session }: Services, { placement, outside }: Paste): void {
  if (placement === 'pixels') {
    const text =
      'Pasted at the same pixels: one of the two pictures has no place on the earth, so the same ground cannot be found.';
    notify(session, 'info', text);
  }
  if (outside > 0) {
    const boxes = outside === 1 ? '1 copied box was' : `${outside} copied boxes were`;
    notify(session, 'warn', `${boxes} not pasted: this picture does not cover the place.`);
  }
}

function remove(services: Services): void {
  editSelection(services, (document, context, boxes) =>
    deleteBoxes(document, context, { ids: idsOf(boxes) }),
  );
  select(services, idsOf(selectedBoxes(services)));
}

/** Selects the next box of the frame in order of number, and brings it into view. */
function step(services: Services, by: 1 | -1): void {
  const frame = currentFrame(services);
  const boxes = frame ? (openDocument(services)?.boxesOf(frame.id) ?? []) : [];
  if (boxes.length === 0) return;
  const current = services.session.getState().selection.at(-1);
  const at = boxes.findIndex((box) => box.id === current);
  const start = at < 0 && by < 0 ? 0 : at;
  const next = boxes[(start + by + boxes.length) % boxes.length];
  if (!next) return;
  select(services, [next.id]);
  services.map.current?.reveal([next.id]);
}

function stepBack(services: Services): void {
  const { session, map } = services;
  if (map.current?.cancelGesture()) return;
  if (session.getState().tool !== 'select') session.setState({ tool: 'select' });
  else session.setState({ selection: [], areaId: null });
}

export const BOX_COMMANDS: readonly Command[] = [
  {
    id: 'box.select-all',
    label: 'Select all boxes of the frame',
    group: 'Edit',
    keys: ['$mod+a'],
    enabled: hasFrame,
    run: (services) => {
      const frame = currentFrame(services);
      if (frame) select(services, idsOf(openDocument(services)?.boxesOf(frame.id) ?? []));
    },
  },
  {
    id: 'box.select-none',
    label: 'Drop gesture, tool or selection',
    group: 'Edit',
    keys: ['Escape'],
    run: stepBack,
  },
  {
    id: 'box.next',
    label: 'Next box',
    group: 'Boxes',
    keys: ["'"],
    enabled: hasFrame,
    run: (services) => step(services, 1),
  },
  {
    id: 'box.previous',
    label: 'Previous box',
    group: 'Boxes',
    keys: [';'],
    enabled: hasFrame,
    run: (services) => step(services, -1),
  },
  {
    id: 'box.duplicate',
    label: 'Duplicate',
    group: 'Edit',
    icon: 'copy-plus',
    keys: ['$mod+d'],
    enabled: canEditSelection,
    run: (services) => duplicate(services, services.session.getState().selection),
  },
  {
    id: 'box.copy',
    label: 'Copy',
    group: 'Edit',
    icon: 'copy',
    keys: ['$mod+c'],
    enabled: hasSelection,
    run: copy,
  },
  {
    id: 'box.cut',
    label: 'Cut',
    group: 'Edit',
    icon: 'scissors',
    keys: ['$mod+x'],
    enabled: canEditSelection,
    run: (services) => {
      copy(services);
      remove(services);
    },
  },
  {
    id: 'box.paste',
    label: 'Paste at the same place on the ground',
    group: 'Edit',
    icon: 'clipboard-paste',
    keys: ['$mod+v'],
    enabled: (services) => {
      const possible = canEditOnMap(services);
      if (possible !== true) return possible;
      return clipboard() !== null || 'Copy a box first.';
    },
    run: paste,
  },
  {
    id: 'box.delete',
    label: 'Delete',
    group: 'Edit',
    icon: 'trash-2',
    keys: ['Delete', 'Backspace'],
    enabled: (services) =>
      areaInHand(services) ? canEditOnMap(services) : canEditSelection(services),
    run: (services) => {
      const area = areaInHand(services);
      if (area) removeArea(services, area);
      else remove(services);
    },
  },
  {
    id: 'box.lock',
    label: 'Lock',
    group: 'Boxes',
    icon: 'lock',
    keys: ['Shift+L'],
    checked: (services) => selectedBoxes(services).every((box) => box.locked),
    enabled: (services) => {
      const possible = canEditOnMap(services);
      return possible === true ? hasSelection(services) : possible;
    },
    run: (services) => {
      const document = openDocument(services);
      const boxes = selectedBoxes(services);
      const locked = !boxes.every((box) => box.locked);
      document?.commit(setLocked(document, editContext(document), { ids: idsOf(boxes), locked }));
    },
  },
  {
    id: 'box.batch',
    label: 'Change many boxes at once',
    group: 'Boxes',
    icon: 'list-checks',
    keys: ['Shift+E'],
    enabled: canEditSelection,
    run: ({ session }) => toggleDialog(session, 'batch'),
  },
  {
    id: 'box.inspect',
    label: 'Fill in the inspector',
    group: 'Boxes',
    icon: 'text-cursor-input',
    keys: ['Enter', 'i'],
    enabled: hasSelection,
    run: (services) => {
      services.session.setState((state) => ({ panels: { ...state.panels, inspector: true } }));
      reachField(services, 'focusInspector');
    },
  },
  {
    id: 'box.filter',
    label: 'Filter the list of boxes or vessels',
    group: 'Panels',
    icon: 'filter',
    keys: ['/'],
    run: (services) => {
      services.session.setState((state) => ({ panels: { ...state.panels, list: true } }));
      reachField(services, 'focusFilter');
    },
  },
];
