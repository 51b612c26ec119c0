/** The project's name and author, and how this machine works with it. */
import { renameProject, setAuthor } from '../../domain/edits/project-edits';
import { formatDate, formatNumber } from '../../domain/geo/format-numbers';
import type { DocumentStore } from '../../store/document-store';
import {
  useDocument,
  useDocumentRevision,
  useLockedReason,
  useServices,
  useSession,
  useStorage,
} from '../context';
import { Button, Dialog, NoticeBar, Segmented, TextField } from '../kit';
import { BaseMapFields } from './base-map-fields';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';
import { useEdits } from './edit-hooks';

export function ProjectDialog({ onClose }: DialogContentProps) {
  useDocumentRevision();
  const { project } = useDocument();
  return (
    <Dialog
      open
      title="Project"
      subtitle={project.name}
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={css.stack}>
        <Naming />
        <div className={css.rule} />
        <Ways />
        <div className={css.rule} />
        <BaseMapFields />
        <div className={css.rule} />
        <StorageFacts />
      </div>
    </Dialog>
  );
}

/** What the project is called and who works in it. */
function Naming() {
  const { project } = useDocument();
  const locked = useLockedReason();
  const name = useEdits();
  const { commit } = useEdits();
  return (
    <>
      {locked ? <NoticeBar tone="info" text={locked} /> : null}
      <div className={css.pair}>
        <TextField
          label="Name"
          value={project.name}
          readOnly={locked !== null}
          error={name.problem}
          onCommit={(text) =>
            void name.commit((doc, context) => renameProject(doc, context, { name: text }))
          }
        />
        <TextField
          label="Author of what is drawn from now on"
          value={project.author}
          readOnly={locked !== null}
          help="Stands in every box and in exports."
          onCommit={(author) => void commit((doc, context) => setAuthor(doc, context, { author }))}
        />
      </div>
    </>
  );
}

/** How this machine works, whatever the project. */
function Ways() {
  const { session } = useServices();
  const gesture = useSession((state) => state.keelGesture);
  const theme = useSession((state) => state.theme);
  return (
    <>
      <div className={css.rowLine}>
        <span>Draw along the keel by</span>
        <Segmented
          label="Draw along the keel by"
          value={gesture}
          options={[
            { value: 'drag', label: 'A drag and a click' },
            { value: 'clicks', label: 'Three clicks' },
          ]}
          onChange={(keelGesture) => session.setState({ keelGesture })}
        />
      </div>
      <div className={css.rowLine}>
        <span>Theme</span>
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
          ]}
          onChange={(next) => session.setState({ theme: next })}
        />
      </div>
    </>
  );
}

const counted = (count: number, one: string, many: string) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** What leaves this machine: nothing but the requests that an analyst's own addresses ask for. */
function sentText(document: DocumentStore): string {
  const { baseMap } = document.project;
  const remote = [...document.all('frames')].some(({ file }) => file.kept === 'url');
  const learning = [
    baseMap ? 'the base map’s server learns which region is looked at while it is shown' : '',
    remote ? 'servers of pictures opened by address learn which parts of them are read' : '',
  ].filter((part) => part !== '');
  const nothing = 'no picture, box or note';
  return learning.length === 0 ? 'nothing' : `${nothing}; ${learning.join(', and ')}`;
}

function StorageFacts() {
  const document = useDocument();
  const { facts, persist } = useStorage();
  const { project } = document;
  const gigabytes = (bytes: number) => `${formatNumber(bytes / 1e9, 2)} GB`;
  const lines: readonly (readonly [string, string])[] = [
    ['Made', formatDate(project.createdAt)],
    [
      'Holds',
      [
        counted(document.count('frames'), 'frame', 'frames'),
        counted(document.count('boxes'), 'box', 'boxes'),
        counted(document.count('classes'), 'class', 'classes'),
      ].join(', '),
    ],
    ['Kept', 'in this browser on this machine only'],
    ['Sent', sentText(document)],
    [
      'Room',
      facts ? `${gigabytes(facts.usedBytes)} used of ${gigabytes(facts.allowedBytes)}` : '…',
    ],
    [
      'Protected',
      facts === null
        ? '…'
        : facts.persisted
          ? 'yes: the browser clears it only when told to'
          : 'no: the browser may clear it when disk space runs low',
    ],
  ];
  return (
    <>
      <dl className={css.facts}>
        {lines.map(([label, value]) => (
          <div key={label} className={css.factLine}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {facts && !facts.persisted ? (
        <div className={css.actions}>
          <Button icon="hard-drive" onClick={persist}>
            Ask the browser to protect it
          </Button>
        </div>
      ) : null}
    </>
  );
}
