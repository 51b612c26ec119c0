/** In the inspector: which vessel the selected boxes show, how sure that is, and who it might be. */
import { useState } from 'react';
import type { Suggestion } from '../../commands/vessels/suggest-links';
import { sharedValue } from '../../domain/listing/shared-value';
import { LIKELIHOODS } from '../../domain/model/attributes';
import type { Box } from '../../domain/model/box';
import type { VesselId } from '../../domain/model/ids';
import type { Vessel } from '../../domain/model/vessel';
import { useDocument, useLockedReason, useServices } from '../context';
import { Badge, Button, Combobox, IconButton, Section, Select, Swatch } from '../kit';
import { RecordText } from '../vessels/record-fields';
import { likelihoodBand, likelihoodWords } from '../vessels/vessel-texts';
import { useFollowField } from './use-follow-field';
import { type Linking, useLinking } from './use-linking';
import { type Suggestions as SuggestedVessels, useSuggestions } from './use-suggestions';
import css from './vessel-section.module.css';

const NOT_JUDGED = '';
const MIXED = 'mixed';
const SHOWN = 3;
const NO_LOOKS = 'Looks not compared: radar, too few pixels, or no picture';

function SuggestionRow({
  suggestion: { vessel, ranked },
  looked,
  linking,
}: {
  readonly suggestion: Suggestion;
  readonly looked: boolean;
  readonly linking: Linking;
}) {
  const locked = useLockedReason();
  const rationale = ranked.reasons.map(({ text }) => text).join('. ');
  return (
    <li className={css.suggestion}>
      <span className={css.head}>
        <Swatch color={vessel.color} size={8} />
        <b className="ellipsis">{vessel.name}</b>
        <Badge>{ranked.impossible ? 'Not possible' : likelihoodWords(ranked.likelihood)}</Badge>
        <Button
          kind="quiet"
          onClick={() => linking.link(vessel.id, { likelihood: ranked.likelihood, rationale })}
          disabledReason={
            locked ?? (ranked.impossible ? 'No ship can have been at both places in time.' : null)
          }
        >
          Link
        </Button>
      </span>
      <ul className={css.reasons}>
        {ranked.reasons.map(({ kind, text, verdict }) => (
          <li key={kind} data-verdict={verdict}>
            {text}
          </li>
        ))}
        {ranked.reasons.some(({ kind }) => kind === 'appearance') ? null : (
          <li data-verdict="neutral">{looked ? NO_LOOKS : 'Comparing how they look…'}</li>
        )}
      </ul>
    </li>
  );
}

type SuggestionsProps = {
  readonly suggestions: SuggestedVessels;
  readonly linking: Linking;
  /** The pointer or the focus has come to the list, or left it: it keeps its order meanwhile. */
  readonly onHold: (held: boolean) => void;
};

function Suggestions({ suggestions: { list, looked }, linking, onHold }: SuggestionsProps) {
  if (list.length === 0) return null;
  return (
    <>
      <p className={css.aside}>Might be; you decide:</p>
      <ul
        className={css.suggestions}
        aria-label="Vessels that it might be"
        aria-busy={!looked}
        onPointerEnter={() => onHold(true)}
        onPointerLeave={() => onHold(false)}
        onFocus={() => onHold(true)}
        onBlur={() => onHold(false)}
      >
        {list.slice(0, SHOWN).map((suggestion) => (
          <SuggestionRow
            key={suggestion.vessel.id}
            suggestion={suggestion}
            looked={looked}
            linking={linking}
          />
        ))}
      </ul>
    </>
  );
}

