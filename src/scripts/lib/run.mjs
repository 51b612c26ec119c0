/** Starting other programs. */
import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {'show' | 'keep'} [output] whether output goes to the screen or into the result
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment
 * @property {boolean} [shell] whether the command goes through the system's shell
 */

/**
 * Runs a program in the checkout's top folder and waits for its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{code: number, output: string}>} its exit code (127 when it could not be
 * started) and, when kept, what it wrote to both outputs
 */
export function run(command, args, { output = 'show', env = {}, shell = false } = {}) {
  const kept = output === 'keep';
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      shell,
      stdio: kept ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let text = '';
    const keep = (/** @type {Buffer} */ data) => {
      text += data.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => done({ code: 127, output: `${text}${error.message}\n` }));
    child.on('close', (code) => done({ code: code ?? 1, output: text }));
  });
}

/**
 * Runs one of our tools or scripts by this Node.
 * @param {string} script
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNode(script, args, options) {
  return run(process.execPath, [script, ...args], options);
}

/**
 * Runs npm: the very one that started us, if any, and else the one in PATH.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options) {
  const own = process.env.npm_execpath;
  if (own?.endsWith('npm-cli.js')) return runNode(own, args, options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}
