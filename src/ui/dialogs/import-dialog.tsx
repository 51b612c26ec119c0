/** What is to become of a GeoJSON file: our own, or somebody else's. */
import { useRef, useState, useSyncExternalStore } from 'react';
import { notifyError } from '../../commands/notify';
import {
  dropImport,
  importAsProject,
  importOwn,
  type OwnFile,
  pendingImport,
} from '../../commands/project/import';
import { takenApart } from '../../domain/edits/join-match';
import { bringsAnything, type JoinPlan, planJoin } from '../../domain/edits/join-plan';
import { formatNumber } from '../../domain/geo/format-numbers';
import { useDocument, useDocumentRevision, useServices } from '../context';
import { Button, Dialog, NoticeBar, Segmented } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';
import { ForeignImport } from './foreign-import';
import { Alike, PlanFacts } from './join-facts';

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

const ON_ITS_OWN =
  'A project of its own, the same records value for value. Its pictures are found again by their hash, or by choosing the files. The open project stays as it is.';

function OwnImport({ name, file, onClose }: OwnProps) {
  const services = useServices();
  const document = useDocument();
  // Undo, and other hands, may change the project under the open dialog.
  useDocumentRevision();
  const { records, warnings } = file;
  const main = useRef<HTMLButtonElement>(null);
  const [apart, setApart] = useState(() => takenApart(document, records));
  const plan = planJoin(document, records, apart);
  const locked = document.lockedReason;
  const fits = bringsAnything(plan) && locked === null;
  const [chosen, setChosen] = useState<'new' | 'here'>(fits ? 'here' : 'new');
  const into = fits ? chosen : 'new';
  const go = () => {
    onClose();
    const told = (error: unknown) => notifyError(services.session, error);
    if (into === 'new') importAsProject(services, records).catch(told);
    else importOwn(services, document, { name, records, apart }).catch(told);
  };
  return (
    <Dialog
      open
      title="Import a Quaymark file"
      subtitle={name}
      onClose={onClose}
      initialFocus={main}
      actions={
        <>
          <Button keys={['Esc']} onClick={onClose}>
            Cancel
          </Button>
          <Button ref={main} kind="primary" icon="file-input" onClick={go}>
            {into === 'new' ? 'Open as a new project' : goText(plan)}
          </Button>
        </>
      }
    >
      <div className={css.stack}>
        <Holds records={records} />
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
          onChange={setChosen}
        />
        {into === 'new' ? (
          <p className={css.aside}>{ON_ITS_OWN}</p>
        ) : (
          <>
            <PlanFacts plan={plan} />
            <Alike plan={plan} apart={apart} onApart={setApart} />
          </>
        )}
        {fits ? null : <p className={css.aside}>{whyNot(locked, plan)}</p>}
      </div>
    </Dialog>
  );
}

function Holds({ records }: Pick<OwnFile, 'records'>) {
  return (
    <dl className={css.facts}>
      <dt>Project</dt>
      <dd>{records.project.name}</dd>
      <dt>Holds</dt>
      <dd>
        {formatNumber(records.boxes.length)} boxes on {formatNumber(records.frames.length)} frames,{' '}
        {formatNumber(records.classes.length)} classes
      </dd>
    </dl>
  );
}

function goText({ boxes }: JoinPlan): string {
  if (boxes.length === 0) return 'Import what is new';
  return boxes.length === 1 ? 'Import 1 box' : `Import ${formatNumber(boxes.length)} boxes`;
}

function whyNot(locked: string | null, plan: JoinPlan): string {
  if (locked) return locked;
  if (plan.matched.length > 0) return 'All that it says of these pictures is here already.';
  return 'This project has none of its pictures, so nothing of it can be brought in here.';
}
