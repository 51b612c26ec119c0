/** Frames that were added and that the film strip does not show, since they lie at another site. */
import type { Frame } from '../../domain/model/frame';
import type { FrameId, SiteId } from '../../domain/model/ids';
import type { Site } from '../../domain/model/project';
import { dismissNotice, notify } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';

type Elsewhere = { readonly site: Site; readonly frames: readonly [Frame, ...Frame[]] };

/** Those of these frames that are at another site than the current one, by their sites. */
function framesElsewhere(services: Services, added: readonly FrameId[]): readonly Elsewhere[] {
  const document = openDocument(services);
  const shown = siteShown(services);
  const found = new Map<SiteId, Elsewhere>();
  if (!document || shown === null) return [];
  for (const id of added) {
    const frame = document.get('frames', id);
    const site = frame ? document.get('sites', frame.siteId) : undefined;
    if (!frame || !site || site.id === shown) continue;
    const known = found.get(site.id);
    found.set(site.id, { site, frames: known ? [...known.frames, frame] : [frame] });
  }
  return [...found.values()];
}

function siteShown(services: Services): SiteId | null {
  const { frameId } = services.session.getState();
  return (frameId && openDocument(services)?.get('frames', frameId)?.siteId) || null;
}

const namesOf = ({ frames }: Elsewhere) => frames.map(({ file }) => file.name);

/** Says which of these frames are at another site than the current one, until one of these sites is shown. */
export function tellElsewhere(services: Services, added: readonly FrameId[]): void {
  const places = framesElsewhere(services, added);
  const [only] = places;
  if (!only) return;
  const id = places.length === 1 ? tellOne(services, only) : tellSeveral(services, places);
  const stop = services.session.subscribe(({ notices }) => {
    const shown = siteShown(services);
    const seen = places.some(({ site }) => site.id === shown);
    if (!seen && notices.some((notice) => notice.id === id)) return;
    stop();
    if (seen) dismissNotice(services.session, id);
  });
}

function tellOne({ session }: Services, place: Elsewhere): number {
  const { site, frames } = place;
  const [{ id, footprint }] = frames;
  const names = namesOf(place);
  const [only] = names;
  const [who, whose] =
    names.length === 1
      ? [`${only} is`, 'its']
      : [`${names.length} of the frames just opened are`, 'their'];
  const text = footprint
    ? `${who} at another place, "${site.name}".`
    : `${who} without a place, and therefore at a site of ${whose} own.`;
  // Of several, the names stand below: in one sentence they would hide what it says.
  return notify(session, 'info', text, names.length === 1 ? [] : names, {
    label: 'Go there',
    run: () => session.setState({ frameId: id, selection: [], hovered: null }),
  });
}

function tellSeveral({ session }: Services, places: readonly Elsewhere[]): number {
  const count = places.reduce((sum, { frames }) => sum + frames.length, 0);
  const text = `${count} of the frames just opened are at other sites, which are chosen beside the film strip.`;
  const details = places.map((place) => `${place.site.name}: ${namesOf(place).join(', ')}`);
  return notify(session, 'info', text, details);
}
