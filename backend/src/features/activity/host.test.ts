import { tmpdir } from 'node:os';
import { diskOf, readHost } from './host.js';

it('measures the first disk that can be read', () => {
  const disk = diskOf(['/no/such/folder', tmpdir()]);
  expect(disk).toEqual(diskOf([tmpdir()]));
  expect(disk?.totalBytes).toBeGreaterThan(disk?.freeBytes ?? Infinity);
});

it('says so when none can be read', () => {
  expect(diskOf(['/no/such/folder'])).toBeNull();
});

it('knows the machine', () => {
  const host = readHost([tmpdir()]);
  expect(host.cores).toBeGreaterThan(0);
  expect(host.memoryAvailableBytes).toBeLessThanOrEqual(host.memoryTotalBytes);
});
