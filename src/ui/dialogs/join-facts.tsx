/** What of a Quaymark file comes into the open project, what stays out, and who is taken for whom. */
import type { MatchedName } from '../../domain/edits/join-match';
import { bringsFacts, type JoinPlan } from '../../domain/edits/join-plan';
import { formatNumber } from '../../domain/geo/format-numbers';
import type { CargoGroup, Vessel } from '../../domain/model/vessel';
import { Select } from '../kit';
import css from './dialogs.module.css';

type Counted = readonly [count: number, one: string, many: string];

/** '3 links, 1 group'; '' where there is nothing. */
function listed(counts: readonly Counted[]): string {
  return counts
    .flatMap(([count, one, many]) =>
      count === 0 ? [] : [`${formatNumber(count)} ${count === 1 ? one : many}`],
    )
    .join(', ');
}

const AREAS = ['area, examined frame or count', 'areas, examined frames or counts'] as const;
const VERDICTS = ['verdict on a change', 'verdicts on changes'] as const;
const newOnes = (names: JoinPlan['vessels'] | JoinPlan['groups']) =>
  names.filter(({ ours }) => ours === null).length;

function comesWith({ boxes, vessels, groups, observations, events, filled }: JoinPlan): string {
  const links = boxes.filter(({ link }) => link).length;
  return listed([
    [links, 'link to a vessel', 'links to vessels'],
    [newOnes(vessels), 'new vessel', 'new vessels'],
    [newOnes(groups), 'new group', 'new groups'],
    [observations.length, ...AREAS],
    [events.length, ...VERDICTS],
    [
      vessels.filter(bringsFacts).length,
      'vessel here of which more is claimed',
      'vessels here of which more is claimed',
    ],
    [filled.length, 'box here that shows more', 'boxes here that show more'],
  ]);
}

/** What stays out besides boxes, and why. */
function staysOut({ left }: JoinPlan): readonly string[] {
  const away = listed([
    [left.observations, ...AREAS],
    [left.events, ...VERDICTS],
    [left.vessels, 'vessel', 'vessels'],
    [left.groups, 'group', 'groups'],
  ]);
  const differing = listed([[left.differing, 'box', 'boxes']]);
  const alignments = listed([[left.alignments, 'alignment', 'alignments']]);
  return [
    ...(away === '' ? [] : [`${away}, of other pictures alone`]),
    ...(differing === '' ? [] : [`What ${differing} here show: it is said otherwise here`]),
    ...(alignments === '' ? [] : [`${alignments}: pictures stay as they are laid here`]),
  ];
}

export function PlanFacts({ plan }: { readonly plan: JoinPlan }) {
  const { boxes, matched, unmatched, newClasses, left } = plan;
  const besides = comesWith(plan);
  const out = [
    ...(left.already > 0
      ? [listed([[left.already, 'box that is here already', 'boxes that are here already']])]
      : []),
    ...(left.boxes > 0
      ? [
          `${listed([[left.boxes, 'box', 'boxes']])} on pictures that this project does not have: ${unmatched.map((frame) => frame.title).join(', ')}`,
        ]
      : []),
    ...staysOut(plan),
  ];
  return (
    <dl className={css.facts}>
      <dt>Same pictures</dt>
      <dd>
        {matched.length} of {matched.length + unmatched.length}, known by their hash
      </dd>
      <dt>Boxes to come</dt>
      <dd>{formatNumber(boxes.length)}, with new numbers and their authors</dd>
      {besides === '' ? null : (
        <>
          <dt>With them</dt>
          <dd>{besides}</dd>
        </>
      )}
      {newClasses.length > 0 ? (
        <>
          <dt>New classes</dt>
          <dd>{newClasses.map((one) => one.name).join(', ')}</dd>
        </>
      ) : null}
      {out.length === 0 ? null : (
        <>
          <dt>Left out</dt>
          <dd>
            {out.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

const SAME = 'same';
const APART = 'apart';

/** Whoever has the name or the IMO number of one that is here: the same, or another. */
export function Alike({
  plan,
  apart,
  onApart,
}: {
  readonly plan: JoinPlan;
  readonly apart: ReadonlySet<string>;
  readonly onApart: (apart: ReadonlySet<string>) => void;
}) {
  const named: readonly MatchedName<Vessel | CargoGroup>[] = [...plan.vessels, ...plan.groups];
  const asked = named.filter(({ alike }) => alike !== null);
  if (asked.length === 0) return null;
  const choose = (id: string, answer: string) => {
    const next = new Set(apart);
    if (answer === APART) next.add(id);
    else next.delete(id);
    onApart(next);
  };
  return (
    <section aria-label="Called alike here" className={css.card}>
      <div className={css.cardTitle}>Called alike here</div>
      <p className={css.aside}>
        A name alone makes no two records one: ships are renamed, and share names. What comes as
        another can be merged later; only the same IMO number is taken for the same ship.
      </p>
      <div className={css.asked}>
        {asked.map(({ theirs: { id, name }, alike, sameImo }) => (
          <Select
            key={id}
            layout="stack"
            label={name}
            value={apart.has(id) ? APART : SAME}
            options={[
              {
                value: SAME,
                label: sameImo
                  ? `The same as "${alike?.name}" here, by its IMO number`
                  : 'The same as here',
              },
              { value: APART, label: `Another one: "${plan.names.get(id) ?? name}"` },
            ]}
            onChange={(answer) => choose(id, answer)}
          />
        ))}
      </div>
    </section>
  );
}
