/**
 * Days that are none of the calendar, such as 2023-99-99, in a file of our own: earlier versions took them.
 * Everything else of the file is as it was written, so they are put aside and listed, and nothing is refused.
 */
import { z } from 'zod';
import { isDay, isDayOrInstant } from '../domain/model/day';

const Acquired = z.looseObject({ acquired: z.looseObject({ value: z.string() }) });
const Dated = z.looseObject({ asOf: z.string(), note: z.string() });
const Noted = z.looseObject({ claims: z.array(z.unknown()), sanctions: z.array(z.unknown()) });
/** Files of version 1 have no vessels. */
const Records = z.looseObject({
  frames: z.array(z.unknown()),
  vessels: z.array(z.unknown()).optional(),
});

/** Only what has the form of a day is taken for one; anything else is damage, and refused as such. */
const FORM = /^\d{4}-\d{2}-\d{2}/;

export type WithoutImpossible = {
  readonly member: unknown;
  /** A whole sentence for each day that was put aside. */
  readonly warnings: readonly string[];
};

/**
 * @param member the file's own records, of any shape; given back as it is where nothing is wrong with it
 * @param name the file's name, for sentences
 */
export function withoutImpossibleDays(member: unknown, name: string): WithoutImpossible {
  const records = Records.safeParse(member);
  if (!records.success) return { member, warnings: [] };
  const warnings: string[] = [];
  const { frames, vessels } = records.data;
  const mended = {
    ...records.data,
    frames: frames.map((one) => frameWithout(one, name, warnings)),
    ...(vessels && { vessels: vessels.map((one) => vesselWithout(one, name, warnings)) }),
  };
  return { member: warnings.length > 0 ? mended : member, warnings };
}

function frameWithout(frame: unknown, name: string, warnings: string[]): unknown {
  const read = Acquired.safeParse(frame);
  if (!read.success) return frame;
  const { value } = read.data.acquired;
  if (!FORM.test(value) || isDayOrInstant(value)) return frame;
  warnings.push(
    `${name} says that "${textOf(read.data.title)}" was taken at "${value}", which is no date. The frame has none now: give it the right one.`,
  );
  return { ...read.data, acquired: null };
}

function vesselWithout(vessel: unknown, name: string, warnings: string[]): unknown {
  const read = Noted.safeParse(vessel);
  if (!read.success) return vessel;
  const entryWithout = (entry: unknown) => {
    const dated = Dated.safeParse(entry);
    if (!dated.success) return entry;
    const { asOf, note, list, value } = dated.data;
    if (!FORM.test(asOf) || isDay(asOf)) return entry;
    warnings.push(
      `${name} dates "${textOf(value) || textOf(list)}" of ${textOf(read.data.name)} "${asOf}", which is no date. It stands in the note now.`,
    );
    const said = `As of "${asOf}", which is no date.`;
    return { ...dated.data, asOf: '', note: note === '' ? said : `${note} ${said}` };
  };
  const { claims, sanctions } = read.data;
  return {
    ...read.data,
    claims: claims.map(entryWithout),
    sanctions: sanctions.map(entryWithout),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
