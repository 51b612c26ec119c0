/** One action of the program: its name, its keys, when it is possible, what it does. */
import type { StoreApi } from 'zustand/vanilla';
import type { Imagery } from '../raster/types';
import type { QuaymarkDb } from '../store/db';
import type { DocumentStore } from '../store/document-store';
import type { MapPort } from '../store/ports';
import type { Readout, ScreenName, Session } from '../store/session';
import type { TabLock } from '../store/tab-lock';

/** The open project, or null on the start screen. */
export type Workspace = { readonly document: DocumentStore; readonly lock: TabLock };

/** Where a panel's commands reach into it: each is set while that panel is mounted. */
export type PanelPorts = {
  /** Puts the cursor into the box list's filter. */
  focusFilter: (() => void) | null;
  /** Puts the cursor into the inspector's first field. */
  focusInspector: (() => void) | null;
  /** Puts the cursor into the inspector's field of the vessel, or of the group of containers. */
  focusFollowed: (() => void) | null;
  /** Puts the cursor into the name of the vessel that is shown, to be typed over. */
  focusName: (() => void) | null;
};

/** All that commands work with; made once at start-up. */
export type Services = {
  readonly db: QuaymarkDb;
  readonly imagery: Imagery;
  readonly session: Session;
  readonly readout: Readout;
  readonly workspace: StoreApi<{ readonly current: Workspace | null }>;
  /** Set while a map is mounted. */
  readonly map: { current: MapPort | null };
  readonly panels: PanelPorts;
  /** Asks the user for files; resolves to what was chosen, [] when cancelled. */
  readonly pickFiles: (options: {
    readonly accept: string;
    readonly multiple: boolean;
    readonly folder?: boolean;
  }) => Promise<readonly PickedFile[]>;
  /** Hands a file to the user. */
  readonly download: (name: string, blob: Blob) => void;
};

/** A file the user gave, with a handle to it where the browser has such. */
export type PickedFile = { readonly file: File; readonly handle: FileSystemFileHandle | null };

export const COMMAND_GROUPS = [
  'Project',
  'Frames',
  'View',
  'Compare',
  'Tools',
  'Boxes',
  'Vessels',
  'Classes',
  'Edit',
  'Panels',
  'Help',
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export type Command = {
  /** 'box.delete' */
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  /** A lucide icon's name in kebab case; the kit maps it. */
  readonly icon?: string;
  /** In tinykeys' syntax, '$mod' for Ctrl or Cmd: '$mod+z', 'Shift+ArrowUp', 'b'. */
  readonly keys: readonly string[];
  /**
   * Works also while a text field has the focus (only with modifiers). 'with-alt': by its digit with Alt, which
   * writes nothing, and neither behind a dialog nor in a form.
   */
  readonly inFields?: boolean | 'with-alt';
  /** The screen that its keys belong to; elsewhere they are free for others. Left out: every screen. */
  readonly screen?: ScreenName;
  /** Called when its key is let go. */
  readonly release?: (services: Services) => void;
  /** True, or the sentence that says why not. Left out: always. */
  readonly enabled?: (services: Services) => true | string;
  /** For toggles: whether it is on. */
  readonly checked?: (services: Services) => boolean;
  /** Words that find it in the palette besides its label. */
  readonly keywords?: string;
  readonly run: (services: Services) => void | Promise<void>;
};
