/** How frames are displayed: what is tried while a slider moves, and what is recorded after. */
import { isRadarFrame } from '../../domain/acquisition/sensor';
import { setStretches, updateFrame } from '../../domain/edits/frame-edits';
import { UserError } from '../../domain/errors';
import { liftingGamma, usualCut } from '../../domain/imaging/default-stretch';
import {
  type DisplayPreset,
  displayPresets,
  INDEX_BOUND,
  presetOf,
} from '../../domain/imaging/presets';
import {
  asIsBounds,
  type Bounds,
  type BoundsMethod,
  boundsFrom,
  type ChannelStatistics,
  quantile,
} from '../../domain/imaging/statistics';
import type { Frame } from '../../domain/model/frame';
import { type ChannelChoice, PLAIN, type Stretch } from '../../domain/model/stretch';
import type { PixelBounds } from '../../store/ports';
import { currentFrame, editContext, openDocument } from '../box-access';
import { framesOfSite } from '../frame-order';
import { notify, runTask } from '../notify';
import type { Services } from '../types';
import { frameStatistics, partStatistics } from './display-statistics';
import { firstLook } from './first-look';

/** Between which values a frame is shown where nobody chose: the same when it is opened and by a preset. */
export function usualBounds(frame: Frame, { decibel }: Pick<Stretch, 'decibel'>) {
  const parameter = usualCut(decibel || isRadarFrame(frame));
  return { method: 'percentile', parameter } as const satisfies BoundsMethod;
}

/** The stretch that a frame is shown with: the one being tried, else the recorded one. */
export function shownStretch({ session }: Services, frame: Frame): Stretch {
  const { displayDraft } = session.getState();
  return displayDraft?.frameId === frame.id ? displayDraft.stretch : frame.stretch;
}

/** Shows changes of a frame's stretch without recording them. */
export function tryDisplay(services: Services, frame: Frame, changes: Partial<Stretch>): void {
  const stretch = { ...shownStretch(services, frame), ...changes };
  services.session.setState({ displayDraft: { frameId: frame.id, stretch } });
}

/**
 * Records what is shown, with these changes, as one edit; `run` names the control that is moved. Throws a UserError
 * where that cannot be.
 */
export function recordDisplay(
  services: Services,
  frame: Frame,
  changes: Partial<Stretch> = {},
  run?: string,
): void {
  const document = openDocument(services);
  // As it is by now: bounds take a while to compute, and something else may have been changed meanwhile.
  const recorded = document?.get('frames', frame.id);
  const stretch = { ...shownStretch(services, recorded ?? frame), ...changes };
  try {
    if (!document || !recorded) return;
    const args = { id: frame.id, changes: { stretch }, verb: 'Change the display of' };
    const edit = updateFrame(document, editContext(document), args);
    document.commit(run === undefined ? edit : { ...edit, run: `${run} ${frame.id}` });
  } finally {
    services.session.setState({ displayDraft: null });
  }
}

/** Bounds computed from the frame, or from what of it is in view. */
export function computeBounds(
  services: Services,
  { id }: Frame,
  how: BoundsMethod,
  extent: Stretch['extent'],
): Promise<void> {
  // As it is now: when its turn comes another frame may be in view.
  const view = extent === 'view' ? (services.map.current?.visible() ?? null) : null;
  return inTurn(services, id, async (frame) => {
    const { bands, decibel } = shownStretch(services, frame);
    const choice: ChannelChoice = { bands, decibel };
    const statistics =
      extent === 'view'
        ? await viewStatistics(services, frame, choice, view)
        : await frameStatistics(services, frame, choice);
    const bounds = boundsFrom(statistics, choice, how, extent);
    const gamma = await gammaOf(services, frame, choice, bounds);
    recordDisplay(services, frame, { ...bounds, ...gamma });
  });
}

const turns = new Map<Frame['id'], Promise<void>>();

/**
 * What has to be computed before it is recorded waits for what was asked for before it, and begins with
 * what that has left: else bounds would be those of bands that are shown no more, and a slow preset would
 * take the place of the one that was chosen after it.
 */
