import { forEachBounded } from './for-each-bounded';

it('does it for each, and never for more at once than it may', async () => {
  let now = 0;
  let most = 0;
  const outcome = await forEachBounded([1, 2, 3, 4, 5], 2, async () => {
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
  });
  expect(outcome).toEqual({ done: 5, failed: 0, firstError: null });
  expect(most).toBe(2);
});

it('goes on after a failure and remembers the first', async () => {
  const outcome = await forEachBounded([1, 2, 3], 1, one =>
    one === 3 ? Promise.resolve() : Promise.reject(new Error(`no ${one}`)),
  );
  expect(outcome).toEqual({ done: 1, failed: 2, firstError: new Error('no 1') });
});
