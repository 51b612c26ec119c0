/** Reads the tables that the application hands over. */

/** The cells of a CSV file (RFC 4180) without line breaks in them, line by line. */
export function linesOf(text: string): string[][] {
  return text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .map((line) =>
      [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell = '']) =>
        cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
      ),
    );
}

/** The lines below the first, by the names that the first gives the columns. */
export function rowsOf(text: string): Record<string, string>[] {
  const [names = [], ...rest] = linesOf(text);
  return rest.map((values) => Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])));
}
