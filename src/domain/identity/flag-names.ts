/** Whether two names of flags mean one administration, however registers write them. */

/** Names of one administration that are written otherwise in registers, by the form of `plain`. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    russia: ['russian federation', 'rus'],
    'south korea': ['republic of korea', 'korea south', 'rok', 'kor'],
    'north korea': [
      'democratic people s republic of korea',
      'korea north',
      'dprk',
      'dpr korea',
      'korea dpr',
      'prk',
    ],
    china: ['people s republic of china', 'prc', 'chn'],
    taiwan: ['republic of china', 'taiwan province of china', 'chinese taipei'],
    'hong kong': ['hong kong china', 'hong kong sar china', 'hong kong sar'],
    macao: ['macau', 'macao china', 'macao sar china', 'macao sar'],
    'united states': ['united states of america', 'usa'],
    'united kingdom': ['united kingdom of great britain and northern ireland', 'uk'],
    'viet nam': ['vietnam'],
    turkiye: ['turkey'],
    syria: ['syrian arab republic'],
    laos: ['lao people s democratic republic', 'lao pdr'],
    moldova: ['republic of moldova'],
    palestine: ['palestinian territories', 'state of palestine'],
    congo: ['congo brazzaville'],
    'democratic republic of congo': ['congo kinshasa', 'dr congo', 'drc'],
  }).flatMap(([name, others]) => others.map((other) => [other, name] as const)),
);

/** What stands before a country's name in its full form: 'Islamic Republic of', 'Commonwealth of'. */
const FULL_FORM =
  /^(?:(?:islamic|arab|united|socialist|federal|federative|bolivarian|plurinational|oriental) )*(?:republic|kingdom|states?|union|commonwealth|sultanate|principality) of /;

/** 'Korea, Republic of' and 'Korea (Republic of)'. */
const TURNED = /^([^,(]+?)\s*[,(]\s*([^,()]+\bof(?: the)?)\s*\)?$/i;

/** As words to compare: without accents, points and articles, and in the order in which they are said. */
function plain(name: string): string {
  return name
    .trim()
    .replace(TURNED, '$2 $1')
    .normalize('NFKD')
    .replaceAll(/\(.*?\)|\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/\bst\b/g, 'saint')
    .replaceAll(/\bthe\b/g, ' ')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
}

function known(name: string): string {
  const words = plain(name);
  const short = words.replace(FULL_FORM, '');
  return OTHER_NAMES.get(words) ?? OTHER_NAMES.get(short) ?? short;
}

/** A name, and the part of the administration that stands in brackets: 'Portugal (Madeira)'. */
function namesOf(name: string): readonly string[] {
  const part = /\(([^()]+)\)/.exec(name)?.[1];
  return part ? [known(name), known(part)] : [known(name)];
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The name of what is written as a code of two letters (ISO 3166-1 alpha-2); else as it is. */
function spelledOut(flag: string): string {
  const code = flag.trim().toUpperCase();
  return (/^[A-Z]{2}$/.test(code) && regions.of(code)) || flag;
}

/** null where a flag is a code that is not known here, and so tells nothing. */
export function sameFlag(flag: string, administration: string): boolean | null {
  const [own] = namesOf(spelledOut(flag));
  if (own !== undefined && namesOf(administration).includes(own)) return true;
  const isCode = /^[A-Z]{3}$/.test(flag.trim()) && !OTHER_NAMES.has(plain(flag));
  return isCode ? null : false;
}
