/** Commands on frames: opening them, stepping through the dates, changing their record. */
import { removeFrame } from '../domain/edits/frame-edits';
import type { Frame } from '../domain/model/frame';
import type { FrameId } from '../domain/model/ids';
import { currentFrame, editContext, openDocument } from './box-access';
import { canEditOnMap, hasFrame, hasProject } from './conditions';
import { framesOfSite } from './frame-order';
import { compareFrame } from './frames/compare-frames';
import { playReason, startPlaying, stopPlaying } from './frames/play';
import { IMAGE_FILES, isReachable, relink } from './frames/relink';
import { relinkAll } from './frames/relink-all';
import { openFiles } from './project/open-files';
import { toggleDialog } from './tool-commands';
import type { Command, Services } from './types';

export { framesOfSite } from './frame-order';

/** Shows a frame; while comparing, as the after frame. */
export function showFrame(services: Services, frameId: FrameId): void {
  const { session } = services;
  if (session.getState().screen === 'compare') compareFrame(services, 1, frameId);
  else if (session.getState().frameId !== frameId) {
    session.setState({ frameId, selection: [], hovered: null });
  }
}

/** While comparing, the first of the compared frames whose imagery cannot be reached. */
async function frameToRelink(services: Services): Promise<Frame | null> {
  const { screen, compare } = services.session.getState();
  const compared = screen === 'compare' ? compare.frames : [];
  for (const id of compared) {
    const frame = openDocument(services)?.get('frames', id);
    if (frame && !(await isReachable(services, frame))) return frame;
  }
  return currentFrame(services);
}

/** The frame that is stepped from: the current one; while comparing, the after frame. */
function steppedFrame(services: Services): Frame | null {
  const { screen, compare } = services.session.getState();
  const after = screen === 'compare' ? compare.frames[1] : undefined;
  const frame = after && openDocument(services)?.get('frames', after);
  return frame ?? currentFrame(services);
}

function step(services: Services, by: 1 | -1): void {
  const document = openDocument(services);
  const frame = steppedFrame(services);
  if (!document || !frame) return;
  const frames = framesOfSite(document, frame.siteId);
  const next = frames[frames.findIndex((other) => other.id === frame.id) + by];
  if (next) showFrame(services, next.id);
}

function canStep(services: Services, by: 1 | -1): true | string {
  const document = openDocument(services);
  const frame = steppedFrame(services);
  if (!document || !frame) return 'Open a frame first.';
  const frames = framesOfSite(document, frame.siteId);
  const at = frames.findIndex((other) => other.id === frame.id) + by;
  return (
    frames[at] !== undefined || (by > 0 ? 'This is the last date.' : 'This is the first date.')
  );
}

function remove(services: Services): void {
  const document = openDocument(services);
  const frame = currentFrame(services);
  if (!document || !frame) return;
  const frames = framesOfSite(document, frame.siteId);
  const at = frames.findIndex((other) => other.id === frame.id);
  const next = frames[at + 1] ?? frames[at - 1] ?? null;
  document.commit(removeFrame(document, editContext(document), { id: frame.id }));
  const [any] = document.all('frames');
  services.session.setState({ frameId: next?.id ?? any?.id ?? null, selection: [], hovered: null });
}

const onFrame = (services: Services): true | string => {
  const possible = canEditOnMap(services);
  return possible === true ? hasFrame(services) : possible;
};

export const FRAME_COMMANDS: readonly Command[] = [
  {
    id: 'frames.open',
    label: 'Open files',
    group: 'Frames',
    icon: 'folder-open',
    keys: ['$mod+o', 'o'],
    run: async (services) =>
      openFiles(services, await services.pickFiles({ accept: IMAGE_FILES, multiple: true })),
  },
  {
    id: 'frames.open-folder',
    label: 'Open a folder',
    group: 'Frames',
    icon: 'folder-tree',
    keys: ['$mod+Shift+O'],
    run: async (services) =>
      openFiles(
        services,
        await services.pickFiles({ accept: IMAGE_FILES, multiple: true, folder: true }),
      ),
  },
  {
    id: 'frames.open-url',
    label: 'Open an address',
    group: 'Frames',
    icon: 'link',
    keys: ['$mod+u'],
    keywords: 'url http cog remote',
    run: ({ session }) => toggleDialog(session, 'open-url'),
  },
  {
    id: 'frames.previous',
    label: 'Previous date',
    group: 'Frames',
    icon: 'chevron-left',
    keys: ['PageUp', ','],
    enabled: (services) => canStep(services, -1),
    run: (services) => step(services, -1),
  },
  {
    id: 'frames.next',
    label: 'Next date',
    group: 'Frames',
    icon: 'chevron-right',
    keys: ['PageDown', '.'],
    enabled: (services) => canStep(services, 1),
    run: (services) => step(services, 1),
  },
  {
    id: 'frames.play',
    label: 'Play the dates',
    group: 'Frames',
    icon: 'play',
    keys: ['Shift+P'],
    keywords: 'film movie animate step slide show time lapse',
    enabled: (services) => playReason(services) ?? true,
    checked: ({ session }) => session.getState().playing,
    run: (services) => {
      if (services.session.getState().playing) stopPlaying(services);
      else startPlaying(services, (frameId) => showFrame(services, frameId));
    },
  },
  {
    id: 'frames.edit',
    label: 'Frame: date, sensor and facts',
    group: 'Frames',
    icon: 'calendar-clock',
    keys: ['Shift+F'],
    enabled: hasFrame,
    run: ({ session }) => toggleDialog(session, 'frame'),
  },
  {
    id: 'frames.place',
    label: 'Give this picture a place',
    group: 'Frames',
    icon: 'map-pin',
    keys: [],
    keywords: 'georeference control points gcp coordinates',
    enabled: onFrame,
    run: ({ session }) => session.setState({ dialog: 'place' }),
  },
  {
    id: 'frames.relink',
    label: 'Re-link the imagery',
    group: 'Frames',
    icon: 'link-2',
    keys: [],
    enabled: hasFrame,
    run: async (services) => {
      const frame = await frameToRelink(services);
      if (frame) await relink(services, frame);
    },
  },
  {
    id: 'frames.relink-all',
    label: 'Re-link the imagery of all frames',
    group: 'Frames',
    icon: 'link-2',
    keys: [],
    keywords: 'permission leave allow browser files',
    enabled: hasProject,
    run: relinkAll,
  },
  {
    id: 'frames.remove',
    label: 'Remove this frame and its boxes',
    group: 'Frames',
    icon: 'trash-2',
    keys: [],
    enabled: onFrame,
    run: remove,
  },
  {
    id: 'frames.show-project',
    label: 'List the boxes of the whole project',
    group: 'Frames',
    icon: 'list',
    keys: [],
    enabled: hasProject,
    checked: ({ session }) => session.getState().listScope === 'project',
    run: ({ session }) =>
      session.setState(({ listScope }) => ({
        listScope: listScope === 'frame' ? 'project' : 'frame',
      })),
  },
];
