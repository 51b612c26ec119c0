/** At the right of the comparison: the place of what has changed between A and B. */
import { InspectorPanel } from '../panels/inspector';

export function ChangesSlot() {
  return <InspectorPanel />;
}
