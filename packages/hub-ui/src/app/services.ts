import { createClient, type Client } from '@perijove/contracts/client';
import type { QueryClient } from '@tanstack/react-query';
import { goToLogin } from '../api/login';
import { createQueries, type Queries } from '../api/queries';
import { createQueryClient } from '../api/query-client';
import { LiveConnection } from '../realtime/connection';
import { basePathOf } from './base-path';
import type { LanguageStore } from './language';
import { pageSecretOf } from './page-secret';
import { createServerClock, type ServerClock } from './server-clock';
import { createThemeStore, type ThemeStore } from './theme';

/** Everything that the pages reach the world with. */
export interface Services {
  readonly basePath: string;
  readonly client: Client;
  readonly cache: QueryClient;
  readonly queries: Queries;
  readonly clock: ServerClock;
  readonly live: LiveConnection;
  readonly theme: ThemeStore;
  readonly language: LanguageStore;
}

/** Wires the services of a page by hand. */
export const createServices = (page: Window, language: LanguageStore): Services => {
  const basePath = basePathOf(page.document.baseURI);
  const secret = pageSecretOf(page.document);
  const clock = createServerClock();
  const cache = createQueryClient(() => goToLogin(basePath, page, Date.now()));
  const client = createClient({
    baseUrl: basePath,
    xsrfToken: () => secret,
  });
  const live = new LiveConnection({ basePath, client, cache, clock });
  const queries = createQueries(client, clock);
  return { basePath, client, cache, queries, clock, live, theme: createThemeStore(page), language };
};
