/** Shows an address in the user's browser, where there is a desktop. */
import { spawn } from 'node:child_process';

/**
 * The command that opens an address, or null where nobody sits in front of a screen.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {readonly [string, ...string[]] | null}
 */
export function openCommand(platform, env) {
  if (env.CI || env.SSH_CONNECTION) return null;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** @param {string} url */
export function openInBrowser(url) {
  const command = openCommand(process.platform, process.env);
  if (!command) return;
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`No browser could be opened; go to ${url} yourself.`));
  child.unref();
}
