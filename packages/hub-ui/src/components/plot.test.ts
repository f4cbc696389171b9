import { evenly, plotPaths } from './plot';

it('draws from the lower left to the upper right', () => {
  const { line, area } = plotPaths(evenly([0, 50, 100]), null);
  expect(line).toBe('M0 28L50 15L100 2');
  expect(area).toBe('M0 30L0 28L50 15L100 2L100 30Z');
});

it('keeps gaps as gaps', () => {
  expect(plotPaths(evenly([10, 10, null, 10, 10]), 10).line).toBe('M0 2L25 2M75 2L100 2');
});

it('shows a lone value', () => {
  expect(plotPaths(evenly([null, 5, null]), 10).line).toBe('M50 15L51 15');
  expect(plotPaths(evenly([null, null, 5]), 10)).toEqual({
    line: 'M99 15L100 15',
    area: 'M99 30L99 15L100 15L100 30Z',
  });
});

it('measures against the limit, until a value exceeds it', () => {
  expect(plotPaths(evenly([5, 5]), 10).line).toBe('M0 15L100 15');
  expect(plotPaths(evenly([20, 20]), 10).line).toBe('M0 2L100 2');
});

it('draws nothing from nothing, and a flat line from zeros', () => {
  expect(plotPaths([], null)).toEqual({ line: '', area: '' });
  expect(plotPaths(evenly([0, 0]), null).line).toBe('M0 28L100 28');
});
