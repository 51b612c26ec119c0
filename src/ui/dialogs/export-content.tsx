/** What an export holds, what it leaves behind, and what one of its features looks like. */
import { useEffect, useState } from 'react';
import {
  type ExportContent,
  exportDoubts,
  exportPreview,
  GEOJSON_LOSES,
} from '../../commands/project/export';
import { formatNumber } from '../../domain/geo/format-numbers';
import { Icon, IconButton } from '../kit';
import css from './dialogs.module.css';
import own from './export-dialog.module.css';
import { JsonText } from './json-text';

function facts(content: ExportContent) {
  const withoutPlace = new Set(
    content.frames.filter((frame) => frame.georef === null).map((frame) => frame.id),
  );
  const withBoxes = new Set(content.boxes.map((box) => box.frameId));
  const frames = content.frames.filter((frame) => withBoxes.has(frame.id));
  return {
    frames: frames.length,
    placeless: content.boxes.filter((box) => withoutPlace.has(box.frameId)).length,
  };
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** What else goes along, each with its number; nothing is said of what there is none of. */
function followedRows({ vessels, groups, observations, events, frames }: ExportContent) {
  const followed = [
    vessels.length > 0 ? plural(vessels.length, 'vessel') : null,
    groups.length > 0 ? plural(groups.length, 'group') : null,
  ];
  const seen = [
    observations.length > 0 ? plural(observations.length, 'statement') : null,
    events.length > 0 ? plural(events.length, 'event') : null,
  ];
  const aligned = frames.filter(({ alignment }) => alignment).length;
  const rows = [
    ['Vessels with their claims, groups of containers', followed],
    ['What was looked at and counted without boxes, and what changed', seen],
    ['How pictures are laid on one another', [aligned > 0 ? plural(aligned, 'alignment') : null]],
  ] as const;
  return rows.flatMap(([what, counts]) => {
    const known = counts.filter((count) => count !== null);
    return known.length === 0 ? [] : [[what, known.join(', ')] as const];
  });
}

export function ExportContents({ content }: { readonly content: ExportContent }) {
  const found = facts(content);
  const rows = [
    [
      'Boxes with all their attributes',
      `${formatNumber(content.boxes.length)} in ${plural(found.frames, 'frame')}`,
    ],
    ['Corners in longitude and latitude', 'WGS 84, 7 decimals'],
    ['Corners in pixels of the picture', 'as drawn'],
    ['Date, source and display of every picture', 'with SHA-256'],
    ['Classes with their numbers', formatNumber(content.classes.length)],
    ...followedRows(content),
  ] as const;
  const left: string[] = [...GEOJSON_LOSES];
  if (found.placeless > 0) {
    left.unshift(
      `The outline of ${plural(found.placeless, 'box', 'boxes')} on pictures without a place.`,
    );
  }
  const doubts = exportDoubts(content);
  return (
    <>
      <div className={css.rows}>
        {rows.map(([what, how]) => (
          <div key={what} className={own.row}>
            <Icon name="check" size={14} />
            <span>{what}</span>
            <span>{how}</span>
          </div>
        ))}
      </div>
      <div className={css.card}>
        <h3 className={css.cardTitle}>
          <Icon name="info" />
          What does not go along
        </h3>
        <ul>
          {left.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      {doubts.length > 0 ? (
        <div className={css.card}>
          <h3 className={css.cardTitle}>
            <span className={css.warn}>
              <Icon name="triangle-alert" />
            </span>
            Look at this before it goes out
          </h3>
          <ul>
            {doubts.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}

export function ExportPreview({ content }: { readonly content: ExportContent }) {
  const [wanted, setWanted] = useState(0);
  const [text, setText] = useState<string | null>(null);
  const last = Math.max(0, content.boxes.length - 1);
  const index = Math.min(wanted, last);
  useEffect(() => {
    let current = true;
    void exportPreview(content, index).then((next) => {
      if (current) setText(next);
    });
    return () => {
      current = false;
    };
  }, [content, index]);
  return (
    <section className={own.preview} aria-label="Preview">
      <header className={own.previewHead}>
        <h3>Preview</h3>
        <span className={own.position}>
          {content.boxes.length > 0
            ? `${formatNumber(index + 1)} of ${formatNumber(content.boxes.length)}`
            : null}
        </span>
        <IconButton
          size="small"
          icon="chevron-left"
          label="Box before"
          disabledReason={index > 0 ? null : 'This is the first box.'}
          onClick={() => setWanted(index - 1)}
        />
        <IconButton
          size="small"
          icon="chevron-right"
          label="Next box"
          disabledReason={index < last ? null : 'This is the last box.'}
          onClick={() => setWanted(index + 1)}
        />
        <IconButton
          size="small"
          icon="copy"
          label="Copy this feature"
          disabledReason={text ? null : 'There is no box to copy.'}
          onClick={() => void navigator.clipboard.writeText(text ?? '')}
        />
      </header>
      <div className={own.code}>
        {text ? <JsonText text={text} /> : <p className={css.aside}>No boxes here.</p>}
      </div>
    </section>
  );
}
