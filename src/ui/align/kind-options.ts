/** What may be looked for, as a row of choices. */
import { KIND_NAMES } from '../../domain/geo/alignment-text';
import { ALIGNMENT_KINDS } from '../../domain/model/alignment';

export const KIND_OPTIONS = ALIGNMENT_KINDS.map((value) => ({ value, label: KIND_NAMES[value] }));
