/** Milliseconds between animation frames of a page while something is done to it. */
import type { Page } from 'playwright-core';

type FrameWindow = Window & { benchFrames?: { times: number[]; on: boolean } };

export async function framesWhile(
  page: Page,
  work: () => Promise<unknown>,
): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames = { times: [] as number[], on: true };
    (window as FrameWindow).benchFrames = frames;
    const note = () => {
      frames.times.push(performance.now());
      if (frames.on) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await work();
  const times = await page.evaluate(() => {
    const frames = (window as FrameWindow).benchFrames;
    if (frames) frames.on = false;
    return frames?.times ?? [];
  });
  return times.slice(1).map((time, i) => time - (times[i] ?? time));
}
