import { expect, it } from 'vitest';
import { formatBytes } from '../../../src/ui/shell/format-bytes';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [999_600, '1.0 MB'],
  [38_200_000, '38 MB'],
  [6_840_000_000, '6.8 GB'],
  [96_000_000_000, '96 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
