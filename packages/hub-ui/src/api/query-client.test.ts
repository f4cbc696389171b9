import { ApiError } from '@perijove/contracts/client';
import { createQueryClient, isWorthRetrying } from './query-client';

it.each([
  ['network', 0, true],
  ['engine_unavailable', 503, true],
  ['forbidden', 403, false],
  ['not_found', 404, false],
  ['internal', 500, false],
] as const)('after %s (%d) says %s to another try', (code, status, again) => {
  expect(isWorthRetrying(new ApiError(code, 'words', status))).toBe(again);
});

it('does not retry an error of its own', () => {
  expect(isWorthRetrying(new TypeError('broken'))).toBe(false);
});

it('reports a missing sign-in, and only that', async () => {
  const onUnauthenticated = jest.fn();
  const client = createQueryClient(onUnauthenticated);
  const fail = (code: 'forbidden' | 'unauthenticated', status: number) =>
    client
      .query({
        queryKey: [code],
        queryFn: () => Promise.reject(new ApiError(code, 'words', status)),
      })
      .catch(() => undefined);
  await fail('forbidden', 403);
  expect(onUnauthenticated).not.toHaveBeenCalled();
  await fail('unauthenticated', 401);
  expect(onUnauthenticated).toHaveBeenCalledTimes(1);
});

it('has the page loaded again when it is out of date, and never while something was typed', async () => {
  const onUnauthenticated = jest.fn();
  const client = createQueryClient(onUnauthenticated);
  const refused = new ApiError('xsrf_failed', 'words', 403);
  const mutation = client.getMutationCache().build(client, {
    mutationFn: () => Promise.reject(refused),
  });
  await mutation.execute(undefined).catch(() => undefined);
  expect(onUnauthenticated).not.toHaveBeenCalled();
  await client
    .query({ queryKey: ['any'], queryFn: () => Promise.reject(refused) })
    .catch(() => undefined);
  expect(onUnauthenticated).toHaveBeenCalledTimes(1);
});
