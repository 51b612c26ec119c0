/** Files that hold one band each of a picture, told by their names, and files that lie beside a picture. */
import type { FilePart } from '../model/frame';

export type BandName = {
  /** The name without what names the band: the same for all bands of a picture. */
  readonly stem: string;
  /** As it is shown: 'B02 blue', 'VV', 'red'. */
  readonly label: string;
  /** Bands are ordered by this. */
  readonly order: number;
};

const ENDING = /\.(tiff?|gtiff)$/i;
/** Sentinel-2 and Landsat: B02, B8A, B11; the ground resolution (_10m) is a part of the band's name. */
const NUMBERED =
  /(?<![a-z0-9])B(\d{1,2})(A?)(?![a-z0-9])(?:_(?:10|15|20|30|60|100)m(?![a-z0-9]))?/i;
const NAMED =
  /(?<![a-z0-9])(coastal|blue|green|yellow|red[_-]?edge|red|nir\d?|swir\d?|pan|vv|vh|hh|hv)(?![a-z0-9])/i;
const NAMED_ORDER = /^(coastal|blue|green|yellow|red$|red.?edge|nir|swir|pan|vv|vh|hh|hv)/i;

/** What a file's name says of its band, or null where it names none. */
export function readBandName(fileName: string): BandName | null {
  const base = fileName.replace(ENDING, '');
  const numbered = NUMBERED.exec(base);
  if (numbered) {
    const [found, digits = '', narrow = ''] = numbered;
    const name = found.replace(/_\d+m$/i, '').toUpperCase();
    const role = roleOf(base, Number(digits), narrow !== '');
    return {
      stem: without(base, numbered),
      label: role ? `${name} ${role}` : name,
      order: Number(digits) + (narrow ? 0.5 : 0),
    };
  }
  const named = NAMED.exec(base);
  if (!named?.[1]) return null;
  const [, first = ''] = NAMED_ORDER.exec(named[1]) ?? [];
  const names = ['coastal', 'blue', 'green', 'yellow', 'red', 'rededge', 'nir', 'swir', 'pan'];
  const at = names.indexOf(first.toLowerCase().replace(/[_-]/, ''));
  return { stem: without(base, named), label: named[1], order: at < 0 ? names.length : at };
}

/** Words of a name that are places' or people's as often as bands': believed at the end alone. */
const EVERYDAY = /^(coastal|blue|green|yellow|red|pan)$/i;
/** What follows a band's name at the end: '_10m', '_(Raw)'. */
const AFTER_BAND = /^[\s_.-]*(?:\d+m)?[\s_.-]*(?:\(raw\))?$/i;
/** What is worked out from a band is not that band. */
const DERIVED =
  /(?<![a-z])(nd[a-z]i|index|ratio|masks?|class(es)?|clouds?|diff|difference|change|labels?|qa|scl)(?![a-z])/i;
const POLARIZATION = /^(vv|vh|hh|hv)$/i;

/**
 * What the name of a file with one band says of it: 'B08 nir', 'VV'; null where it names none, two,
 * something that is worked out from a band, or one that the sensor does not have.
 * @param radar whether the sensor is a radar; null where it is not known
 */
export function soleBandName(fileName: string, radar: boolean | null): string | null {
  const base = fileName.replace(ENDING, '');
  const found = readBandName(fileName);
  if (!found || DERIVED.test(base)) return null;
  const words = [NUMBERED, NAMED].flatMap((one) => [...base.matchAll(new RegExp(one, 'gi'))]);
  const [word] = words;
  const said = `${word?.[0]} ${found.label}`.toLowerCase().split(' ');
  if (!word || words.some(([other]) => !said.includes(other.toLowerCase()))) return null;
  const [, name = '', narrow = ''] = word;
  const after = base.slice(word.index + word[0].length);
  if (EVERYDAY.test(name) && !AFTER_BAND.test(after)) return null;
  // A berth is called B4 too: one digit is a band where the name tells the satellite.
  if (/^\d$/.test(name) && narrow === '' && !found.label.includes(' ')) return null;
  const polarization = POLARIZATION.test(name);
  if (radar !== null && radar !== polarization) return null;
  return polarization ? found.label.toUpperCase() : found.label;
}

