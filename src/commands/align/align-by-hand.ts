/** Keeping what was laid by eye, once it is measured how well it lies. */
import { isAbort, UserError } from '../../domain/errors';
import { alignmentDraft } from '../../domain/geo/aligning';
import { type PlaneShift, shiftAlone } from '../../domain/geo/plane-shift';
import type { AlignmentDraft } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { DocumentStore } from '../../store/document-store';
import type { ResidualAnswer } from '../../workers/analysis-client';
import { analysedFrame, analysisOf } from '../frames/analysis';
import { notify, runTask, type TaskHandle, userSentence } from '../notify';
import { openDocument } from '../open-document';
import type { Services } from '../types';
import { liesAsCompared, referenceFor, storeAlignment } from './align';

/** A frame as an eye laid it on its reference. */
export type LaidByHand = {
  readonly frame: Frame;
  readonly reference: Frame;
  readonly by: PlaneShift;
};

/** What was measured, or why nothing was. */
export type Left = ResidualAnswer | { readonly unmeasured: string };

const STOPPED: Left = { unmeasured: 'it was kept before it was measured.' };
const NOTHING: Left = {
  unmeasured: 'too few places of the two pictures show something that both have in common.',
};

/** The alignment that is stored. */
export function handDraft({ frame, reference, by }: LaidByHand, left: Left): AlignmentDraft {
  const turned = by.rotation === 0 && by.scale === 1 ? 'shift' : 'similarity';
  const kind = by.stretch ? 'affine' : turned;
  const made = { referenceId: reference.id, method: 'manual', kind } as const;
  if ('unmeasured' in left) {
    const detail = `Laid by eye. Its residual is not measured: ${left.unmeasured}`;
    return alignmentDraft(frame, by, { ...made, detail });
  }
  const { residualPx, checks } = left;
  const used = checks.filter((check) => check.used).length;
  const detail = `Laid by eye, then measured: ${used} of ${checks.length} windows agree on what is left`;
  return alignmentDraft(frame, by, { ...made, residualPx, checks: [...checks], detail });
}

export type Kept = 'kept' | 'changed meanwhile' | 'closed';

/**
 * Measures how well it lies, as a task, and stores it in one step. Whoever cancels the task, or leaves the
 * project meanwhile, keeps it unmeasured. Stores nothing where the frame was laid otherwise meanwhile, and says
 * so. Rejects with a UserError where the edit is refused.
 */
export async function keepByHand(services: Services, laid: LaidByHand): Promise<Kept> {
  const document = openDocument(services);
  if (!document) return 'closed';
  let outcome: Kept | null = null;
  let refused: { readonly error: unknown } | null = null;
  const keep = (left: Left): Kept => {
    if (refused) throw refused.error;
    if (outcome) return outcome;
    if (openDocument(services) !== document) return 'closed';
    outcome = stillAsLaid(document, laid) ? 'kept' : 'changed meanwhile';
    if (outcome === 'kept') storeAlignment(services, laid.frame, handDraft(laid, left));
    else notify(services.session, 'warn', changedText(laid));
    return outcome;
  };
  const left = await runTask(services.session, `Measuring ${laid.frame.title}`, (task) => {
    // At once: when the cancelled work has ended, the project may be closed.
    task.signal.addEventListener('abort', () => {
      try {
        keep(STOPPED);
      } catch (error) {
        refused = { error };
      }
    });
    return measured(services, laid, task);
  });
  return keep(left);
}

async function measured(
  services: Services,
  { frame, reference, by }: LaidByHand,
  { signal, progress }: TaskHandle,
): Promise<Left> {
  try {
    const args = {
      reference: await analysedFrame(services, reference),
      moving: await analysedFrame(services, frame),
      by: shiftAlone(by),
    };
    return (await analysisOf(services).run('residual', args, { signal, progress })) ?? NOTHING;
  } catch (error) {
    if (isAbort(error)) return STOPPED;
    // A file that is away keeps nobody from what was laid when it was not.
    if (error instanceof UserError) return { unmeasured: userSentence(error) };
    throw error;
  }
}

/** Whether neither frame was placed or laid otherwise since. */
function stillAsLaid(document: DocumentStore, { frame, reference }: LaidByHand): boolean {
  const now = document.get('frames', frame.id);
  return (
    now !== undefined &&
    JSON.stringify(now.alignment) === JSON.stringify(frame.alignment) &&
    referenceFor(document, now)?.id === reference.id &&
    [frame, reference].every((one) => liesAsCompared(document, one))
  );
}

const changedText = ({ frame }: LaidByHand) =>
  `"${frame.title}" was not kept as you laid it by hand: how it lies, or its reference, was changed while that was measured.`;
