/** In the inspector: the areas of the frames that are shown, and the record of the one in hand. */
import { removeArea } from '../../commands/boxes/area-commands';
import { notifyError } from '../../commands/notify';
import { commitEdit } from '../../commands/vessels/vessel-commands';
import {
  type ObservationChanges,
  observationName,
  updateObservation,
} from '../../domain/edits/observation-edits';
import { formatDate, formatSize } from '../../domain/geo/format-numbers';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import { GroupId, VesselId } from '../../domain/model/ids';
import type { Observation } from '../../domain/model/observation';
import type { DocumentStore } from '../../store/document-store';
import { useDocument, useLockedReason, useServices, useSession } from '../context';
import { Button, Combobox, Icon, IconButton, Section, Segmented } from '../kit';
import { RecordText } from '../vessels/record-fields';
import css from './area-section.module.css';

const KINDS = [
  { value: 'nothing_seen', label: 'Nothing seen' },
  { value: 'obscured', label: 'Cannot be seen' },
] as const;
const ICONS = {
  nothing_seen: 'eye',
  obscured: 'eye-off',
  examined: 'list-checks',
  counted: 'boxes',
} as const;

/** '120 × 80 m'; in pixels where the frame has no place. */
function sizeOf(document: DocumentStore, { frameId, geometry }: Observation): string {
  const frame = document.get('frames', frameId);
  const measures = frame && frameGeoOf(frame)?.boxMeasures(geometry);
  if (!measures) return `${Math.round(geometry.length)} × ${Math.round(geometry.width)} px`;
  return formatSize(measures.lengthM, measures.widthM, frame.resolutionM);
}

/** All areas of the current frame, or while comparing of all frames that are shown. */
export function AreaList() {
  const { session, map } = useServices();
  const document = useDocument();
  const frameId = useSession((state) => state.frameId);
  const compared = useSession((state) =>
    state.screen === 'compare' ? state.compare.frames : null,
  );
  const frames = compared ?? (frameId ? [frameId] : []);
  const areas = [...document.all('observations')].filter((one) => frames.includes(one.frameId));
  if (areas.length === 0) return null;
  const choose = (area: Observation) => {
    session.setState({ areaId: area.id, selection: [] });
    const frame = document.get('frames', area.frameId);
    const { x, y } = area.geometry;
    const place = frame && frameGeoOf(frame)?.pixelToLonLat([x, y]);
    if (place && area.kind !== 'examined') map.current?.centerOn(place);
  };
  return (
    <Section title="Areas" aside={String(areas.length)}>
      <ul>
        {areas.map((area) => {
          const frame = document.get('frames', area.frameId);
          const date = frame?.acquired ? formatDate(frame.acquired.value) : frame?.title;
          return (
            <li key={area.id}>
              <button type="button" className={css.row} onClick={() => choose(area)}>
                <Icon name={ICONS[area.kind]} size={14} />
                <span className="ellipsis">{observationName(document, area)}</span>
                <span className={css.aside}>
                  {compared || area.kind === 'examined' ? date : sizeOf(document, area)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What was looked for: a vessel or a group by its id, '' for anything. */
function soughtOptions(document: DocumentStore) {
  const named = [...document.all('vessels'), ...document.all('groups')];
  return [
    { value: '', label: 'Anything' },
    ...named.map(({ id, name }) => ({ value: id as string, label: name || 'Without a name' })),
  ];
}

function soughtBy(document: DocumentStore, id: string): ObservationChanges {
  const [vessel, group] = [VesselId.safeParse(id), GroupId.safeParse(id)];
  const vesselId = vessel.success && document.get('vessels', vessel.data) ? vessel.data : null;
  const groupId = group.success && document.get('groups', group.data) ? group.data : null;
  return { vesselId, groupId };
}

type AreaProps = {
  readonly area: Observation;
  /** Why nothing can be changed, or null. */
  readonly locked: string | null;
};

/** What the area says, for whom, and a note: all that can be changed of it by typing. */
function AreaFields({ area, locked }: AreaProps) {
  const services = useServices();
  const document = useDocument();
  const change = (changes: ObservationChanges) => {
    try {
      commitEdit(services, (doc, context) =>
        updateObservation(doc, context, { id: area.id, changes }),
      );
    } catch (error) {
      notifyError(services.session, error);
    }
  };
  return (
    <Section title="Area" aside={area.kind === 'examined' ? '' : sizeOf(document, area)}>
      {area.kind === 'examined' || area.kind === 'counted' ? null : (
        <Segmented
          label="What the area says"
          value={area.kind}
          options={KINDS.map((one) => ({ ...one, disabled: locked !== null }))}
          onChange={(kind) => change({ kind })}
        />
      )}
      {area.kind === 'nothing_seen' ? (
        <Combobox
          layout="row"
          label="Looked for"
          value={area.vesselId ?? area.groupId ?? ''}
          readOnly={locked !== null}
          options={soughtOptions(document)}
          onCommit={(id) => change(soughtBy(document, id))}
        />
      ) : null}
      <RecordText
        key={area.id}
        layout="stack"
        label="Note"
        rows={3}
        value={area.note}
        onStore={(note) => {
          change({ note });
          return null;
        }}
      />
    </Section>
  );
}

/** On which frame it lies, who said so and when. */
function AreaSource({ area, locked }: AreaProps) {
  const services = useServices();
  const frame = useDocument().get('frames', area.frameId);
  return (
    <Section title="Source">
      <p className={css.source}>
        {`On ${frame?.title ?? 'a frame'}. ${area.author || 'No author'}, ${formatDate(area.createdAt)}.`}
      </p>
      <Button icon="trash-2" disabledReason={locked} onClick={() => removeArea(services, area)}>
        Delete
      </Button>
    </Section>
  );
}

export function AreaRecord({ area }: { readonly area: Observation }) {
  const { session } = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  return (
    <>
      <header className={css.head}>
        <Icon name={ICONS[area.kind]} />
        <h2 className="ellipsis">{observationName(document, area)}</h2>
        <IconButton
          icon="x"
          label="Let go of the area"
          size="small"
          onClick={() => session.setState({ areaId: null })}
        />
      </header>
      <div className={css.body}>
        <AreaFields area={area} locked={locked} />
        <AreaSource area={area} locked={locked} />
      </div>
    </>
  );
}
