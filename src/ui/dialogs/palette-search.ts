/** What the command palette finds: commands, boxes, frames and places. */
import { selectedBoxes } from '../../commands/box-access';
import { showFrame } from '../../commands/frame-commands';
import { onMap, showMap } from '../../commands/go-to';
import { COMMANDS, enabledReason, keyLabels, runCommand } from '../../commands/registry';
import type { Command, CommandGroup, Services } from '../../commands/types';
import { formatAcquired, formatLonLat, formatResolution } from '../../domain/geo/format-numbers';
import { toMgrs } from '../../domain/geo/geodesy';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import { parsePlace } from '../../domain/search/coordinates';
import { fuzzyMatch } from '../../domain/search/fuzzy';
import type { DocumentStore } from '../../store/document-store';

export type PaletteItem = {
  readonly id: string;
  readonly icon: string;
  readonly label: string;
  /** Indices of the label's letters that matched. */
  readonly marks: readonly number[];
  readonly hint: string;
  readonly keys: readonly string[] | undefined;
  /** Why it cannot be run now. */
  readonly reason: string | null;
  readonly run: () => void;
};
export type PaletteSection = { readonly title: string; readonly items: readonly PaletteItem[] };

const MOST_BOXES = 6;
const MOST_FRAMES = 8;
const SETTINGS: readonly CommandGroup[] = ['Panels', 'Help', 'Classes'];
const ON_BOXES: readonly CommandGroup[] = ['Boxes', 'Edit'];
/** Opening the palette from the palette is no help. */
const HIDDEN = new Set(['help.palette']);

type Ranked = { readonly item: PaletteItem; readonly score: number };