function inTurn(
  services: Services,
  id: Frame['id'],
  work: (frame: Frame) => Promise<void> | void,
): Promise<void> {
  const turn = (turns.get(id) ?? Promise.resolve()).then(async () => {
    const frame = openDocument(services)?.get('frames', id);
    if (frame) await work(frame);
  });
  // Who asked for it is told what went wrong; the next one goes on all the same.
  const ended = turn.catch(() => undefined);
  turns.set(id, ended);
  void ended.then(() => {
    if (turns.get(id) === ended) turns.delete(id);
  });
  return turn;
}

async function viewStatistics(
  services: Services,
  frame: Frame,
  choice: ChannelChoice,
  view: PixelBounds | null,
): Promise<readonly ChannelStatistics[]> {
  const statistics = view && (await partStatistics(services, frame, choice, view));
  if (statistics) return statistics;
  throw new UserError('Nothing of the picture is in view. Move the view onto it first.');
}

/** Samples as they are, from 0 to full scale. */
export function showAsIs(services: Services, { id }: Frame): Promise<void> {
  return inTurn(services, id, (frame) => {
    recordDisplay(services, frame, asIsBounds(shownStretch(services, frame), frame.raster));
  });
}

type Look = Pick<Stretch, 'bands' | 'index' | 'ramp' | 'decibel'>;
type Channels = Pick<Look, 'bands' | 'decibel'>;

/** Shows other bands, or the same in another way, with bounds of their own. */
export function chooseChannels(services: Services, { id }: Frame, look: Look): Promise<void> {
  return inTurn(services, id, (frame) => showChannels(services, frame, look));
}

async function showChannels(services: Services, frame: Frame, look: Look): Promise<void> {
  const { bands, index, ramp, decibel } = look;
  const bounds = await boundsOf(services, frame, look);
  const gamma = await gammaOf(services, frame, look, bounds);
  recordDisplay(services, frame, { bands, index, ramp, decibel, ...bounds, ...gamma });
}

/** Two estimates of one middle value may be a step of gamma apart. */
const GAMMA_STEP = 0.05;

/**
 * What is shown is lifted as at first, unless somebody has chosen a gamma: that stays, but for an index, which
 * is shown without, so that its ramp is even about zero on every date.
 */
async function gammaOf(
  services: Services,
  frame: Frame,
  look: Channels,
  bounds: Bounds,
): Promise<Partial<Stretch>> {
  const shown = shownStretch(services, frame);
  const usual = await usualGamma(services, frame, look, bounds);
  const isIndex = look.bands.length === 2 || shown.bands.length === 2;
  const chosen = !isIndex && (await isChosenGamma(services, frame, shown));
  // What was typed while this was computed is chosen too.
  const recorded = openDocument(services)?.get('frames', frame.id) ?? frame;
  const typed = shownStretch(services, recorded).gamma !== shown.gamma;
  return chosen || typed ? {} : { gamma: usual };
}

async function isChosenGamma(services: Services, frame: Frame, shown: Stretch): Promise<boolean> {
  // With the bounds that it is first shown with, and with those that it has come to have.
  for (const bounds of [await boundsOf(services, frame, shown), shown]) {
    const usual = await usualGamma(services, frame, shown, bounds);
    if (Math.abs(shown.gamma - usual) <= GAMMA_STEP * 1.01) return false;
  }
  return true;
}

/** The gamma that a choice of channels is first shown with. */
async function usualGamma(
  services: Services,
  frame: Frame,
  look: Channels,
  { lo, hi, method }: Pick<Bounds, 'lo' | 'hi' | 'method'>,
): Promise<number> {
  const plain = look.bands.length === 2 || look.decibel || method === 'none';
  if (plain || isRadarFrame(frame)) return PLAIN.gamma;
  const statistics = await frameStatistics(services, frame, look);
  const middles = statistics.map((channel, i) => {
    const [low, high] = [lo[i] ?? 0, hi[i] ?? 1];
    return (quantile(channel, 50) - low) / (high - low);
  });
  return liftingGamma(middles);
}

export function applyPreset(
  services: Services,
  frame: Frame,
  preset: DisplayPreset,
): Promise<void> {
  return chooseChannels(services, frame, preset);
}

/** The bounds that a choice of channels is first shown with. */
async function boundsOf(
  services: Services,
  frame: Frame,
  choice: ChannelChoice & Pick<Stretch, 'index'>,
): Promise<Bounds> {
  if (choice.bands.length === 2) {
    const bounds = { lo: [-INDEX_BOUND], hi: [INDEX_BOUND] };
    return { ...bounds, method: 'manual', parameter: null, extent: 'frame' };
  }
  const bytes = frame.raster.sampleType === 'uint8';
  if (bytes && choice.bands.length === 3) return asIsBounds(choice, frame.raster);
  const statistics = await frameStatistics(services, frame, choice);
  return boundsFrom(statistics, choice, usualBounds(frame, choice), 'frame');
}

