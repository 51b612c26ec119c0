/** At the right of the comparison: what has changed between A and B, or the box in hand. */
import { useEffect, useRef, useState } from 'react';
import { comparedPair } from '../../commands/frames/compare-frames';
import { useDocument, useDocumentRevision, useSession } from '../context';
import { EmptyState, Tabs } from '../kit';
import { InspectorPanel } from '../panels/inspector';
import { useBroughtForward } from '../panels/use-brought-forward';
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
  const pair = comparedPair(
    document,
    useSession((state) => state.compare),
  );
  const [tab, setTab] = useState<Tab>('changes');
  const areaId = useSession((state) => state.areaId);
  const areaBefore = useRef(areaId);
  useEffect(() => {
    // An area that was in hand before the dates were compared is no reason to cover what has changed.
    if (areaId && areaId !== areaBefore.current) setTab('box');
    areaBefore.current = areaId;
  }, [areaId]);
  useBroughtForward('focusInspector', tab, 'box', setTab);
  useBroughtForward('focusFollowed', tab, 'box', setTab);

  return (
    <Tabs<Tab>
      label="Changes and box"
      value={tab}
      onChange={setTab}
      tabs={[
        {
          value: 'changes',
          label: 'Changes',
          content: pair ? <ChangesPanel pair={pair} /> : TWO,
        },
        {
          value: 'proposals',
          label: 'Proposals',
          content: pair ? <Proposals pair={pair} /> : TWO,
        },
        { value: 'box', label: 'Box', content: <InspectorPanel /> },
      ]}
    />
  );
}
