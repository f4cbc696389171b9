import type { SignInView } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { z } from 'zod';
import { AppError } from '../platform/errors.js';

/**
 * Where a person is signed in, through our own part of JupyterHub's interface. Each call carries
 * the token of the page that asks: the hub answers for its owner, and for pages of ours alone.
 * Throws `forbidden`, `not_found`, or `hub_unavailable`.
 */
export interface HubSignIns {
  list(token: string): Promise<readonly SignInView[]>;
  end(token: string, id: string): Promise<void>;
  endAll(token: string): Promise<void>;
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

const TIMEOUT_MS = 15_000;

const away = (cause: unknown): AppError =>
  new AppError('hub_unavailable', strings.common.hubDoesNotAnswerLook, {
    retryAfterSeconds: 5,
    cause,
  });

/** Calls the hub; `apiUrl` such as `http://127.0.0.1:8081/hub/api`. */
export const createSignInsClient = (options: {
  readonly apiUrl: string;
  readonly fetch?: typeof fetch;
}): HubSignIns => {
  const send = options.fetch ?? fetch;

  const call = async (token: string, method: string, path = ''): Promise<unknown> => {
    let response: Response;
    try {
      response = await send(`${options.apiUrl}/perijove/sign-ins${path}`, {
        method,
        headers: { Authorization: `token ${token}` },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return await response.json();
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
    endAll: async token => void (await call(token, 'DELETE')),
  };
};
