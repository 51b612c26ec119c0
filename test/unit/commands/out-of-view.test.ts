/** What is selected on the map stays selected on other screens, and must not be changed unseen there. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { setActiveClass } from '../../../src/commands/boxes/classes';
import { setClipboard } from '../../../src/commands/boxes/clipboard';
import { COMMANDS, enabledReason, runCommand } from '../../../src/commands/registry';
import type { Services } from '../../../src/commands/types';
import { createBox } from '../../../src/domain/edits/box-edits';
import { createdBoxIds } from '../../../src/domain/edits/edit-parts';
import type { DocumentStore } from '../../../src/store/document-store';
import { CONTEXT, openWithFrame, testServices } from './support';

let services: Services;
let document: DocumentStore;

beforeEach(async () => {
  services = testServices();
  const opened = await openWithFrame(services);
  document = opened.document;
  const { frame } = opened;
  const [boxClass] = document.all('classes');
  if (!boxClass) throw new Error('a new project has classes');
  const geometry = { x: 100, y: 80, length: 60, width: 12, angle: 0.3 };
  const drawn = createBox(document, CONTEXT, {
    frameId: frame.id,
    classId: boxClass.id,
    geometry,
  });
  document.commit(drawn);
  setClipboard({ boxes: [...document.all('boxes')], frame });
  services.session.setState({ frameId: frame.id, selection: createdBoxIds(drawn) });
});

/** All commands that a key runs, but for those that open, show or take back. */
function changing() {
  return COMMANDS.filter(({ id, keys }) => keys.length > 0 && /^(box|frames|vessels)\./.test(id))
    .map(({ id }) => id)
    .filter((id) => !/open|previous|next|play|edit|filter|inspect|batch|pair|select/.test(id));
}

describe.each(['vessels', 'log'] as const)('on the screen %s', (screen) => {
  test('no key changes the boxes or the frame that are not seen', () => {
    services.session.setState({ screen });
    const before = document.snapshot();
    for (const id of changing()) runCommand(services, id);
    const [, other] = document.all('classes');
    if (other) setActiveClass(services, other.id);
    expect(document.snapshot()).toEqual(before);
    expect(enabledReason(services, 'box.delete')).toBe('Open Annotate or Compare first.');
  });
});

test('back on the map the same keys work', () => {
  expect(changing()).toEqual(expect.arrayContaining(['box.delete', 'box.nudge-down', 'box.paste']));
  const [box] = document.all('boxes');
  runCommand(services, 'box.nudge-down');
  expect(box && document.get('boxes', box.id)?.geometry.y).toBe(81);
  runCommand(services, 'box.delete');
  expect(document.count('boxes')).toBe(0);
});
