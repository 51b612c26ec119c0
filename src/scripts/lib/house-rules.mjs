/** Rules of this code that no tool of ours checks: sizes, names, suppressions, swallowed errors. */
import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { filesBelow } from './ensure-built.mjs';
import { ROOT } from './paths.mjs';

const MOST_LINES = 400;
/** Of one function with its body; a `describe` only holds tests and may be as long as they are. */
const MOST_FUNCTION_LINES = 80;
const CHECKED = /\.(ts|tsx|mjs|cjs|css)$/;
const NAME = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const FORBIDDEN_WORDS =
  /\b(?:TODO|FIXME|HACK|XXX)\b|biome-ignore|eslint-disable|@ts-(?:ignore|expect-error|nocheck)/;
const TEST_CALLS = new Set(['it', 'test', 'describe', 'suite']);
const TEST_GROUPS = new Set(['describe', 'suite']);
const TEST_SWITCHES = new Set(['only', 'skip', 'todo']);

/** @typedef {{line: number, text: string}} Fault */
/** @typedef {typeof import('typescript')} TypeScript */

/**
 * @param {string} name a file's path from the checkout's top
 * @param {string} text
 * @returns {Fault[]}
 */
function faultsOfFile(name, text) {
  const faults = [];
  const lines = text.replace(/\n$/, '').split('\n').length;
  if (lines > MOST_LINES) {
    faults.push({ line: lines, text: `${lines} lines, above ${MOST_LINES}: split the file` });
  }
  if (!NAME.test(basename(name))) faults.push({ line: 1, text: 'the file name is not kebab-case' });
  return faults;
}

/**
 * @param {TypeScript} ts
 * @param {import('typescript').Node} node
 * @returns {boolean} whether a function, given as a handler of errors, does nothing with them
 */
function doesNothing(ts, node) {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  if (ts.isBlock(node.body)) return node.body.statements.length === 0;
  return (
    node.body.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(node.body) && node.body.text === 'undefined')
  );
}

/**
 * @param {TypeScript} ts
 * @param {import('typescript').Node} node
 * @returns {boolean} whether a function is given to a call such as describe(…) or describe.each(…)(…)
 */
function holdsTests(ts, node) {
  if (!ts.isCallExpression(node.parent)) return false;
  let called = node.parent.expression;
  while (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called)) {
    called = called.expression;
  }
  return ts.isIdentifier(called) && TEST_GROUPS.has(called.text);
}

/**
 * @param {TypeScript} ts
 * @param {import('typescript').Node} node
 * @returns {string | null} what is wrong with a function that is too long
 */
function faultOfLength(ts, node) {
  if (!ts.isFunctionLike(node) || holdsTests(ts, node)) return null;
  const source = node.getSourceFile();
  const lineOf = (/** @type {number} */ at) => source.getLineAndCharacterOfPosition(at).line;
  const lines = lineOf(node.getEnd()) - lineOf(node.getStart(source)) + 1;
  if (lines <= MOST_FUNCTION_LINES) return null;
  return `a function of ${lines} lines, above ${MOST_FUNCTION_LINES}: split it`;
}

/**
 * What is wrong at one node of the syntax tree, if anything.
 * @param {TypeScript} ts
 * @param {import('typescript').Node} node
 * @returns {string | null}
 */
function faultOfNode(ts, node) {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return '`any` gives up type checking';
  if (ts.isCatchClause(node) && node.block.statements.length === 0) return 'an empty catch';
  if (ts.isExportAssignment(node)) return 'a default export: name it';
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    const [handler] = node.arguments;
    // A promise that has a name may be handled elsewhere, and this be a second way to wait for it.
    const named = ts.isIdentifier(expression) && !ts.isExpressionStatement(node.parent);
    if (name.text === 'catch' && !named && (!handler || doesNothing(ts, handler))) {
      return 'a catch that drops its error';
    }
    if (
      ts.isIdentifier(expression) &&
      TEST_CALLS.has(expression.text) &&
      TEST_SWITCHES.has(name.text)
    ) {
      return `.${name.text} leaves tests out`;
    }
  }
  return faultOfLength(ts, node);
}

/**
 * @param {TypeScript} ts
 * @param {import('typescript').SourceFile} source
 * @returns {Fault[]}
 */
function faultsOfComments(ts, source) {
  /** @type {Map<number, Fault>} */
  const faults = new Map();
  const look = (/** @type {number} */ start, /** @type {number} */ end) => {
    const word = source.text.slice(start, end).match(FORBIDDEN_WORDS)?.[0];
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    if (word) faults.set(start, { line, text: `a comment says ${word}` });
  };
  const visit = (/** @type {import('typescript').Node} */ node) => {
    const text = source.text;
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) {
      look(range.pos, range.end);
    }
    for (const range of ts.getTrailingCommentRanges(text, node.getEnd()) ?? []) {
      look(range.pos, range.end);
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...faults.values()];
}

/**
 * What is wrong in one file.
 * @param {TypeScript} ts
 * @param {string} name its path from the checkout's top
 * @param {string} text
 * @returns {Fault[]}
 */
export function checkFile(ts, name, text) {
  const faults = faultsOfFile(name, text);
  if (name.endsWith('.css')) {
    const word = text.match(FORBIDDEN_WORDS)?.[0];
    return word ? [...faults, { line: 1, text: `the file says ${word}` }] : faults;
  }
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const visit = (/** @type {import('typescript').Node} */ node) => {
    const fault = faultOfNode(ts, node);
    if (fault) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      faults.push({ line: line + 1, text: fault });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...faults, ...faultsOfComments(ts, source)];
}

/**
 * Checks all of src/ and test/.
 * @returns {Promise<{files: number, faults: string[]}>} faults as 'path:line: what'
 */
export async function checkHouseRules() {
  const { default: ts } = await import('typescript');
  const all = (await Promise.all(['src', 'test'].map((top) => filesBelow(join(ROOT, top))))).flat();
  const files = all.filter(
    (file) => CHECKED.test(file) && !/[\\/](?:\.cache|output)[\\/]/.test(file),
  );
  const faults = [];
  for (const file of files) {
    const name = relative(ROOT, file).replaceAll('\\', '/');
    for (const { line, text } of checkFile(ts, name, await readFile(file, 'utf8'))) {
      faults.push(`${name}:${line}: ${text}`);
    }
  }
  return { files: files.length, faults };
}
