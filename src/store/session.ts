/**
 * The session: what this tab shows and does, as opposed to what the project records. Not undoable.
 * Part of it (see StoredSession) comes back after a reload.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProposalArgs } from '../domain/edits/event-edits';
import { type BaseView, FIRST_BASE } from '../domain/model/base-view';
import type { BoxGeometry } from '../domain/model/box-geometry';
import type {
  BoxId,
  ClassId,
  FrameId,
  GroupId,
  ObservationId,
  VesselId,
} from '../domain/model/ids';
import type { Stretch } from '../domain/model/stretch';
import type { LonLat, PixelXY } from '../domain/model/units';
import { type CompareState, compareStateFrom } from './compare-state';

/**
 * select: pick and change boxes; pan: drag the picture; keel: draw stern–bow–beam; rectangle:
 * axis-aligned; area: a part of the frame, see AreaUse; profile: values along a line or at a point.
 */
export type Tool = 'select' | 'pan' | 'keel' | 'rectangle' | 'area' | 'profile';

/** What the next area says: looked here, nothing seen; cannot be seen here; search for changes here only. */
export type AreaUse = 'nothing_seen' | 'obscured' | 'search';
/** How it is drawn: by an upright drag, or along its axis as a keel is. */
export type AreaShape = 'upright' | 'keel';

/** 'drag': press at the stern, drag to the bow, move to the beam, click. 'clicks': three clicks. */
export type KeelGesture = 'drag' | 'clicks';

/** Where the view of a frame stands: centre in pixels, image rows per screen pixel, turn in radians. */
export type ViewState = {
  readonly center: PixelXY;
  readonly resolution: number;
  readonly rotation: number;
};

/** What the window is given to. */
export type ScreenName = 'annotate' | 'compare' | 'vessels' | 'log';

export type PanelName = 'list' | 'inspector' | 'strip' | 'display';

/** A stretch that is being tried (a slider in hand); it is in no commit yet. */
export type DisplayDraft = { readonly frameId: FrameId; readonly stretch: Stretch };

/** A line over a frame whose values are charted, in its pixels; a point where both ends are the same. */
export type Probe = { readonly frameId: FrameId; readonly from: PixelXY; readonly to: PixelXY };

/** A change that the pixels speak for; it lies on the frame that shows the object. No box yet. */
export type Proposal = ProposalArgs & {
  readonly score: number;
  /** The same place in pixels of the other frame. */
  readonly otherGeometry: BoxGeometry;
  /** What it would be a box of. */
  readonly classId: ClassId;
  /** Whether that was guessed of something that has no such size. */
  readonly doubtful: boolean;
};

/** What a search for changes found, the clearest first. */
export type Search = {
  readonly beforeId: FrameId;
  readonly afterId: FrameId;
  readonly found: readonly Proposal[];
  /** Frames whose empty margin, which is not declared as such, was left out. */
  readonly margins: readonly FrameId[];
};

/** How many open proposals are listed and marked at a time: each has two pictures to read. */
export const PROPOSALS_SHOWN = 12;

/** What the list of boxes shows. */
export type ListScope = 'frame' | 'project';

export type DialogName =
  | 'palette'
  | 'help'
  | 'export'
  | 'import'
  | 'classes'
  | 'open-url'
  | 'frame'
  | 'project'
  | 'batch'
  | 'join'
  | 'place'
  | 'chips'
  | 'pair-ships'
  | 'align';

/** A short message that needs the user's eye, shown until dismissed. Rare. */
export type Notice = {
  readonly id: number;
  readonly tone: 'info' | 'warn' | 'bad';
  readonly text: string;
  /** Sentences below the text, e.g. one for each file that could not be opened. */
  readonly details: readonly string[];
  /** A way on that the notice offers. */
  readonly action: { readonly label: string; readonly run: () => void } | null;
  /** The frames of which it says that they have no place: not shown while all of them have one. */
  readonly unplaced: readonly FrameId[];
};

/** A piece of work under way off the main thread, with a way to stop it. */
export type Task = {
  readonly id: number;
  readonly label: string;
  /** 0…1, or null where the total is not known. */
  readonly fraction: number | null;
  readonly cancel: (() => void) | null;
  /** Whether it goes on when the project is left: it changes none of its records. */
  readonly outlives: boolean;
};

