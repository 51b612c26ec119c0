/** At the right of the comparison: what has changed between A and B, or the box in hand. */
import { useState } from 'react';
import { useDocument, useDocumentRevision, useSession } from '../context';
import { EmptyState, Tabs } from '../kit';
import { InspectorPanel } from '../panels/inspector';
import { ChangesPanel } from './changes-panel';
import { Proposals } from './proposals';

type Tab = 'changes' | 'proposals' | 'box';

const TWO = (
  <EmptyState
    icon="columns-2"
    title="Two dates are needed"
    text="Choose two frames of one site in the film strip."
  />
);

export function ChangesSlot() {
  useDocumentRevision();
  const document = useDocument();
  const frames = useSession((state) => state.compare.frames);
  const [tab, setTab] = useState<Tab>('changes');
  const [before, after] = frames.map((id) => document.get('frames', id));
  return (
    <Tabs<Tab>
      label="Changes and box"
      value={tab}
      onChange={setTab}
      tabs={[
        {
          value: 'changes',
          label: 'Changes',
          content: before && after ? <ChangesPanel before={before} after={after} /> : TWO,
        },
        {
          value: 'proposals',
          label: 'Proposals',
          content: before && after ? <Proposals before={before} after={after} /> : TWO,
        },
        { value: 'box', label: 'Box', content: <InspectorPanel /> },
      ]}
    />
  );
}
