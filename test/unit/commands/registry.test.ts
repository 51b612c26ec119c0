/** The one list of commands: ids, keys and words. */
import { describe, expect, test } from 'vitest';
import { COMMANDS, commandById, keyLabels } from '../../../src/commands/registry';
import { COMMAND_GROUPS } from '../../../src/commands/types';
import { CLASS_PRESETS } from '../../../src/domain/model/presets';

describe('the list of commands', () => {
  test('no two commands have the same id, name or key', () => {
    const doubled = (values: readonly string[]) =>
      values.filter((value, i) => values.indexOf(value) !== i);
    expect(doubled(COMMANDS.map(({ id }) => id))).toEqual([]);
    expect(doubled(COMMANDS.map(({ label }) => label))).toEqual([]);
    expect(doubled(COMMANDS.flatMap(({ keys }) => keys))).toEqual([]);
  });

  test('no class key that comes with a preset is a command’s', () => {
    // Where a screen has a command of its own for a digit, the class takes Shift with it.
    const keys = new Set(COMMANDS.flatMap(({ keys, screen }) => (screen ? [] : keys)));
    for (const { classes } of CLASS_PRESETS) {
      for (const { key } of classes) {
        if (key !== null) expect(keys.has(key)).toBe(false);
      }
    }
  });

  test('a key that works while a text is typed has Ctrl, Cmd or Alt, so that it types nothing', () => {
    for (const { id, keys, inFields } of COMMANDS) {
      if (!inFields) continue;
      if (inFields === 'with-alt') {
        // Keys without it that the command has besides are left to the field.
        expect(keys.filter((key) => /^Alt\+\d$/.test(key))).toHaveLength(1);
        continue;
      }
      expect(
        keys.every((key) => key.startsWith('$mod+')),
        id,
      ).toBe(true);
    }
  });

  test('every command has a name, a group of the list and labels for its keys', () => {
    for (const command of COMMANDS) {
      expect(command.label).toMatch(/^\p{Lu}/u);
      expect(COMMAND_GROUPS).toContain(command.group);
      expect(keyLabels(command).flat()).not.toContain('');
      expect(commandById(command.id)).toBe(command);
    }
  });
});
