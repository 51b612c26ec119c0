/** Handing boxes over as GeoJSON. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { notify } from '../../commands/notify';
import {
  defaultFileName,
  type ExportContent,
  type ExportScope,
  exportContent,
  exportGeoJson,
} from '../../commands/project/export';
import { isAbort, sentenceOf } from '../../domain/errors';
import { useDocument, useServices, useSession } from '../context';
import { Button, Dialog, type Option, ProgressBar, Segmented, TextField } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';
import { ExportContents, ExportPreview, plural } from './export-content';
import own from './export-dialog.module.css';

type ScopeName = ExportScope['kind'];

/** The scopes that there are now, the narrowest first. */
function useScopes() {
  const document = useDocument();
  const selection = useSession((state) => state.selection);
  const frameId = useSession((state) => state.frameId);
  return useMemo(() => {
    const frame = frameId ? document.get('frames', frameId) : undefined;
    const site = frame && document.get('sites', frame.siteId);
    const scopes = new Map<ScopeName, ExportScope>();
    const options: Option<ScopeName>[] = [];
    const add = (scope: ExportScope, label: string) => {
      scopes.set(scope.kind, scope);
      options.push({ value: scope.kind, label });
    };
    if (selection.length > 0) add({ kind: 'selection', boxIds: selection }, 'Selection');
    if (frame) add({ kind: 'frame', frameId: frame.id }, 'This frame');
    if (site) add({ kind: 'site', siteId: site.id }, site.name);
    add({ kind: 'project' }, 'Whole project');
    return { scopes, options };
  }, [document, selection, frameId]);
}

/** How an export stands: not begun, under way, or refused. */
type Run =
  | { readonly kind: 'idle'; readonly problem: string | null }
  | { readonly kind: 'busy'; readonly fraction: number; readonly cancel: () => void };

function useExport(onClose: () => void) {
  const services = useServices();
  const [run, setRun] = useState<Run>({ kind: 'idle', problem: null });
  const start = async (scope: ExportScope, fileName: string) => {
    const controller = new AbortController();
    const cancel = () => controller.abort();
    const report = (fraction: number) => setRun({ kind: 'busy', fraction, cancel });
    report(0);
    try {
      const { warnings } = await exportGeoJson(
        services,
        { scope, fileName },
        report,
        controller.signal,
      );
      if (warnings.length > 0) {
        notify(services.session, 'info', `${fileName} was written, with these remarks.`, warnings);
      }
      onClose();
    } catch (error) {
      setRun({ kind: 'idle', problem: isAbort(error) ? null : sentenceOf(error) });
    }
  };
  return { run, start };
}

/** Ctrl+Enter, or Cmd+Enter, from anywhere in the dialog. */
function useCtrlEnter(act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** What goes, and under which name: as chosen, or as it suggests itself. */
function useChoice() {
  const services = useServices();
  const { scopes, options } = useScopes();
  const [chosen, choose] = useState<ScopeName | null>(null);
  const [named, name] = useState<string | null>(null);
  // A project of one frame or many goes out whole, save when something was selected for it.
  const kind =
    chosen && scopes.has(chosen) ? chosen : scopes.has('selection') ? 'selection' : 'project';
  const scope = scopes.get(kind) ?? { kind: 'project' as const };
  const content = useMemo(() => exportContent(services, scope), [services, scope]);
  const fileName = named ?? defaultFileName(content);
  return { kind, options, choose, scope, content, fileName, name };
}

/** Why nothing can be written; null where it can. */
function refusalOf({ boxes, frames }: ExportContent, fileName: string): string | null {
  if (boxes.length === 0 && frames.length === 0) return 'There are no frames in this choice.';
  return fileName.trim() === '' ? 'Give the file a name.' : null;
}

/** How the writing stands, and before that under which name. */
function Note({ run, fileName }: { readonly run: Run; readonly fileName: string }) {
  if (run.kind === 'busy') return <ProgressBar label="Writing the file" fraction={run.fraction} />;
  if (!run.problem) return <span className="mono">{fileName}</span>;
  return (
    <span className={own.problem} role="alert">
      {run.problem}
    </span>
  );
}

export function ExportDialog({ onClose }: DialogContentProps) {
  const document = useDocument();
  const { kind, options, choose, scope, content, fileName, name } = useChoice();
  const { run, start } = useExport(onClose);
  const button = useRef<HTMLButtonElement>(null);
  const count = content.boxes.length;
  const reason = refusalOf(content, fileName);
  const go = () => {
    if (reason === null && run.kind === 'idle') void start(scope, withExtension(fileName));
  };
  useCtrlEnter(go);
  const busy = run.kind === 'busy';
  return (
    <Dialog
      open
      title="Export GeoJSON"
      subtitle={document.project.name}
      size="large"
      padded={false}
      initialFocus={button}
      onClose={() => {
        if (busy) run.cancel();
        onClose();
      }}
      note={<Note run={run} fileName={withExtension(fileName)} />}
      actions={
        <>
          <Button keys={['Esc']} onClick={busy ? run.cancel : onClose}>
            Cancel
          </Button>
          <Button
            ref={button}
            kind="primary"
            icon="download"
            keys={['Ctrl', 'Enter']}
            disabledReason={reason}
            disabled={busy}
            onClick={go}
          >
            {count === 0 ? 'Export without boxes' : `Export ${plural(count, 'box', 'boxes')}`}
          </Button>
        </>
      }
    >
      <div className={own.columns}>
        <div className={own.left}>
          <h3 className={css.heading}>What goes</h3>
          <Segmented label="What goes" value={kind} options={options} onChange={choose} />
          <ExportContents content={content} />
          <TextField
            layout="row"
            label="File name"
            value={fileName}
            onChange={name}
            help="Opens in QGIS and with GDAL as it is; imported here, it gives the same boxes back."
          />
        </div>
        <ExportPreview content={content} />
      </div>
    </Dialog>
  );
}

function withExtension(name: string): string {
  return /\.(geo)?json$/i.test(name) ? name : `${name}.geojson`;
}
