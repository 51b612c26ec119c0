/** Containers that left one site and such that appeared at another, side by side. */
import { useMemo } from 'react';
import { flowPairs } from '../../domain/tracks/group-log';
import { useDocument, useDocumentRevision } from '../context';
import css from './log-screen.module.css';

export function FlowPairs() {
  const document = useDocument();
  const revision = useDocumentRevision();
  const pairs = useMemo(() => (revision < 0 ? [] : flowPairs(document)), [document, revision]);
  if (pairs.length === 0) return null;
  return (
    <section className={css.site} aria-label="Between sites">
      <header className={css.siteHead}>
        <h3>Between sites</h3>
        <span className={css.aside}>
          what left, and all that appeared elsewhere since: whether they are the same containers,
          the counts do not tell
        </span>
      </header>
      <ul className={css.flows} aria-label="Containers that left one site and appeared at another">
        {pairs.map(({ left, appeared }) => (
          <li key={left} className="selectable">
            {`${left}.`}
            <ul className={css.risen}>
              {appeared.map((text) => (
                <li key={text}>{`${text}.`}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
