import type { LoginSession } from '@perijove/contracts';
import { text } from '../lib/text.js';
import { z } from 'zod';
import type { Answered } from '../outgoing/exchange.js';
import type { HubApi } from '../outgoing/hub-api.js';
import { AppError } from '../lib/errors.js';

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
  new AppError('hub_unavailable', text('common.hubDoesNotAnswerCheck'), {
    retryAfterSeconds: 5,
    cause,
  });

/**
 * Where a user is signed in, through our own part of JupyterHub's API. Each call carries the token
 * of the page that asks: the hub answers for its owner, and for our own pages alone. Throws
 * `forbidden`, `not_found`, or `hub_unavailable`.
 */
export class HubLoginSessions {
  constructor(
    private readonly options: {
      readonly api: Pick<HubApi, 'asBearer'>;
    },
  ) {}

  async list(token: string): Promise<readonly LoginSession[]> {
    return SignInsModel.parse(await this.call(token, 'GET')).sign_ins.map(
      ({ last_used, ...rest }) => ({
        ...rest,
        lastUsed: last_used,
      }),
    );
  }

  async end(token: string, id: string): Promise<void> {
    await this.call(token, 'DELETE', `/${encodeURIComponent(id)}`);
  }

  async endAll(token: string): Promise<void> {
    await this.call(token, 'DELETE');
  }

  /** Ends what the browser with this token was given; fine when the hub knows it no more. */
  async endThis(token: string): Promise<void> {
    await this.call(token, 'DELETE', '/current').catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'forbidden')) throw error;
    });
  }

  private async call(token: string, method: string, path = ''): Promise<unknown> {
    let response: Answered;
    try {
      response = await this.options.api.asBearer(token, {
        method,
        path: `/perijove/sign-ins${path}`,
      });
      if (response.ok) return response.json();
    } catch (error) {
      throw away(error);
    }
    if (response.status === 404) {
      throw new AppError('not_found', text('platform.hub.browserSignedOut'));
    }
    if (response.status < 500) {
      throw new AppError('forbidden', text('platform.hub.accountPageOnly'));
    }
    throw away(new Error(`${method} sign-ins: ${response.status}`));
  }
}
