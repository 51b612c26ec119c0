/**
 * Finds the files of all frames again at once: browsers may want to be asked before each is read, and files may
 * have been moved.
 */
import type { Frame } from '../../domain/model/frame';
import { openDocument } from '../box-access';
import { notify } from '../notify';
import type { Services } from '../types';
import { askPermission, needsLeave } from './frame-imagery';
import { chooseAgain, isReachable, reopen, wantedFiles } from './relink';

/** The files of a frame that the browser wants to be asked for. */
async function waitingFiles(services: Services, frame: Frame): Promise<readonly string[]> {
  if (frame.file.kept !== 'handle') return [];
  const hashes = wantedFiles(frame).map(({ sha256 }) => sha256);
  const waiting = await Promise.all(hashes.map((sha256) => needsLeave(services.db, sha256)));
  return hashes.filter((_, i) => waiting[i]);
}

/** Frames of the project with files that the browser wants to be asked for, the current one first. */
export async function framesWaiting(services: Services): Promise<readonly Frame[]> {
  const document = openDocument(services);
  if (!document) return [];
  const frames = [...document.all('frames')];
  const waiting = await Promise.all(frames.map((frame) => waitingFiles(services, frame)));
  const { frameId } = services.session.getState();
  return frames
    .filter((_, i) => (waiting[i]?.length ?? 0) > 0)
    .sort((a, b) => Number(b.id === frameId) - Number(a.id === frameId));
}

export type AwayFrames = {
  /** Their files are read as soon as the browser is allowed to. */
  readonly waiting: readonly Frame[];
  /** Their files were moved or cleared, and have to be chosen. */
  readonly lost: readonly Frame[];
};

/** Frames of the project whose pictures cannot be read now. */
export async function framesAway(services: Services): Promise<AwayFrames> {
  const waiting = await framesWaiting(services);
  const others = [...(openDocument(services)?.all('frames') ?? [])].filter(
    (frame) => !waiting.includes(frame),
  );
  const reached = await Promise.all(others.map((frame) => isReachable(services, frame)));
  return { waiting, lost: others.filter((_, i) => !reached[i]) };
}

/** Asks for all that wait for leave; where none does, lets the user choose the files of those that are lost. */
export async function relinkAll(services: Services): Promise<void> {
  // The browser is asked at once: it takes such a question only as long as the click is fresh, and to look
  // for every other frame's file may take longer.
  const waiting = await framesWaiting(services);
  if (waiting.length > 0) return askForAll(services, waiting);
  const { lost } = await framesAway(services);
  if (lost.length > 0) await chooseAgain(services, lost);
  else notify(services.session, 'info', 'The files of all frames can be read.');
}

/**
 * Asks for all in one click or key. None waits for the answer to another, since browsers take such questions
 * only as long as the click is fresh.
 */
async function askForAll(services: Services, frames: readonly Frame[]): Promise<void> {
  const { session, db } = services;
  const files = await Promise.all(frames.map((frame) => waitingFiles(services, frame)));
  const hashes = [...new Set(files.flat())];
  const answers = await Promise.all(hashes.map((sha256) => askPermission(db, sha256)));
  const granted = new Set(hashes.filter((_, i) => answers[i] === 'granted'));
  const opened = frames.filter((_, i) => files[i]?.every((sha256) => granted.has(sha256)));
  reopen(services, opened);
  const left = frames.length - opened.length;
  if (left === 0) return;
  const count = `${left} of ${frames.length} frames`;
  notify(
    session,
    'info',
    answers.includes('another_click')
      ? `The browser asks for the files of ${count} only after another click. Choose "Re-link all" again.`
      : `The browser has no leave to read the files of ${count}.`,
  );
}
