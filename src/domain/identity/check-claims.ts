/** What a claim tells by itself and beside the others on the same vessel. A claim, never an identity. */
import type { Claim } from '../model/vessel';
import { checkCallSign, checkImoNumber, checkMmsi, type FormCheck } from './check-digits';
import { sameFlag } from './flag-names';

type Said = Pick<Claim, 'field' | 'value'>;

/** Whether the administration of an MMSI's first digits is the claimed flag; one check a flag that can be told. */
function flagChecks(mmsi: string, flags: readonly string[]): readonly FormCheck[] {
  const { administration } = checkMmsi(mmsi);
  if (!administration) return [];
  const digits = mmsi.trim().slice(0, 3);
  return flags.flatMap((flag): FormCheck[] => {
    const same = sameFlag(flag, administration);
    if (same === null) return [];
    const text = same
      ? `MMSI digits ${digits} and the claimed flag ${flag} agree`
      : `MMSI digits ${digits} are ${administration}’s, the claimed flag is ${flag}`;
    return [{ consistent: same, text }];
  });
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
