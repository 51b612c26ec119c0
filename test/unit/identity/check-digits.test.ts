/** Numbers of real ships that are public, against the rules of IMO and ITU. */
import { expect, it } from 'vitest';
import {
  checkCallSign,
  checkImoNumber,
  checkMmsi,
} from '../../../src/domain/identity/check-digits';

it('finds the check digit of published IMO numbers consistent', () => {
  // 9074729 is the worked example of the IMO; the others are ships in public registers.
  for (const number of [
    '9074729',
    '7625811',
    '9619907',
    '8528864',
    'IMO 8514045',
    ' imo9074729 ',
  ]) {
    expect(checkImoNumber(number), number).toEqual({
      consistent: true,
      text: 'Check digit consistent',
    });
  }
});

it('says which digit would be consistent', () => {
  expect(checkImoNumber('9074728')).toEqual({
    consistent: false,
    text: 'Check digit inconsistent: 907472 would end in 9',
  });
  // Two neighbours swapped.
  expect(checkImoNumber('9047729').consistent).toBe(false);
  for (const text of ['907472', '90747290', 'IMO', '907472A']) {
    expect(checkImoNumber(text).text).toBe('An IMO ship number has seven digits');
  }
});

it('never calls a number valid', () => {
  const texts = [
    checkImoNumber('9074729'),
    checkImoNumber('9074728'),
    checkMmsi('273456780'),
    checkMmsi('999'),
    checkCallSign('UBXY7'),
    checkCallSign('!'),
  ].map(({ text }) => text);
  for (const text of texts) expect(text).not.toMatch(/valid/i);
});

it.each([
  ['273456780', 'Russia'],
  ['445123000', 'North Korea'],
  ['441000000', 'South Korea'],
  ['413000001', 'China'],
  ['351234000', 'Panama'],
  ['370234000', 'Panama'],
  ['636012345', 'Liberia'],
  ['538001234', 'Marshall Islands'],
  ['677001200', 'Tanzania'],
  ['209000000', 'Cyprus'],
  ['212000000', 'Cyprus'],
  ['211000000', 'Germany'],
])('MMSI %s has the form of a ship of %s', (number, administration) => {
  expect(checkMmsi(number)).toEqual({
    consistent: true,
    text: `Form of a ship of ${administration}`,
    administration,
  });
});

it.each([
  ['27345678', 'An MMSI has nine digits'],
  ['2734567890', 'An MMSI has nine digits'],
  ['002734567', 'Form of a coast station, not of a ship'],
  ['027345678', 'Form of a group of ships, not of a ship'],
  ['111273000', 'Form of a search and rescue aircraft, not of a ship'],
  ['970123456', 'Form of a search and rescue transmitter, not of a ship'],
  ['992731234', 'Form of an aid to navigation, not of a ship'],
  ['299000000', 'No administration is known for the digits 299'],
])('MMSI %s: %s', (number, text) => {
  expect(checkMmsi(number)).toEqual({ consistent: false, text, administration: null });
});

it('knows the forms of call signs', () => {
  for (const sign of [
    'UBXY7',
    'ubxy 7',
    '3FXY9',
    'HMAB',
    'H3RC',
    'V7AB2',
    'DSQK',
    'HO2345',
    'UB 4321',
  ]) {
    expect(checkCallSign(sign).consistent, sign).toBe(true);
  }
  for (const sign of ['', 'U', 'UBXY1', 'UBXY70', '11AB', '0AAB', 'UBXYZ', 'HO0345']) {
    expect(checkCallSign(sign).consistent, sign).toBe(false);
  }
});
