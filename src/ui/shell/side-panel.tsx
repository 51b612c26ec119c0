/** The inspector's place in a narrow window, which the list of boxes shares by a tab. */
import { useState } from 'react';
import { formatNumber } from '../../domain/geo/format-numbers';
import { useDocument, useDocumentRevision, useSession } from '../context';
import { Tabs } from '../kit';
import { BoxListPanel } from '../panels/box-list';
import { InspectorPanel } from '../panels/inspector';
import { useBroughtForward } from '../panels/use-brought-forward';

export function SidePanel() {
  const [tab, setTab] = useState<'inspector' | 'list'>('inspector');
  const document = useDocument();
  useDocumentRevision();
  const frameId = useSession((state) => state.frameId);
  const boxes = frameId === null ? 0 : document.boxesOf(frameId).length;

  useBroughtForward('focusFilter', tab, 'list', setTab);
  useBroughtForward('focusInspector', tab, 'inspector', setTab);
  useBroughtForward('focusFollowed', tab, 'inspector', setTab);

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
