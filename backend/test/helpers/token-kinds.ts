import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TokenOwner } from '../../src/jupyterhub/port.js';

const file = fileURLToPath(new URL('../../../hub/tests/token_scopes.json', import.meta.url));
const cases = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string[]>>;

/** Whose token it is; `visitor` is an administrator in the lab of another user. */
type Who = 'user' | 'tutor' | 'admin' | 'visitor' | 'backend';
/**
 * What kind of token: behind the cookie of our pages, made on the page _Token_ with everything or
 * with `read:servers` alone, of a lab's page, of a lab's environment, of a service.
 */
type Kind = 'page' | 'own' | 'narrow' | 'lab' | 'environment' | 'service';

/**
 * The scopes that a token of that kind carries on a real JupyterHub: `hub/tests` keeps the list true.
 * Tutors look after `class-a`.
 * @param lab - the server of a lab's token, as in `ada/`
 */
export const scopesOf = (
  who: Who,
  kind: Kind,
  names: { readonly me: string; readonly lab?: string },
): string[] => {
  const scopes = cases[who]?.[kind];
  if (scopes === undefined) throw new Error(`no ${kind} token of a ${who} is known`);
  return scopes.map(scope =>
    scope.replace('{me}', names.me).replace('{lab}', names.lab ?? `${names.me}/`),
  );
};

/** A user's token of that kind, as the fake hub takes it. */
export const tokenOwner = (
  name: string,
  who: Who,
  kind: Kind,
  extra: { readonly lab?: string; readonly scopes?: readonly string[] } = {},
): Omit<TokenOwner, 'tokenId'> => ({
  name,
  kind: 'user',
  scopes: [
    ...scopesOf(who, kind, { me: name, ...(extra.lab === undefined ? {} : { lab: extra.lab }) }),
    ...(extra.scopes ?? []),
  ],
});
