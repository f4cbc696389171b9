import { createAccountsClient } from './accounts-client.js';
import { AccountRefusal } from './accounts-port.js';

const account = (name: string, authorized = true) => ({
  name,
  authorized,
  email: null,
  two_factor: false,
  must_change_password: false,
});
const page = (names: readonly string[], more: boolean) => ({
  kept: true,
  sign_up: true,
  open_sign_up: false,
  minimum_password_length: 8,
  longest_name: 64,
  accounts: names.map(name => account(name)),
  more,
});

const clientWith = (answer: (url: string, init: RequestInit) => Response) => {
  const asked: { url: string; method: string; body: unknown }[] = [];
  const client = createAccountsClient({
    apiUrl: 'http://hub/hub/api',
    token: 'secret',
    fetch: (input, init = {}) => {
      const url = typeof input === 'string' ? input : '';
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
      asked.push({ url, method: init.method ?? 'GET', body });
      return Promise.resolve(answer(url, init));
    },
  });
  return { client, asked };
};

it('reads all pages', async () => {
  const { client, asked } = clientWith(url =>
    Response.json(url.endsWith('after=') ? page(['ä', 'b&c'], true) : page(['z'], false)),
  );
  const { accounts, rules } = await client.all();
  expect(accounts.map(({ name }) => name)).toEqual(['ä', 'b&c', 'z']);
  expect(rules).toEqual({
    kept: true,
    signUp: true,
    approval: true,
    minimumPasswordLength: 8,
    longestName: 64,
  });
  expect(asked[1]?.url).toBe('http://hub/hub/api/perijove/accounts?after=b%26c');
});

it('understands that accounts are kept elsewhere', async () => {
  const { client } = clientWith(() => Response.json({ kept: false }));
  expect(await client.all()).toMatchObject({ rules: { kept: false }, accounts: [] });
});

it('sends no password where none are kept', async () => {
  const answer = { name: 'a', account: null, user: { name: 'a', admin: false } };
  const { client, asked } = clientWith(() => Response.json(answer, { status: 201 }));
  await client.create({ name: 'a', password: null, admin: false, mustChangePassword: true });
  expect(asked[0]?.body).toEqual({ name: 'a', admin: false });
});

it('passes a refusal on with its code', async () => {
  const { client } = clientWith(() =>
    Response.json({ code: 'last_administrator', message: 'The last one.' }, { status: 409 }),
  );
  await expect(client.change('a/b', { admin: false })).rejects.toEqual(
    new AccountRefusal('last_administrator', 'The last one.'),
  );
});

it.each([
  ['an error of the hub', () => Response.json({ status: 500 }, { status: 500 })],
  ['a page instead of an answer', () => new Response('<html>', { status: 502 })],
  ['a token that the hub no longer knows', () => Response.json({ status: 403 }, { status: 403 })],
  [
    'no answer',
    () => {
      throw new TypeError('fetch failed');
    },
  ],
])('takes %s for a hub that is away', async (_what, answer) => {
  const { client } = clientWith(answer);
  await expect(client.discard('a')).rejects.toMatchObject({ code: 'hub_unavailable' });
});
