/** Choosing boxes in the list: by pointer and by keys, with the map following. */
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { runCommand } from '../../commands/registry';
import type { Line, Lines } from '../../domain/listing/lines';
import type { BoxId, ClassId } from '../../domain/model/ids';
import type { Session } from '../../store/session';
import { useServices, useSession } from '../context';
import type { VirtualListHandle } from '../kit';
import type { ListedRows, ListView } from './box-list-view';

/** A line that stays the same line while others come and go. */
type Place =
  | { readonly kind: 'group'; readonly id: ClassId }
  | { readonly kind: 'row'; readonly id: BoxId };

/** Keys held down run through the list; the map follows when they rest. */
const FLY_AFTER_MS = 80;
const PAGE = 10;

function placeOf(line: Line | null): Place | null {
  if (!line) return null;
  return line.kind === 'group'
    ? { kind: 'group', id: line.boxClass.boxClass.id }
    : { kind: 'row', id: line.entry.row.box.id };
}

function indexOfPlace(place: Place | null, { index, lines }: ListedRows): number {
  if (!place) return -1;
  if (place.kind === 'row') return lines.indexOf(index.entryOf(place.id));
  return lines.indexOfGroup(place.id);
}

/** Selects boxes, and shows the frame of the last one with it in view. */
function useChoose() {
  const services = useServices();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (selection: readonly BoxId[], fly: BoxId | null) => {
    const { session, workspace } = services;
    session.setState({ selection });
    const box = fly && workspace.getState().current?.document.get('boxes', fly);
    if (!box) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (session.getState().frameId !== box.frameId) session.setState({ frameId: box.frameId });
      // The map takes up the frame in answer to the session; the box is looked for after that.
      requestAnimationFrame(() => runCommand(services, 'view.reveal'));
    }, FLY_AFTER_MS);
  };
}

/** The line that keys start from, and the one that Shift counts from; what is selected on the map comes into view. */
function useActiveLine(listed: ListedRows, selection: readonly BoxId[]) {
  const [active, setActive] = useState<Place | null>(null);
  const anchor = useRef<Place | null>(null);
  const list = useRef<VirtualListHandle>(null);
  const { lines, index } = listed;
  const only = selection.length === 1 ? selection[0] : undefined;
  const onlyIndex = only ? lines.indexOf(index.entryOf(only)) : -1;
  const latest = useRef(onlyIndex);
  latest.current = onlyIndex;
  useEffect(() => {
    if (!only || latest.current < 0) return;
    setActive({ kind: 'row', id: only });
    anchor.current = { kind: 'row', id: only };
    list.current?.scrollToIndex(latest.current);
  }, [only]);
  const goTo = (at: number) => {
    setActive(placeOf(lines.at(at)));
    list.current?.scrollToIndex(at);
  };
  return { list, anchor, activeIndex: indexOfPlace(active, listed), setActive, goTo };
}

/** What a press on a line selects: alone, one more or less, or all from the last one to here. */
function picker(
  listed: ListedRows,
  { anchor, goTo }: ReturnType<typeof useActiveLine>,
  selection: readonly BoxId[],
  choose: ReturnType<typeof useChoose>,
) {
  const { lines } = listed;
  return (at: number, how: { readonly extend: boolean; readonly toggle: boolean }) => {
    const line = lines.at(at);
    goTo(at);
    const start = indexOfPlace(anchor.current, listed);
    if (how.extend && start >= 0) {
      choose(lines.between(start, at), line?.kind === 'row' ? line.entry.row.box.id : null);
      return;
    }
    anchor.current = placeOf(line);
    if (line?.kind !== 'row') return;
    const { id } = line.entry.row.box;
    if (!how.toggle) choose([id], id);
    else if (selection.includes(id))
      choose(
        selection.filter((other) => other !== id),
        null,
      );
    else choose([...selection, id], id);
  };
}

/** The box of the line under the pointer is shown as hovered on the map too. */
function hovering(session: Session, lines: ListedRows['lines']) {
  return {
    onPointerMove: (event: MouseEvent) => {
      const at = lineUnder(event);
      const line = at === null ? null : lines.at(at);
      const hovered = line?.kind === 'row' ? line.entry.row.box.id : null;
      if (session.getState().hovered !== hovered) session.setState({ hovered });
    },
    onPointerLeave: () => session.setState({ hovered: null }),
  };
}

