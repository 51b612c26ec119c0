/** Proposals between two dates that were judged to be no change: each can be proposed again. */
import type { MouseEvent } from 'react';
import { takeRejectionBack } from '../../commands/compare/proposals';
import type { ComparedPair } from '../../commands/frames/compare-frames';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import type { ChangeEvent } from '../../domain/model/observation';
import type { DocumentStore } from '../../store/document-store';
import { useDocument, useLockedReason, useServices } from '../context';
import { Badge, Button, IconButton } from '../kit';
import css from './changes-panel.module.css';
import { afterJudging } from './next-row';
import { sizeText } from './proposal-texts';

/** Those of the two frames, whichever was compared with which; the last judged first. */
function rejectedOf(document: DocumentStore, { before, after }: ComparedPair): ChangeEvent[] {
  const pair: readonly string[] = [before.id, after.id];
  return [...document.all('events')]
    .filter(({ verdict, source }) => verdict === 'rejected' && source === 'proposal')
    .filter(({ beforeId, afterId }) => pair.includes(beforeId) && pair.includes(afterId))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

export function RejectedProposals({ pair }: { readonly pair: ComparedPair }) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const rejected = rejectedOf(document, pair);
  if (rejected.length === 0) return null;
  const frameOf = ({ frameId }: ChangeEvent) =>
    frameId === pair.before.id ? pair.before : pair.after;
  const show = (event: ChangeEvent) => {
    const place = frameGeoOf(frameOf(event))?.boxMeasures(event.geometry)?.center;
    if (place) services.map.current?.centerOn(place);
  };
  const takeBack = (event: ChangeEvent) => (click: MouseEvent<HTMLElement>) => {
    const leadOn = afterJudging(click.currentTarget);
    const others = rejected.length > 1;
    takeRejectionBack(services, event);
    // The last one may have led the focus to where it is open again.
    setTimeout(() => {
      if (others || window.document.activeElement === window.document.body) leadOn();
    });
  };
  return (
    <details className={css.rejected}>
      <summary>{`${rejected.length} rejected, not proposed again`}</summary>
      <ul>
        {rejected.map((event) => (
          <li key={event.id} className={css.found}>
            <Badge>{event.kind}</Badge>
            <span className={css.aside}>{sizeText(event, frameOf(event))}</span>
            <IconButton
              icon="crosshair"
              size="small"
              label="Show the place"
              onClick={() => show(event)}
            />
            <Button kind="quiet" disabledReason={locked} onClick={takeBack(event)}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
