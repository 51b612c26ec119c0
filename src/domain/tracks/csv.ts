/** Tables as text that spreadsheets open as text and never as formulas. */

type Rows = readonly (readonly string[])[];

/** Spreadsheets look past spaces and line ends, and some take the wide forms of the signs too. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** What a spreadsheet would take for a formula gets an apostrophe before it. */
function harmless(text: string): string {
  return FORMULA.test(text) && !/^[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Comma-separated values (RFC 4180), to be pasted. */
export function csvText(rows: Rows): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** The same as a file: UTF-8 with a byte order mark, since spreadsheets guess another encoding without it. */
export function csvOf(rows: Rows): string {
  return `\uFEFF${csvText(rows)}`;
}

/** Tab-separated values, to be pasted into the cells of a spreadsheet: a tab or a new line becomes a space. */
export function tsvText(rows: Rows): string {
  const cell = (text: string) => harmless(text.replaceAll(/[\t\r\n]+/g, ' ').trim());
  return rows.map((row) => `${row.map(cell).join('\t')}\n`).join('');
}
