/** At the bottom right of the map: what needs an eye, until it is dismissed. */
import { dismissNotice } from '../../commands/notify';
import { useServices, useSession } from '../context';
import { Button, NoticeBar } from '../kit';
import css from './overlays.module.css';

export function Notices() {
  const { session } = useServices();
  const notices = useSession((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <div className={css.notices}>
      {notices.map(({ id, tone, text, details, action }) => (
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
