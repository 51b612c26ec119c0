/** A site's table of who and what was present by date, as text. */
import { examinedWhole } from '../edits/observation-edits';
import type { DocumentView } from '../edits/types';
import { lyingText, NOBODY } from '../geo/alignment-text';
import { displayText } from '../imaging/display-text';
import type { Frame } from '../model/frame';
import type { Site } from '../model/project';
import { countText } from './count-text';
import { imageParts } from './image-parts';
import { observedText, type Unknown, unknownText } from './look-text';
import { type Cell, type FrameCount, occupancy } from './occupancy';

/**
 * '3'; '3 or more' where not the whole frame was examined, or could be. null, for not observed, where nothing is boxed,
 * or none of what is asked for on a frame that was not examined.
 */
export function numberText(value: number | null, { whole }: FrameCount): string | null {
  if (value === null || (value === 0 && !whole)) return null;
  return whole ? String(value) : `${value} or more`;
}

/**
 * '47–53, best 50'; '47–53, best 50, or more' where not the whole frame was examined, or could be, or cargo is
 * boxed without a count; empty where nothing is counted.
 */
export function containersText({ containers, more }: FrameCount): string {
  const text = countText(containers);
  if (!containers || text === '' || !more) return text;
  const { min, best, max } = containers;
  if (best === null && max === null) return text;
  if (best === null && min === null) return `${text} in what is boxed`;
  return text.includes(',') || text.includes('–') ? `${text}, or more` : `${text} or more`;
}

/** Why the number of ships is not known, where it is not. */
export function unlookedAt({ open }: FrameCount): Unknown {
  return open ?? 'unexamined';
}

function dateOf({ acquired, title }: Frame): string {
  return acquired?.value ?? `no date (${title})`;
}

function referenceOf(doc: DocumentView, { alignment }: Frame): Frame | undefined {
  return alignment && doc.get('frames', alignment.referenceId);
}

/** Who boxed and counted what is on a frame. */
function authorsOf(doc: DocumentView, { id }: Frame): string {
  const counted = [...doc.all('observations')].filter(
    ({ frameId, kind }) => frameId === id && kind === 'counted',
  );
  const said = [...doc.boxesOf(id), ...counted].map(({ author }) => author || NOBODY);
  return [...new Set(said)].sort().join(', ');
}

/** Who said that all that is there is boxed, and when: what "not there" rests on besides areas. */
function examinedBy(doc: DocumentView, { id }: Frame): string {
  const examined = examinedWhole(doc, id);
  return examined ? `${examined.author || NOBODY}, ${examined.createdAt}` : 'not examined whole';
}

/** A line of dates, one for each vessel and group, then the counts, the pictures, and who says so. */
export function occupancyRows(doc: DocumentView, site: Site): string[][] {
  const { frames, vessels, groups, counts } = occupancy(doc, site);
  const cellText = ({ look, count }: Cell) => countText(count) || observedText(look);
  const number = (value: number | null, one: FrameCount) =>
    numberText(value, one) ?? unknownText(unlookedAt(one));
  return [
    [site.name, ...frames.map(dateOf)],
    ...vessels.map(({ vessel, cells }) => [
      vessel.name,
      ...cells.map(({ look }) => observedText(look)),
    ]),
    ...groups.map(({ group, cells }) => [group.name, ...cells.map(cellText)]),
    ['Vessels identified', ...counts.map((one) => number(one.vessels, one))],
    ['Ships not linked to a vessel', ...counts.map((one) => number(one.unlinked, one))],
    [
      'Containers counted',
      ...counts.map((one) => containersText(one) || unknownText(one.uncounted ?? 'uncounted')),
    ],
    ['Frame', ...frames.map(({ title }) => title)],
    ['Sensor', ...frames.map(({ sensor }) => sensor)],
    ['Date known from', ...frames.map(({ acquired }) => acquired?.source ?? '')],
    ['Boxed and counted by', ...frames.map((frame) => authorsOf(doc, frame))],
    ['Examined whole by', ...frames.map((frame) => examinedBy(doc, frame))],
    ['Display', ...frames.map(displayText)],
    ['Alignment', ...frames.map((frame) => lyingText(frame, referenceOf(doc, frame)))],
    ['Image file', ...frames.map(({ file }) => file.name)],
    ['Image SHA-256', ...frames.map(({ file }) => file.sha256)],
    ['Files that it is made of', ...frames.map(imageParts)],
  ];
}
