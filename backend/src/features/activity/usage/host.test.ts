import { tmpdir } from 'node:os';
import { diskOf, lowResources, readHost } from './host.js';

it('measures the first disk that can be read', () => {
  const disk = diskOf(['/no/such/folder', tmpdir()]);
  expect(disk?.totalBytes).toBe(diskOf([tmpdir()])?.totalBytes);
  expect(disk?.totalBytes).toBeGreaterThan(disk?.freeBytes ?? Infinity);
});

it('says so when none can be read', () => {
  expect(diskOf(['/no/such/folder'])).toBeNull();
});

it('knows the machine', () => {
  const host = readHost([tmpdir()], { diskPercent: 0, memoryPercent: 0 });
  expect(host.cores).toBeGreaterThan(0);
  expect(host.memoryAvailableBytes).toBeLessThanOrEqual(host.memoryTotalBytes);
  expect(host.low).toEqual([]);
});

describe('what runs low', () => {
  const host = {
    cores: 8,
    load1: 1,
    memoryTotalBytes: 1000,
    memoryAvailableBytes: 500,
    disk: { totalBytes: 1000, freeBytes: 500 },
  };
  const tenth = { diskPercent: 10, memoryPercent: 10 };

  it.each([
    ['nothing while the share is free', {}, tenth, []],
    ['nothing at the threshold', { memoryAvailableBytes: 100 }, tenth, []],
    ['memory', { memoryAvailableBytes: 99 }, tenth, ['memory']],
    ['disk', { disk: { totalBytes: 1000, freeBytes: 99 } }, tenth, ['disk']],
    ['what the administrator wants free', {}, { diskPercent: 60, memoryPercent: 10 }, ['disk']],
    ['no disk that was not measured', { disk: null }, { ...tenth, diskPercent: 99 }, []],
  ])('is %s', (_, figures, thresholds, expected) => {
    expect(lowResources({ ...host, ...figures }, thresholds)).toEqual(expected);
  });
});
