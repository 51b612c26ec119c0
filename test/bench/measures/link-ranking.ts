/**
 * How often the right vessel is ranked first, or among three, of ten that are alike. In this process;
 * no browser takes part. Beside each: what length and beam alone give, or the plain correlation of
 * the two chips as they lie.
 */
import { join } from 'node:path';
import { randomStream } from '../../../src/demo/random';
import { type Chip, rectifyChip } from '../../../src/domain/identity/chip';
import type { HullSight } from '../../../src/domain/identity/evidence';
import { rankLinks } from '../../../src/domain/identity/ranking';
import {
  hullOf,
  lengthErrors,
  lookAlikes,
  type Sight,
  withLengthError,
} from '../../unit/identity/look-alikes';
import type { Figure, Measure } from '../measure';
import { realShips, seenAgain } from '../support/real-ships';

const FLEETS = 6;
const SHIPS = 10;

/** A ship to be found again, with the ships that it may be. */
type Question = { readonly query: Sight; readonly gallery: readonly Sight[] };

type Answer = {
  first: number;
  three: number;
  sizeFirst: number;
  plainFirst: number;
  asked: number;
};

function rankOf(id: string, query: HullSight, gallery: readonly HullSight[]): number {
  const candidates = gallery.map((hull) => ({ vesselId: hull.boxId, sightings: [hull] }));
  return rankLinks(query, candidates).findIndex(({ vesselId }) => vesselId === id);
}

const withoutLooks = (hull: HullSight): HullSight => ({ ...hull, signature: null });

function greyOf(sight: Sight): Float64Array {
  const chip: Chip | null = rectifyChip(sight.window, sight.box);
  if (!chip) throw new Error(`There is no chip of ${sight.id}.`);
  const grey = new Float64Array(chip.valid.length);
  for (const plane of chip.planes)
    for (const [i, value] of plane.entries()) grey[i] = (grey[i] ?? 0) + value;
  const mean = grey.reduce((a, b) => a + b, 0) / grey.length;
  const deviation = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0)) || 1;
  return grey.map((value) => (value - mean) / deviation);
}

function plainFirst({ query, gallery }: Question): boolean {
  const seen = greyOf(query);
  const likeness = gallery.map((sight) =>
    greyOf(sight).reduce((sum, value, i) => sum + value * (seen[i] ?? 0), 0),
  );
  return gallery[likeness.indexOf(Math.max(...likeness))]?.id === query.id;
}

function ask(questions: readonly Question[]): Answer {
  const answer = { first: 0, three: 0, sizeFirst: 0, plainFirst: 0, asked: questions.length };
  const hulls = new Map<Sight, HullSight>();
  const hull = (sight: Sight) => {
    const known = hulls.get(sight) ?? hullOf(sight);
    hulls.set(sight, known);
    return known;
  };
  for (const question of questions) {
    const { query } = question;
    const gallery = question.gallery.map(hull);
    const rank = rankOf(query.id, hull(query), gallery);
    if (rank === 0) answer.first += 1;
    if (rank < 3) answer.three += 1;
    const bySize = rankOf(query.id, withoutLooks(hull(query)), gallery.map(withoutLooks));
    if (bySize === 0) answer.sizeFirst += 1;
    if (plainFirst(question)) answer.plainFirst += 1;
  }
  return answer;
}

function figures(name: string, answer: Answer): readonly Figure[] {
  const share = (count: number) => (100 * count) / answer.asked;
  return [
    {
      name: `${name}: first right (× size alone)`,
      value: share(answer.first),
      unit: '%',
      baseline: share(answer.sizeFirst),
    },
    {
      name: `${name}: first right (× plain correlation)`,
      value: share(answer.first),
      unit: '%',
      baseline: share(answer.plainFirst),
    },
    { name: `${name}: among three`, value: share(answer.three), unit: '%' },
  ];
}

function questionsOf(
  fleets: readonly ReturnType<typeof lookAlikes>[],
  change: (sight: Sight) => Sight = (sight) => sight,
): readonly Question[] {
  return fleets.flatMap(({ before, after }) =>
    after.map((sight) => ({ query: change(sight), gallery: before })),
  );
}

function rendered(working: boolean) {
  return Array.from({ length: FLEETS }, (_, i) => lookAlikes(500 + i, SHIPS, { working }));
}

/** Each ship of a set, four times, among itself and nine others. */
async function realQuestions(folder: string, set: string): Promise<readonly Question[]> {
  const ships = await realShips(folder, set);
  const random = randomStream(9);
  return [1, 2, 3, 4].flatMap((pass) =>
    ships.map((ship, i) => {
      const others = ships.filter((other) => other !== ship);
      const order = others.map((other) => ({ other, at: random.next() }));
      order.sort((a, b) => a.at - b.at);
      const gallery = [ship, ...order.slice(0, SHIPS - 1).map(({ other }) => other)];
      return { query: seenAgain(ship, pass * 1000 + i), gallery };
    }),
  );
}

async function run(say: (line: string) => void): Promise<readonly Figure[]> {
  say(`Rendering ${2 * FLEETS} fleets of ${SHIPS} look-alikes, each twice.`);
  const still = rendered(false);
  const error = lengthErrors(3, 0.15);
  const began = performance.now();
  const plain = ask(questionsOf(still));
  const spent = (performance.now() - began) / (FLEETS * SHIPS);
  const found = [
    ...figures('look-alikes', plain),
    ...figures(
      'lengths 15 % wrong',
      ask(questionsOf(still, (sight) => withLengthError(sight, error()))),
    ),
    ...figures('hatches opened', ask(questionsOf(rendered(true)))),
    { name: 'one box against ten vessels', value: spent, unit: 'ms' },
  ];
  const { QUAYMARK_IMAGERY } = process.env;
  const folder = QUAYMARK_IMAGERY ? join(QUAYMARK_IMAGERY, 'boxes') : null;
  if (!folder) {
    say('QUAYMARK_IMAGERY names no folder of real ships, so that none are measured.');
    return found;
  }
  for (const set of ['airbus', 'dota8']) {
    found.push(...figures(`real ships, ${set}`, ask(await realQuestions(folder, set))));
  }
  return found;
}

export const linkRanking: Measure = {
  name: 'link-ranking',
  what: 'the right one of ten vessels that are alike',
  run: ({ say }) => run(say),
};
