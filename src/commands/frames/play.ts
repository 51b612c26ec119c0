/** Playing: the dates of a site one after the other at one place, until the user does anything. */
import type { FrameId } from '../../domain/model/ids';
import { seesMap } from '../conditions';
import { framesOfSite } from '../frame-order';
import { openDocument } from '../open-document';
import type { Services } from '../types';

const SECONDS: readonly number[] = [0.5, 1, 2, 4];
/** The least where the user has asked the system for less motion. */
const CALM_SECONDS = 2;
/** Milliseconds after which a picture that has not come is left behind. */
const PATIENCE = 10_000;
const LOOK_AGAIN = 50;

/** Controls of playing itself: pressing them is no sign that it should stop. */
export const PLAY_CONTROLS = 'data-play-controls';

/** The dates that are played, the one that is shown among them; while comparing, those for B. */
function playlist(services: Services): {
  readonly frames: readonly FrameId[];
  readonly at: number;
} {
  const document = openDocument(services);
  const { screen, compare, frameId } = services.session.getState();
  const [a, b, ...beside] = compare.frames;
  const shown = screen === 'compare' ? b : frameId;
  const frame = shown && document?.get('frames', shown);
  if (!document || !frame) return { frames: [], at: -1 };
  const kept: readonly (FrameId | undefined)[] = screen === 'compare' ? [a, ...beside] : [];
  const frames = framesOfSite(document, frame.siteId)
    .map(({ id }) => id)
    .filter((id) => !kept.includes(id));
  return { frames, at: frames.indexOf(frame.id) };
}

/** Seconds for a date that can be chosen: all, or the longer ones where the system is to move less. */
export function playChoices(): readonly number[] {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return calm ? SECONDS.filter((seconds) => seconds >= CALM_SECONDS) : SECONDS;
}

/** Seconds that each date is seen: what was chosen, or what comes nearest to it. */
export function playSeconds({ session }: Services): number {
  const [least = CALM_SECONDS] = playChoices();
  return Math.max(least, session.getState().playSeconds);
}

/** Why the dates cannot be played; null where they can. */
export function playReason(services: Services): string | null {
  const { screen, compare } = services.session.getState();
  const seen = seesMap(services);
  if (seen !== true) return seen;
  if (playlist(services).frames.length < 2) {
    return screen === 'compare' ? 'There is no other date for B.' : 'There is no other date here.';
  }
  const blinks = screen === 'compare' && compare.mode === 'blink' && compare.blinking;
  return blinks ? 'Stop blinking first.' : null;
}

export function stopPlaying({ session }: Services): void {
  session.setState({ playing: false });
}

/**
 * Each date is seen for the session's seconds from when its picture is whole; after the last comes the
 * first. Any key, press or turn of the wheel ends it, save on its own controls.
 */
export function startPlaying(services: Services, show: (frameId: FrameId) => void): void {
  const { session } = services;
  session.setState({ playing: true });
  const over = new AbortController();
  let timer = 0;
  const wait = (ms: number, then: () => void) => {
    timer = window.setTimeout(then, ms);
  };
  const step = () => {
    const { frames, at } = playlist(services);
    const next = frames[(at + 1) % frames.length];
    if (playReason(services) !== null || !next) {
      stopPlaying(services);
      return;
    }
    show(next);
    settle(performance.now() + PATIENCE);
  };
  const settle = (latest: number) => {
    const here = services.map.current?.isWhole() ?? true;
    if (here || performance.now() > latest) wait(1000 * playSeconds(services), step);
    else wait(LOOK_AGAIN, () => settle(latest));
  };
  const stopFollowing = session.subscribe(({ playing, dialog, screen }, before) => {
    if (playing && dialog === null && screen === before.screen) return;
    window.clearTimeout(timer);
    stopFollowing();
    over.abort();
    if (playing) stopPlaying(services);
  });
  stopAtInput(services, over.signal);
  settle(performance.now() + PATIENCE);
}

function stopAtInput(services: Services, signal: AbortSignal): void {
  const options = { capture: true, passive: true, signal };
  // What the input does comes first: the key that stops playing must not find it stopped already.
  const stop = () => window.setTimeout(() => stopPlaying(services));
  const isOwn = ({ target }: Event) =>
    target instanceof Element && target.closest(`[${PLAY_CONTROLS}]`) !== null;
  const onPress = (event: Event) => {
    if (!isOwn(event)) stop();
  };
  window.addEventListener('pointerdown', onPress, options);
  window.addEventListener('wheel', onPress, options);
  window.addEventListener(
    'keydown',
    (event) => {
      if (!(isOwn(event) && /^(Enter| |Tab|Arrow)/.test(event.key))) stop();
    },
    options,
  );
  window.addEventListener('blur', stop, { signal });
}
