/** The words in which vessels and their logs are told. */
import { formatNumber } from '../../domain/geo/format-numbers';
import { likelihoodRange } from '../../domain/identity/likelihood';
import type { LIKELIHOODS } from '../../domain/model/attributes';
import type { Vessel } from '../../domain/model/vessel';
import { LEAST_KNOTS, type Leg } from '../../domain/tracks/legs';

type Likelihood = (typeof LIKELIHOODS)[number];

export function likelihoodWords(term: Likelihood): string {
  const words = term.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** '80–95 %'. */
export function likelihoodBand(term: Likelihood): string {
  const [from, to] = likelihoodRange(term);
  return `${from}–${to} %`;
}

/** '3 d 23 h', '5 h', '40 min'. */
export function duration(hours: number): string {
  if (!Number.isFinite(hours)) return 'an unknown time';
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  const whole = Math.round(hours);
  const days = Math.floor(whole / 24);
  return days === 0 ? `${whole} h` : `${days} d ${whole % 24} h`;
}

/** '3 d 23 h', or '3 d 1 h to 4 d' where only a day is known. */
export function legTime({ hours: [least, most] }: Pick<Leg, 'hours'>): string {
  return least === most ? duration(least) : `${duration(least)} to ${duration(most)}`;
}

/** 'at least 1.0 kn if direct'; empty for a hull that stayed. */
export function speedText({ knots, impossible }: Leg): string {
  const [least] = knots;
  if (least < LEAST_KNOTS) return '';
  if (!Number.isFinite(least)) return 'no time between them: not the same hull';
  const text = `at least ${formatNumber(least, 1)} kn if direct`;
  return impossible ? `${text}: more than a cargo ship makes` : text;
}

/** What stands under a vessel's name in lists: its claimed number, else what is known of the hull. */
export function subtitleOf(vessel: Vessel, length: number | null): string {
  const imo = vessel.claims.find(({ field }) => field === 'imo');
  if (imo) return `claimed IMO ${imo.value}`;
  const { hullColor, hatches } = vessel.fingerprint;
  const known = [
    length === null ? '' : `${formatNumber(length)} m`,
    hatches === null ? '' : `${hatches} hatches`,
    hullColor === '' ? '' : `hull ${hullColor}`,
  ].filter((one) => one !== '');
  return known.join(', ') || 'no claimed identity';
}
