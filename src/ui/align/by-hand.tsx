/** Laying a frame by eye: the pictures over each other, the offsets as numbers, one button to keep them. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { referenceFor } from '../../commands/align/align';
import { keepByHand, type LaidByHand } from '../../commands/align/align-by-hand';
import { notify, notifyError } from '../../commands/notify';
import { shiftMetres } from '../../domain/geo/aligning';
import { metresText } from '../../domain/geo/alignment-text';
import { type PlaneShift, planeCenter, UNALIGNED } from '../../domain/geo/plane-shift';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';
import { useDocument, useServices, useSession } from '../context';
import { Button, IconButton, ProgressBar, Segmented, TextField } from '../kit';
import css from './align.module.css';
import { type Blend, HandPad } from './hand-pad';
import { ResidualMap } from './residual-map';

const SIZE = { width: 500, height: 360 };
const STEPS = [0.125, 0.25, 0.5, 1, 2, 4, 8] as const;
const FIRST_STEP = 3;

const BLEND_OPTIONS: readonly { readonly value: Blend; readonly label: string }[] = [
  { value: 'difference', label: 'Difference' },
  { value: 'half', label: 'Half and half' },
  { value: 'own', label: 'This frame' },
  { value: 'reference', label: 'Reference' },
];

/** What was laid and not kept yet when the user goes on is kept all the same, and said. */
function useKept(open: LaidByHand | null): void {
  const services = useServices();
  const document = useDocument();
  const latest = useRef(open);
  latest.current = open;
  useEffect(
    () => () => {
      const laid = latest.current;
      // Going on may be by choosing this frame for the reference: it is laid on nothing then.
      if (!laid || referenceFor(document, laid.frame)?.id !== laid.reference.id) return;
      const text = `"${laid.frame.title}" was kept as you laid it by hand. Ctrl+Z takes that back.`;
      keepByHand(services, laid).then(
        (kept) => (kept === 'kept' ? notify(services.session, 'info', text) : undefined),
        (error: unknown) => notifyError(services.session, error),
      );
    },
    [services, document],
  );
}

/** Keeps what is laid; meanwhile, it can be told how far the measuring of what is left is. */
function useKeeping(attempt: ByHandProps['attempt']) {
  const services = useServices();
  const [keeping, setKeeping] = useState(false);
  const task = useSession((state) => state.tasks).find(({ label }) =>
    label.startsWith('Measuring '),
  );
  const keep = async (laid: LaidByHand) => {
    setKeeping(true);
    try {
      await keepByHand(services, laid);
    } catch (error) {
      attempt(() => {
        throw error;
      });
    } finally {
      setKeeping(false);
    }
  };
  return { keep, under: keeping, task: keeping ? task : undefined };
}

/** Where it is laid now: as stored, until moved from there; what is stored meanwhile begins anew. */
function useLaying(frame: Frame, reference: Frame) {
  const stored: PlaneShift = frame.alignment ?? UNALIGNED;
  const anew = { by: stored, from: stored, on: reference.id };
  const [laying, setLaying] = useState(anew);
  const begins = laying.from !== stored || laying.on !== reference.id;
  if (begins) setLaying(anew);
  const setBy = (by: PlaneShift) => setLaying({ ...anew, by });
  return { stored, by: begins ? stored : laying.by, setBy };
}

/** The part of the frame that is looked at, and how near. */
function useWindow(frame: Frame) {
  const [middle, setMiddle] = useState<PlaneXY>(() => planeCenter(frame));
  const [zoom, setZoom] = useState(FIRST_STEP);
  const step = STEPS[zoom] ?? 1;
  const view = useMemo(() => ({ middle, step, ...SIZE }), [middle, step]);
  const zoomBy = (nearer: 1 | -1, [dx, dy]: PlaneXY = [0, 0]) => {
    const next = Math.min(STEPS.length - 1, Math.max(0, zoom - nearer));
    const part = step - (STEPS[next] ?? step);
    setMiddle([middle[0] + dx * part, middle[1] + dy * part]);
    setZoom(next);
  };
  return { view, middle, setMiddle, zoomBy };
}

export type ByHandProps = {
  readonly frame: Frame;
  readonly reference: Frame;
  readonly reason: string | null;
  readonly attempt: (work: () => void) => boolean;
};

