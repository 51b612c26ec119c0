/** Commands that lay frames on their site's reference frame. */
import { alignPlaceOf, chooseReference, takeAlignment } from './align';
import { currentFrame, openDocument } from './box-access';
import { canEdit, hasFrame } from './conditions';
import { toggleDialog } from './tool-commands';
import type { Command, Services } from './types';

function onFrame(services: Services): true | string {
  const possible = canEdit(services);
  return possible === true ? hasFrame(services) : possible;
}

function canBecomeReference(services: Services): true | string {
  const possible = onFrame(services);
  if (possible !== true) return possible;
  const [document, frame] = [openDocument(services), currentFrame(services)];
  const place = document && frame && alignPlaceOf(document, frame);
  return !place?.isReference || 'It is the reference already.';
}

function canClear(services: Services): true | string {
  const possible = onFrame(services);
  if (possible !== true) return possible;
  return currentFrame(services)?.alignment !== undefined || 'The frame is not aligned.';
}

export const ALIGN_COMMANDS: readonly Command[] = [
  {
    id: 'align.open',
    label: 'Align this frame',
    group: 'Frames',
    icon: 'crosshair',
    keys: ['a'],
    keywords: 'registration coregister shift offset lay reference tie points by hand',
    enabled: hasFrame,
    run: ({ session }) => toggleDialog(session, 'align'),
  },
  {
    id: 'align.reference',
    label: 'Make this frame the reference of its site',
    group: 'Frames',
    icon: 'crosshair',
    keys: [],
    keywords: 'align registration master',
    enabled: canBecomeReference,
    run: (services) => {
      const frame = currentFrame(services);
      if (frame) chooseReference(services, frame);
    },
  },
  {
    id: 'align.clear',
    label: 'Take the alignment from this frame',
    group: 'Frames',
    icon: 'crosshair',
    keys: [],
    keywords: 'remove registration shift',
    enabled: canClear,
    run: (services) => {
      const frame = currentFrame(services);
      if (frame) takeAlignment(services, frame);
    },
  },
];
