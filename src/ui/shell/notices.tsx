/** At the bottom right of the map: what needs an eye, until it is dismissed. */
import { useCallback, useState, useSyncExternalStore } from 'react';
import { dismissNotice } from '../../commands/notify';
import type { Notice } from '../../store/session';
import { useServices, useSession, useWorkspace } from '../context';
import { Button, NoticeBar } from '../kit';
import { shownOf } from './folded';
import css from './overlays.module.css';

const NOTHING = () => () => undefined;

/** Those that hold: that frames have no place does not, once they were given one, and again when that is undone. */
function useTrueNotices(): readonly Notice[] {
  const notices = useSession((state) => state.notices);
  const document = useWorkspace()?.document;
  const subscribe = useCallback(
    (listener: () => void) => (document ? document.subscribe(listener) : NOTHING()),
    [document],
  );
  const placed = ({ unplaced }: Notice) =>
    unplaced.length > 0 && unplaced.every((id) => document?.get('frames', id)?.georef);
  const hidden = useSyncExternalStore(subscribe, () =>
    notices.flatMap((notice) => (placed(notice) ? notice.id : [])).join(' '),
  ).split(' ');
  return notices.filter(({ id }) => !hidden.includes(String(id)));
}

export function Notices() {
  const { session } = useServices();
  const notices = useTrueNotices();
  const [asked, setAsked] = useState(false);
  if (notices.length === 0) return null;
  const few = shownOf(notices);
  const unfolded = asked && few.length < notices.length;
  const shown = unfolded ? notices : few;
  const folded = notices.length - shown.length;
  return (
    <div className={css.notices}>
      {folded > 0 || unfolded ? (
        <div className={css.more}>
          <Button onClick={() => setAsked(!unfolded)}>
            {folded > 0 ? `${folded} more` : 'Show fewer'}
          </Button>
          <Button
            onClick={() => {
              setAsked(false);
              for (const { id } of notices) dismissNotice(session, id);
            }}
          >
            Clear all
          </Button>
        </div>
      ) : null}
      {shown.map(({ id, tone, text, details, action }) => (
        <NoticeBar
          key={id}
          tone={tone}
          text={text}
          details={details}
          actions={action ? <Button onClick={action.run}>{action.label}</Button> : null}
          onDismiss={() => dismissNotice(session, id)}
        />
      ))}
    </div>
  );
}
