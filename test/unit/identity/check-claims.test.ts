/** What claims on one vessel say of each other. Digits: ITU, 273 is Russia's, 445 North Korea's. */
import { expect, it } from 'vitest';
import { checkClaim } from '../../../src/domain/identity/check-claims';

const flag = (value: string) => ({ field: 'flag', value }) as const;
const mmsi = (value: string) => ({ field: 'mmsi', value }) as const;
const checks = (...args: Parameters<typeof checkClaim>) =>
  checkClaim(...args).map(({ consistent, text }) => [consistent, text]);

it('holds the administration of an MMSI against every claimed flag', () => {
  const all = [mmsi('273456789'), flag('Russian Federation'), flag('North Korea')];
  expect(checks(mmsi('273456789'), all)).toEqual([
    [true, 'Form of a ship of Russia'],
    [true, 'MMSI digits 273 and the claimed flag Russian Federation agree'],
    [false, 'MMSI digits 273 are Russia’s, the claimed flag is North Korea'],
  ]);
});

it('says so at the flag too', () => {
  expect(checks(flag('DPRK'), [mmsi('445123456')])).toEqual([
    [true, 'MMSI digits 445 and the claimed flag DPRK agree'],
  ]);
  expect(checks(flag('Panama'), [mmsi('445123456')])[0]?.[0]).toBe(false);
  expect(checks(flag('Panama'), [])).toEqual([]);
});

it('calls a check digit consistent, and never an identity', () => {
  expect(checks({ field: 'imo', value: '9074729' }, [])).toEqual([
    [true, 'Check digit consistent. A claim, not an identity'],
  ]);
});

it.each([
  ['445123456', 'DPR Korea'],
  ['445123456', 'Korea (Democratic People’s Republic of)'],
  ['445123456', 'Korea, Democratic People’s Republic of'],
  ['445123456', 'KP'],
  ['440123456', 'Korea, Republic of'],
  ['273456789', 'RUS'],
  ['308123456', 'The Bahamas'],
  ['352123456', 'PA'],
  ['352123456', 'Republic of Panama'],
  ['338123456', 'US'],
  ['477123456', 'Hong Kong, China'],
  ['271123456', 'Türkiye'],
  ['375123456', 'St. Vincent & the Grenadines'],
  ['255123456', 'Madeira'],
  ['422123456', 'Islamic Republic of Iran'],
])('MMSI %s agrees with the flag however a register writes it: %s', (number, name) => {
  expect(checks(flag(name), [mmsi(number)])[0]?.[0]).toBe(true);
});

it.each([
  ['273456789', 'PA'],
  ['445123456', 'South Korea'],
  ['440123456', 'North Korea'],
  ['676123456', 'Congo'],
  ['352123456', 'constructor'],
])('MMSI %s does not agree with %s', (number, name) => {
  expect(checks(flag(name), [mmsi(number)])[0]?.[0]).toBe(false);
});
