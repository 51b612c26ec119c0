/** What is to become of a GeoJSON file: our own, or somebody else's. */
import { useState, useSyncExternalStore } from 'react';
import { notifyError } from '../../commands/notify';
import {
  dropImport,
  importAsProject,
  importOwn,
  type OwnFile,
  pendingImport,
  planOwnImport,
} from '../../commands/project/import';
import { formatNumber } from '../../domain/geo/format-numbers';
import { useServices, useWorkspace } from '../context';
import { Button, Dialog, NoticeBar, Segmented } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';
import { ForeignImport } from './foreign-import';

export function ImportDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const store = pendingImport(services);
  const { current } = useSyncExternalStore(store.subscribe, store.getState);
  if (!current) return null;
  const { name, content } = current;
  const close = () => {
    onClose();
    dropImport(services);
  };
  return content.kind === 'project' ? (
    <OwnImport name={name} file={content} onClose={close} />
  ) : (
    <ForeignImport name={name} file={content} onClose={close} />
  );
}

type OwnProps = DialogContentProps & { readonly name: string; readonly file: OwnFile };

function OwnImport({ name, file, onClose }: OwnProps) {
  const services = useServices();
  const document = useWorkspace()?.document ?? null;
  const { records, warnings } = file;
  const [plan] = useState(() => (document ? planOwnImport(document, records) : null));
  const locked = document?.lockedReason ?? null;
  const fits = plan !== null && plan.boxes.length > 0 && locked === null;
  const [into, setInto] = useState<'new' | 'here'>(fits ? 'here' : 'new');
  const count = into === 'here' ? (plan?.boxes.length ?? 0) : records.boxes.length;
  const go = () => {
    onClose();
    if (into === 'new') {
      importAsProject(services, records).catch((error: unknown) =>
        notifyError(services.session, error),
      );
      return;
    }
    try {
      if (document && plan) importOwn(document, name, plan);
    } catch (error) {
      notifyError(services.session, error);
    }
  };
  return (
    <Dialog
      open
      title="Import a Quaymark file"
      subtitle={name}
      onClose={onClose}
      actions={
        <>
          <Button keys={['Esc']} onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" icon="file-input" onClick={go}>
            {into === 'new' ? 'Open as a new project' : `Import ${formatNumber(count)} boxes`}
          </Button>
        </>
      }
    >
      <div className={css.stack}>
        <dl className={css.facts}>
          <dt>Project</dt>
          <dd>{records.project.name}</dd>
          <dt>Holds</dt>
          <dd>
            {formatNumber(records.boxes.length)} boxes on {formatNumber(records.frames.length)}{' '}
            frames, {formatNumber(records.classes.length)} classes
          </dd>
        </dl>
        {warnings.map((warning) => (
          <NoticeBar key={warning} tone="warn" text={warning} />
        ))}
        <Segmented
          label="Where to"
          value={into}
          options={[
            { value: 'new', label: 'As a new project' },
            { value: 'here', label: 'Into this project', disabled: !fits },
          ]}
          onChange={setInto}
        />
        {into === 'new' ? (
          <p className={css.aside}>
            A project of its own, the same records value for value. Its pictures are found again by
            their hash, or by choosing the files. The open project stays as it is.
          </p>
        ) : null}
        {into === 'here' && plan ? <PlanFacts plan={plan} /> : null}
        {fits ? null : <p className={css.aside}>{whyNot(locked, plan)}</p>}
      </div>
    </Dialog>
  );
}

type Plan = ReturnType<typeof planOwnImport>;

function whyNot(locked: string | null, plan: Plan | null): string {
  if (locked) return locked;
  if (plan && plan.already > 0 && plan.withoutFrame === 0) {
    return 'All of its boxes are in this project already.';
  }
  return 'This project has none of its pictures, so the boxes cannot be brought in here.';
}

/** '3 links to vessels, 1 group'; '' where the file has nothing besides boxes. */
function besidesText({ besides }: Plan): string {
  const { links, groups, areas, events, alignments } = besides;
  const counted = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${formatNumber(count)} ${count === 1 ? one : many}`];
  return [
    ...counted(links, 'link to a vessel', 'links to vessels'),
    ...counted(groups, 'group', 'groups'),
    ...counted(areas, 'area or frame looked at', 'areas or frames looked at'),
    ...counted(events, 'verdict on a change', 'verdicts on changes'),
    ...counted(alignments, 'alignment', 'alignments'),
  ].join(', ');
}

function PlanFacts({ plan }: { readonly plan: Plan }) {
  const { boxes, matched, unmatched, newClasses, already, withoutFrame } = plan;
  const besides = besidesText(plan);
  return (
    <dl className={css.facts}>
      <dt>Same pictures</dt>
      <dd>
        {matched.length} of {matched.length + unmatched.length}, known by their hash
      </dd>
      <dt>Boxes to come</dt>
      <dd>{formatNumber(boxes.length)}, with new numbers and their authors</dd>
      {newClasses.length > 0 ? (
        <>
          <dt>New classes</dt>
          <dd>{newClasses.map((one) => one.name).join(', ')}</dd>
        </>
      ) : null}
      {already > 0 ? (
        <>
          <dt>Left out</dt>
          <dd>{formatNumber(already)} that are here already</dd>
        </>
      ) : null}
      {withoutFrame > 0 ? (
        <>
          <dt>Left out</dt>
          <dd>
            {formatNumber(withoutFrame)} on pictures that this project does not have:{' '}
            {unmatched.map((frame) => frame.title).join(', ')}
          </dd>
        </>
      ) : null}
      {besides === '' ? null : (
        <>
          <dt>Not brought along</dt>
          <dd>{besides}. A new project has all of it.</dd>
        </>
      )}
    </dl>
  );
}
