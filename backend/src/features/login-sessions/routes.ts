import { text } from '../../lib/text.js';
import type { Handlers } from '../handler.js';
import type { Principal } from '../../auth/principal.js';
import type { HubLoginSessions } from '../../jupyterhub/login-sessions-client.js';
import { AppError } from '../../lib/errors.js';
import type { AuditLog, DomainBus } from '../domain-events.js';

/** The token of the page that asks. A program with a token of its own has no business here. */
const pageToken = (caller: Principal, token: string | null): string => {
  if (caller.via === 'session' && caller.kind === 'user' && token !== null) return token;
  throw new AppError('forbidden', text('platform.hub.accountPageOnly'));
};

/** Where one is signed in, and signing out there. Labs go on running. */
export const createLoginSessionRoutes = (deps: {
  readonly hubLoginSessions: HubLoginSessions;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
}): Handlers<'listLoginSessions' | 'endLoginSession' | 'signOutEverywhere'> => {
  const { hubLoginSessions, bus, audit } = deps;

  const signOut = async (
    caller: Principal,
    details: Readonly<Record<string, unknown>>,
    end: () => Promise<void>,
  ): Promise<Record<string, never>> => {
    const entry = {
      actor: caller.name,
      action: 'user.sign_out' as const,
      subject: caller.name,
      details,
    };
    try {
      await end();
    } catch (error) {
      audit.record({ ...entry, result: 'failed' });
      throw error;
    }
    audit.record({ ...entry, result: 'ok' });
    // What is remembered about tokens must not outlive them, nor may an open connection.
    bus.emit('access.changed', { user: caller.name });
    return {};
  };

  return {
    listLoginSessions: async ({ caller, token }) => ({
      items: [...(await hubLoginSessions.list(pageToken(caller, token)))],
    }),
    endLoginSession: ({ caller, token, params }) => {
      const own = pageToken(caller, token);
      return signOut(caller, { browsers: 'one' }, () => hubLoginSessions.end(own, params.id));
    },
    signOutEverywhere: ({ caller, token }) => {
      const own = pageToken(caller, token);
      return signOut(caller, { browsers: 'all' }, () => hubLoginSessions.endAll(own));
    },
  };
};
