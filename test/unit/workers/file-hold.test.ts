import { afterEach, expect, test } from 'vitest';
import { filesMayGoOn, holdFiles, unhurried } from '../../../src/workers/file-hold';

afterEach(() => holdFiles('none'));

const fileOf = (bytes: number) => ({
  kind: 'blob' as const,
  name: 'a.tif',
  blob: { size: bytes } as Blob,
});

async function* numbers() {
  for (const part of [1, 2, 3]) yield part;
}

test('a whole file rests while it is held, and then all of it comes in order', async () => {
  const come: number[] = [];
  const parts = unhurried(fileOf(1), numbers());
  come.push((await parts.next()).value ?? 0);
  holdFiles('all');
  const rest = (async () => {
    for await (const part of parts) come.push(part);
  })();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(come).toEqual([1]);
  holdFiles('none');
  await rest;
  expect(come).toEqual([1, 2, 3]);
});

test('held again at once, it rests again', async () => {
  holdFiles('all');
  let gone = false;
  const going = filesMayGoOn().then(() => {
    gone = true;
  });
  holdFiles('none');
  holdFiles('all');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(gone).toBe(false);
  holdFiles('none');
  await going;
});

test('of large files alone held, a small one is read on', async () => {
  holdFiles('all');
  const come: string[] = [];
  const reading = async (name: string, bytes: number) => {
    for await (const part of unhurried(fileOf(bytes), numbers())) come.push(`${name}${part}`);
  };
  const large = reading('large', 2 ** 30);
  const small = reading('small', 2 ** 20);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(come).toEqual([]);
  holdFiles('large');
  await small;
  expect(come).toEqual(['small1', 'small2', 'small3']);
  holdFiles('none');
  await large;
  expect(come.slice(3)).toEqual(['large1', 'large2', 'large3']);
});
