/** The window of an open project: bars above and below, panels around the map. */
import { lazy, type ReactNode, Suspense } from 'react';
import { ChangesSlot } from '../compare/changes-slot';
import { CompareBar } from '../compare/compare-bar';
import { CompareStage } from '../compare/compare-stage';
import { useSession } from '../context';
import { ResizeHandle, useStoredSize } from '../kit';
import { BoxListPanel } from '../panels/box-list';
import { FilmStrip } from '../panels/film-strip';
import { FrameBar } from '../panels/frame-bar';
import { InspectorPanel } from '../panels/inspector';
import { MapPane } from '../panels/map-pane';
import { PictureTools } from '../panels/picture-tools';
import { StatusBar } from '../panels/status-bar';
import { ToolRail } from '../panels/tool-rail';
import { TopBar } from '../panels/top-bar';
import { useComparedFrames } from '../use-frame';
import { Banners } from './banners';
import { Notices } from './notices';
import { Screen } from './screen';
import { SidePanel } from './side-panel';
import { layoutFor, MAP_MIN, RAIL, useWindowWidth } from './use-layout';
import css from './workspace.module.css';

/** Fetched when they are first looked at: none belongs to the first picture. */
const VesselsScreen = lazy(async () => ({
  default: (await import('../vessels/vessels-screen')).VesselsScreen,
}));
const LogScreen = lazy(async () => ({ default: (await import('../log/log-screen')).LogScreen }));

const SIDE_MIN = 180;
const INSPECTOR_MIN = 260;
const STRIP = { min: 76, max: 220 };

type SideProps = {
  readonly edge: 'left' | 'right';
  readonly label: string;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (size: number | null) => void;
  readonly children: ReactNode;
};

function Side({ edge, label, width, min, max, onResize, children }: SideProps) {
  return (
    <aside className={`${css.side} ${css[edge]}`} style={{ width }} aria-label={label}>
      {children}
      <ResizeHandle
        edge={edge === 'left' ? 'right' : 'left'}
        label={`Width of the ${label.toLowerCase()}`}
        size={width}
        min={min}
        max={max}
        onResize={onResize}
      />
    </aside>
  );
}

/** The window of an open project: the screen that is chosen, under the same bar. */
export function Workspace() {
  const screen = useSession((state) => state.screen);
  if (screen === 'vessels') return <TableScreen formsAtRight content={<VesselsScreen />} />;
  if (screen === 'log') return <TableScreen content={<LogScreen />} />;
  return <MapScreen comparing={screen === 'compare'} />;
}

type TableScreenProps = {
  readonly content: ReactNode;
  /** A panel is at its right in which one types. */
  readonly formsAtRight?: boolean;
};

/** A screen without a map. */
function TableScreen({ content, formsAtRight }: TableScreenProps) {
  return (
    <Screen>
      <div className={css.window}>
        <TopBar />
        <main className={css.body} data-forms={formsAtRight}>
          <Suspense fallback={null}>{content}</Suspense>
          <Notices />
        </main>
        <StatusBar />
      </div>
    </Screen>
  );
}

type Compared = { readonly comparing: boolean };

/** Which panels stand beside the map, how wide each is, and how wide it may be drawn. */
function useSides({ comparing }: Compared) {
  const windowWidth = useWindowWidth();
  const layout = layoutFor(windowWidth);
  const panels = useSession((state) => state.panels);
  const [listSize, setListSize] = useStoredSize(`list.${layout.width}`, layout.list);
  const [sideSize, setSideSize] = useStoredSize(`inspector.${layout.width}`, layout.inspector);
  const shared = layout.width === 'narrow';
  const listShown = panels.list && !shared && !comparing;
  const sideShown = panels.inspector || (panels.list && shared && !comparing);
  // The map keeps its least width: what the panels may take is shared, the inspector first.
  const room = windowWidth - RAIL - MAP_MIN;
  const sideMax = Math.max(INSPECTOR_MIN, room - (listShown ? SIDE_MIN : 0));
  const sideWidth = Math.min(sideSize, sideMax);
  const listMax = Math.max(SIDE_MIN, room - (sideShown ? sideWidth : 0));
  const listWidth = Math.min(listSize, listMax);

  return {
    shared,
    list: {
      shown: listShown,
      width: listWidth,
      min: SIDE_MIN,
      max: listMax,
      onResize: setListSize,
    },
    side: {
      shown: sideShown,
      width: sideWidth,
      min: INSPECTOR_MIN,
      max: sideMax,
      onResize: setSideSize,
    },
  };
}

/** What stands at the right of the map: of the pair while comparing, else of what is annotated. */
function SideContent({ comparing, shared }: Compared & { readonly shared: boolean }) {
  const panels = useSession((state) => state.panels);
  if (comparing) return <ChangesSlot />;
  if (shared && panels.list && panels.inspector) return <SidePanel />;
  return panels.inspector ? <InspectorPanel /> : <BoxListPanel />;
}

function Picture({ comparing }: Compared) {
  const wanted = useSession((state) => state.panels.display);
  // Where there is nothing to compare yet, the panel would cover what says so.
  const nothing = useComparedFrames().length < 2 && comparing;
  const display = wanted && !nothing;
  const linked = useSession((state) => state.linked);
  return (
    <main className={css.picture}>
      {comparing ? <CompareBar /> : <FrameBar />}
      <div
        className={css.map}
        data-display={display || undefined}
        data-compared={comparing || undefined}
      >
        {comparing ? <CompareStage key={linked} /> : <MapPane />}
        {nothing ? null : <PictureTools />}
        <Banners />
        <Notices />
      </div>
    </main>
  );
}

function Strip() {
  const layout = layoutFor(useWindowWidth());
  const [size, setSize] = useStoredSize(`strip.${layout.width}`, layout.strip);
  return (
    <section className={css.strip} aria-label="Film strip">
      <ResizeHandle
        edge="top"
        label="Height of the film strip"
        size={size}
        min={STRIP.min}
        max={STRIP.max}
        onResize={setSize}
      />
      <FilmStrip height={size} />
    </section>
  );
}

/** The screens with a map; comparing takes the list's room, and has its own side panel. */
function MapScreen({ comparing }: Compared) {
  const strip = useSession((state) => state.panels.strip);
  const { shared, list, side } = useSides({ comparing });
  return (
    <Screen>
      <div className={css.window}>
        <TopBar />
        <div className={css.body}>
          <ToolRail />
          <div className={css.middle}>
            <div className={css.upper}>
              {list.shown ? (
                <Side edge="left" label="Boxes" {...list}>
                  <BoxListPanel />
                </Side>
              ) : null}
              <Picture comparing={comparing} />
            </div>
            {strip ? <Strip /> : null}
          </div>
          {side.shown ? (
            <Side
              edge="right"
              label={shared && !comparing ? 'Inspector and boxes' : 'Inspector'}
              {...side}
            >
              <SideContent comparing={comparing} shared={shared} />
            </Side>
          ) : null}
        </div>
        <StatusBar />
      </div>
    </Screen>
  );
}
