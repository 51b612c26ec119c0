/** The inspector's sections that are read and not filled in. */
import { useState } from 'react';
import { formatAcquired, formatDate, formatTime } from '../../domain/geo/format-numbers';
import { sharedValue } from '../../domain/listing/shared-value';
import type { Box } from '../../domain/model/box';
import type { Acquisition, Frame } from '../../domain/model/frame';
import type { BoxClass } from '../../domain/model/project';
import { CommandIcon, commandEntry } from '../command-controls';
import { useServices } from '../context';
import { IconButton, Menu, Section, Swatch } from '../kit';
import css from './inspector.module.css';
import { boxFacts, copiedText, type Fact, spreadFacts } from './measures';

const MENU = ['view.reveal', 'box.copy', 'box.duplicate', 'box.flip-bow', 'box.delete'];

export type HeaderProps = {
  readonly boxes: readonly Box[];
  readonly boxClass: BoxClass | null;
};

export function InspectorHeader({ boxes, boxClass }: HeaderProps) {
  const services = useServices();
  const locked = sharedValue(boxes, (box) => box.locked);
  const [only] = boxes;
  const aside = boxes.length === 1 && only ? `box ${only.number}` : `${boxes.length} boxes`;
  return (
    <header className={css.head}>
      {boxClass ? <Swatch color={boxClass.color} size={12} /> : null}
      <h2 className={css.title}>{boxClass ? boxClass.name : 'Several classes'}</h2>
      <span className={css.number}>{aside}</span>
      <CommandIcon id="box.lock" icon={locked.value === true ? 'lock' : 'lock-open'} />
      <CommandIcon id="box.flip-bow" icon="refresh-cw" />
      <Menu align="end" entries={() => MENU.map((id) => commandEntry(services, id))}>
        <IconButton icon="ellipsis" label="More" />
      </Menu>
    </header>
  );
}

function FactGrid({ facts }: { readonly facts: readonly Fact[] }) {
  const long = facts.filter((one) => one.long);
  return (
    <>
      <dl className={css.facts}>
        {facts
          .filter((one) => !one.long)
          .map(({ label, value, aside, mono }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={mono ? css.monoValue : css.factValue}>
                <span className="selectable">{value}</span>
                {aside ? <span className={css.factAside}>{aside}</span> : null}
              </dd>
            </div>
          ))}
      </dl>
      {long.length > 0 ? (
        <dl className={css.lines}>
          {long.map(({ label, value }) => (
            <div key={label} className={css.line}>
              <dt>{label}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

function measuredHow({ sizeCopied }: Box, { georef }: Frame): string {
  if (sizeCopied) return 'size of another box, copied';
  return georef ? 'from the box' : 'in pixels';
}

export type MeasuredProps = {
  readonly boxes: readonly Box[];
  readonly frameOf: (box: Box) => Frame | undefined;
};

export function MeasuredSection({ boxes, frameOf }: MeasuredProps) {
  const [only] = boxes;
  const frame = boxes.length === 1 && only ? frameOf(only) : undefined;
  const facts = only && frame ? boxFacts(only, frame) : spreadFacts(boxes, frameOf);
  if (facts.length === 0) return null;
  return (
    <Section
      title="Measured"
      aside={frame && only ? measuredHow(only, frame) : copiedText(boxes) || 'least to greatest'}
    >
      <FactGrid facts={facts} />
    </Section>
  );
}

const TIME_FROM: Readonly<Record<Acquisition['source'], string>> = {
  gdal_metadata: 'metadata of the file',
  tiff_tag: 'a tag of the file',
  file_name: 'the file’s name',
  analyst: 'the analyst',
};

function CopyHash({ hash }: { readonly hash: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(hash).then(() => setCopied(true));
  };
  return (
    <span className={css.hash}>
      <span className="mono" title={hash}>
        sha256 {hash.slice(0, 4)}…{hash.slice(-4)}
      </span>
      <IconButton
        size="small"
        icon={copied ? 'check' : 'copy'}
        label={copied ? 'Copied' : 'Copy the whole hash'}
        onClick={copy}
      />
    </span>
  );
}

function stamp(iso: string): string {
  return `${formatDate(iso)} ${formatTime(iso) ?? ''}`.trim();
}

export function SourceSection({ box, frame }: { readonly box: Box; readonly frame: Frame }) {
  const { acquired, file } = frame;
  return (
    <Section title="Source">
      <dl className={css.lines}>
        <dt>Frame</dt>
        <dd>{frame.title}</dd>
        <dt>Seen</dt>
        <dd>{formatAcquired(acquired)}</dd>
        {acquired ? (
          <>
            <dt>Time from</dt>
            <dd title={acquired.detail}>{TIME_FROM[acquired.source]}</dd>
          </>
        ) : null}
        <dt>File</dt>
        <dd className={css.breaks}>{file.name}</dd>
        <dt>File hash</dt>
        <dd>
          <CopyHash hash={file.sha256} />
        </dd>
        <dt>Author</dt>
        <dd>{box.author || 'Not named'}</dd>
        <dt>Drawn</dt>
        <dd>{stamp(box.createdAt)}</dd>
        <dt>Changed</dt>
        <dd>{stamp(box.updatedAt)}</dd>
      </dl>
    </Section>
  );
}
