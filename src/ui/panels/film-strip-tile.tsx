/** One frame on the film strip. */

import { editContext } from '../../commands/box-access';
import { showFrame } from '../../commands/frame-commands';
import type { Services } from '../../commands/types';
import { moveFrameToSite } from '../../domain/edits/frame-edits';
import { formatDate, formatResolution } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import type { DocumentStore } from '../../store/document-store';
import { commandEntry } from '../command-controls';
import { useDocument, useServices } from '../context';
import { Badge, ContextMenu, Icon, type MenuEntry } from '../kit';
import { useThumbnail } from '../use-frame';
import css from './film-strip.module.css';

function entriesOf(
  services: Services,
  document: DocumentStore,
  frame: Frame,
): readonly MenuEntry[] {
  const sites = [...document.all('sites')].filter((site) => site.id !== frame.siteId);
  const reason = document.lockedReason;
  return [
    commandEntry(services, 'frames.edit'),
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
                const place = { id: frame.id, site, isNew: false };
                document.commit(moveFrameToSite(document, editContext(document), place));
              },
            })),
    },
    commandEntry(services, 'frames.relink'),
    { kind: 'separator', id: 'rule' },
    commandEntry(services, 'frames.remove', { danger: true }),
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
  readonly left: number;
  readonly boxes: number;
  /** Still being read and stored. */
  readonly arriving: boolean;
};

export function FilmStripTile({
  frame,
  id,
  index,
  count,
  current,
  left,
  boxes,
  arriving,
}: TileProps) {
  const services = useServices();
  const document = useDocument();
  const date = frame.acquired ? formatDate(frame.acquired.value) : 'No date';
  const resolution = frame.resolutionM === null ? 'pixels' : formatResolution(frame.resolutionM);
  const tile = (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      aria-setsize={count}
      aria-posinset={index + 1}
      title={frame.title}
      className={css.tile}
      style={{ left }}
      onPointerDown={(event) => {
        if (event.button === 0) showFrame(services, frame.id);
      }}
    >
      <span className={css.thumb}>
        <Picture frame={frame} />
        <span className={css.topLeft}>
          {frame.sensorShort === '' ? null : <Badge tone="over">{frame.sensorShort}</Badge>}
        </span>
        <span className={css.bottom}>
          {frame.synthetic ? <Badge tone="over">Synthetic</Badge> : null}
          <span className={css.space} />
          <Badge tone="over">
            {arriving ? 'reading' : boxes}
            {arriving ? null : <span className="visually-hidden"> boxes</span>}
          </Badge>
        </span>
      </span>
      <span className={css.caption}>
        <span className={frame.acquired ? css.captionDate : css.noDate}>
          {date.slice(0, -5)}
          <span className={frame.acquired ? 'visually-hidden' : undefined}>{date.slice(-5)}</span>
        </span>
        <span>{resolution}</span>
        <span className="visually-hidden">{frame.title}</span>
      </span>
    </div>
  );
  if (arriving) return tile;
  return (
    <ContextMenu
      entries={() => entriesOf(services, document, frame)}
      onOpen={() => showFrame(services, frame.id)}
    >
      {tile}
    </ContextMenu>
  );
}
