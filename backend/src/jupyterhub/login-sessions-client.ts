import type { LoginSession } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { z } from 'zod';
import type { Answered } from '../outgoing/exchange.js';
import type { HubApi } from '../outgoing/hub-api.js';
import { AppError } from '../lib/errors.js';

/**
 * Where a person is signed in, through our own part of JupyterHub's interface. Each call carries
 * the token of the page that asks: the hub answers for its owner, and for pages of ours alone.
 * Throws `forbidden`, `not_found`, or `hub_unavailable`.
 */
export interface HubLoginSessions {
  list(token: string): Promise<readonly LoginSession[]>;
  end(token: string, id: string): Promise<void>;
  endAll(token: string): Promise<void>;
  /** Ends what the browser with this token was given; fine when the hub knows it no more. */
  endThis(token: string): Promise<void>;
}

const when = z
  .string()
  .nullable()
  .transform(text => (text === null ? null : new Date(text).toISOString()));

const SignInsModel = z.object({
  sign_ins: z.array(
    z.object({
      id: z.string(),
      current: z.boolean(),
      since: when,
      last_used: when,
      uses: z.array(
        z.object({ kind: z.enum(['pages', 'lab', 'shared', 'service']), name: z.string() }),
      ),
    }),
  ),
});

const away = (cause: unknown): AppError =>
  new AppError('hub_unavailable', strings.common.hubDoesNotAnswerLook, {
    retryAfterSeconds: 5,
    cause,
  });

/** Calls the hub as the page that asks. */
export const createLoginSessionsClient = (options: {
  readonly api: Pick<HubApi, 'asBearer'>;
}): HubLoginSessions => {
  const call = async (token: string, method: string, path = ''): Promise<unknown> => {
    let response: Answered;
    try {
      response = await options.api.asBearer(token, { method, path: `/perijove/sign-ins${path}` });
      if (response.ok) return response.json();
    } catch (error) {
      throw away(error);
    }
    if (response.status === 404) {
      throw new AppError('not_found', strings.platform.hub.browserSignedOut);
    }
    if (response.status < 500) {
      throw new AppError('forbidden', strings.platform.hub.accountPageOnly);
    }
    throw away(new Error(`${method} sign-ins: ${response.status}`));
  };

  return {
    list: async token =>
      SignInsModel.parse(await call(token, 'GET')).sign_ins.map(({ last_used, ...rest }) => ({
        ...rest,
        lastUsed: last_used,
      })),
    end: async (token, id) => void (await call(token, 'DELETE', `/${encodeURIComponent(id)}`)),
    endThis: async token => {
      await call(token, 'DELETE', '/current').catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'forbidden')) throw error;
      });
    },
    endAll: async token => void (await call(token, 'DELETE')),
  };
};
