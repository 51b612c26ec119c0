/** One frame on the film strip. */

import { editContext } from '../../commands/box-access';
import { showFrame } from '../../commands/frame-commands';
import { besideReason, compareBeside, compareFrame } from '../../commands/frames/compare-frames';
import { notifyError } from '../../commands/notify';
import type { Services } from '../../commands/types';
import { moveFrameToSite } from '../../domain/edits/frame-edits';
import { examinedWhole } from '../../domain/edits/observation-edits';
import { formatDate, formatResolution } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import type { DocumentStore } from '../../store/document-store';
import { commandEntry } from '../command-controls';
import { useDocument, useServices, useSession } from '../context';
import { Badge, ContextMenu, Icon, type MenuEntry } from '../kit';
import { useThumbnail } from '../use-frame';
import css from './film-strip.module.css';

function entriesOf(
  services: Services,
  document: DocumentStore,
  frame: Frame,
): readonly MenuEntry[] {
  // The other entries mean the current frame, which while comparing may be another one.
  if (services.session.getState().screen === 'compare') return compareEntries(services, frame);
  const sites = [...document.all('sites')].filter((site) => site.id !== frame.siteId);
  const reason = document.lockedReason;
  return [
    commandEntry(services, 'frames.edit'),
    commandEntry(services, 'frames.examined', { label: 'Whole frame examined' }),
    {
      kind: 'sub',
      id: 'move',
      label: 'Move to site',
      icon: 'anchor',
      entries:
        sites.length === 0
          ? [{ kind: 'heading', id: 'none', label: 'There is no other site.' }]
          : sites.map((site) => ({
              id: site.id,
              label: site.name,
              disabledReason: reason,
              onSelect: () => {
                try {
                  const place = { id: frame.id, site, isNew: false };
                  document.commit(moveFrameToSite(document, editContext(document), place));
                } catch (error) {
                  notifyError(services.session, error);
                }
              },
            })),
    },
    commandEntry(services, 'frames.relink'),
    { kind: 'separator', id: 'rule' },
    commandEntry(services, 'frames.remove', { danger: true }),
  ];
}

function compareEntries(services: Services, frame: Frame): readonly MenuEntry[] {
  const { compare } = services.session.getState();
  const at = compare.frames.indexOf(frame.id);
  return [
    {
      id: 'compare-a',
      label: 'Compare as A (before)',
      checked: at === 0,
      hint: 'Shift and click',
      onSelect: () => compareFrame(services, 0, frame.id),
    },
    {
      id: 'compare-b',
      label: 'Compare as B (after)',
      checked: at === 1,
      hint: 'Click',
      onSelect: () => compareFrame(services, 1, frame.id),
    },
    {
      id: 'compare-beside',
      label: 'Show side by side with them',
      checked: at > 1,
      disabledReason: besideReason(services, frame.id),
      onSelect: () => compareBeside(services, frame.id),
    },
  ];
}

function Picture({ frame }: { readonly frame: Frame }) {
  const url = useThumbnail(frame);
  if (url === null) return <span className={css.waiting} />;
  if (url === 'missing') {
    return (
      <span className={css.missing}>
        <Icon name="image-off" />
        <span className="visually-hidden">Imagery missing</span>
      </span>
    );
  }
  return <img className={css.picture} src={url} alt="" draggable={false} />;
}

export type TileProps = {
  readonly frame: Frame;
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly current: boolean;
  /** Which of the compared frames it is; null where it is none. */
  readonly letter: string | null;
  readonly left: number;
  readonly boxes: number;
  /** Still being read and stored. */
  readonly arriving: boolean;
  /** Without room for a caption below: the date stands on the picture. */
  readonly compact: boolean;
  /** The strip's frames are of more than one year: a day alone would not tell them apart. */
  readonly years: boolean;
};

/** What stands on the picture: sensor, what was examined, its letter, date where there is no caption, boxes. */
function Thumb({ frame, letter, boxes, arriving, compact, years }: TileProps) {
  const document = useDocument();
  const linked = useSession((state) => state.linked);
  const synthetic = frame.synthetic ? 'Synthetic' : null;
  const onPicture = compact ? dateOf(frame, years).short : synthetic;
  return (
    <span className={css.thumb}>
      <Picture key={linked} frame={frame} />
      <span className={css.topLeft}>
        {frame.sensorShort === '' ? null : <Badge tone="over">{frame.sensorShort}</Badge>}
        {examinedWhole(document, frame.id) ? (
          <Badge tone="over" title="All of this frame was examined">
            <Icon name="check" size={12} />
            <span className="visually-hidden">Examined</span>
          </Badge>
        ) : null}
      </span>
      {letter ? (
        <span className={css.letter}>
          <span className="visually-hidden">compared as </span>
          {letter}
        </span>
      ) : null}
      <span className={css.bottom}>
        {onPicture === null ? null : <Badge tone="over">{onPicture}</Badge>}
        <span className={css.space} />
        <Badge tone="over">
          {arriving ? 'reading' : boxes}
          {arriving ? null : <span className="visually-hidden"> boxes</span>}
        </Badge>
      </span>
    </span>
  );
}

/** '12 Sep' and ' 2023', of which the picture shows the first alone, or '12 Sep ’23'; 'No date' whole. */
function dateOf({ acquired }: Frame, years: boolean) {
  const date = acquired ? formatDate(acquired.value) : 'No date';
  const [day, year] = [date.slice(0, -5), date.slice(-5)];
  return { day, year, short: acquired ? `${day}${years ? ` ’${year.slice(-2)}` : ''}` : date };
}

function Caption({ frame, compact, years }: Pick<TileProps, 'frame' | 'compact' | 'years'>) {
  const { day, year } = dateOf(frame, years);
  const resolution = frame.resolutionM === null ? 'pixels' : formatResolution(frame.resolutionM);
  return (
    <span className={compact ? 'visually-hidden' : css.caption}>
      <span className={frame.acquired ? css.captionDate : css.noDate}>
        {day}
        <span className={frame.acquired && !years ? 'visually-hidden' : undefined}>{year}</span>
      </span>
      <span>{resolution}</span>
      <span className="visually-hidden">{frame.title}</span>
    </span>
  );
}

export function FilmStripTile(props: TileProps) {
  const { frame, id, index, count, current, letter, left, arriving, compact, years } = props;
  const services = useServices();
  const document = useDocument();
  const comparing = () => services.session.getState().screen === 'compare';
  const tile = (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      aria-setsize={count}
      aria-posinset={index + 1}
      title={frame.title}
      data-compared={letter !== null}
      className={css.tile}
      style={{ left }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        if (comparing() && event.shiftKey) compareFrame(services, 0, frame.id);
        else showFrame(services, frame.id);
      }}
    >
      <Thumb {...props} />
      <Caption frame={frame} compact={compact} years={years} />
    </div>
  );
  if (arriving) return tile;
  return (
    <ContextMenu
      entries={() => entriesOf(services, document, frame)}
      onOpen={() => {
        // While comparing, the menu says itself which of the two it means.
        if (!comparing()) showFrame(services, frame.id);
      }}
    >
      {tile}
    </ContextMenu>
  );
}
