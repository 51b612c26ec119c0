/** At the right of the comparison: what has changed between A and B, or the box in hand. */
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { comparedPair } from '../../commands/frames/compare-frames';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
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
  const { panels: ports } = useServices();
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
  // A command for the box's fields brings them forward and then reaches them.
  useEffect(() => {
    if (tab === 'box') return;
    const bring = (port: 'focusInspector' | 'focusFollowed') => {
      const reach = () => {
        flushSync(() => setTab('box'));
        setTimeout(() => {
          if (ports[port] !== reach) ports[port]?.();
        });
      };
      ports[port] = reach;
      return () => {
        if (ports[port] === reach) ports[port] = null;
      };
    };
    const stops = [bring('focusInspector'), bring('focusFollowed')];
    return () => {
      for (const stop of stops) stop();
    };
  }, [tab, ports]);

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