export function useListActions(
  listed: ListedRows,
  view: ListView,
  setView: (change: Partial<ListView>) => void,
) {
  const { session, map } = useServices();
  const selection = useSession((state) => state.selection);
  const selected = useMemo(() => new Set(selection), [selection]);
  const active = useActiveLine(listed, selection);
  const { list, activeIndex, setActive, goTo } = active;
  const choose = useChoose();
  const pick = picker(listed, active, selection, choose);
  const { lines } = listed;

  const toggleGroup = (id: ClassId, open: boolean) => {
    const closed = new Set(view.closed);
    if (open) closed.delete(id);
    else closed.add(id);
    setView({ closed });
  };
  const onClick = (event: MouseEvent) => {
    const at = lineUnder(event);
    const line = at === null ? null : lines.at(at);
    if (at === null || !line) return;
    if (line.kind === 'group') {
      toggleGroup(line.boxClass.boxClass.id, !line.open);
      setActive(placeOf(line));
    } else {
      pick(at, { extend: event.shiftKey, toggle: event.ctrlKey || event.metaKey });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const done = keyAction(event, {
      lines,
      at: activeIndex,
      goTo,
      pick,
      toggleGroup,
      selectAll: () => choose(lines.between(0, lines.count - 1), null),
      open: () => choose(selection, selection.at(-1) ?? null),
      leave: () => map.current?.focus(),
    });
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    list,
    activeIndex,
    selected,
    handlers: {
      onClick,
      ...hovering(session, lines),
      onKeyDown,
      // Rows take no focus of their own: it stays with the list, which reads out its active line.
      onMouseDown: (event: MouseEvent) => {
        event.preventDefault();
        list.current?.focus();
      },
    },
    enter: () => {
      list.current?.focus();
      if (activeIndex < 0) goTo(0);
    },
  };
}

function lineUnder(event: MouseEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
  return row ? Number(row.getAttribute('data-index')) : null;
}

type KeyTargets = {
  readonly lines: Lines;
  readonly at: number;
  readonly goTo: (at: number) => void;
  readonly pick: (at: number, how: { extend: boolean; toggle: boolean }) => void;
  readonly toggleGroup: (id: ClassId, open: boolean) => void;
  readonly selectAll: () => void;
  readonly open: () => void;
  readonly leave: () => void;
};

/** Gives whether the key was one of the list's. */
function keyAction(event: KeyboardEvent, to: KeyTargets): boolean {
  const { lines, at } = to;
  const last = lines.count - 1;
  const line = lines.at(at);
  const jump = jumpOf(event.key, at, last);
  if (jump !== null && !event.altKey) {
    if (event.ctrlKey || event.metaKey) to.goTo(jump);
    else to.pick(jump, { extend: event.shiftKey, toggle: false });
    return true;
  }
  switch (event.key) {
    case ' ':
      // Held, it would take back what it has just done, over and over.
      if (event.repeat) return true;
      if (line?.kind === 'group') to.toggleGroup(line.boxClass.boxClass.id, !line.open);
      else if (line) to.pick(at, { extend: false, toggle: true });
      return true;
    case 'Enter':
      if (line?.kind === 'group') to.toggleGroup(line.boxClass.boxClass.id, !line.open);
      else to.open();
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      if (event.altKey) return false;
      if (line?.kind === 'group') {
        to.toggleGroup(line.boxClass.boxClass.id, event.key === 'ArrowRight');
      } else if (line && event.key === 'ArrowLeft') {
        const header = lines.indexOfGroup(line.entry.row.box.classId);
        if (header >= 0) to.goTo(header);
      }
      return true;
    case 'a':
      if (!event.ctrlKey && !event.metaKey) return false;
      to.selectAll();
      return true;
    case 'Escape':
      to.leave();
      return true;
    default:
      return false;
  }
}

function jumpOf(key: string, at: number, last: number): number | null {
  const clamp = (to: number) => Math.max(0, Math.min(last, to));
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at - 1);
    case 'PageDown':
      return clamp(at + PAGE);
    case 'PageUp':
      return clamp(at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