export function ByHand({ frame, reference, reason, attempt }: ByHandProps) {
  const laying = useLaying(frame, reference);
  const { by, stored } = laying;
  const { view, middle, setMiddle, zoomBy } = useWindow(frame);
  const [blend, setBlend] = useState<Blend>('difference');
  const changed = by.shift[0] !== stored.shift[0] || by.shift[1] !== stored.shift[1];
  const laid = { frame, reference, by };
  const keeping = useKeeping(attempt);
  // What is being measured is what will be stored: it stays as it is until then.
  const setBy = (next: PlaneShift) => (keeping.under ? undefined : laying.setBy(next));
  useKept(changed && reason === null && !keeping.under ? laid : null);
  return (
    <div className={css.method}>
      <div className={css.tools}>
        <Segmented
          label="How they are shown"
          value={blend}
          options={BLEND_OPTIONS}
          onChange={setBlend}
        />
        <span className={css.zoom}>
          <IconButton icon="minus" label="Zoom out" onClick={() => zoomBy(-1)} />
          <IconButton icon="plus" label="Zoom in" onClick={() => zoomBy(1)} />
        </span>
      </div>
      <div className={css.hand}>
        <div className={css.handPad}>
          <HandPad
            frame={frame}
            reference={reference}
            by={by}
            view={view}
            blend={blend}
            onMove={setBy}
            onZoom={zoomBy}
          />
          <p className={css.note}>
            Drag the picture, or click on it and press the arrow keys: 0.1 px, with Shift 1 px.
            Click the small picture to look elsewhere. Where both agree, the difference is black.
          </p>
        </div>
        <div className={css.handSide}>
          <ResidualMap
            frame={frame}
            checks={changed ? [] : (frame.alignment?.checks ?? [])}
            place={middle}
            onPlace={setMiddle}
          />
          <Offsets frame={frame} by={by} onBy={setBy} />
          <Keeping
            keeping={keeping}
            reason={reason ?? (changed ? null : 'Nothing was moved.')}
            onKeep={() => keeping.keep(laid)}
            onBack={changed ? () => laying.setBy(stored) : null}
          />
        </div>
      </div>
    </div>
  );
}

type OffsetsProps = Pick<LaidByHand, 'frame' | 'by'> & {
  readonly onBy: (by: PlaneShift) => void;
};

/** How far it is moved, to be typed too. */
function Offsets({ frame, by, onBy }: OffsetsProps) {
  const [u, v] = by.shift;
  const shiftM = useMemo(() => shiftMetres(frame, [u, v]), [frame, u, v]);
  const type = (index: 0 | 1) => (text: string) => {
    const value = Number(text.replace('−', '-').replace(',', '.'));
    if (text.trim() === '' || !Number.isFinite(value)) return;
    onBy({ ...by, shift: index === 0 ? [value, v] : [u, value] });
  };
  return (
    <>
      <div className={css.offsets}>
        <TextField key={`u${u}`} label="Right, px" mono value={u.toFixed(2)} onCommit={type(0)} />
        <TextField key={`v${v}`} label="Down, px" mono value={v.toFixed(2)} onCommit={type(1)} />
      </div>
      <p className={css.note}>{metresText({ shiftM }) ?? 'Without a place: no metres.'}</p>
    </>
  );
}

type KeepingProps = {
  readonly keeping: ReturnType<typeof useKeeping>;
  /** Why it cannot be kept, or null. */
  readonly reason: string | null;
  readonly onKeep: () => void;
  /** null where there is nothing to go back from. */
  readonly onBack: (() => void) | null;
};

function Keeping({ keeping: { under, task }, reason, onKeep, onBack }: KeepingProps) {
  if (under) {
    return (
      <>
        <p className={css.note}>Measuring what is left between the pictures …</p>
        <ProgressBar label="Measuring what is left" fraction={task?.fraction ?? null} />
        <Button onClick={() => task?.cancel?.()}>Keep it unmeasured</Button>
      </>
    );
  }
  return (
    <div className={css.keeping}>
      <Button kind="primary" disabledReason={reason} onClick={onKeep}>
        Keep this
      </Button>
      <Button
        disabledReason={onBack ? null : 'Nothing was moved.'}
        onClick={onBack ?? (() => undefined)}
      >
        Back to the stored one
      </Button>
    </div>
  );
}
