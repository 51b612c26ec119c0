/** What is known of the current frame, and what an analyst knows better. */

import { relink } from '../../commands/frames/relink';
import { notifyError } from '../../commands/notify';
import { enabledReason, runCommand } from '../../commands/registry';
import { middleOf, moveFrameToSite, renameSite, updateFrame } from '../../domain/edits/frame-edits';
import { formatNumber } from '../../domain/geo/format-numbers';
import { partTexts } from '../../domain/geo/place-text';
import type { Frame } from '../../domain/model/frame';
import { newId, SiteId } from '../../domain/model/ids';
import type { Site } from '../../domain/model/project';
import {
  useDocument,
  useDocumentRevision,
  useLockedReason,
  useServices,
  useSession,
} from '../context';
import { Button, Dialog, NoticeBar, Select, TextField } from '../kit';
import { sunText } from '../panels/frame-bar';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';
import { useEdits } from './edit-hooks';
import { FrameOverview } from './frame-overview';
import { PlaceFields } from './frame-place';
import { TimeFields } from './frame-time';

const NEW_SITE = 'new';

export function FrameDialog({ onClose }: DialogContentProps) {
  useDocumentRevision();
  const document = useDocument();
  const frameId = useSession((state) => state.frameId);
  const frame = frameId ? document.get('frames', frameId) : undefined;
  if (!frame) return null;
  return <FrameContent key={frame.id} frame={frame} onClose={onClose} />;
}

type ContentProps = DialogContentProps & { readonly frame: Frame };

function FrameContent({ frame, onClose }: ContentProps) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const boxes = document.boxesOf(frame.id).length;
  const act = (work: () => Promise<void>) => {
    onClose();
    work().catch((error: unknown) => notifyError(services.session, error));
  };
  return (
    <Dialog
      open
      title="Frame"
      subtitle={frame.title}
      onClose={onClose}
      note={boxes === 1 ? '1 box' : `${formatNumber(boxes)} boxes`}
      actions={
        <>
          <Button
            kind="danger"
            icon="trash-2"
            disabledReason={enabledReason(services, 'frames.remove')}
            onClick={() => {
              onClose();
              runCommand(services, 'frames.remove');
            }}
          >
            Remove with its boxes
          </Button>
          <Button icon="link" onClick={() => act(() => relink(services, frame))}>
            Re-link the file…
          </Button>
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className={css.stack}>
        {locked ? <NoticeBar tone="info" text={locked} /> : null}
        <RecordFields frame={frame} readOnly={locked !== null} />
        <div className={css.rule} />
        <TimeFields frame={frame} readOnly={locked !== null} />
        <div className={css.rule} />
        <PlaceFields frame={frame} readOnly={locked !== null} />
        <FrameOverview frame={frame} />
        <div className={css.rule} />
        <FrameFacts frame={frame} />
      </div>
    </Dialog>
  );
}

type FieldsProps = { readonly frame: Frame; readonly readOnly: boolean };

function RecordFields({ frame, readOnly }: FieldsProps) {
  const { problem, commit } = useEdits();
  const set = (changes: Parameters<typeof updateFrame>[2]['changes']) =>
    void commit((doc, context) => updateFrame(doc, context, { id: frame.id, changes }));
  const field = (
    label: string,
    key: 'title' | 'sensor' | 'sensorShort' | 'provider' | 'credit',
  ) => (
    <TextField
      label={label}
      value={frame[key]}
      readOnly={readOnly}
      onCommit={(text) => set({ [key]: text.trim() })}
    />
  );
  return (
    <>
      <div className={css.pair}>
        {field('Title', 'title')}
        <SiteField frame={frame} readOnly={readOnly} />
        {field('Sensor', 'sensor')}
        {field('Short name of the sensor, for badges', 'sensorShort')}
        {field('Provider', 'provider')}
        {field('Credit line', 'credit')}
      </div>
      {problem ? <NoticeBar tone="bad" text={problem} /> : null}
    </>
  );
}

function SiteField({ frame, readOnly }: FieldsProps) {
  const document = useDocument();
  const { problem, commit } = useEdits();
  const sites = [...document.all('sites')].sort((a, b) => a.name.localeCompare(b.name));
  const site = document.get('sites', frame.siteId);
  const move = (value: string) => {
    const known = sites.find((one) => one.id === value);
    const place: Site = known ?? newSite(frame, sites);
    commit((doc, context) =>
      moveFrameToSite(doc, context, { id: frame.id, site: place, isNew: !known }),
    );
  };
  return (
    <div className={css.pair}>
      <Select
        label="Site"
        value={frame.siteId as string}
        disabled={readOnly}
        options={[
          ...sites.map((one) => ({ value: one.id as string, label: one.name })),
          { value: NEW_SITE, label: 'New site…' },
        ]}
        onChange={move}
      />
      {site ? (
        <TextField
          key={site.id}
          label="Name of the site"
          value={site.name}
          error={problem}
          readOnly={readOnly}
          onCommit={(name) =>
            void commit((doc, context) => renameSite(doc, context, { id: site.id, name }))
          }
        />
      ) : null}
    </div>
  );
}

function newSite(frame: Frame, sites: readonly Site[]): Site {
  const names = new Set(sites.map((site) => site.name));
  let name = 'New site';
  for (let i = 2; names.has(name); i += 1) name = `New site ${i}`;
  const middle = frame.footprint && middleOf(frame.footprint);
  return {
    id: newId(SiteId, 'sit'),
    projectId: frame.projectId,
    name,
    center: middle,
    timeZone: null,
  };
}

const KEPT: Readonly<Record<Frame['file']['kept'], string>> = {
  handle: 'read from where it lies on this machine',
  opfs: 'a copy in the browser’s private storage',
  url: 'read from its address',
  none: 'not on this machine',
};

function FrameFacts({ frame }: { readonly frame: Frame }) {
  const { raster, file } = frame;
  const parts = partTexts(frame);
  const bits = raster.bitsUsed ? `, ${raster.bitsUsed} bits used` : '';
  const facts: readonly (readonly [string, string])[] = [
    ['Size', `${formatNumber(raster.width)} × ${formatNumber(raster.height)} px`],
    ['Bands', `${raster.bands} of ${raster.sampleType}${bits}`],
    ...(frame.sun ? ([['Sun', `${sunText(frame.sun)} (${frame.sun.detail})`]] as const) : []),
    ['File', `${file.name}, ${formatNumber(file.size / 1e6, 1)} MB`],
    ...(parts.length === 0 ? [] : [['Made of', parts.join(', ')] as const]),
    ['SHA-256', file.sha256],
    ['Kept', file.url ? `${KEPT[file.kept]}: ${file.url}` : KEPT[file.kept]],
  ];
  return (
    <dl className={css.facts}>
      {facts.map(([label, value]) => (
        <div key={label} className={css.factLine}>
          <dt>{label}</dt>
          <dd className={label === 'SHA-256' ? 'mono' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
