/** The tools at work on a project that others change too: keys, undo, another tab. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  createBox,
  deleteBoxes,
  setAttributes,
  setGeometry,
} from '../../../src/domain/edits/box-edits';
import { createdBoxIds } from '../../../src/domain/edits/edit-parts';
import { addObservation } from '../../../src/domain/edits/observation-edits';
import type { Box } from '../../../src/domain/model/box';
import type { BoxId } from '../../../src/domain/model/ids';
import { BoxIndex } from '../../../src/map/overlay/box-index';
import { ToolDesk } from '../../../src/map/tools/tool-desk';
import type { ScreenXY } from '../../../src/map/view-transform';
import type { DocumentStore } from '../../../src/store/document-store';
import type { Session } from '../../../src/store/session';
import { CONTEXT, openWithFrame, testServices } from '../commands/support';

const geometry = { x: 100, y: 80, length: 60, width: 30, angle: 0 };
let document: DocumentStore;
let session: Session;
let desk: ToolDesk;
let id: BoxId;
let notices: string[];

beforeEach(async () => {
  const services = testServices();
  const opened = await openWithFrame(services);
  document = opened.document;
  session = services.session;
  const { frame } = opened;
  const [boxClass] = document.all('classes');
  if (!boxClass) throw new Error('a new project has classes');
  const args = { frameId: frame.id, classId: boxClass.id, geometry };
  const drawn = createBox(document, CONTEXT, args);
  document.commit(drawn);
  const [made] = createdBoxIds(drawn);
  if (!made) throw new Error('no box');
  id = made;
  services.session.setState({ frameId: frame.id, selection: [id] });
  notices = [];
  desk = new ToolDesk({
    document,
    session: services.session,
    current: () => {
      const index = new BoxIndex(document.boxesOf(frame.id), 1);
      return { frame, index, northAt: () => -Math.PI / 2 };
    },
    // One pixel of the picture is one of the screen, from the same corner.
    view: () => ({ center: [500, 400], resolution: 1, rotation: 0, width: 1000, height: 800 }),
    handChanged: () => undefined,
    boxesChanged: () => undefined,
    notice: (sentence) => notices.push(sentence),
    ghostAt: () => null,
  });
  document.subscribe(({ patches }) => desk.recordsChanged(patches));
});

const box = (): Box | undefined => document.get('boxes', id);

describe('a box in the middle of a drag', () => {
  beforeEach(() => {
    desk.press([100, 80], false);
    desk.move([120, 80], false);
    expect(desk.preview?.get(id)?.x).toBe(120);
  });

  test('is moved by it', () => {
    desk.move([130, 80], false);
    desk.release([130, 80], false);
    expect(box()?.geometry.x).toBe(130);
  });

  test('that a key turns keeps its turn: the drag is dropped', () => {
    const changes = [{ id, geometry: { ...geometry, angle: Math.PI } }];
    document.commit(setGeometry(document, CONTEXT, { changes, verb: 'Flip' }));
    expect([desk.busy, desk.preview]).toEqual([false, null]);
    desk.release([130, 80], false);
    expect(box()?.geometry).toEqual({ ...geometry, angle: Math.PI });
  });

  test('that is deleted is no more dragged, and nothing is said', () => {
    document.commit(deleteBoxes(document, CONTEXT, { ids: [id] }));
    desk.move([125, 80], false);
    desk.release([130, 80], false);
    expect([document.count('boxes'), notices]).toEqual([0, []]);
  });

  test('that is described meanwhile is dragged on, and keeps what was written', () => {
    const attributes = { notes: 'two hatches open' };
    document.commit(setAttributes(document, CONTEXT, { ids: [id], attributes }));
    desk.move([130, 80], false);
    desk.release([130, 80], false);
    expect(box()).toMatchObject({ geometry: { x: 130 }, attributes });
  });
});

describe('while the boxes are hidden', () => {
  const drag = (from: ScreenXY, to: ScreenXY) => {
    desk.press(from, false);
    desk.move(to, false);
    desk.release(to, false);
  };
  beforeEach(() => session.setState({ boxesShown: false }));

  test('no handle that nobody sees changes one', () => {
    drag([130, 95], [160, 120]);
    expect(box()?.geometry).toEqual(geometry);
  });

  test('none is selected by a drag around it', () => {
    session.setState({ selection: [] });
    drag([40, 30], [200, 150]);
    expect(session.getState().selection).toEqual([]);
  });

  test('no area that nobody sees is reshaped', () => {
    const { frameId } = session.getState();
    if (!frameId) throw new Error('no frame');
    const around = { x: 500, y: 400, length: 200, width: 100, angle: 0 };
    const draft = { frameId, kind: 'nothing_seen', geometry: around } as const;
    const { edit, observationId } = addObservation(document, CONTEXT, draft);
    document.commit(edit);
    session.setState({ selection: [], areaId: observationId });
    drag([600, 450], [650, 480]);
    expect(document.get('observations', observationId)?.geometry).toEqual(around);
    session.setState({ boxesShown: true, areaId: observationId });
    drag([600, 450], [650, 480]);
    expect(document.get('observations', observationId)?.geometry).toMatchObject({ length: 250 });
  });
});
