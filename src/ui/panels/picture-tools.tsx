/** What stands on the map's edges when it is asked for; each is fetched when it is first wanted. */
import { lazy, Suspense } from 'react';
import { useSession } from '../context';
import { useComparedFrames, useCurrentFrame } from '../use-frame';

const DisplayPanel = lazy(async () => ({
  default: (await import('./display-panel')).DisplayPanel,
}));
const ProfilePanel = lazy(async () => ({
  default: (await import('./profile-panel')).ProfilePanel,
}));

export function PictureTools() {
  const { frame } = useCurrentFrame();
  const comparing = useSession((state) => state.screen === 'compare');
  const compared = useComparedFrames();
  const display = useSession((state) => state.panels.display);
  const probe = useSession((state) => state.probe);
  // Read anew once the files are found again.
  const linked = useSession((state) => state.linked);
  // A line stays with its picture, whichever of those compared the pointer is over.
  const seen = comparing ? compared : frame ? [frame] : [];
  const probed = seen.find(({ id }) => id === probe?.frameId);
  // One key for both would leave panels behind that are closed.
  return (
    <Suspense fallback={null}>
      {display && frame ? <DisplayPanel key={`display ${linked}`} /> : null}
      {probe && probed ? (
        <ProfilePanel key={`values ${linked}`} frame={probed} probe={probe} />
      ) : null}
    </Suspense>
  );
}
