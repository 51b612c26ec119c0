/** Which workers hear of a picture, and when. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ImageSource } from '../../../src/raster/types';
import { createImagery } from '../../../src/workers/imagery-client';
import type {
  FromWorker,
  JobName,
  JobRequest,
  OpenedPicture,
  ToWorker,
} from '../../../src/workers/imagery-protocol';
import { sendShare, takeShares } from '../../../src/workers/sample-shares';

const OPENED: OpenedPicture = {
  levels: [{ width: 8, height: 8, tileSize: 256 }],
  units: [[1, 1]],
  ...{ storedLevels: 1, channels: 2, bands: [0], floating: false },
  ...{ sampledByTiles: false, head: null },
};

/** Answers what is asked once `answer` is called; with a failure where it is told one. */
class SlowWorker extends EventTarget {
  readonly heard: string[] = [];
  readonly posted: ToWorker[] = [];
  private readonly jobs: number[] = [];

  postMessage(message: ToWorker): void {
    this.heard.push(message.kind === 'job' ? message.name : message.kind);
    this.posted.push(message);
    if (message.kind === 'job') this.jobs.push(message.job);
  }

  answer(failure?: string, result: unknown = OPENED): void {
    for (const job of this.jobs.splice(0)) {
      const data: FromWorker = failure
        ? { kind: 'failed', job, error: { type: 'user', message: failure } }
        : { kind: 'done', job, result };
      this.dispatchEvent(new MessageEvent('message', { data }));
    }
  }

  terminate(): void {
    this.jobs.length = 0;
  }
}

function imageryOf(workers: number, room?: () => [number, number]) {
  const made: SlowWorker[] = [];
  const createWorker = () => {
    const worker = new SlowWorker();
    made.push(worker);
    return worker as unknown as Worker;
  };
  return { imagery: createImagery({ workers, createWorker, ...(room && { room }) }), made };
}

const heardBy = (made: readonly SlowWorker[]) => made.map(({ heard }) => heard);
const local = (): ImageSource => ({ kind: 'blob', blob: new Blob(['x']), name: 'port.tif' });

beforeEach(() => vi.stubGlobal('navigator', { hardwareConcurrency: 4 }));
afterEach(() => vi.unstubAllGlobals());

it('a picture of this machine is opened by all workers while the first still opens it', async () => {
  const { imagery, made } = imageryOf(3);
  const raster = imagery.open(local());
  expect(heardBy(made)).toEqual([['open'], ['expect'], ['expect']]);
  made[0]?.answer();
  expect((await raster).levels).toEqual(OPENED.levels);
  imagery.dispose();
});

it('a far one by one worker alone, which tells the others what it learnt', async () => {
  const { imagery, made } = imageryOf(3);
  const raster = imagery.open({ kind: 'url', url: 'https://a.example/b.tif', name: 'b.tif' });
  expect(heardBy(made)).toEqual([['open']]);
  made[0]?.answer();
  await raster;
  imagery.dispose();
});

it('one that was expected is open already when it is asked for', async () => {
  const { imagery, made } = imageryOf(2);
  const source = local();
  const expected = imagery.expect(source);
  made[0]?.answer();
  await expected;
  expect((await imagery.open(source)).levels).toEqual(OPENED.levels);
  expect(heardBy(made)).toEqual([['open'], ['expect']]);
  imagery.dispose();
});

it('what is wrong with one that was expected is told to who opens it', async () => {
  const { imagery, made } = imageryOf(2);
  const source = local();
  const expected = imagery.expect(source);
  made[0]?.answer('It is no picture.');
  await expect(expected).rejects.toThrow('It is no picture.');
  const raster = imagery.open(source);
  await Promise.resolve();
  made[0]?.answer('It is no picture.');
  await expect(raster).rejects.toThrow('It is no picture.');
  imagery.dispose();
});

it('what the whole picture is shown with is read before it is asked for, and not again', async () => {
  const { imagery, made } = imageryOf(2, () => [800, 600]);
  const source = local();
  const expected = imagery.expect(source);
  made[0]?.answer();
  await expected;
  expect(heardBy(made)).toEqual([['open', 'tile'], ['expect']]);
  const raster = await imagery.open(source);
  const tile = raster.readTile(0, 0, 0);
  made[0]?.answer();
  await tile;
  expect(heardBy(made)).toEqual([['open', 'tile'], ['expect']]);
  imagery.dispose();
});

it('an address is opened anew for who asks for a size, for another, and for who takes any', async () => {
  const { imagery, made } = imageryOf(1);
  const far = (size?: number): ImageSource => ({
    ...{ kind: 'url', url: 'https://a.example/b.tif', name: 'b.tif' },
    ...(size !== undefined && { size }),
  });
  const open = async (source: ImageSource) => {
    const raster = imagery.open(source);
    made[0]?.answer();
    return raster;
  };
  const opens = () => made[0]?.heard.filter((what) => what === 'open').length;
  // Refused for its size, and idle: not in the way of the address that is typed anew.
  const refused = imagery.open(far(1000));
  made[0]?.answer('It has other bytes.');
  await expect(refused).rejects.toThrow('It has other bytes.');
  await open(far());
  await open(far());
  expect(opens()).toBe(2);
  await open(far(1000));
  await open(far(1000));
  expect(opens()).toBe(3);
  await open(far(2000));
  expect(opens()).toBe(4);
  imagery.dispose();
});

