/** What a band is called where it is read; files and exports keep the name that the file gives. */

/** Micrometres of the bands that STAC names by tenths of them. */
const TENTHS: Readonly<Record<string, string>> = { '16': '1.6 µm', '22': '2.2 µm' };
const INFRARED = /(?<![a-z0-9])(v?nir|swir|mwir|lwir|tir)[ _-]?(\d{1,2})?(?![a-z0-9])/gi;

/** 'B11 SWIR 1' of 'B11 swir1', 'NIR' of 'nir', 'SWIR 1.6 µm' of 'swir16'; all else as it is. */
export function bandText(name: string): string {
  return name.replace(INFRARED, (_, word: string, number: string | undefined) => {
    const short = word.toUpperCase();
    if (number === undefined) return short;
    return `${short} ${(short === 'SWIR' && TENTHS[number]) || number}`;
  });
}
