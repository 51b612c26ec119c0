import { afterEach, expect, test } from 'vitest';
import { filesMayGoOn, holdFiles, unhurried } from '../../../src/workers/file-hold';

afterEach(() => holdFiles(false));

async function* numbers() {
  for (const part of [1, 2, 3]) yield part;
}

test('a whole file rests while it is held, and then all of it comes in order', async () => {
  const come: number[] = [];
  const parts = unhurried(numbers());
  come.push((await parts.next()).value ?? 0);
  holdFiles(true);
  const rest = (async () => {
    for await (const part of parts) come.push(part);
  })();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(come).toEqual([1]);
  holdFiles(false);
  await rest;
  expect(come).toEqual([1, 2, 3]);
});

test('held again at once, it rests again', async () => {
  holdFiles(true);
  let gone = false;
  const going = filesMayGoOn().then(() => {
    gone = true;
  });
  holdFiles(false);
  holdFiles(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(gone).toBe(false);
  holdFiles(false);
  await going;
});