export type SessionState = {
  readonly screen: ScreenName;
  readonly compare: CompareState;
  /** While a key is held: the before frame alone, whatever the mode. */
  readonly peek: boolean;
  /** Whether the dates of the site are shown one after the other by themselves. */
  readonly playing: boolean;
  /** Seconds that each date is seen while they are. */
  readonly playSeconds: number;
  /** The vessel that the vessels' screen shows. */
  readonly vesselId: VesselId | null;
  /** The group of containers that it shows instead; null for a vessel. */
  readonly groupId: GroupId | null;
  readonly tool: Tool;
  readonly keelGesture: KeelGesture;
  readonly areaUse: AreaUse;
  /** Boxes that were drawn along their keel in this browser, so from stern to bow. */
  readonly sternToBow: ReadonlySet<BoxId>;
  /** Whoever works here does not want to be named. */
  readonly unnamed: boolean;
  /** Classes of which the user was told that a command has their key. */
  readonly toldClasses: readonly ClassId[];
  readonly areaShape: AreaShape;
  readonly frameId: FrameId | null;
  readonly selection: readonly BoxId[];
  /** The area in hand; it gives way to selected boxes. */
  readonly areaId: ObservationId | null;
  readonly proposals: Search | null;
  /** The box under the pointer on the map or in the list. */
  readonly hovered: BoxId | null;
  /** Class that new boxes get. */
  readonly classId: ClassId | null;
  readonly labelsShown: boolean;
  readonly boxesShown: boolean;
  readonly panels: Readonly<Record<PanelName, boolean>>;
  readonly displayDraft: DisplayDraft | null;
  readonly probe: Probe | null;
  /** Whether the magnifier follows the pointer. */
  readonly magnifier: boolean;
  /** What is shown around the frame for orientation. */
  readonly base: BaseView;
  readonly listScope: ListScope;
  readonly theme: 'dark' | 'light';
  readonly dialog: DialogName | null;
  readonly notices: readonly Notice[];
  readonly tasks: readonly Task[];
  /** Why the key that was pressed last did nothing, or what was taken back; null once another did something. */
  readonly passing: { readonly text: string } | null;
  /** How often imagery that could not be reached was linked again: what failed before may be tried anew. */
  readonly linked: number;
  /** View of each frame looked at; the current frame's is kept up to date when a movement ends. */
  readonly views: Readonly<Record<FrameId, ViewState>>;
};

/** What is written to this machine and read again after a reload. */
export type StoredSession = Pick<
  SessionState,
  | 'screen'
  | 'compare'
  | 'playSeconds'
  | 'vesselId'
  | 'groupId'
  | 'keelGesture'
  | 'frameId'
  | 'classId'
  | 'labelsShown'
  | 'base'
  | 'panels'
  | 'listScope'
  | 'views'
  | 'toldClasses'
  | 'sternToBow'
  | 'unnamed'
>;

export type Session = StoreApi<SessionState>;

export function createSession(initial: Partial<SessionState> = {}): Session {
  return createStore<SessionState>(() => ({
    screen: 'annotate',
    compare: compareStateFrom(null),
    peek: false,
    playing: false,
    playSeconds: 1,
    vesselId: null,
    groupId: null,
    tool: 'select',
    keelGesture: 'drag',
    areaUse: 'nothing_seen',
    sternToBow: new Set(),
    unnamed: false,
    toldClasses: [],
    areaShape: 'upright',
    frameId: null,
    selection: [],
    areaId: null,
    proposals: null,
    hovered: null,
    classId: null,
    labelsShown: true,
    boxesShown: true,
    panels: { list: true, inspector: true, strip: true, display: false },
    displayDraft: null,
    probe: null,
    magnifier: false,
    base: FIRST_BASE,
    listScope: 'frame',
    theme: 'dark',
    dialog: null,
    notices: [],
    tasks: [],
    passing: null,
    linked: 0,
    views: {},
    ...initial,
  }));
}

export function storedSession(state: SessionState): StoredSession {
  const { screen, compare, playSeconds, vesselId, groupId, keelGesture, frameId, classId } = state;
  const { labelsShown, base, panels, listScope, views, toldClasses, sternToBow, unnamed } = state;
  return {
    ...{ screen, compare, playSeconds, vesselId, groupId, keelGesture, frameId, classId },
    ...{ labelsShown, base, panels, listScope, views, toldClasses, sternToBow, unnamed },
  };
}

/**
 * What the pointer is over, changed at most once per screen frame; kept apart from the session so
 * that moving the mouse re-renders the read-out alone.
 */
export type PointerReading = {
  readonly pixel: PixelXY;
  readonly lonLat: LonLat | null;
  /** Sample values of all bands, null while they are being read or where there is no data. */
  readonly samples: readonly number[] | null;
};

export type Readout = StoreApi<{
  readonly pointer: PointerReading | null;
  /** Image rows per screen pixel: 1 is 1:1, 2 shows half size. */
  readonly resolution: number;
  /** Direction of true north on the screen, radians clockwise from up; null without a place. */
  readonly north: number | null;
  /** Ground metres per screen pixel at the middle of the view, null without a place. */
  readonly metersPerPixel: number | null;
}>;

export function createReadout(): Readout {
  return createStore(() => ({ pointer: null, resolution: 1, north: null, metersPerPixel: null }));
}
