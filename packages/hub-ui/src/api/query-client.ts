import { ApiError } from '@perijove/contracts/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { keys } from './keys';

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
    if (!(error instanceof ApiError)) return;
    if (error.status === 401) onUnauthenticated();
    // Signed in anew in another tab: the token of this page belongs to the session before.
    if (error.code === 'xsrf_failed') void client.invalidateQueries({ queryKey: keys.me });
  };
  const client = new QueryClient({
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
  return client;
};
