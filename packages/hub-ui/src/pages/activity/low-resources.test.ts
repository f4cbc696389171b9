import { lowResourcesOf } from './low-resources';

const host = {
  cores: 8,
  load1: 1,
  memoryTotalBytes: 100,
  memoryAvailableBytes: 50,
  disk: { totalBytes: 100, freeBytes: 9 },
  low: [],
};

it('is calm while the service is', () => {
  expect(lowResourcesOf(host)).toEqual([]);
  expect(lowResourcesOf(null)).toEqual([]);
});

it('gives what runs low its figures', () => {
  expect(lowResourcesOf({ ...host, low: ['disk', 'memory'] })).toEqual([
    { of: 'disk', freeBytes: 9, totalBytes: 100 },
    { of: 'memory', freeBytes: 50, totalBytes: 100 },
  ]);
});
