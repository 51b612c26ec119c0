/** What changed between two frames, in the analysis worker. */
import { withoutCollar } from '../domain/change/collar';
import { findChanges } from '../domain/change/find-changes';
import { cutFiner, timesFiner } from '../domain/change/finer-cells';
import { type GridPart, joinParts, outlineIn, partsOf } from '../domain/change/tiling';
import type { ChangeCandidate, ChangeFrame } from '../domain/change/types';
import { UserError } from '../domain/errors';
import { fromCenter } from '../domain/geometry/box-geometry';
import { toPlane } from '../domain/geometry/plane';
import type { SignalKind } from '../domain/imaging/luminance';
import type { BoxGeometry } from '../domain/model/box-geometry';
import type { Frame, Transform } from '../domain/model/frame';
import type { PixelXY, PlaneXY } from '../domain/model/units';
import { applied, inverted, type Point } from '../domain/registration/affine';
import { type CommonGrid, commonGrid, type GridFrame } from '../domain/registration/common-grid';
import { sampledRaster, samplePlanes } from '../raster/sampling/plane-sampler';
import type { AnalysisTask, TaskContext } from './analysis-context';
import type { AnalysisPicture } from './analysis-pictures';

export type ChangeSide = {
  readonly picture: AnalysisPicture;
  /** With its alignment, where it has one. */
  readonly frame: GridFrame & Pick<Frame, 'alignment'>;
  readonly signal: SignalKind;
  /** The file's bands to compare by; those of the natural colours if left out. */
  readonly bands?: readonly number[];
};

export type ChangeArgs = {
  readonly before: ChangeSide;
  readonly after: ChangeSide;
  /** Only this part, as a polygon in pixels of the first frame. */
  readonly area?: readonly PixelXY[];
  /** How far the frames may lie apart, metres; from the alignments, or half a pixel, if left out. */
  readonly misalignmentM?: number;
};

/** A change as it lies on each of the two frames, whichever of them shows the object. */
export type FoundChange = Omit<ChangeCandidate, 'box' | 'area' | 'footprint'> & {
  readonly before: BoxGeometry;
  readonly after: BoxGeometry;
};

export type ChangeAnswer = {
  /** Best first; movedTo is an index of this list. */
  readonly found: readonly FoundChange[];
  /** Ground size of the pixels that were compared, metres; null where the frames have no place. */
  readonly pixelM: number | null;
  /** Whether an empty margin of each frame that is not declared as such was left out. */
  readonly collars: Readonly<Record<'before' | 'after', boolean>>;
};

/** Finer pixels than this cost time and show no more ships and stacks. */
const FINEST_M = 0.9;
/** Longest side of the grid; larger areas are compared more coarsely. */
const MOST_SIDE = 8192;
const PART = 2048;
/** At least the longest ship at the finest pixels. */
const OVERLAP = 448;

/** Cells that frames may lie apart, at most: farther off everything is like something. */
const MOST_APART = 4;

/** Grids of up to so many cells are read in one go; of larger ones each part by itself, for memory's sake. */
const MOST_AT_ONCE = 2 ** 23;
/** The part of the time that reading takes, about. */
const READING = 0.3;

/**
 * Samples both frames, as they are aligned, onto the coarser one's pixels and compares them part by
 * part. Rejects with a UserError where they show no ground in common or a file cannot be read.
 */
