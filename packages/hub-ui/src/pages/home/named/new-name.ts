import type { ServerView } from '@perijove/contracts';
import { serverSlugOf } from '@perijove/contracts/server-name';
import { t } from '../../../i18n';

type Named = Pick<ServerView, 'name' | 'displayName'>;

/** What users call a server. */
export const titleOf = ({ name, displayName }: Named): string => displayName ?? name;

const tidy = (typed: string): string => typed.trim().replace(/\s+/gu, ' ');

/** What is wrong with what a new server is to be called, as text; null when nothing is. */
export const nameProblem = (typed: string, servers: readonly Named[]): string | null => {
  const name = tidy(typed);
  if (/[/\\]/.test(name)) return t('home:named.problem.slash');
  const taken = servers.some(server => server.name === name || titleOf(server) === name);
  return taken ? t('home:named.problem.taken') : null;
};

/** How to ask for a server that is called so. */
export const newNameOf = (
  typed: string,
  servers: readonly Named[],
  slugs: boolean,
): { readonly server: string; readonly displayName?: string } => {
  const name = tidy(typed);
  if (!slugs) return { server: name };
  const server = serverSlugOf(
    name,
    servers.map(other => other.name),
  );
  return server === name ? { server } : { server, displayName: name };
};
