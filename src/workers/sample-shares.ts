/** Shares of a picture's sample, from the workers that take them to the one that inspects the picture. */
import { joinSamples, type PictureSample } from '../raster/inspect/sample-picture';

/** The sample's values are handed over, not copied. */
export function sendShare(to: MessagePort, sample: PictureSample): void {
  to.postMessage(
    sample,
    sample.values.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

/**
 * The whole sample, once all shares have come; null where one of them holds nothing: who reads the picture by
 * itself finds out what is wrong. Rejects with the signal's reason when it is aborted.
 */
export async function takeShares(
  ports: readonly MessagePort[],
  signal: AbortSignal,
): Promise<PictureSample | null> {
  try {
    const shares = await Promise.all(ports.map((port) => shareFrom(port, signal)));
    return shares.every(({ failed, windows }) => failed < windows) ? joinSamples(shares) : null;
  } finally {
    for (const port of ports) port.close();
  }
}

function shareFrom(port: MessagePort, signal: AbortSignal): Promise<PictureSample> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    port.onmessage = ({ data }: MessageEvent<PictureSample>) => resolve(data);
  });
}
