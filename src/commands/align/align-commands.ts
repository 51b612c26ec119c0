/** Commands that lay frames on their site's reference frame. */

import { currentFrame, openDocument } from '../box-access';
import { canEdit, hasFrame } from '../conditions';
import { framesOfSite } from '../frame-order';
import { notify } from '../notify';
import { toggleDialog } from '../tool-commands';
import type { Command, Services } from '../types';
import { alignPlaceOf, chooseReference, referenceFor, takeAlignment } from './align';
import { alignAutomatically, alignSite } from './align-automatic';

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

function canAlign(services: Services): true | string {
  const possible = onFrame(services);
  if (possible !== true) return possible;
  const [document, frame] = [openDocument(services), currentFrame(services)];
  if (document && frame && referenceFor(document, frame)) return true;
  return 'This frame is the reference, or the only one of its site.';
}

function canAlignSite(services: Services): true | string {
  const possible = onFrame(services);
  if (possible !== true) return possible;
  const [document, frame] = [openDocument(services), currentFrame(services)];
  if (!document || !frame) return true;
  if (frame.georef === null) {
    return 'Frames without a place are laid one by one: nothing says which of them show the same.';
  }
  const others = framesOfSite(document, frame.siteId).length > 1;
  return others || 'It is the only frame of its site.';
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
    id: 'align.automatic',
    label: 'Align this frame to its reference automatically',
    group: 'Frames',
    icon: 'crosshair',
    keys: ['Shift+A'],
    keywords: 'registration coregister shift phase correlation',
    enabled: canAlign,
    run: async (services) => {
      const frame = currentFrame(services);
      if (!frame) return;
      const { aligned, text } = await alignAutomatically(services, frame, 'shift');
      notify(services.session, aligned ? 'info' : 'warn', text);
    },
  },
  {
    id: 'align.site',
    label: 'Align all frames of the site automatically',
    group: 'Frames',
    icon: 'crosshair',
    keys: [],
    keywords: 'registration coregister shift phase correlation',
    enabled: canAlignSite,
    run: async (services) => {
      const frame = currentFrame(services);
      if (frame) await alignSite(services, frame);
    },
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
