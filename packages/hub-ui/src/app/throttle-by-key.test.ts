import { throttleByKey } from './throttle-by-key';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('runs at once, then once more at the end of a burst', () => {
  const calls: string[] = [];
  const run = throttleByKey(key => calls.push(key), 400);
  run('a');
  run('a');
  run('a');
  expect(calls).toEqual(['a']);
  jest.advanceTimersByTime(400);
  expect(calls).toEqual(['a', 'a']);
  jest.advanceTimersByTime(4000);
  expect(calls).toEqual(['a', 'a']);
});

it('does not hold one key back for another', () => {
  const calls: string[] = [];
  const run = throttleByKey(key => calls.push(key), 400);
  run('a');
  run('b');
  expect(calls).toEqual(['a', 'b']);
});
