import { shortagesOf } from './shortage';

const host = {
  cores: 8,
  load1: 1,
  memoryTotalBytes: 100,
  memoryAvailableBytes: 50,
  disk: { totalBytes: 100, freeBytes: 50 },
};

it('is calm while a tenth is free', () => {
  const disk = { totalBytes: 100, freeBytes: 10 };
  expect(shortagesOf({ ...host, memoryAvailableBytes: 10, disk })).toEqual([]);
});

it('names disk and memory that run low', () => {
  const disk = { totalBytes: 100, freeBytes: 9 };
  expect(shortagesOf({ ...host, disk })).toEqual([{ of: 'disk', ...disk }]);
  expect(shortagesOf({ ...host, memoryAvailableBytes: 9 })).toEqual([
    { of: 'memory', freeBytes: 9, totalBytes: 100 },
  ]);
});

it('makes nothing up where nothing was measured', () => {
  expect(shortagesOf(null)).toEqual([]);
  expect(shortagesOf({ ...host, disk: null })).toEqual([]);
});
