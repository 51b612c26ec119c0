/** What is known of how a frame is laid: by what, by how much, how well, by whom. */
import type { ReactNode } from 'react';
import {
  KIND_NAMES,
  methodText,
  metresText,
  ownPlaceText,
  pixelsText,
  residualText,
  stretchText,
  turnText,
} from '../../domain/geo/alignment-text';
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import css from './align.module.css';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd className="selectable">{children}</dd>
    </div>
  );
}

export function AlignFacts({ frame }: { readonly frame: Frame }) {
  const { alignment } = frame;
  if (!alignment) return <p className={css.note}>{ownPlaceText(frame)}</p>;
  const { kind, residualPx, detail, author, at } = alignment;
  const metres = metresText(alignment);
  const turn = turnText(alignment);
  const stretch = stretchText(alignment);
  return (
    <dl className={css.facts}>
      <Fact name="Method">
        <span className={css.line}>{methodText(alignment)}</span>
        <span className={css.line}>{KIND_NAMES[kind]}</span>
      </Fact>
      <Fact name="Moved">
        <span className={css.line}>{pixelsText(alignment)}</span>
        {metres ? <span className={css.line}>{metres}</span> : null}
      </Fact>
      {turn ? <Fact name="Turned">{turn}</Fact> : null}
      {stretch ? <Fact name="Stretched">{stretch}</Fact> : null}
      <Fact name="Residual">{residualPx === null ? 'not measured' : residualText(residualPx)}</Fact>
      <Fact name="How well">{detail}</Fact>
      <Fact name="Made">
        {author === '' ? '' : `by ${author}, `}
        {formatDate(at)} {formatTime(at)}
      </Fact>
    </dl>
  );
}