function Linked({
  boxes,
  vesselId,
}: {
  readonly boxes: readonly Box[];
  readonly vesselId: VesselId;
}) {
  const { session } = useServices();
  const document = useDocument();
  const locked = useLockedReason();
  const linking = useLinking(boxes);
  const vessel = document.get('vessels', vesselId);
  const likelihood = sharedValue(boxes, ({ link }) => link?.likelihood ?? null);
  const rationale = sharedValue(boxes, ({ link }) => link?.rationale ?? '');
  if (!vessel) return null;
  return (
    <>
      <p className={css.head}>
        <Swatch color={vessel.color} />
        <b className="ellipsis">{vessel.name}</b>
        <span className={css.space} />
        <IconButton
          icon="history"
          size="small"
          label={`Show the log of ${vessel.name}`}
          onClick={() => session.setState({ screen: 'vessels', vesselId, groupId: null })}
        />
        <IconButton
          icon="unlink"
          size="small"
          label="Unlink"
          disabledReason={locked}
          onClick={linking.unlink}
        />
      </p>
      <Select
        layout="row"
        label="Same hull"
        value={likelihood.mixed ? MIXED : (likelihood.value ?? NOT_JUDGED)}
        disabled={locked !== null}
        options={[
          ...(likelihood.mixed
            ? [{ value: MIXED, label: 'Different for these boxes', disabled: true }]
            : []),
          { value: NOT_JUDGED, label: 'Not judged' },
          ...LIKELIHOODS.map((value) => ({
            value,
            label: `${likelihoodWords(value)}, ${likelihoodBand(value)}`,
          })),
        ]}
        onChange={(value) =>
          linking.link(vesselId, { likelihood: LIKELIHOODS.find((one) => one === value) ?? null })
        }
      />
      <RecordText
        label="Why"
        rows={3}
        value={rationale.value ?? ''}
        onStore={(text) => {
          linking.link(vesselId, { rationale: text });
          return null;
        }}
      />
    </>
  );
}

/** The vessels to choose from: those that it might be come first, the likeliest of all on top. */
function choicesOf(
  vessels: readonly Vessel[],
  list: readonly Suggestion[],
): readonly { readonly value: string; readonly label: string; readonly hint?: string }[] {
  const ranked = list.map(({ vessel, ranked: { impossible, likelihood } }) => ({
    value: vessel.id as string,
    label: vessel.name,
    hint: impossible ? 'Not possible' : likelihoodWords(likelihood),
  }));
  const known = new Set(ranked.map(({ value }) => value));
  const others = vessels
    .filter(({ id }) => !known.has(id))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => ({ value: id as string, label: name }));
  return [...ranked, ...others];
}

/** Whether a text says nothing, or no more than what is so already: the present vessel is not among the choices. */
function isNamed(current: Vessel | undefined, text: string): boolean {
  const name = text.trim().toLowerCase();
  return name === '' || name === current?.name.trim().toLowerCase();
}

export function VesselSection({ boxes }: { readonly boxes: readonly Box[] }) {
  const document = useDocument();
  const locked = useLockedReason();
  const linking = useLinking(boxes);
  const followed = useFollowField(true);
  const [pointed, setPointed] = useState(false);
  const [inHand, setInHand] = useState(false);
  const shared = sharedValue(boxes, ({ link }) => link?.vesselId ?? null);
  const vessels = [...document.all('vessels')];
  const current = vessels.find(({ id }) => id === shared.value);
  const [only] = boxes;
  const open = boxes.length === 1 && only && !only.link ? only : null;
  const suggestions = useSuggestions(open, pointed || inHand);
  return (
    <Section title="Vessel">
      {shared.value ? <Linked boxes={boxes} vesselId={shared.value} /> : null}
      <Combobox
        {...followed}
        onFocusChange={(focused) => {
          followed.onFocusChange(focused);
          setInHand(focused);
        }}
        layout="row"
        label={shared.value ? 'Change to' : 'Link to'}
        value=""
        readOnly={locked !== null}
        free
        options={choicesOf(vessels, suggestions.list).filter(({ value }) => value !== shared.value)}
        onCommit={(value) => {
          const known = vessels.find(({ id }) => id === value);
          if (known) linking.link(known.id);
          else if (!isNamed(current, value)) linking.linkNew(value.trim());
        }}
        help={shared.value ? undefined : 'A name that is new makes a new vessel.'}
      />
      {open ? (
        <Suggestions suggestions={suggestions} linking={linking} onHold={setPointed} />
      ) : null}
    </Section>
  );
}
