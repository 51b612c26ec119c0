/** Commands on how the current frame is displayed. They edit its record, so that all is undoable. */
import { canEditOnMap, hasFrame } from '../conditions';
import type { Command, Services } from '../types';
import {
  computeBounds,
  copyDisplay,
  nextPreset,
  onCurrentFrame,
  resetDisplay,
  showAsIs,
  shownStretch,
  usualBounds,
} from './display';

const onFrame = (services: Services): true | string => {
  const possible = canEditOnMap(services);
  return possible === true ? hasFrame(services) : possible;
};

function display(
  id: string,
  label: string,
  keys: string[],
  icon: string,
  work: (services: Services, frame: Parameters<typeof showAsIs>[1]) => void | Promise<void>,
): Command {
  return {
    id: `display.${id}`,
    label,
    group: 'View',
    icon,
    keys,
    keywords: 'bands stretch brightness contrast histogram picture colours',
    enabled: onFrame,
    run: (services) => onCurrentFrame(services, (frame) => work(services, frame)),
  };
}

function stretchAnew(
  services: Services,
  frame: Parameters<typeof showAsIs>[1],
  extent: 'view' | 'frame',
): Promise<void> {
  const how = usualBounds(frame, shownStretch(services, frame));
  return computeBounds(services, frame, how, extent);
}

export const DISPLAY_COMMANDS: readonly Command[] = [
  display('next-preset', 'Display: next preset', ['Shift+D'], 'palette', nextPreset),
  display('stretch-view', 'Display: stretch from this view', ['Alt+d'], 'scan', (services, frame) =>
    stretchAnew(services, frame, 'view'),
  ),
  display(
    'stretch-frame',
    'Display: stretch from the whole frame',
    [],
    'image',
    (services, frame) => stretchAnew(services, frame, 'frame'),
  ),
  display('as-is', 'Display: samples as they are', [], 'image', showAsIs),
  display('reset', 'Display: as first shown', [], 'rotate-ccw', resetDisplay),
  display('copy-kind', 'Display: copy to the site’s frames of this kind', [], 'copy', (s, frame) =>
    copyDisplay(s, frame, 'kind'),
  ),
  display('copy-site', 'Display: copy to all frames of the site', [], 'copy', (services, frame) =>
    copyDisplay(services, frame, 'site'),
  ),
  {
    id: 'view.magnifier',
    label: 'Magnifier at the pointer',
    group: 'View',
    icon: 'search',
    keys: ['m'],
    keywords: 'loupe glass enlarge pixels',
    checked: ({ session }) => session.getState().magnifier,
    run: ({ session }) => session.setState(({ magnifier }) => ({ magnifier: !magnifier })),
  },
  {
    id: 'view.base',
    label: 'Coast and graticule around the frame',
    group: 'View',
    icon: 'map',
    keys: ['Shift+M'],
    keywords: 'base map coastline latitude longitude orientation region tiles',
    checked: ({ session }) => session.getState().base.shown,
    run: ({ session }) =>
      session.setState(({ base }) => ({ base: { ...base, shown: !base.shown } })),
  },
  {
    id: 'view.clear-profile',
    label: 'Remove the line of values',
    group: 'View',
    icon: 'x',
    keys: [],
    enabled: ({ session }) => session.getState().probe !== null || 'There is no line of values.',
    run: ({ session }) => session.setState({ probe: null }),
  },
];
