/** What a claim tells by itself and beside the others on the same vessel. A claim, never an identity. */
import type { Claim } from '../model/vessel';
import { checkCallSign, checkImoNumber, checkMmsi, type FormCheck } from './check-digits';

type Said = Pick<Claim, 'field' | 'value'>;

/** Flags as words to compare: without accents, points and what is in brackets. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\(.*?\)|\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
}

/** Names of one administration that are written otherwise in registers. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'russian federation': 'russia',
  ru: 'russia',
  'republic of korea': 'south korea',
  'korea south': 'south korea',
  'democratic people s republic of korea': 'north korea',
  'korea north': 'north korea',
  dprk: 'north korea',
  prc: 'china',
  'people s republic of china': 'china',
  'united states of america': 'united states',
  usa: 'united states',
  uk: 'united kingdom',
  vietnam: 'viet nam',
  turkey: 'turkiye',
};

function sameFlag(a: string, b: string): boolean {
  const [p, q] = [a, b].map((name) => OTHER_NAMES[plain(name)] ?? plain(name));
  return p === q;
}

/** Whether the administration of an MMSI's first digits is the claimed flag; one check a flag. */
function flagChecks(mmsi: string, flags: readonly string[]): readonly FormCheck[] {
  const { administration } = checkMmsi(mmsi);
  if (!administration) return [];
  const digits = mmsi.trim().slice(0, 3);
  return flags.map((flag) =>
    sameFlag(flag, administration)
      ? { consistent: true, text: `MMSI digits ${digits} and the claimed flag ${flag} agree` }
      : {
          consistent: false,
          text: `MMSI digits ${digits} are ${administration}’s, the claimed flag is ${flag}`,
        },
  );
}

/** Empty for what has no form of its own, as a name. */
export function checkClaim(claim: Said, all: readonly Said[]): readonly FormCheck[] {
  const value = claim.value.trim();
  if (value === '') return [];
  const others = (field: Said['field']) => [
    ...new Set(all.filter((one) => one.field === field).map((one) => one.value.trim())),
  ];
  switch (claim.field) {
    case 'imo': {
      const check = checkImoNumber(value);
      return [{ ...check, text: `${check.text}. A claim, not an identity` }];
    }
    case 'mmsi':
      return [checkMmsi(value), ...flagChecks(value, others('flag'))];
    case 'call_sign':
      return [checkCallSign(value)];
    case 'flag':
      return others('mmsi').flatMap((mmsi) => flagChecks(mmsi, [value]));
    case 'name':
      return [];
  }
}
