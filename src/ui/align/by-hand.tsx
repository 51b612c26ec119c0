/** Laying a frame by eye: the pictures over each other, the offsets as numbers, one button to keep them. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { handDraft, referenceFor, storeAlignment } from '../../commands/align/align';
import { notify, notifyError } from '../../commands/notify';
import { shiftMetres } from '../../domain/geo/aligning';
import { metresText } from '../../domain/geo/alignment-text';
import { type PlaneShift, planeCenter, UNALIGNED } from '../../domain/geo/plane-shift';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';
import { useDocument, useServices } from '../context';
import { Button, IconButton, Segmented, TextField } from '../kit';
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

type Laid = { readonly frame: Frame; readonly reference: Frame; readonly by: PlaneShift };

/** What was laid and not kept yet when the user goes on is kept all the same, and said. */
function useKept(open: Laid | null): void {
  const services = useServices();
  const document = useDocument();
  const latest = useRef(open);
  latest.current = open;
  useEffect(
    () => () => {
      const laid = latest.current;
      if (!laid) return;
      const { frame, reference, by } = laid;
      // Going on may be by choosing this frame for the reference: it is laid on nothing then.
      if (referenceFor(document, frame)?.id !== reference.id) return;
      try {
        storeAlignment(services, frame, handDraft(frame, reference, by));
        notify(
          services.session,
          'info',
          `"${frame.title}" was kept as you laid it by hand. Ctrl+Z takes that back.`,
        );
      } catch (error) {
        notifyError(services.session, error);
      }
    },
    [services, document],
  );
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

export type ByHandProps = {
  readonly frame: Frame;
  readonly reference: Frame;
  readonly reason: string | null;
  readonly attempt: (work: () => void) => boolean;
};

export function ByHand({ frame, reference, reason, attempt }: ByHandProps) {
  const services = useServices();
  const { stored, by, setBy } = useLaying(frame, reference);
  const [middle, setMiddle] = useState<PlaneXY>(() => planeCenter(frame));
  const [zoom, setZoom] = useState(FIRST_STEP);
  const [blend, setBlend] = useState<Blend>('difference');
  const step = STEPS[zoom] ?? 1;
  const view = useMemo(() => ({ middle, step, ...SIZE }), [middle, step]);
  const zoomBy = (nearer: 1 | -1, [dx, dy]: PlaneXY = [0, 0]) => {
    const next = Math.min(STEPS.length - 1, Math.max(0, zoom - nearer));
    const part = step - (STEPS[next] ?? step);
    setMiddle([middle[0] + dx * part, middle[1] + dy * part]);
    setZoom(next);
  };
  const [u, v] = by.shift;
  const changed = u !== stored.shift[0] || v !== stored.shift[1];
  const shiftM = useMemo(() => shiftMetres(frame, [u, v]), [frame, u, v]);
  const type = (index: 0 | 1) => (text: string) => {
    const value = Number(text.replace('−', '-').replace(',', '.'));
    if (text.trim() === '' || !Number.isFinite(value)) return;
    setBy({ ...by, shift: index === 0 ? [value, v] : [u, value] });
  };
  const keep = () =>
    attempt(() => storeAlignment(services, frame, handDraft(frame, reference, by)));
  useKept(changed && reason === null ? { frame, reference, by } : null);
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
        <HandPad
          frame={frame}
          reference={reference}
          by={by}
          view={view}
          blend={blend}
          onMove={setBy}
          onZoom={zoomBy}
        />
        <div className={css.handSide}>
          <ResidualMap frame={frame} checks={[]} place={middle} onPlace={setMiddle} />
          <TextField key={`u${u}`} label="Right, px" mono value={u.toFixed(2)} onCommit={type(0)} />
          <TextField key={`v${v}`} label="Down, px" mono value={v.toFixed(2)} onCommit={type(1)} />
          <p className={css.note}>{metresText({ shiftM }) ?? 'Without a place: no metres.'}</p>
          <Button
            kind="primary"
            disabledReason={reason ?? (changed ? null : 'Nothing was moved.')}
            onClick={keep}
          >
            Keep this
          </Button>
          <Button
            disabledReason={changed ? null : 'Nothing was moved.'}
            onClick={() => setBy(stored)}
          >
            Back to the stored one
          </Button>
        </div>
      </div>
      <p className={css.note}>
        Drag the picture, or click on it and press the arrow keys: 0.1 px, with Shift 1 px. Click
        the small picture to look elsewhere. Where both agree, the difference is black.
      </p>
    </div>
  );
}
