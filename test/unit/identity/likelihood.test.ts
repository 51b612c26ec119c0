import { expect, it } from 'vitest';
import { likelihoodOf, likelihoodRange } from '../../../src/domain/identity/likelihood';
import { ATTRIBUTE_FIELDS, LIKELIHOODS } from '../../../src/domain/model/attributes';

it('gives the ranges of ICD 203, as the inspector names them', () => {
  const field = ATTRIBUTE_FIELDS.find(({ key }) => key === 'likelihood');
  const hints = field?.kind === 'choice' ? field.values : [];
  expect(hints.map(({ label, hint }) => `${label} ${hint}`)).toEqual([
    'Almost no chance 1–5 %',
    'Very unlikely 5–20 %',
    'Unlikely 20–45 %',
    'Roughly even chance 45–55 %',
    'Likely 55–80 %',
    'Very likely 80–95 %',
    'Almost certain 95–99 %',
  ]);
  expect(hints.map(({ hint }) => hint)).toEqual(
    LIKELIHOODS.map((term) => `${likelihoodRange(term).join('–')} %`),
  );
});

it('takes the more cautious word on a bound', () => {
  expect([0, 0.049, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 0.96, 1].map(likelihoodOf)).toEqual([
    'almost_no_chance',
    'almost_no_chance',
    'very_unlikely',
    'unlikely',
    'roughly_even_chance',
    'roughly_even_chance',
    'likely',
    'very_likely',
    'almost_certain',
    'almost_certain',
  ]);
});