it('what lies beside an image at an address is told apart by its size too', async () => {
  const { imagery, made } = imageryOf(1);
  const image = local() as Extract<ImageSource, { readonly kind: 'blob' }>;
  const masked = (size: number): ImageSource => ({
    ...image,
    beside: [
      { role: 'mask', file: { kind: 'url', url: 'https://a.example/m.msk', name: 'm.msk', size } },
    ],
  });
  for (const size of [10, 10, 20]) {
    const raster = imagery.open(masked(size));
    made[0]?.answer();
    await raster;
  }
  expect(made[0]?.heard).toEqual(['open', 'open']);
  imagery.dispose();
});

type Job<N extends JobName> = Extract<JobRequest, { readonly name: N }>;

const jobsOf = <N extends JobName>(worker: SlowWorker | undefined, name: N) =>
  (worker?.posted ?? []).flatMap((one) =>
    one.kind === 'job' && one.name === name ? [one as Job<N>] : [],
  );

/** Opens a picture of two by two tiles, of which each worker is asked to sample two. */
async function askedToSample() {
  const { imagery, made } = imageryOf(2, () => [800, 600]);
  const source = local();
  const levels = [{ width: 512, height: 512, tileSize: 256 }];
  const expected = imagery.expect(source);
  const inspection = imagery.inspect(source);
  made[0]?.answer(undefined, { ...OPENED, levels, sampledByTiles: true });
  await expected;
  await vi.waitFor(() =>
    expect(heardBy(made)).toEqual([
      ['open', 'sample', 'inspect'],
      ['expect', 'sample'],
    ]),
  );
  const samplings = made.flatMap((worker) => jobsOf(worker, 'sample'));
  const [inspecting] = jobsOf(made[0], 'inspect');
  return { imagery, made, source, inspection, samplings, shares: inspecting?.args.shares ?? [] };
}

it('each worker samples what it decodes to be shown, and sends it to the one that inspects', async () => {
  const { imagery, made, source, inspection, samplings, shares } = await askedToSample();
  expect(samplings.map(({ args }) => args.places)).toEqual([
    [
      [0, 0],
      [1, 1],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ]);
  const whole = takeShares(shares, new AbortController().signal);
  for (const [i, { args }] of samplings.entries()) {
    sendShare(args.to, { values: [Float32Array.of(i)], largest: i, failed: i, windows: 2 });
  }
  expect(await whole).toEqual({
    ...{ values: [Float32Array.of(0, 1)], largest: 1, failed: 1, windows: 4 },
  });
  // The tiles come to the page.
  for (const [i, worker] of made.entries()) {
    const tile = (place: number) => {
      return { width: 256, height: 256, channels: 2, data: Uint8Array.of(i, place) };
    };
    worker.answer(undefined, { tiles: [tile(0), tile(1)] });
  }
  await inspection;
  const raster = await imagery.open(source);
  expect([...(await raster.readTile(0, 1, 0)).data]).toEqual([1, 0]);
  expect([...(await raster.readTile(0, 0, 1)).data]).toEqual([1, 1]);
  expect(made.flatMap(({ heard }) => heard)).not.toContain('tile');
  imagery.dispose();
});

it('where a worker falls over, the one that inspects does so by itself', async () => {
  const { imagery, made, inspection } = await askedToSample();
  made[1]?.dispatchEvent(new Event('error'));
  await vi.waitFor(() => expect(jobsOf(made[0], 'inspect')).toHaveLength(2));
  expect(jobsOf(made[0], 'inspect')[1]?.args).not.toHaveProperty('shares');
  made[0]?.answer(undefined, { title: 'Port' });
  expect((await inspection).title).toBe('Port');
  imagery.dispose();
});

it('an inspection that is given up is not begun anew', async () => {
  const { imagery, made } = imageryOf(2, () => [800, 600]);
  const source = local();
  const [expected, given] = [imagery.expect(source), new AbortController()];
  const inspection = imagery.inspect(source, given.signal);
  const levels = [{ width: 512, height: 512, tileSize: 256 }];
  made[0]?.answer(undefined, { ...OPENED, levels, sampledByTiles: true });
  await expected;
  await vi.waitFor(() => expect(made[0]?.heard.at(-1)).toBe('inspect'));
  given.abort();
  await expect(inspection).rejects.toMatchObject({ name: 'AbortError' });
  expect(jobsOf(made[0], 'inspect')).toHaveLength(1);
  imagery.dispose();
});

it('a share of nothing makes none of all; a wait that is given up ends', async () => {
  const [one, other] = [new MessageChannel(), new MessageChannel()];
  const whole = takeShares([one.port1, other.port1], new AbortController().signal);
  sendShare(one.port2, { values: [Float32Array.of(1)], largest: 1, failed: 0, windows: 2 });
  sendShare(other.port2, { values: [new Float32Array(0)], largest: 0, failed: 2, windows: 2 });
  expect(await whole).toBeNull();
  const given = new AbortController();
  const waiting = takeShares([new MessageChannel().port1], given.signal);
  given.abort(new Error('given up'));
  await expect(waiting).rejects.toThrow('given up');
});