/** A mark where the band's name was: names that differ elsewhere stay different. */
function without(base: string, { index, 0: found }: RegExpExecArray): string {
  return `${base.slice(0, index)}*${base.slice(index + found.length)}`.toLowerCase();
}

/** From band 2 on; 11 and 12 are the short-wave infrared ones. */
const SENTINEL = ['blue', 'green', 'red', '', '', '', 'nir', '', '', 'swir1', 'swir2'];
const LANDSAT_OLI = ['blue', 'green', 'red', 'nir'];

/** The colour of a numbered band, by the satellite that the name tells; empty for all others. */
function roleOf(base: string, number: number, narrow: boolean): string {
  if (narrow) return '';
  const [, landsat] = /(?<![a-z0-9])L[COTEM]0?([4-9])/i.exec(base) ?? [];
  if (landsat) return LANDSAT_OLI[number - (Number(landsat) >= 8 ? 2 : 1)] ?? '';
  const sentinel = /sentinel-?2|(?<![a-z0-9])(S2[A-D]_|T\d{2}[A-Z]{3}_)/i.test(base);
  return sentinel ? (SENTINEL[number - 2] ?? '') : '';
}

export type BandGroup<T> = {
  /** The common part of the names, for a title. */
  readonly title: string;
  readonly bands: readonly { readonly file: T; readonly label: string }[];
};

/** Groups of two and more files that look like bands of one picture; files of the same band are not. */
export function groupBands<T>(files: readonly T[], nameOf: (file: T) => string): BandGroup<T>[] {
  const stems = new Map<string, { file: T; name: BandName }[]>();
  for (const file of files) {
    const name = readBandName(nameOf(file));
    if (!name) continue;
    stems.set(name.stem, [...(stems.get(name.stem) ?? []), { file, name }]);
  }
  const groups: BandGroup<T>[] = [];
  for (const members of stems.values()) {
    const labels = new Set(members.map(({ name }) => name.label));
    if (members.length < 2 || labels.size < members.length) continue;
    const ordered = [...members].sort(
      (a, b) => a.name.order - b.name.order || (a.name.label < b.name.label ? -1 : 1),
    );
    groups.push({
      title: bandsTitle(ordered.map(({ file }) => nameOf(file))),
      bands: ordered.map(({ file, name }) => ({ file, label: name.label })),
    });
  }
  return groups;
}

/** The names' common part: 'T52SDC_20220514T020701_B02.tif', '…_B03.tif' → 'T52SDC_20220514T020701'. */
export function bandsTitle(names: readonly string[]): string {
  const [first = 'Bands'] = names;
  const base = first.replace(ENDING, '');
  const found = NUMBERED.exec(base) ?? NAMED.exec(base);
  if (!found) return base;
  const before = base.slice(0, found.index).replace(/[\s_.(-]+$/, '');
  const after = base.slice(found.index + found[0].length).replace(/^[\s_.)-]+/, '');
  return [before, after].filter((part) => part !== '').join('_') || base;
}

type Beside = Exclude<FilePart['role'], 'band' | 'tile'>;

/** Endings that follow an image's whole name, and those that replace its ending. */
const AFTER: Readonly<Record<string, Beside>> = {
  '.aux.xml': 'metadata',
  '.ovr': 'overviews',
  '.msk': 'mask',
  w: 'world_file',
};
const INSTEAD: Readonly<Record<string, Beside>> = {
  '.tfw': 'world_file',
  '.tifw': 'world_file',
  '.tiffw': 'world_file',
  '.wld': 'world_file',
  '.aux.xml': 'metadata',
  '.prj': 'projection',
  '.ovr': 'overviews',
  '.msk': 'mask',
};

/** What a file is to an image by their names, or null where it is nothing to it. Case does not count. */
export function besideRole(imageName: string, name: string): Beside | null {
  const image = imageName.toLowerCase();
  const stem = image.replace(ENDING, '');
  const file = name.toLowerCase();
  if (file.startsWith(image)) {
    const role = AFTER[file.slice(image.length)];
    if (role) return role;
  }
  return file.startsWith(stem) ? (INSTEAD[file.slice(stem.length)] ?? null) : null;
}

/** Whether a name is that of a file beside some image. */
export function isBesideName(name: string): boolean {
  return /\.(tfw|tiff?w|wld|prj|ovr|msk)$|\.aux\.xml$/i.test(name);
}
