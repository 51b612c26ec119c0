/** What the program does when a worker that reads pictures hangs, crashes or is only slow. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/domain/errors';
import type { FromWorker, ToWorker } from '../../../src/workers/imagery-protocol';
import { WorkerSlot } from '../../../src/workers/worker-slot';

/** Stands in for a Worker: `answer` says what it does with a message; it may do nothing, for ever. */
class FakeWorker extends EventTarget {
  readonly heard: ToWorker[] = [];
  terminated = false;

  constructor(private readonly answer: (message: ToWorker, worker: FakeWorker) => void) {
    super();
  }

  postMessage(message: ToWorker): void {
    this.heard.push(message);
    this.answer(message, this);
  }

  say(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  terminate(): void {
    this.terminated = true;
  }
}

const hang = () => undefined;
const answerJobs = (message: ToWorker, worker: FakeWorker) => {
  if (message.kind === 'job') worker.say({ kind: 'done', job: message.job, result: null });
};

function slotOf(...kinds: ((message: ToWorker, worker: FakeWorker) => void)[]) {
  const made: FakeWorker[] = [];
  const slot = new WorkerSlot(() => {
    const worker = new FakeWorker(kinds[made.length] ?? answerJobs);
    made.push(worker);
    return worker as unknown as Worker;
  });
  const ask = (about: string) => slot.run('kept', { sha256: 'f'.repeat(64) }, { about });
  return { slot, made, ask };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a worker that hangs', () => {
  it('is asked, given up after 45 s at most, ended and replaced; the file is named', async () => {
    const { made, ask } = slotOf(hang);
    const outcome = ask('endless.tif').then(
      () => 'read',
      (error: unknown) => error,
    );
    await vi.advanceTimersByTimeAsync(29_000);
    expect(made[0]?.heard.map(({ kind }) => kind)).toEqual(['job']);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(made[0]?.heard.map(({ kind }) => kind)).toEqual(['job', 'ping']);
    await vi.advanceTimersByTimeAsync(15_000);
    const error = await outcome;
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(/did not answer any more.*“endless\.tif”/);
    expect(made[0]?.terminated).toBe(true);
    await expect(ask('good.tif')).resolves.toBeNull();
    expect(made).toHaveLength(2);
  });

  it.each([
    ['400 MB', 400_000_000, 80],
    ['a terabyte', 1e12, 120],
  ])('is asked later where the file has %s', async (_what, size, seconds) => {
    const { slot, made } = slotOf(hang);
    const blob = Object.defineProperty(new Blob([]), 'size', { value: size });
    const source = { kind: 'blob', blob, name: 'large.tif' } as const;
    const picture = { id: 1, source, overviews: null };
    const reading = slot.run('outline', { picture }, { about: 'large.tif' });
    const refused = expect(reading).rejects.toThrow(/did not answer any more.*“large\.tif”/);
    await vi.advanceTimersByTimeAsync((seconds - 1) * 1000);
    expect(made[0]?.heard.map(({ kind }) => kind)).toEqual(['job']);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(made[0]?.heard.map(({ kind }) => kind)).toEqual(['job', 'ping']);
    await vi.advanceTimersByTimeAsync(15_000);
    await refused;
    expect(made[0]?.terminated).toBe(true);
  });

  it('fails all of its jobs, each with its own file', async () => {
    const { ask } = slotOf(hang);
    const outcomes = Promise.allSettled([ask('a.tif'), ask('b.tif')]);
    await vi.advanceTimersByTimeAsync(60_000);
    const sentences = (await outcomes).map((o) =>
      o.status === 'rejected' ? String(o.reason) : '',
    );
    expect(sentences[0]).toContain('“a.tif”');
    expect(sentences[1]).toContain('“b.tif”');
  });
});

describe('a worker that is only slow', () => {
  it('is left to its work as long as it says that it is alive', async () => {
    const { made, ask } = slotOf(hang);
    const reading = ask('large.tif');
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(10_000);
      made[0]?.say({ kind: 'alive' });
    }
    const [job] = made[0]?.heard ?? [];
    if (job?.kind === 'job') made[0]?.say({ kind: 'done', job: job.job, result: null });
    await expect(reading).resolves.toBeNull();
    expect(made[0]?.terminated).toBe(false);
  });

  it('is not given up for having been idle for long before', async () => {
    const { made, ask } = slotOf(answerJobs);
    await ask('first.tif');
    await vi.advanceTimersByTimeAsync(3_600_000);
    await expect(ask('second.tif')).resolves.toBeNull();
    expect(made).toHaveLength(1);
  });

  it('has its full time for the first work after it was idle', async () => {
    let calls = 0;
    const { made, ask } = slotOf((message, worker) => {
      if (message.kind === 'job' && ++calls === 1) answerJobs(message, worker);
    });
    await ask('first.tif');
    await vi.advanceTimersByTimeAsync(3_600_000);
    const reading = ask('slow.tif');
    // Busy without a pause, so that it can neither answer nor say that it is alive.
    await vi.advanceTimersByTimeAsync(29_000);
    expect(made[0]?.heard.map(({ kind }) => kind)).toEqual(['job', 'job']);
    const job = made[0]?.heard.at(-1);
    if (job?.kind === 'job') made[0]?.say({ kind: 'done', job: job.job, result: null });
    await expect(reading).resolves.toBeNull();
    expect(made).toHaveLength(1);
  });
});

describe('a fault in a worker', () => {
  it('is told with the file that it was about; what the worker says of a file itself stays as it is', async () => {
    const { made, ask } = slotOf(hang);
    const fail = (type: 'fault' | 'user', message: string) => {
      const job = made[0]?.heard.at(-1);
      if (job?.kind !== 'job') throw new Error('There is no job.');
      made[0]?.say({ kind: 'failed', job: job.job, error: { type, message } });
    };
    const unforeseen = expect(ask('huge.tif')).rejects.toThrow(
      /“huge\.tif”: Array buffer allocation failed\. Try once more/,
    );
    fail('fault', 'Array buffer allocation failed');
    await unforeseen;
    const told = expect(ask('cut.tif')).rejects.toThrow(/^“cut\.tif” is cut short\.$/);
    fail('user', '“cut.tif” is cut short.');
    await told;
  });
});

describe('work that cannot be sent to a worker', () => {
  it('fails at once, and is not waited for with the next', async () => {
    let sent = 0;
    const { slot, made, ask } = slotOf((message, worker) => {
      sent += 1;
      if (sent === 1) throw new DOMException('It could not be cloned.', 'DataCloneError');
      answerJobs(message, worker);
    });
    await expect(ask('a.tif')).rejects.toThrow('It could not be cloned.');
    expect(slot.load).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made[0]?.terminated).toBe(false);
    await expect(ask('b.tif')).resolves.toBeNull();
  });
});

describe('a worker that crashes', () => {
  it('is replaced, and who waited is told which file it was', async () => {
    const { made, ask } = slotOf(hang);
    const reading = ask('bomb.tif');
    made[0]?.dispatchEvent(new Event('error', { cancelable: true }));
    await expect(reading).rejects.toThrow(/stopped with a fault.*“bomb\.tif”/);
    await expect(ask('good.tif')).resolves.toBeNull();
    expect(made).toHaveLength(2);
  });
});
