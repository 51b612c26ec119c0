/** A group of containers: what it is called, and what each date tells of it at each site. */
import { useState } from 'react';
import { type GroupChanges, removeGroup, updateGroup } from '../../domain/edits/group-edits';
import { type CargoGroup, GROUP_PLACES } from '../../domain/model/vessel';
import { groupLog } from '../../domain/tracks/group-log';
import { AwayNotice } from '../away-notice';
import { useDocument, useLockedReason, useServices } from '../context';
import { Badge, Button, EmptyState, Section, Select } from '../kit';
import { useCommit } from '../panels/use-linking';
import { CountForm } from './count-form';
import { GroupDates } from './group-dates';
import { NamedFields, NotesSection, useStore } from './record-fields';
import css from './vessels-screen.module.css';

function GroupFields({ group }: { readonly group: CargoGroup }) {
  const document = useDocument();
  const store = useStore();
  const locked = useLockedReason() !== null;
  const vessels = [...document.all('vessels')];
  const change = (changes: GroupChanges) =>
    store((doc, context) => updateGroup(doc, context, { id: group.id, changes }));
  return (
    <aside className={css.side} aria-label={`About ${group.name}`}>
      <Section title="Container group">
        <div className={css.fields}>
          <NamedFields name={group.name} color={group.color} onStore={change} />
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
                ...vessels.map(({ id, name }) => ({ value: id as string, label: name })),
              ]}
              disabled={locked}
              onChange={(id) =>
                change({ vesselId: vessels.find((one) => one.id === id)?.id ?? null })
              }
            />
          ) : null}
        </div>
      </Section>
      <NotesSection notes={group.notes} onStore={change} />
    </aside>
  );
}

export function GroupView({ group }: { readonly group: CargoGroup }) {
  const services = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const commit = useCommit();
  const [counting, setCounting] = useState(false);
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
          <Button icon="plus" disabledReason={locked} onClick={() => setCounting(!counting)}>
            Count without a box
          </Button>
          <Button
            icon="trash-2"
            disabledReason={locked}
            onClick={() => {
              services.session.setState({ groupId: null });
              commit((doc, context) => removeGroup(doc, context, { id: group.id }));
            }}
          >
            Remove the group
          </Button>
        </header>
        <div className={css.away}>
          <AwayNotice />
        </div>
        {counting ? (
          <CountForm group={group} frame={null} onClose={() => setCounting(false)} />
        ) : null}
        {sites.length === 0 ? (
          <EmptyState
            icon="boxes"
            title="No box shows it yet"
            text="Select boxes of stacks on a frame and choose this group in the inspector; their counts are the group’s on that date. A count can also be given without a box."
          />
        ) : (
          sites.map((at) => <GroupDates key={at.site.id} group={group} at={at} />)
        )}
      </div>
      <GroupFields key={group.id} group={group} />
    </>
  );
}
