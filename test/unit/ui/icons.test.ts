import { expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry';
import { ICON_NAMES } from '../../../src/ui/kit/icon';

it('knows the icon of every command, so that no button is blank', () => {
  const known: readonly string[] = ICON_NAMES;
  const blank = COMMANDS.filter(({ icon }) => icon !== undefined && !known.includes(icon));
  expect(blank.map(({ id, icon }) => `${id}: ${icon}`)).toEqual([]);
});
