/** Handing boxes over as GeoJSON. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { notify } from '../../commands/notify';
import {
  defaultFileName,
  type ExportContent,
  type ExportScope,
  exportContent,
  exportDoubts,
  exportGeoJson,
  exportPreview,
  GEOJSON_LOSES,
} from '../../commands/project/export';
import { isAbort, sentenceOf } from '../../domain/errors';
import { formatNumber } from '../../domain/geo/format-numbers';
import { useDocument, useServices, useSession } from '../context';
import {
  Button,
  Dialog,
  Icon,
  IconButton,
  type Option,
  ProgressBar,
  Segmented,
  TextField,
} from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';
import own from './export-dialog.module.css';
import { JsonText } from './json-text';

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

function facts(content: ExportContent) {
  const withoutPlace = new Set(
    content.frames.filter((frame) => frame.georef === null).map((frame) => frame.id),
  );
  const withBoxes = new Set(content.boxes.map((box) => box.frameId));
  const frames = content.frames.filter((frame) => withBoxes.has(frame.id));
  return {
    frames: frames.length,
    placeless: content.boxes.filter((box) => withoutPlace.has(box.frameId)).length,
  };
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** What else goes along, each with its number; nothing is said of what there is none of. */
function followedRows({ vessels, groups, observations, events, frames }: ExportContent) {
  const followed = [
    vessels.length > 0 ? plural(vessels.length, 'vessel') : null,
    groups.length > 0 ? plural(groups.length, 'group') : null,
  ];
  const seen = [
    observations.length > 0 ? plural(observations.length, 'statement') : null,
    events.length > 0 ? plural(events.length, 'event') : null,
  ];
  const aligned = frames.filter(({ alignment }) => alignment).length;
  const rows = [
    ['Vessels with their claims, groups of containers', followed],
    ['What was looked at and counted without boxes, and what changed', seen],
    ['How pictures are laid on one another', [aligned > 0 ? plural(aligned, 'alignment') : null]],
  ] as const;
  return rows.flatMap(([what, counts]) => {
    const known = counts.filter((count) => count !== null);
    return known.length === 0 ? [] : [[what, known.join(', ')] as const];
  });
}

function Contents({ content }: { readonly content: ExportContent }) {
  const found = facts(content);
  const rows = [
    [
      'Boxes with all their attributes',
      `${formatNumber(content.boxes.length)} in ${plural(found.frames, 'frame')}`,
    ],
    ['Corners in longitude and latitude', 'WGS 84, 7 decimals'],
    ['Corners in pixels of the picture', 'as drawn'],
    ['Date, source and display of every picture', 'with SHA-256'],
    ['Classes with their numbers', formatNumber(content.classes.length)],
    ...followedRows(content),
  ] as const;
  const left: string[] = [...GEOJSON_LOSES];
  if (found.placeless > 0) {
    left.unshift(
      `The outline of ${plural(found.placeless, 'box', 'boxes')} on pictures without a place.`,
    );
  }
  const doubts = exportDoubts(content);
  return (
    <>
      <div className={css.rows}>
        {rows.map(([what, how]) => (
          <div key={what} className={own.row}>
            <Icon name="check" size={14} />
            <span>{what}</span>
            <span>{how}</span>
          </div>
        ))}
      </div>
      <div className={css.card}>
        <h3 className={css.cardTitle}>
          <Icon name="info" />
          What does not go along
        </h3>
        <ul>
          {left.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      {doubts.length > 0 ? (
        <div className={css.card}>
          <h3 className={css.cardTitle}>
            <span className={css.warn}>
              <Icon name="triangle-alert" />
            </span>
            Look at this before it goes out
          </h3>
          <ul>
            {doubts.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}

function Preview({ content }: { readonly content: ExportContent }) {
  const [wanted, setWanted] = useState(0);
  const [text, setText] = useState<string | null>(null);
  const last = Math.max(0, content.boxes.length - 1);
  const index = Math.min(wanted, last);
  useEffect(() => {
    let current = true;
    void exportPreview(content, index).then((next) => {
      if (current) setText(next);
    });
    return () => {
      current = false;
    };
  }, [content, index]);
  return (
    <section className={own.preview} aria-label="Preview">
      <header className={own.previewHead}>
        <h3>Preview</h3>
        <span className={own.position}>
          {content.boxes.length > 0
            ? `${formatNumber(index + 1)} of ${formatNumber(content.boxes.length)}`
            : null}
        </span>
        <IconButton
          size="small"
          icon="chevron-left"
          label="Box before"
          disabledReason={index > 0 ? null : 'This is the first box.'}
          onClick={() => setWanted(index - 1)}
        />
        <IconButton
          size="small"
          icon="chevron-right"
          label="Next box"
          disabledReason={index < last ? null : 'This is the last box.'}
          onClick={() => setWanted(index + 1)}
        />
        <IconButton
          size="small"
          icon="copy"
          label="Copy this feature"
          disabledReason={text ? null : 'There is no box to copy.'}
          onClick={() => void navigator.clipboard.writeText(text ?? '')}
        />
      </header>
      <div className={own.code}>
        {text ? <JsonText text={text} /> : <p className={css.aside}>No boxes here.</p>}
      </div>
    </section>
  );
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

export function ExportDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const document = useDocument();
  const { scopes, options } = useScopes();
  const [chosen, setChosen] = useState<ScopeName | null>(null);
  const [named, setNamed] = useState<string | null>(null);
  const { run, start } = useExport(onClose);
  const button = useRef<HTMLButtonElement>(null);
  // A project of one frame or many goes out whole, save when something was selected for it.
  const kind =
    chosen && scopes.has(chosen) ? chosen : scopes.has('selection') ? 'selection' : 'project';
  const scope = scopes.get(kind) ?? { kind: 'project' as const };
  const content = useMemo(() => exportContent(services, scope), [services, scope]);
  const fileName = named ?? defaultFileName(content);
  const count = content.boxes.length;
  const reason =
    count === 0 && content.frames.length === 0
      ? 'There are no frames in this choice.'
      : fileName.trim() === ''
        ? 'Give the file a name.'
        : null;
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
      note={
        busy ? (
          <ProgressBar label="Writing the file" fraction={run.fraction} />
        ) : run.problem ? (
          <span className={own.problem} role="alert">
            {run.problem}
          </span>
        ) : (
          <span className="mono">{withExtension(fileName)}</span>
        )
      }
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
          <Segmented label="What goes" value={kind} options={options} onChange={setChosen} />
          <Contents content={content} />
          <TextField
            layout="row"
            label="File name"
            value={fileName}
            onChange={setNamed}
            help="Opens in QGIS and with GDAL as it is; imported here, it gives the same boxes back."
          />
        </div>
        <Preview content={content} />
      </div>
    </Dialog>
  );
}

function withExtension(name: string): string {
  return /\.(geo)?json$/i.test(name) ? name : `${name}.geojson`;
}