/** '>' asks for commands only, '#' for dates, ':' for coordinates. */
export function searchPalette(services: Services, typed: string): readonly PaletteSection[] {
  const prefix = /^[>#:]/.exec(typed)?.[0] ?? '';
  const query = typed.slice(prefix.length).trim();
  const document = services.workspace.getState().current?.document ?? null;
  const sections: PaletteSection[] = [];
  const goTo: PaletteItem[] = [];
  if (prefix === '' || prefix === ':') goTo.push(...placeItems(services, query));
  if (document && prefix === '' && query !== '') goTo.push(...boxItems(services, document, query));
  if (document && prefix !== '>' && prefix !== ':' && (query !== '' || prefix === '#')) {
    goTo.push(...frameItems(services, document, query));
  }
  sections.push({ title: 'Go to', items: goTo });
  if (prefix === '' || prefix === '>') sections.push(...commandSections(services, query));
  return sections.filter((section) => section.items.length > 0);
}

function commandSections(services: Services, query: string): readonly PaletteSection[] {
  const boxes = selectedBoxes(services);
  const [only] = boxes;
  const on = boxes.length === 1 && only ? `box ${only.number}` : `${boxes.length} boxes`;
  const ranked = COMMANDS.filter((command) => !HIDDEN.has(command.id)).flatMap((command) => {
    const match = rankCommand(command, query);
    return match ? [{ command, ...match }] : [];
  });
  const items = (groups: (group: CommandGroup) => boolean) =>
    ranked
      .filter(({ command }) => groups(command.group))
      .map(({ command, score, marks }) => ({ item: commandItem(services, command, marks), score }))
      .sort(byRank)
      .map(({ item }) => item);
  const onBoxes = boxes.length > 0 ? ON_BOXES : [];
  return [
    { title: `Run on ${on}`, items: items((group) => onBoxes.includes(group)) },
    {
      title: 'Run',
      items: items((group) => !onBoxes.includes(group) && !SETTINGS.includes(group)),
    },
    { title: 'Settings and help', items: items((group) => SETTINGS.includes(group)) },
  ];
}

/** What can be run stands before what cannot. */
function byRank(a: Ranked, b: Ranked): number {
  const off = Number(a.item.reason !== null) - Number(b.item.reason !== null);
  return off || b.score - a.score;
}

function rankCommand(command: Command, query: string) {
  if (query === '') return { score: 0, marks: [] };
  const direct = fuzzyMatch(query, command.label);
  if (direct) return direct;
  const other = fuzzyMatch(query, `${command.keywords ?? ''} ${command.group}`);
  return other ? { score: other.score - 30, marks: [] } : null;
}

function commandItem(services: Services, command: Command, marks: readonly number[]): PaletteItem {
  const reason = enabledReason(services, command.id);
  return {
    id: command.id,
    icon: command.checked?.(services) ? 'check' : (command.icon ?? 'chevron-right'),
    label: command.label,
    marks,
    hint: reason ?? '',
    keys: keyLabels(command)[0],
    reason,
    run: () => runCommand(services, command.id),
  };
}

function placeItems(services: Services, query: string): readonly PaletteItem[] {
  const place = query === '' ? null : parsePlace(query);
  if (!place) return [];
  const reason = services.session.getState().frameId === null ? 'Open a frame first.' : null;
  return [
    {
      id: 'place',
      icon: 'map-pin',
      label: formatLonLat(place),
      marks: [],
      hint: toMgrs(place) ?? '',
      keys: undefined,
      reason,
      run: () => onMap(services, (map) => map.centerOn(place)),
    },
  ];
}

function goToItem(
  id: string,
  icon: string,
  label: string,
  hint: string,
  query: string,
  run: () => void,
): PaletteItem {
  const marks = fuzzyMatch(query, label)?.marks ?? [];
  return { id, icon, label, marks, hint, keys: undefined, reason: null, run };
}

function boxItems(
  services: Services,
  document: DocumentStore,
  query: string,
): readonly PaletteItem[] {
  const wanted = query.toLowerCase();
  const number = Number(/^(?:box\s*)?(\d+)$/.exec(wanted)?.[1] ?? Number.NaN);
  const items: PaletteItem[] = [];
  for (const box of document.all('boxes')) {
    const name = document.get('classes', box.classId)?.name ?? '';
    const { berth } = box.attributes;
    const hit = Number.isNaN(number)
      ? `${name} ${box.number} ${berth}`.toLowerCase().includes(wanted)
      : box.number === number;
    if (!hit) continue;
    items.push(boxItem(services, document, box, name, query));
    if (items.length === MOST_BOXES) break;
  }
  return items;
}

function boxItem(
  services: Services,
  document: DocumentStore,
  box: Box,
  name: string,
  query: string,
): PaletteItem {
  const frame = document.get('frames', box.frameId);
  const hint = [frame ? formatAcquired(frame.acquired) : '', box.attributes.berth];
  const label = `Box ${box.number}, ${name}`;
  const shown = hint.filter((part) => part !== '').join(', ');
  return goToItem(box.id, 'scan', label, shown, query, () => {
    services.session.setState({ frameId: box.frameId, selection: [box.id] });
    onMap(services, (map) => map.reveal([box.id]));
  });
}

function frameItems(
  services: Services,
  document: DocumentStore,
  query: string,
): readonly PaletteItem[] {
  const frames = [...document.all('frames')].sort((a, b) => dateOf(a).localeCompare(dateOf(b)));
  return frames
    .flatMap((frame) => {
      const site = document.get('sites', frame.siteId)?.name ?? '';
      const label = `${formatAcquired(frame.acquired)}, ${site}`;
      const facts = [frame.title, frame.sensorShort];
      if (frame.resolutionM !== null) facts.push(formatResolution(frame.resolutionM));
      const text = `${label} ${dateOf(frame)} ${facts.join(' ')}`;
      if (query !== '' && !text.toLowerCase().includes(query.toLowerCase())) return [];
      const hint = facts.filter((part) => part !== '').join(', ');
      const go = () => {
        showFrame(services, frame.id);
        showMap(services);
      };
      return [goToItem(frame.id, 'image', label, hint, query, go)];
    })
    .slice(0, query === '' ? undefined : MOST_FRAMES);
}

function dateOf(frame: Frame): string {
  return frame.acquired?.value ?? '~';
}