export const changes: AnalysisTask<ChangeArgs, ChangeAnswer> = async (args, context) => {
  const { before, after } = args;
  const grid = gridOf(args);
  const times = timesOf(args, grid);
  const outline = args.area?.map(([x, y]): Point => applied(inverted(grid.reference), [x, y]));
  const misalignment = misalignmentOf(args, grid, times);
  const results: Parameters<typeof joinParts>[0][number][] = [];
  const collars = { before: false, after: false };
  for await (const { part, sides, left, step } of partsRead(args, grid, times, context)) {
    collars.before ||= left.before;
    collars.after ||= left.after;
    const area = outline
      ? outlineIn(part, outline).map(([x, y]): PlaneXY => [times * x, times * y])
      : null;
    const [first, second] = [cutFiner(sides[0], times), cutFiner(sides[1], times)];
    const list = await findChanges(first, second, {
      ...{ area, misalignment, step },
      // Parts are cut out of what was read, or are all of it, and nobody looks at them again.
      mayOverwrite: true,
      // In coarse cells the gap between two berths is hardly one, and of a hull where another lay only parts differ.
      wholeHulls: times > 1,
    });
    results.push({ part, list: list.map((one) => inCells(one, times)) });
  }
  await context.checkpoint(1, 1);
  const found = joinParts(results).map(
    ({ box, area, footprint, ...rest }): FoundChange => ({
      ...rest,
      before: boxIn(box, grid.reference, before.frame.pixelAspect),
      after: boxIn(box, grid.moving, after.frame.pixelAspect),
    }),
  );
  return { found, pixelM: grid.pixelM, collars };
};

/** How many times finer the grid's cells are cut: not where the frames may lie farther apart than is looked. */
function timesOf(args: ChangeArgs, grid: CommonGrid): number {
  const { before, after } = args;
  if (before.signal !== 'optical' || after.signal !== 'optical') return 1;
  const room = Math.floor(MOST_SIDE / Math.max(grid.width, grid.height));
  const times = Math.max(1, Math.min(timesFiner(grid.pixelM), room));
  return apartOf(args, grid.pixelM) * times > MOST_APART ? 1 : times;
}

/** What was found in finer cells, in the grid's own. */
function inCells(found: ChangeCandidate, times: number): ChangeCandidate {
  const { x, y, length, width, angle } = found.box;
  const box = { x: x / times, y: y / times, length: length / times, width: width / times, angle };
  return { ...found, box, area: found.area / times ** 2 };
}

/** Takes the share that is done. */
type Step = (share: number) => Promise<void>;

/** Both dates without their empty margins, and which of them had one. */
type Cleared = {
  readonly sides: readonly [ChangeFrame, ChangeFrame];
  readonly left: ChangeAnswer['collars'];
};

function cleared([first, second]: Cleared['sides']): Cleared {
  const sides = [withoutCollar(first), withoutCollar(second)] as const;
  return { sides, left: { before: sides[0] !== first, after: sides[1] !== second } };
}

type ReadPart = Cleared & {
  readonly part: GridPart;
  /** To be told how far the comparison of the part is. */
  readonly step: Step;
};

async function* partsRead(
  { before, after }: ChangeArgs,
  grid: CommonGrid,
  times: number,
  context: TaskContext,
): AsyncGenerator<ReadPart> {
  const { width, height, reference, moving, pixelM } = grid;
  const read = async (part: GridPart, step: Step) =>
    [
      await sampled(before, reference, part, pixelM, context, (share) => step(share / 2)),
      await sampled(after, moving, part, pixelM, context, (share) => step((1 + share) / 2)),
    ] as const;
  const tell: Step = (share) => context.checkpoint(share, 1);
  const whole = { left: 0, top: 0, width, height };
  const atOnce = width * height <= MOST_AT_ONCE;
  // Judged of the whole where it is there: a part's own edge is none of the picture.
  const all = atOnce ? cleared(await read(whole, (share) => tell(READING * share))) : null;
  const parts = partsOf(width, height, Math.ceil(PART / times), Math.ceil(OVERLAP / times));
  for (const [done, part] of parts.entries()) {
    const from = all ? READING + ((1 - READING) * done) / parts.length : done / parts.length;
    const to = all ? from + (1 - READING) / parts.length : (done + 1) / parts.length;
    const compared = all ? from : from + READING * (to - from);
    const { sides, left } = all
      ? { ...all, sides: [cutOut(all.sides[0], part), cutOut(all.sides[1], part)] as const }
      : cleared(await read(part, (share) => tell(from + share * (compared - from))));
    yield { part, sides, left, step: (share) => tell(compared + share * (to - compared)) };
  }
}

