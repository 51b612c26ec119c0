/** Comparing two dates: modes, which frames, and what each mode can be set to. */
import type { FrameId } from '../../domain/model/ids';
import type { CompareMode } from '../../store/compare-state';
import { hasFrame } from '../conditions';
import { framesOfSite } from '../frame-order';
import {
  type CompareSlot,
  compareFrame,
  ensureCompared,
  setCompare,
} from '../frames/compare-frames';
import { openDocument } from '../open-document';
import type { Command, Services } from '../types';

const SWIPE_STEP = 0.02;

function isComparing({ session }: Services): true | string {
  const { screen, compare } = session.getState();
  if (screen !== 'compare') return 'Open Compare first.';
  return compare.frames.length > 1 || 'Two frames of one site are needed.';
}

function inMode(mode: CompareMode, reason: string) {
  return (services: Services): true | string => {
    const possible = isComparing(services);
    if (possible !== true) return possible;
    return services.session.getState().compare.mode === mode || reason;
  };
}

function modeCommand(mode: CompareMode, label: string, key: string, icon: string): Command {
  return {
    id: `compare.${mode}`,
    label,
    group: 'Compare',
    icon,
    keys: [key],
    screen: 'compare',
    enabled: isComparing,
    checked: ({ session }) => session.getState().compare.mode === mode,
    run: ({ session }) => setCompare(session, { mode }),
  };
}

/** The frame before or after the one in a slot. */
function neighbour(services: Services, slot: CompareSlot, by: 1 | -1): FrameId | null {
  const document = openDocument(services);
  const id = services.session.getState().compare.frames[slot];
  const frame = id && document?.get('frames', id);
  if (!document || !frame) return null;
  const frames = framesOfSite(document, frame.siteId);
  return frames[frames.findIndex((other) => other.id === frame.id) + by]?.id ?? null;
}

function stepCommand(id: string, label: string, keys: string[], by: 1 | -1): Command {
  return {
    id,
    label,
    group: 'Compare',
    icon: by < 0 ? 'chevron-left' : 'chevron-right',
    keys,
    screen: 'compare',
    enabled: (services) => {
      const possible = isComparing(services);
      if (possible !== true) return possible;
      if (neighbour(services, 0, by) !== null) return true;
      return by > 0 ? 'This is the last date.' : 'This is the first date.';
    },
    run: (services) => {
      const next = neighbour(services, 0, by);
      if (next) compareFrame(services, 0, next);
    },
  };
}

function dividerCommand(id: string, label: string, key: string, by: number): Command {
  return {
    id,
    label,
    group: 'Compare',
    keys: [key],
    screen: 'compare',
    enabled: inMode('swipe', 'Swipe has a divider.'),
    run: ({ session }) => {
      const { swipeAt } = session.getState().compare;
      setCompare(session, { swipeAt: Math.min(1, Math.max(0, swipeAt + by)) });
    },
  };
}

function swap({ session }: Services): void {
  const { frames } = session.getState().compare;
  const [before, after, ...others] = frames;
  if (before && after) setCompare(session, { frames: [after, before, ...others] });
}

function setPeek({ session }: Services, peek: boolean): void {
  if (session.getState().peek !== peek) session.setState({ peek });
}

export const COMPARE_COMMANDS: readonly Command[] = [
  {
    id: 'screen.compare',
    label: 'Compare',
    group: 'View',
    icon: 'columns-2',
    keys: ['Alt+2', 'c'],
    inFields: 'with-alt',
    keywords: 'before after two dates swipe blink',
    enabled: hasFrame,
    checked: ({ session }) => session.getState().screen === 'compare',
    run: (services) => {
      const { screen } = services.session.getState();
      if (screen !== 'compare') ensureCompared(services);
      services.session.setState({ screen: 'compare' });
    },
  },
  modeCommand('swipe', 'Swipe', '1', 'square-split-horizontal'),
  modeCommand('sides', 'Side by side', '2', 'columns-2'),
  modeCommand('blink', 'Blink', '3', 'eye'),
  modeCommand('composite', 'Composite', '4', 'blend'),
  modeCommand('difference', 'Difference', '5', 'diff'),
  modeCommand('fade', 'Fade', '6', 'layers'),
  {
    id: 'compare.peek',
    label: 'Show A alone while held',
    group: 'Compare',
    icon: 'eye',
    keys: ['q'],
    screen: 'compare',
    keywords: 'blink hold before',
    enabled: isComparing,
    run: (services) => setPeek(services, true),
    release: (services) => setPeek(services, false),
  },
  {
    id: 'compare.swap',
    label: 'Swap A and B',
    group: 'Compare',
    icon: 'arrow-left-right',
    keys: ['w'],
    screen: 'compare',
    enabled: isComparing,
    run: swap,
  },
  stepCommand('compare.before-previous', 'Previous date for A', ['Shift+PageUp', 'Shift+<'], -1),
  stepCommand('compare.before-next', 'Next date for A', ['Shift+PageDown', 'Shift+>'], 1),
  {
    id: 'compare.ghosts',
    label: 'Show the other date’s boxes',
    group: 'Compare',
    icon: 'square-dashed',
    keys: ['g'],
    screen: 'compare',
    keywords: 'ghosts outlines',
    enabled: isComparing,
    checked: ({ session }) => session.getState().compare.ghosts,
    run: ({ session }) => setCompare(session, { ghosts: !session.getState().compare.ghosts }),
  },
  {
    id: 'compare.match',
    label: 'Match B’s brightness to A',
    group: 'Compare',
    icon: 'sun',
    keys: ['e'],
    screen: 'compare',
    keywords: 'histogram haze exposure',
    enabled: isComparing,
    checked: ({ session }) => session.getState().compare.matched,
    run: ({ session }) => setCompare(session, { matched: !session.getState().compare.matched }),
  },
  {
    id: 'compare.divider',
    label: 'Turn the divider',
    group: 'Compare',
    icon: 'rotate-cw',
    keys: ['\\'],
    screen: 'compare',
    keywords: 'vertical horizontal swipe',
    enabled: inMode('swipe', 'Swipe has a divider.'),
    run: ({ session }) => {
      const { divider } = session.getState().compare;
      setCompare(session, { divider: divider === 'vertical' ? 'horizontal' : 'vertical' });
    },
  },
  dividerCommand('compare.divider-back', 'Divider left or up', '9', -SWIPE_STEP),
  dividerCommand('compare.divider-forward', 'Divider right or down', '0', SWIPE_STEP),
  {
    id: 'compare.blinking',
    label: 'Blink by itself',
    group: 'Compare',
    icon: 'play',
    keys: ['t'],
    screen: 'compare',
    keywords: 'pause stop play',
    enabled: inMode('blink', 'Only in Blink.'),
    checked: ({ session }) => session.getState().compare.blinking,
    run: ({ session }) => setCompare(session, { blinking: !session.getState().compare.blinking }),
  },
];
