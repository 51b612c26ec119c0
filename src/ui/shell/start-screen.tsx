/** What is seen when no project is open: where the pictures go in, and what was worked on before. */
import { formatNumber } from '../../domain/geo/format-numbers';
import { CommandButton } from '../command-controls';
import { useProjects, useSession, useStorage } from '../context';
import { Badge, Button, EmptyState, Icon, ProgressBar, Status } from '../kit';
import { TopBar } from '../panels/top-bar';
import { formatBytes } from './format-bytes';
import { Notices } from './notices';
import { ProjectCard } from './project-card';
import { Screen } from './screen';
import css from './start-screen.module.css';

function DropCard() {
  return (
    <section className={css.drop} aria-label="Open frames">
      <span className={css.dropIcon}>
        <Icon name="upload" size={24} />
      </span>
      <h2 className={css.dropTitle}>Drop GeoTIFF frames here</h2>
      <p className={css.dropText}>
        Any size, 8 or 16 bits, optical or radar. Dates and places are read from the files; you can
        correct them at any time.
      </p>
      <div className={css.buttons}>
        <CommandButton id="frames.open" label="Choose files" kind="primary" size="big" showKeys />
        <CommandButton id="frames.open-folder" label="Choose a folder" size="big" icon={false} />
        <CommandButton id="project.open-file" size="big" icon={false} />
      </div>
    </section>
  );
}

function DemoCard() {
  return (
    <section className={css.card} aria-label="Demo">
      <div className={css.cover}>
        <img
          src="demo/cover.jpg"
          alt=""
          onError={(event) => {
            event.currentTarget.hidden = true;
          }}
        />
      </div>
      <div className={css.cardBody}>
        <div className={css.cardHead}>
          <h2 className={css.cardTitle}>Demo: a port in autumn</h2>
          <Badge>Synthetic demo</Badge>
        </div>
        <p className={css.text}>
          Two ports on six dates, drawn by a program from made-up scenes: ships to follow and
          containers that come and go. Begin with the pictures alone, or see boxes, vessels and
          counts as they stand in the end.
        </p>
        <div className={css.buttons}>
          <CommandButton id="project.open-demo" icon="arrow-right" />
          <CommandButton id="project.open-worked-demo" label="With the work done" icon={false} />
        </div>
      </div>
    </section>
  );
}

function StorageCard() {
  const { facts, persist } = useStorage();
  const used = facts?.usedBytes ?? 0;
  const allowed = facts?.allowedBytes ?? 0;
  return (
    <section className={`${css.card} ${css.cardBody}`} aria-label="Storage">
      <h2 className={css.storageTitle}>
        <Icon name="database" />
        Storage on this machine
      </h2>
      <ProgressBar label="Storage used" fraction={allowed === 0 ? 0 : used / allowed} />
      <p className={css.pair}>
        <span>{facts ? `${formatBytes(used)} used` : '\u00a0'}</span>
        <span className={css.aside}>{facts ? `${formatBytes(allowed)} allowed` : ''}</span>
      </p>
      <div className={css.kept}>
        {facts === null ? null : facts.persisted ? (
          <Status tone="ok">Kept: the browser will not clear it</Status>
        ) : (
          <>
            <Status tone="warn">May be cleared when room is short</Status>
            <Button onClick={persist}>Keep</Button>
          </>
        )}
      </div>
    </section>
  );
}

const STEPS = [
  ['Check date and place', 'Read from each file; marked where they are missing'],
  ['Box what you see', 'One stroke from stern to bow, one for the beam'],
  ['Hand it over', 'GeoJSON with the hash of every file it rests on'],
] as const;

function Steps() {
  return (
    <section>
      <h2 className={css.heading}>What happens next</h2>
      <ol>
        {STEPS.map(([title, text], index) => (
          <li key={title} className={css.step}>
            <span className={css.number}>{index + 1}</span>
            <div>
              <p>{title}</p>
              <p className={css.text}>{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Recent({ list }: { readonly list: ReturnType<typeof useProjects> }) {
  const { projects, refresh } = list;
  return (
    <section className={css.recent}>
      <div className={css.recentHead}>
        <h2 className={css.heading}>
          Recent projects
          {projects && projects.length > 0 ? (
            <span className={css.aside}> {formatNumber(projects.length)}</span>
          ) : null}
        </h2>
        <CommandButton id="project.new" kind="quiet" icon="plus" />
      </div>
      {projects?.length === 0 ? (
        <div className={css.none}>
          <EmptyState
            icon="layers"
            title="No projects yet"
            text="The first frames you drop make one. You can name it later."
          />
        </div>
      ) : (
        <ul className={css.projects}>
          {projects?.map((project) => (
            <ProjectCard key={project.id} project={project} onChanged={refresh} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Foot() {
  const [task] = useSession((state) => state.tasks);
  return (
    <footer className={css.foot}>
      <span>{task ? task.label : 'Nothing is uploaded'}</span>
      <span className={css.machine}>
        <Icon name="hard-drive" size={14} />
        On this machine
      </span>
    </footer>
  );
}

export function StartScreen() {
  const list = useProjects();
  const firstRun = list.projects?.length === 0;
  return (
    <Screen>
      <div className={css.window}>
        <TopBar />
        <main className={css.main}>
          <div className={css.page}>
            <h1 className={css.title}>{firstRun ? 'Start with the pictures' : 'Open a project'}</h1>
            <p className={css.lead}>
              Nothing is uploaded. Frames and boxes stay on this machine, and every frame is hashed.
            </p>
            <div className={css.columns}>
              <div className={css.column}>
                <DropCard />
                <Recent list={list} />
              </div>
              <div className={css.column}>
                <DemoCard />
                {firstRun ? <Steps /> : <StorageCard />}
              </div>
            </div>
          </div>
        </main>
        <Notices />
        <Foot />
      </div>
    </Screen>
  );
}
