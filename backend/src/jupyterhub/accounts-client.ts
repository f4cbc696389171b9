import type { AccountRules } from '@perijove/contracts';
import { text } from '../lib/text.js';
import { z } from 'zod';
import type { HubApi } from '../outgoing/hub-api.js';
import { AppError } from '../lib/errors.js';
import {
  AccountRefusal,
  type HubAccount,
  type HubAccounts,
  type HubName,
} from './accounts-port.js';

const AccountModel = z
  .object({
    name: z.string(),
    authorized: z.boolean(),
    email: z.string().nullish(),
    must_change_password: z.boolean(),
  })
  .transform((model): HubAccount => ({
    name: model.name,
    authorized: model.authorized,
    email: model.email ?? null,
    mustChangePassword: model.must_change_password,
  }));

const RecordModel = z.object({
  name: z.string(),
  account: AccountModel.nullable(),
  user: z.object({ name: z.string(), admin: z.boolean() }).nullable(),
});

const PageModel = z.discriminatedUnion('kept', [
  z.object({ kept: z.literal(false) }),
  z.object({
    kept: z.literal(true),
    sign_up: z.boolean(),
    open_sign_up: z.boolean().default(false),
    minimum_password_length: z.number(),
    longest_name: z.number(),
    accounts: z.array(AccountModel),
    more: z.boolean(),
  }),
]);

const NamesModel = z.object({
  names: z.array(
    z
      .object({ name: z.string(), may_be: z.boolean() })
      .transform((model): HubName => ({ name: model.name, mayBe: model.may_be })),
  ),
});

const RefusalModel = z.object({ code: z.string(), message: z.string() });

/** What holds where another authenticator keeps users: names as JupyterHub allows them. */
export const KEPT_ELSEWHERE: AccountRules = {
  kept: false,
  signUp: false,
  approval: true,
  minimumPasswordLength: 0,
  longestName: 255,
};

/** Twenty-five passwords may wait for their turn to be hashed. */
const CALL_TIMEOUT_MS = 60_000;

const away = (cause: unknown): AppError =>
  new AppError('hub_unavailable', text('common.hubDoesNotAnswerCheck'), {
    retryAfterSeconds: 5,
    cause,
  });

/** Calls our part of JupyterHub's REST interface, as the service that we are. */
export const createAccountsClient = (options: {
  readonly api: Pick<HubApi, 'asService'>;
}): HubAccounts => {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    try {
      const response = await options.api.asService({
        method,
        path: `/perijove/${path}`,
        timeoutMs: CALL_TIMEOUT_MS,
        ...(body === undefined ? {} : { body }),
      });
      const answer = response.json();
      if (response.ok) return answer;
      if (response.status >= 500) throw new Error(`${method} ${path}: ${response.status}`);
      const refusal = RefusalModel.safeParse(answer);
      if (refusal.success) throw new AccountRefusal(refusal.data.code, refusal.data.message);
      throw new Error(`${method} ${path}: ${response.status}`);
    } catch (error) {
      if (error instanceof AccountRefusal) throw error;
      throw away(error);
    }
  };

  const pathOf = (name: string): string => `accounts/${encodeURIComponent(name)}`;

  return {
    all: async () => {
      const accounts: HubAccount[] = [];
      for (let after = ''; ;) {
        const page = PageModel.parse(
          await call('GET', `accounts?after=${encodeURIComponent(after)}`),
        );
        if (!page.kept) return { rules: KEPT_ELSEWHERE, accounts: [] };
        accounts.push(...page.accounts);
        const last = page.accounts.at(-1);
        if (!page.more || last === undefined) {
          const rules = {
            kept: true,
            signUp: page.sign_up,
            approval: !page.open_sign_up,
            minimumPasswordLength: page.minimum_password_length,
            longestName: page.longest_name,
          };
          return { rules, accounts };
        }
        after = last.name;
      }
    },
    names: async given => {
      const { names } = NamesModel.parse(await call('POST', 'account-names', { names: given }));
      if (names.length !== given.length) throw away(new Error('account-names: not as many'));
      return names;
    },
    get: async name => RecordModel.parse(await call('GET', pathOf(name))),
    create: async ({ name, password, admin, mustChangePassword }) =>
      RecordModel.parse(
        await call('POST', 'accounts', {
          name,
          admin,
          ...(password === null ? {} : { password, must_change_password: mustChangePassword }),
        }),
      ),
    change: async (name, { mustChangePassword, ...change }) =>
      RecordModel.parse(
        await call('PATCH', pathOf(name), {
          ...change,
          ...(mustChangePassword === undefined ? {} : { must_change_password: mustChangePassword }),
        }),
      ),
    discard: async name => void (await call('DELETE', pathOf(name))),
  };
};
