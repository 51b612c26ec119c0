import { describe, expect, test } from 'vitest';
import { browserPlaces, findBrowser } from '../../../src/scripts/lib/find-browser.mjs';
import { openCommand } from '../../../src/scripts/lib/open-in-browser.mjs';

function machine(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, programs: string[]) {
  return { platform, env, isProgram: (path: string) => programs.includes(path) };
}

describe('the browser to test with', () => {
  test('is the one asked for, before any other', () => {
    const env = { CHROME_PATH: '/my/chrome', PATH: '/bin' };
    const programs = ['/usr/bin/chromium', '/bin/chromium', '/my/chrome'];
    expect(findBrowser(machine('linux', env, programs))).toBe('/my/chrome');
  });

  test('asked for and missing is an error, not another browser', () => {
    const env = { CHROME_PATH: '/gone/chrome' };
    const find = () => findBrowser(machine('linux', env, ['/usr/bin/chromium']));
    expect(find).toThrow('CHROME_PATH says /gone/chrome, but there is no program there.');
  });

  test('is taken from PATH before the usual places, Chromium before Edge', () => {
    const programs = ['/usr/bin/chromium', '/opt/a/microsoft-edge', '/opt/b/google-chrome'];
    const env = { PATH: '/opt/a:/opt/b' };
    expect(findBrowser(machine('linux', env, programs))).toBe('/opt/b/google-chrome');
  });

  test('is found at the usual places of each system', () => {
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const windows = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
    expect(findBrowser(machine('linux', {}, ['/snap/bin/chromium']))).toBe('/snap/bin/chromium');
    expect(findBrowser(machine('darwin', { HOME: '/Users/a' }, [mac]))).toBe(mac);
    expect(findBrowser(machine('win32', windows, [edge]))).toBe(edge);
  });

  test('may be missing', () => {
    expect(findBrowser(machine('linux', { PATH: '/bin' }, []))).toBeNull();
    expect(browserPlaces(machine('win32', { Path: 'C:\\a;C:\\b' }, []))).toContain(
      'C:\\b\\chrome.exe',
    );
  });
});

test('an address is opened only where somebody sits in front of a screen', () => {
  expect(openCommand('linux', {})).toBeNull();
  expect(openCommand('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
  expect(openCommand('linux', { DISPLAY: ':0', CI: 'true' })).toBeNull();
  expect(openCommand('darwin', {})).toEqual(['open']);
  expect(openCommand('darwin', { SSH_CONNECTION: 'x' })).toBeNull();
});
