import { ApiError } from '@perijove/contracts/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

const MAX_RETRIES = 2;

/** Whether asking again could help: the service was away, not unwilling. */
export const isWorthRetrying = (error: Error): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);

/**
 * The cache of the pages. Answers never grow stale by time: the socket keeps them true, and a
 * new connection replaces them.
 * @param onUnauthenticated - called for every 401, and when the page cannot be read any more: after a
 * sign-in in another tab its secret belongs to the session before
 */
export const createQueryClient = (onUnauthenticated: () => void): QueryClient => {
  const isOutside = (error: Error): boolean => error instanceof ApiError && error.status === 401;
  const isOutdated = (error: Error): boolean =>
    error instanceof ApiError && error.code === 'xsrf_failed';
  return new QueryClient({
    queryCache: new QueryCache({
      onError: error => {
        if (isOutside(error) || isOutdated(error)) onUnauthenticated();
      },
    }),
    mutationCache: new MutationCache({
      // Refused as outdated, a change stays on the page, with what was typed, and says so.
      onError: error => {
        if (isOutside(error)) onUnauthenticated();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        refetchInterval: false,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < MAX_RETRIES && isWorthRetrying(error),
      },
      mutations: { retry: false },
    },
  });
};
