import { formatBytes } from './bytes';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1.0 KiB'],
    [1024, '1.0 KiB'],
    [1536, '1.5 KiB'],
    [10 * 1024, '10 KiB'],
    [9.96 * 1024, '10 KiB'],
    [1000 * 1024, '1.0 MiB'],
    [734 * 1024 ** 2, '734 MiB'],
    [1.25 * 1024 ** 3, '1.3 GiB'],
    [64 * 1024 ** 3, '64 GiB'],
    [3 * 1024 ** 4, '3.0 TiB'],
    [5000 * 1024 ** 5, '5000 PiB'],
    [-5, '0 B'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
