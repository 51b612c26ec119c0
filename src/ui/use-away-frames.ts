/** Which frames' pictures cannot be read now; looked at again whenever files were linked or frames came. */
import { useEffect, useState } from 'react';
import { type AwayFrames, framesAway } from '../commands/frames/relink-all';
import { useDocument, useDocumentRevision, useServices, useSession } from './context';

const NONE: AwayFrames = { waiting: [], lost: [] };

export function useAwayFrames(): AwayFrames {
  const services = useServices();
  const document = useDocument();
  useDocumentRevision();
  const linked = useSession((state) => state.linked);
  const [found, setFound] = useState({ key: '', away: NONE });
  const key = [linked, ...[...document.all('frames')].map(({ id }) => id)].join(' ');
  useEffect(() => {
    let current = true;
    framesAway(services).then(
      (away) => {
        if (current) setFound({ key, away });
      },
      (error: unknown) => console.warn(error),
    );
    return () => {
      current = false;
    };
  }, [services, key]);
  return found.key === key ? found.away : NONE;
}
