import { ApiError } from '@perijove/contracts/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

const MAX_RETRIES = 2;

/** Whether asking again could help: the service was away, not unwilling. */
export const isWorthRetrying = (error: Error): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 502 || error.status === 503);

/**
 * The cache of the pages. Answers never grow stale by time: the socket keeps them true, and a
 * new connection replaces them. `onUnauthenticated` is called for every 401.
 */
export const createQueryClient = (onUnauthenticated: () => void): QueryClient => {
  const onError = (error: Error): void => {
    if (error instanceof ApiError && error.status === 401) onUnauthenticated();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
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
