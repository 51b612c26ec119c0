/** The inspector's place in a narrow window, which the list of boxes shares by a tab. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatNumber } from '../../domain/geo/format-numbers';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
import { Tabs } from '../kit';
import { BoxListPanel } from '../panels/box-list';
import { InspectorPanel } from '../panels/inspector';

export function SidePanel() {
  const { panels: ports } = useServices();
  const [tab, setTab] = useState<'inspector' | 'list'>('inspector');
  const document = useDocument();
  useDocumentRevision();
  const frameId = useSession((state) => state.frameId);
  const boxes = frameId === null ? 0 : document.boxesOf(frameId).length;

  // A command for the panel behind the other tab brings it forward and then reaches it.
  useEffect(() => {
    const port = tab === 'inspector' ? 'focusFilter' : 'focusInspector';
    const reach = () => {
      flushSync(() => setTab(port === 'focusFilter' ? 'list' : 'inspector'));
      setTimeout(() => {
        if (ports[port] !== reach) ports[port]?.();
      });
    };
    ports[port] = reach;
    return () => {
      if (ports[port] === reach) ports[port] = null;
    };
  }, [tab, ports]);

  return (
    <Tabs
      label="Panels"
      value={tab}
      onChange={setTab}
      tabs={[
        { value: 'inspector', label: 'Inspector', content: <InspectorPanel /> },
        { value: 'list', label: 'Boxes', count: formatNumber(boxes), content: <BoxListPanel /> },
      ]}
    />
  );
}
