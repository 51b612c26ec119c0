/** One project on the start screen. */
import { type FormEvent, useEffect, useState } from 'react';
import { storedThumbnail } from '../../commands/frames/frame-imagery';
import { notifyError } from '../../commands/notify';
import { openProject, removeProject } from '../../commands/project/projects';
import { formatDate, formatNumber, formatTime } from '../../domain/geo/format-numbers';
import type { ProjectSummary } from '../../store/library';
import { useServices } from '../context';
import { Badge, Button, Dialog, Icon, IconButton, Menu, TextField } from '../kit';
import { formatBytes } from './format-bytes';
import css from './start-screen.module.css';

function count(number: number, one: string, many: string): string {
  return `${formatNumber(number)} ${number === 1 ? one : many}`;
}

/** 'Today, 14:22 UTC' or '17 Nov 2023, 09:05 UTC'. */
function formatMoment(iso: string, now: Date): string {
  const day = iso.slice(0, 10) === now.toISOString().slice(0, 10) ? 'Today' : formatDate(iso);
  const time = formatTime(iso)?.replace(/:\d\d UTC$/, ' UTC');
  return time ? `${day}, ${time}` : day;
}

/** Object URLs of the stored small pictures, given back when the card goes away. */
function useThumbnails(hashes: readonly string[]): readonly (string | null)[] {
  const { db } = useServices();
  const [urls, setUrls] = useState<readonly (string | null)[]>([]);
  const key = hashes.join(' ');
  useEffect(() => {
    let current = true;
    let made: readonly (string | null)[] = [];
    const wanted = key === '' ? [] : key.split(' ');
    void Promise.all(wanted.map((hash) => storedThumbnail(db, hash))).then((blobs) => {
      if (!current) return;
      made = blobs.map((blob) => blob && URL.createObjectURL(blob));
      setUrls(made);
    });
    return () => {
      current = false;
      for (const url of made) if (url) URL.revokeObjectURL(url);
    };
  }, [db, key]);
  return urls;
}

function DeleteDialog({
  project,
  onClose,
  onDeleted,
}: {
  readonly project: ProjectSummary;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const services = useServices();
  const [typed, setTyped] = useState('');
  const sure = typed.trim().toLowerCase() === 'delete';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sure) return;
    removeProject(services, project.id)
      .then(onDeleted)
      .catch((error: unknown) => notifyError(services.session, error));
    onClose();
  };
  return (
    <Dialog
      open
      size="small"
      title="Delete project"
      subtitle={project.name}
      onClose={onClose}
      actions={
        <>
          <Button keys={['Esc']} onClick={onClose}>
            Cancel
          </Button>
          <Button
            kind="danger"
            disabledReason={sure ? null : 'Type the word delete first.'}
            submit
            form="delete-project"
          >
            Delete for good
          </Button>
        </>
      }
    >
      <form id="delete-project" className={css.form} onSubmit={submit}>
        <p>
          {count(project.boxes, 'box', 'boxes')} on {count(project.frames, 'frame', 'frames')} and
          the whole history will be gone. This cannot be undone. Your own image files are not
          touched.
        </p>
        <TextField label="Type delete to confirm" value={typed} onChange={setTyped} />
      </form>
    </Dialog>
  );
}

export type ProjectCardProps = {
  readonly project: ProjectSummary;
  readonly onChanged: () => void;
};

export function ProjectCard({ project, onChanged }: ProjectCardProps) {
  const services = useServices();
  const [deleting, setDeleting] = useState(false);
  const urls = useThumbnails(project.thumbnails);
  const open = (then: () => void = () => undefined) => {
    openProject(services, project.id)
      .then(then)
      .catch((error: unknown) => notifyError(services.session, error));
  };
  return (
    <li className={css.project}>
      <button type="button" className={css.open} onClick={() => open()}>
        <span className={css.thumbs}>
          {project.thumbnails.length === 0 ? <Icon name="image" size={18} /> : null}
          {project.thumbnails.map((hash, place) => (
            <span key={hash} className={css.thumb}>
              {urls[place] ? <img src={urls[place]} alt="" /> : null}
            </span>
          ))}
        </span>
        <span className={css.facts}>
          <span className={css.projectName}>
            <span className="ellipsis" title={project.name}>
              {project.name}
            </span>
            {project.synthetic ? <Badge>Synthetic demo</Badge> : null}
          </span>
          <span className={css.text}>
            {count(project.sites, 'site', 'sites')}, {count(project.frames, 'frame', 'frames')},{' '}
            {count(project.boxes, 'box', 'boxes')}
          </span>
          <span className={css.moment}>{formatMoment(project.updatedAt, new Date())}</span>
        </span>
        <span className={css.moment}>{formatBytes(project.bytes)}</span>
      </button>
      <Menu
        align="end"
        entries={[
          { id: 'open', label: 'Open', icon: 'folder-open', onSelect: () => open() },
          {
            id: 'rename',
            label: 'Open and rename…',
            icon: 'pencil',
            onSelect: () => open(() => services.session.setState({ dialog: 'project' })),
          },
          { kind: 'separator', id: 'rule' },
          {
            id: 'delete',
            label: 'Delete…',
            icon: 'trash-2',
            danger: true,
            onSelect: () => setDeleting(true),
          },
        ]}
      >
        <IconButton icon="ellipsis" label={`More for ${project.name}`} />
      </Menu>
      {deleting ? (
        <DeleteDialog project={project} onClose={() => setDeleting(false)} onDeleted={onChanged} />
      ) : null}
    </li>
  );
}
