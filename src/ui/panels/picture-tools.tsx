/** What stands on the map's edges when it is asked for; each is fetched when it is first wanted. */
import { lazy, Suspense } from 'react';
import { useSession } from '../context';
import { useCurrentFrame } from '../use-frame';

const DisplayPanel = lazy(async () => ({
  default: (await import('./display-panel')).DisplayPanel,
}));
const ProfilePanel = lazy(async () => ({
  default: (await import('./profile-panel')).ProfilePanel,
}));

export function PictureTools() {
  const { frame } = useCurrentFrame();
  const display = useSession((state) => state.panels.display);
  const probe = useSession((state) => state.probe);
  // Read anew once the files are found again.
  const linked = useSession((state) => state.linked);
  return (
    <Suspense fallback={null}>
      {display && frame ? <DisplayPanel key={linked} /> : null}
      {probe && frame?.id === probe.frameId ? (
        <ProfilePanel key={linked} frame={frame} probe={probe} />
      ) : null}
    </Suspense>
  );
}
