/** In the inspector: the group of containers that the selected boxes show, followed from date to date. */
import { sharedValue } from '../../domain/listing/shared-value';
import type { Box } from '../../domain/model/box';
import { useDocument, useLockedReason, useServices } from '../context';
import { Combobox, IconButton, Section, Swatch } from '../kit';
import { useFollowField } from './use-follow-field';
import { useLinking } from './use-linking';
import css from './vessel-section.module.css';

/** reached: whether its field is the one that the key for linking means. */
export function GroupSection({
  boxes,
  reached,
}: {
  readonly boxes: readonly Box[];
  readonly reached: boolean;
}) {
  const { session } = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const linking = useLinking(boxes);
  const followed = useFollowField(reached);
  const shared = sharedValue(boxes, ({ groupId }) => groupId ?? null);
  const group = shared.value ? document.get('groups', shared.value) : undefined;
  const groups = [...document.all('groups')].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Section title="Container group">
      {group ? (
        <p className={css.head}>
          <Swatch color={group.color} />
          <b className="ellipsis">{group.name}</b>
          <span className={css.space} />
          <IconButton
            icon="history"
            size="small"
            label={`Show the log of ${group.name}`}
            onClick={() => session.setState({ screen: 'vessels', groupId: group.id })}
          />
          <IconButton
            icon="unlink"
            size="small"
            label="Take out of the group"
            disabledReason={locked}
            onClick={linking.unassign}
          />
        </p>
      ) : null}
      <Combobox
        {...followed}
        layout="row"
        label={group ? 'Change to' : 'Group'}
        value=""
        readOnly={locked !== null}
        free
        options={groups
          .filter(({ id }) => id !== shared.value)
          .map(({ id, name }) => ({ value: id as string, label: name }))}
        onCommit={(value) => {
          const known = groups.find(({ id }) => id === value);
          if (known) linking.assign(known.id);
          else if (value.trim() !== '') linking.assignNew(value.trim());
        }}
        help={
          group ? undefined : 'The same stacks on other dates: one group, a count for each date.'
        }
      />
    </Section>
  );
}