/** The preset after the one in use, round and round. */
export function nextPreset(services: Services, { id }: Frame): Promise<void> {
  return inTurn(services, id, async (frame) => {
    const stretch = shownStretch(services, frame);
    const presets = displayPresets(frame);
    const now = presetOf({ raster: frame.raster, stretch })?.id;
    const at = presets.findIndex((preset) => preset.id === now);
    const next = presets[(at + 1) % presets.length];
    if (next) await showChannels(services, frame, next);
  });
}

/** As the frame was first shown. */
export function resetDisplay(services: Services, { id }: Frame): Promise<void> {
  return inTurn(services, id, async (frame) => {
    recordDisplay(services, frame, await firstLook(services, frame));
  });
}

/** Which frames a display is copied to: those of the same kind at the site, or all of the site. */
export type CopyScope = 'kind' | 'site';

/** Frames of one sensor and shape of samples: what one shows of a value, the other does. */
function sameKind(a: Frame, b: Frame): boolean {
  return (
    a.sensor === b.sensor &&
    a.raster.bands === b.raster.bands &&
    a.raster.sampleType === b.raster.sampleType
  );
}

export function copyTargets(services: Services, frame: Frame, scope: CopyScope): readonly Frame[] {
  const document = openDocument(services);
  if (!document) return [];
  return framesOfSite(document, frame.siteId).filter(
    (other) => other.id !== frame.id && (scope === 'site' || sameKind(frame, other)),
  );
}

/**
 * Copies a frame's display to others in one edit. Frames of the same kind get exactly the same; others
 * the same preset where their bands allow it, with bounds of their own, and the same adjustments.
 */
export function copyDisplay(services: Services, { id }: Frame, scope: CopyScope): Promise<void> {
  return inTurn(services, id, (frame) => copyShown(services, frame, scope));
}

async function copyShown(services: Services, frame: Frame, scope: CopyScope): Promise<void> {
  const document = openDocument(services);
  const targets = copyTargets(services, frame, scope);
  if (!document || targets.length === 0) throw new UserError('There is no other frame to copy to.');
  const stretch = shownStretch(services, frame);
  const label = `Copying the display to ${targets.length} frames`;
  const stretches = await runTask(services.session, label, async ({ signal, progress }) => {
    const found = new Map<Frame['id'], Stretch>();
    for (const [i, target] of targets.entries()) {
      signal.throwIfAborted();
      const copied = sameKind(frame, target)
        ? stretch
        : await translated(services, { ...frame, stretch }, target);
      if (copied) found.set(target.id, copied);
      progress((i + 1) / targets.length);
    }
    return found;
  });
  document.commit(setStretches(document, editContext(document), { stretches }));
  const left = targets.length - stretches.size;
  if (left > 0) {
    const text = `${left} of ${targets.length} frames have no such bands and stay as they are.`;
    notify(services.session, 'info', text);
  }
}

async function translated(services: Services, from: Frame, to: Frame): Promise<Stretch | null> {
  const wanted = presetOf(from)?.id;
  const preset = displayPresets(to).find(({ id }) => id === wanted);
  // Which three of one frame's bands are which of another's nobody knows.
  if (!preset || preset.id === 'three') return null;
  const { bands, index, decibel } = preset;
  const { method, parameter } = from.stretch;
  const how: BoundsMethod | null =
    (method === 'percentile' || method === 'sigma') && parameter !== null
      ? { method, parameter }
      : method === 'min_max'
        ? { method }
        : null;
  const bounds =
    how && bands.length !== 2
      ? boundsFrom(await frameStatistics(services, to, preset), preset, how, 'frame')
      : await boundsOf(services, to, preset);
  return { ...from.stretch, bands, index, decibel, ...bounds };
}

/** Runs `work` on the current frame, if there is one. */
export async function onCurrentFrame(
  services: Services,
  work: (frame: Frame) => void | Promise<void>,
): Promise<void> {
  const frame = currentFrame(services);
  if (frame) await work(frame);
}