/** A part of a frame that was read whole. */
function cutOut(frame: ChangeFrame, { left, top, width, height }: GridPart): ChangeFrame {
  if (width === frame.width && height === frame.height) return frame;
  const cut = <A extends Float32Array | Uint8Array>(from: A, to: A): A => {
    for (let y = 0; y < height; y++) {
      const at = (top + y) * frame.width + left;
      to.set(from.subarray(at, at + width), y * width);
    }
    return to;
  };
  const bands = frame.bands.map((band) => cut(band, new Float32Array(width * height)));
  return {
    ...frame,
    width,
    height,
    bands,
    valid: cut(frame.valid, new Uint8Array(width * height)),
  };
}

function gridOf({ before, after, area }: ChangeArgs): CommonGrid {
  const whole = { area, maxSide: Number.POSITIVE_INFINITY };
  const finest = commonGrid(before.frame, after.frame, whole);
  const longest = Math.max(finest?.width ?? 0, finest?.height ?? 0);
  const pixelM = finest?.pixelM ?? FINEST_M;
  const coarser = Math.max(1, FINEST_M / pixelM, longest / MOST_SIDE);
  const grid =
    finest && commonGrid(before.frame, after.frame, { area, maxSide: longest / coarser });
  if (grid) return grid;
  const [first, second] = [before, after].map(({ picture }) => `“${picture.source.name}”`);
  throw new UserError(
    `${first} and ${second} cannot be compared: they show no ground in common${area ? ' in the chosen area' : ''}, or only one of them has a place on the earth. Choose two frames of one place.`,
  );
}

/** How far the frames may lie apart by their alignments, in cells of a size. */
function apartOf({ before, after }: ChangeArgs, cellM: number | null): number {
  return Math.max(
    ...[before, after].map(({ frame }) => {
      const { residualPx, method } = frame.alignment ?? {};
      // A root mean square, of tie points, is passed by more places than one in ten.
      const share = method === 'tie_points' ? 2 : 1;
      return (share * (residualPx ?? 0) * (frame.resolutionM ?? 1)) / (cellM ?? 1);
    }),
  );
}

function misalignmentOf(args: ChangeArgs, { pixelM }: CommonGrid, times: number): number {
  const cellM = pixelM === null ? null : pixelM / times;
  if (args.misalignmentM !== undefined) return args.misalignmentM / (cellM ?? 1);
  return Math.min(MOST_APART, Math.max(0.5, apartOf(args, cellM)));
}

async function sampled(
  { picture, signal: kind, bands }: ChangeSide,
  [x0, xCol, xRow, y0, yCol, yRow]: Transform,
  { left, top, width, height }: GridPart,
  metresPerPixel: number | null,
  { open, signal }: Pick<TaskContext, 'open' | 'signal'>,
  step: Step,
): Promise<ChangeFrame> {
  const image = await open(picture);
  const transform: Transform = [
    x0 + left * xCol + top * xRow,
    xCol,
    xRow,
    y0 + left * yCol + top * yRow,
    yCol,
    yRow,
  ];
  const { planes, valid } = await samplePlanes(
    sampledRaster(image),
    { width, height, transform },
    { bands: bands ?? image.natural, signal, step },
  );
  return { width, height, bands: planes, valid, metresPerPixel, kind };
}

/** A box of the grid as it lies on a frame. */
function boxIn(box: BoxGeometry, transform: Transform, aspect: number): BoxGeometry {
  const at = (x: number, y: number): PlaneXY => {
    const [px, py] = applied(transform, [x, y]);
    return toPlane([px, py], aspect);
  };
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const [u, v] = at(box.x, box.y);
  const [alongU, alongV] = at(box.x + cos, box.y + sin);
  const [acrossU, acrossV] = at(box.x - sin, box.y + cos);
  const angle = Math.atan2(alongV - v, alongU - u);
  const length = box.length * Math.hypot(alongU - u, alongV - v);
  const width = box.width * Math.hypot(acrossU - u, acrossV - v);
  return fromCenter([u, v], length, width, angle, aspect);
}
