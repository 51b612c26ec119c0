/** A group of containers: what it is called, and what each date tells of it at each site. */
import { goToBoxes } from '../../commands/go-to';
import { commitEdit } from '../../commands/vessel-commands';
import { type GroupChanges, removeGroup, updateGroup } from '../../domain/edits/group-edits';
import { formatDate, formatTimeOfDay } from '../../domain/geo/format-numbers';
import { measuresOf } from '../../domain/geo/measure-cache';
import { type CargoGroup, GROUP_PLACES } from '../../domain/model/vessel';
import { flowText, type GroupAtSite, groupLog } from '../../domain/tracks/group-log';
import type { LookAt } from '../../domain/tracks/looks';
import { type Cell, flowsOf } from '../../domain/tracks/occupancy';
import { countText } from '../../domain/tracks/occupancy-table';
import { useDocument, useLockedReason, useServices } from '../context';
import { Badge, Button, EmptyState, Section, Select, TextArea, TextField } from '../kit';
import { useCommit } from '../panels/use-linking';
import { Chip } from './chip';
import css from './vessels-screen.module.css';

const NOT_SEEN: Readonly<Record<LookAt, string>> = {
  seen: 'seen, not counted',
  absent: 'looked, not there: 0',
  obscured: 'not observed: obscured',
  unresolved: 'not observed: pixels too large',
  unexamined: 'not observed: nobody has worked on this frame',
  uncovered: 'not observed: place not covered',
};

function DateRow({ cell }: { readonly cell: Cell }) {
  const services = useServices();
  const { frame, look, boxes, count } = cell;
  const [box] = boxes;
  const measures = box && measuresOf(box, frame);
  const ids = boxes.map(({ id }) => id);
  return (
    <tr data-look={look}>
      <td>
        {box && measures ? (
          <Chip
            frame={frame}
            place={measures.center}
            across={2 * Math.max(measures.lengthM, measures.widthM)}
            width={96}
            height={48}
            box={box}
            label={`Box ${box.number} on ${frame.title}`}
          />
        ) : null}
      </td>
      <td>
        <b>{frame.acquired ? formatDate(frame.acquired.value) : 'No date'}</b>
        <br />
        <span className={`${css.aside} mono`}>{formatTimeOfDay(frame.acquired)}</span>
      </td>
      <td>{countText(count) || NOT_SEEN[look]}</td>
      <td>
        {boxes.length > 0 ? (
          <Button kind="quiet" icon="map-pin" onClick={() => goToBoxes(services, frame.id, ids)}>
            {boxes.length === 1 ? `Box ${box?.number}` : `${boxes.length} boxes`}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function SiteLog({ at: { site, cells } }: { readonly at: GroupAtSite }) {
  const flows = flowsOf(cells).flatMap((flow) => flowText(flow) ?? []);
  return (
    <section aria-label={`At ${site.name}`}>
      <h3 className={css.heading}>{site.name}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Picture</th>
            <th scope="col">Date</th>
            <th scope="col">Containers</th>
            <th scope="col">Counted from</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <DateRow key={cell.frame.id} cell={cell} />
          ))}
        </tbody>
      </table>
      <ul className={css.flows} aria-label={`What came and left at ${site.name}`}>
        {flows.map((text) => (
          <li key={text} className="selectable">{`${text}.`}</li>
        ))}
      </ul>
    </section>
  );
}

function GroupFields({ group }: { readonly group: CargoGroup }) {
  const document = useDocument();
  const edit = useCommit();
  const locked = useLockedReason() !== null;
  const change = (changes: GroupChanges) =>
    edit((doc, context) => updateGroup(doc, context, { id: group.id, changes }));
  return (
    <aside className={css.side} aria-label={`About ${group.name}`}>
      <Section title="Container group">
        <div className={css.fields}>
          <TextField
            layout="row"
            label="Name"
            value={group.name}
            readOnly={locked}
            onCommit={(name) => change({ name })}
          />
          <TextField
            layout="row"
            label="Colour"
            type="color"
            value={group.color}
            readOnly={locked}
            onCommit={(color) => change({ color })}
          />
          <Select
            layout="row"
            label="Place"
            value={group.place}
            options={GROUP_PLACES.map((value) => ({
              value,
              label: value === 'quay' ? 'On the quay' : 'On deck',
            }))}
            disabled={locked}
            onChange={(place) => change({ place })}
          />
          {group.place === 'deck' ? (
            <Select
              layout="row"
              label="Vessel"
              value={group.vesselId ?? ''}
              options={[
                { value: '', label: 'Not said' },
                ...[...document.all('vessels')].map(({ id, name }) => ({
                  value: id as string,
                  label: name,
                })),
              ]}
              disabled={locked}
              onChange={(id) =>
                change({
                  vesselId: [...document.all('vessels')].find((one) => one.id === id)?.id ?? null,
                })
              }
            />
          ) : null}
        </div>
      </Section>
      <Section title="Notes">
        <TextArea
          layout="hidden"
          label="Notes"
          value={group.notes}
          readOnly={locked}
          onCommit={(notes) => change({ notes })}
        />
      </Section>
    </aside>
  );
}

export function GroupView({ group }: { readonly group: CargoGroup }) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const sites = groupLog(document, group.id);
  const boxes = document.boxesOfGroup(group.id).length;
  return (
    <>
      <div className={css.middle}>
        <header className={css.vesselHead}>
          <h2 className={`${css.name} ellipsis`} title={group.name}>
            {group.name}
          </h2>
          <Badge>{boxes === 1 ? '1 box' : `${boxes} boxes`}</Badge>
          <Badge>{sites.length === 1 ? '1 site' : `${sites.length} sites`}</Badge>
          <span className={css.space} />
          <Button
            icon="trash-2"
            disabledReason={locked}
            onClick={() => {
              services.session.setState({ groupId: null });
              commitEdit(services, (doc, context) => removeGroup(doc, context, { id: group.id }));
            }}
          >
            Remove the group
          </Button>
        </header>
        {sites.length === 0 ? (
          <EmptyState
            icon="boxes"
            title="No box shows it yet"
            text="Select boxes of stacks on a frame and choose this group in the inspector; their counts are the group’s on that date."
          />
        ) : (
          sites.map((at) => <SiteLog key={at.site.id} at={at} />)
        )}
      </div>
      <GroupFields key={group.id} group={group} />
    </>
  );
}
